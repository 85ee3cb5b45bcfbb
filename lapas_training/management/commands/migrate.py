"""Migrate as the owner of the tables: the application's role may not."""

from django.core.management.commands import migrate

from lapas_training.logins import as_owner


class Command(migrate.Command):
    def handle(self, *args, **options):
        with as_owner():
            return super().handle(*args, **options)
