"""Prove that what reports show is what a recount finds."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.scope import scope
from organisations.models import Facility
from reports.figures.check import differences

SHOWN = 50


class Command(BaseCommand):
    help = "Counts all tallies and totals of reports again from the raw rows; fails on a difference and names the row."

    def handle(self, *args, **options):
        """Everything is read as of one moment, so that work that goes on meanwhile makes no difference."""
        outermost = not connection.in_atomic_block
        with transaction.atomic():
            if outermost:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            with scope(actor=None, facilities=Facility.objects.values_list("pk", flat=True)):
                found = list(differences())
        for line in found[:SHOWN]:
            self.stdout.write(line)
        if found:
            raise CommandError(
                ngettext("%(n)s row differs from a recount.", "%(n)s rows differ from a recount.", len(found))
                % {"n": len(found)}
            )
        self.stdout.write(_("All figures equal a recount."))
