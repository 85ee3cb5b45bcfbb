"""Addresses of reports."""

from django.urls import path

from reports import edition_pages, figures_pages, partner, report_pages, roster_pages, views
from reports.exports.addresses import files
from reports.watch import views as watch

urlpatterns = [
    path("organisations/<uuid:pk>/partner/", partner.partner, name="partner"),
    path("agreements/watch/", watch.watch, name="agreement_watch"),
    path("agreements/watch/<uuid:pk>/", watch.watch_entry, name="agreement_watch_entry"),
    path("reports/", views.report_list, name="report_list"),
    path("reports/overview/", figures_pages.national_overview, name="overview"),
    *files("reports/overview/", figures_pages.national_overview, "overview"),
    path("reports/table/", figures_pages.table, name="report_table"),
    *files("reports/table/", figures_pages.table, "report_table"),
    path("reports/classes/", figures_pages.class_list, name="report_classes"),
    path("reports/classes/<uuid:pk>/rows/", roster_pages.purpose, name="roster_purpose"),
    path("reports/rows/<uuid:pk>/", roster_pages.rows, name="roster_rows"),
    path("reports/facilities/<slug:code>/", report_pages.facility, name="facility_report"),
    *files("reports/facilities/<slug:code>/", report_pages.facility, "facility_report"),
    path("reports/organisations/<uuid:pk>/", report_pages.organisation, name="organisation_report"),
    *files("reports/organisations/<uuid:pk>/", report_pages.organisation, "organisation_report"),
    path("reports/agreements/<uuid:pk>/", report_pages.agreement, name="agreement_report"),
    *files("reports/agreements/<uuid:pk>/", report_pages.agreement, "agreement_report"),
    path("reports/programmes/<uuid:pk>/", views.programme_report, name="programme_report"),
    *files("reports/programmes/<uuid:pk>/", views.programme_report, "programme_report"),
    path("reports/programmes/<uuid:pk>/editions/", edition_pages.edition_list, name="edition_list"),
    path("reports/editions/<uuid:pk>/", edition_pages.edition, name="edition"),
]
