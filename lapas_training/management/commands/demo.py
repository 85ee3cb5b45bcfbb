"""Make the demonstration, and tell who can sign in to it."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from lapas_training.demo.accounts import ACCOUNTS
from lapas_training.demo.password import demo_password
from lapas_training.demo.run import holds_others, make_demo
from lapas_training.logins import count_rows


class Command(BaseCommand):
    help = "Make the demonstration: real programmes, an invented register, one account for each role. Safe to repeat."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--among-others", action="store_true", help="also into a database that holds people of its own"
        )

    def handle(self, among_others, **options):
        if not settings.DEMO:
            raise CommandError("The demonstration is never put into a real installation: set LAPAS_DEMO=1 for one.")
        if not among_others and holds_others():
            raise CommandError(
                "The database holds people who are not of the demonstration. Name another database in DATABASE_URL, "
                "or say --among-others."
            )
        password = demo_password(settings.BASE_DIR / "var")
        make_demo(password.value, timezone.now())
        count_rows()
        self.stdout.write("\nAccounts of the demonstration:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<22} {account.name}")
        self.stdout.write(password.told)
