"""Addresses of the acts that bring a class to another state, close it, and correct a result."""

from django.urls import path

from participants.views import closing, session_states

urlpatterns = [
    path("sessions/<uuid:pk>/approve/", session_states.session_approve, name="session_approve"),
    path("sessions/<uuid:pk>/send-back/", session_states.session_send_back, name="session_send_back"),
    path("sessions/<uuid:pk>/open/", session_states.session_open, name="session_open"),
    path("sessions/<uuid:pk>/begin/", session_states.session_begin, name="session_begin"),
    path("sessions/<uuid:pk>/cancel/", session_states.session_cancel, name="session_cancel"),
    path("sessions/<uuid:pk>/close/", closing.session_close, name="session_close"),
    path("enrolments/<uuid:pk>/correct/", closing.enrolment_correct, name="enrolment_correct"),
]
