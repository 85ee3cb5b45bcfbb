"""Addresses of programmes, agreements, organisations and classes."""

from django.urls import path

from programs.views import agreements, organisations, programmes, sessions

urlpatterns = [
    path("programmes/", programmes.programme_list, name="programme_list"),
    path("programmes/<uuid:pk>/", programmes.programme, name="programme"),
    path("sessions/", sessions.session_list, name="session_list"),
    path("sessions/new/", sessions.session_new, name="session_new"),
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    path("agreements/<uuid:pk>/", agreements.agreement, name="agreement"),
    path("organisations/<uuid:pk>/", organisations.organisation, name="organisation"),
]
