"""Addresses of reports."""

from django.urls import path

from reports import edition_pages, partner, views
from reports.exports.addresses import files
from reports.watch import views as watch

urlpatterns = [
    path("organisations/<uuid:pk>/partner/", partner.partner, name="partner"),
    path("agreements/watch/", watch.watch, name="agreement_watch"),
    path("agreements/watch/<uuid:pk>/", watch.watch_entry, name="agreement_watch_entry"),
    path("reports/", views.report_list, name="report_list"),
    path("reports/programmes/<uuid:pk>/", views.programme_report, name="programme_report"),
    *files("reports/programmes/<uuid:pk>/", views.programme_report, "programme_report"),
    path("reports/programmes/<uuid:pk>/editions/", edition_pages.edition_list, name="edition_list"),
    path("reports/editions/<uuid:pk>/", edition_pages.edition, name="edition"),
]
