"""Addresses of programmes, agreements, organisations and classes."""

from django.urls import path

from programs.agreement_urls import AGREEMENTS
from programs.programme_urls import PROGRAMMES
from programs.views import (
    courses,
    linking,
    organisations,
    sessions,
    skills,
)

urlpatterns = [
    *PROGRAMMES,
    *AGREEMENTS,
    path("sessions/", sessions.session_list, name="session_list"),
    path("sessions/new/", sessions.session_new, name="session_new"),
    path("sessions/<uuid:pk>/edit/", sessions.session_edit, name="session_edit"),
    path("skills/", skills.skill_list, name="skill_list"),
    path("skills/new/", skills.skill_new, name="skill_new"),
    path("skills/<uuid:pk>/", skills.skill, name="skill"),
    path("skills/<uuid:pk>/edit/", skills.skill_edit, name="skill_edit"),
    path("courses/", courses.course_list, name="course_list"),
    path("courses/new/", courses.course_new, name="course_new"),
    path("courses/<uuid:pk>/", courses.course, name="course"),
    path("courses/<uuid:pk>/edit/", courses.course_edit, name="course_edit"),
    path("courses/<uuid:pk>/version/", courses.course_version, name="course_version"),
    path("organisations/to-link/", linking.to_link, name="to_link"),
    path("organisations/to-link/<uuid:pk>/", linking.name_link, name="name_link"),
    path("organisations/to-link/decided/", linking.names_decided, name="names_decided"),
    path("organisations/to-link/decided/<uuid:pk>/undo/", linking.name_undo, name="name_undo"),
    path("organisations/<uuid:pk>/", organisations.organisation, name="organisation"),
]
