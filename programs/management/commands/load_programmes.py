"""Load programmes from a file of the form of ``real_programmes.json``."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from programs.loading.load import load_programmes
from programs.loading.read import MalformedError
from programs.loading.tables import Loaded


class Command(BaseCommand):
    help = "Load programmes from a file; those that are recorded already are brought up to date, by their id."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")

    def handle(self, file, dry_run, **options):
        try:
            loaded = load_programmes(file, dry_run=dry_run, show=self._show)
        except MalformedError as error:
            raise CommandError(f"Nothing was loaded. {error}") from None
        added, changed, unchanged = len(loaded.added), len(loaded.changed), len(loaded.unchanged)
        would = "Would be" if dry_run else "Programmes"
        self.stdout.write(f"{would}: {added} added, {changed} changed, {unchanged} unchanged.")

    def _show(self, loaded: Loaded) -> None:
        """What is about to change, line by line, before it is written."""
        for reference, lines in loaded.changed.items():
            self.stdout.writelines(f"{reference}: {line}\n" for line in lines)
        for line in loaded.kept:
            self.stdout.write(f"{line} is not in the file and was kept.")
        self.stdout.flush()
