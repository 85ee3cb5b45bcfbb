"""Addresses of reports."""

from django.urls import path

from reports import views

urlpatterns = [
    path("reports/", views.report_list, name="report_list"),
    path("reports/programmes/<uuid:pk>/", views.programme_report, name="programme_report"),
]
