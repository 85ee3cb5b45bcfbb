"""Addresses of programmes, agreements, organisations and classes."""

from django.urls import path

from programs.programme_urls import PROGRAMMES
from programs.views import (
    agreement_changes,
    agreement_list,
    agreements,
    courses,
    documents,
    linking,
    organisations,
    sessions,
    skills,
)

urlpatterns = [
    *PROGRAMMES,
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
    path("agreements/", agreement_list.agreement_list, name="agreement_list"),
    path("agreements/csv/", agreement_list.agreement_csv, name="agreement_csv"),
    path("agreements/xlsx/", agreement_list.agreement_xlsx, name="agreement_xlsx"),
    path("agreements/new/", agreements.agreement_new, name="agreement_new"),
    path("agreements/<uuid:pk>/", agreements.agreement, name="agreement"),
    path("organisations/to-link/", linking.to_link, name="to_link"),
    path("organisations/to-link/<uuid:pk>/", linking.name_link, name="name_link"),
    path("organisations/to-link/decided/", linking.names_decided, name="names_decided"),
    path("organisations/to-link/decided/<uuid:pk>/undo/", linking.name_undo, name="name_undo"),
    path("agreements/<uuid:pk>/edit/", agreements.agreement_edit, name="agreement_edit"),
    path("agreements/<uuid:pk>/contents/", agreement_changes.agreement_contents, name="agreement_contents"),
    path("agreements/<uuid:pk>/changes/new/", agreement_changes.agreement_change_new, name="agreement_change_new"),
    path("agreements/changes/<uuid:pk>/", agreement_changes.agreement_change, name="agreement_change"),
    path("agreements/<uuid:pk>/documents/new/", documents.document_new, name="document_new"),
    path("agreements/<uuid:pk>/downloads/", documents.agreement_downloads, name="agreement_downloads"),
    path("documents/downloads/", documents.downloads, name="downloads"),
    path("documents/<uuid:pk>/", documents.document, name="document"),
    path("documents/<uuid:pk>/replace/", documents.document_replace, name="document_replace"),
    path("organisations/<uuid:pk>/", organisations.organisation, name="organisation"),
]
