"""The site map. Addresses belong to the apps; here they only come together."""

from django.contrib import admin
from django.urls import include, path

from lapas_training.home import home
from lapas_training.views import healthz

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("web.urls")),
    path("", include("organisations.urls")),
    path("", include("programs.urls")),
    path("", include("participants.urls")),
    path("", include("reports.urls")),
]
handler500 = "web.errors.server_error"
