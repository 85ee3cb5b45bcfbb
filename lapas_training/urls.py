"""The site map. Addresses belong to the apps; here they only come together."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from lapas_training.views import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language/", login_not_required(set_language), name="language"),
    path("admin/", admin.site.urls),
    path("", include("web.urls")),
]
handler500 = "web.errors.server_error"
