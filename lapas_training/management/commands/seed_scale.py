"""Fill an empty database with an invented nation, to measure on."""

from datetime import date

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import IntegrityError

from lapas_training.logins import as_owner, count_rows
from lapas_training.scale import (
    FEWEST_FACILITIES,
    FULL_AGREEMENTS,
    FULL_FACILITIES,
    FULL_ORGANISATIONS,
    FULL_PROGRAMMES,
    Size,
    classes_for,
    share,
)
from lapas_training.scale.run import holds_others, seed


class Command(BaseCommand):
    help = "Fill an empty database with an invented nation of any size; the same arguments make the same rows."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--facilities", type=int, default=FULL_FACILITIES)
        parser.add_argument("--people", type=int, default=300_000)
        parser.add_argument("--years", type=int, default=10)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", type=date.fromisoformat, required=True, help="the last day, as 2026-06-30")
        parser.add_argument("--organisations", type=int, help="3000, or the share of so many facilities")
        parser.add_argument("--programmes", type=int, help="5000, or the share of so many facilities")
        parser.add_argument("--agreements", type=int, help="10000, or the share of so many facilities")
        parser.add_argument("--classes", type=int, help="50000, or as many as so many people sit in")
        parser.add_argument("--among-others", action="store_true", help="also into a database that is not empty")

    def handle(self, among_others, **options):
        if not settings.DEMO:
            raise CommandError("Invented people are never put into a real installation: set LAPAS_DEMO=1 for a test.")
        size = _size(options)
        with as_owner():
            if not among_others and holds_others():
                raise CommandError(
                    "The database is not empty. Name an empty one in DATABASE_URL, or say --among-others."
                )
            try:
                seed(size, self.stdout.write)
            except IntegrityError as error:
                name = error.__cause__.diag.constraint_name
                raise CommandError(f"What is there stands in the way ({name}); nothing was written.") from error
        count_rows()


def _size(options: dict) -> Size:
    """The size asked for; what was not named follows from the facilities."""
    facilities = options["facilities"]
    for name, least, most in (("facilities", FEWEST_FACILITIES, 2000), ("people", 0, 900_000), ("years", 1, 30)):
        if not least <= options[name] <= most:
            raise CommandError(f"--{name} is a number from {least} to {most}.")
    parts = {"organisations": FULL_ORGANISATIONS, "programmes": FULL_PROGRAMMES, "agreements": FULL_AGREEMENTS}
    named = {name: options[name] for name in ("people", "years", "seed", "until")}
    shares = {name: share(full, facilities) if options[name] is None else options[name] for name, full in parts.items()}
    classes = classes_for(options["people"]) if options["classes"] is None else options["classes"]
    return Size(facilities=facilities, classes=classes, **named, **shares)
