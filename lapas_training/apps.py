"""The assembly as an app: it holds commands, no models."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class LapasTrainingConfig(AppConfig):
    name = "lapas_training"
    verbose_name = "Lapas Training"


class AdministrationConfig(admin_apps.AdminConfig):
    """Stock admin on a site of ours."""

    default = False
    default_site = "accounts.site.Administration"
