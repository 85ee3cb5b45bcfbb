"""The assembly as an app: it holds commands, no models."""

from django.apps import AppConfig


class LapasTrainingConfig(AppConfig):
    name = "lapas_training"
    verbose_name = "Lapas Training"
