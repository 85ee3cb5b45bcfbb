"""Addresses of the pages that belong to no other package."""

from django.urls import path

from web import views

urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
