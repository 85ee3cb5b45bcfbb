"""Make the first administrator of an empty installation: the one who gives everybody else an account."""

import getpass
import os

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from organisations.models import Posting


class Command(BaseCommand):
    help = "Make the first administrator. The password is asked for, or taken from FIRST_ADMIN_PASSWORD."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="the name that pages show")

    @transaction.atomic
    def handle(self, username, name, **options):
        today = timezone.localdate()
        if Posting.objects.held(today).filter(role=Role.ADMINISTRATOR, user__is_active=True).exists():
            raise CommandError("There is an administrator already, who can make others at /admin/.")
        user = User(username=username, name=name, is_staff=True)
        password = os.environ.get("FIRST_ADMIN_PASSWORD") or self._ask()
        try:
            validate_password(password, user)
            user.set_password(password)
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        user.save(force_insert=True)
        Posting.objects.create(user=user, role=Role.ADMINISTRATOR, starts_on=today)
        self.stdout.write(f"{username} can sign in now and give others their accounts at /admin/.")

    def _ask(self) -> str:
        """The password, typed twice."""
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("The same again: "):
            raise CommandError("The two passwords differ; nothing was made.")
        return password
