"""Addresses of organisations, facilities and sources: the lists, and where they are made and mended."""

from django.urls import path

from organisations.views import facilities, joins, organisations, sources

urlpatterns = [
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/<uuid:pk>/edit/", organisations.organisation_edit, name="organisation_edit"),
    path("organisations/<uuid:pk>/join/", joins.organisation_join, name="organisation_join"),
    path("facilities/new/", facilities.facility_new, name="facility_new"),
    path("facilities/<slug:code>/edit/", facilities.facility_edit, name="facility_edit"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/new/", sources.source_new, name="source_new"),
    path("sources/<uuid:pk>/edit/", sources.source_edit, name="source_edit"),
]
