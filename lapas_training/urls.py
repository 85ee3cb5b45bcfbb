"""The site map. Addresses belong to the apps; here they only come together."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from lapas_training.views import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
