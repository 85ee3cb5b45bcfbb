"""Print programmes in the form of ``real_programmes.json``."""

import json

from django.core.management import BaseCommand, CommandError

from programs.loading.export import UnknownError, export_programmes


class Command(BaseCommand):
    help = "Print programmes in the form that load_programmes takes; what was added here is left out."

    def add_arguments(self, parser):
        parser.add_argument("id", nargs="*", help="which programmes; all that came from a file, where none is named")

    def handle(self, id, **options):
        try:
            entries = list(export_programmes(id))
        except UnknownError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(json.dumps(entries, ensure_ascii=False, indent=1))
