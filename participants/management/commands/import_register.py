"""The import of a register, for whoever runs the machine: the same as the page's, told by row numbers."""

import json
from argparse import ArgumentParser
from datetime import date

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.models import Facility
from participants.register.importer import Result, import_register
from participants.register.rows import Fault
from participants.register.sentences import FIELDS, sentence
from participants.register.sheets import UnreadableError

SIGNED_BY = "system.import"
"""Who answers for an import that nobody signed: an account that cannot sign in."""


class Command(BaseCommand):
    """Exit 1 when rows were refused. Names, numbers and what cells hold are never printed."""

    help = (
        "Bring the people of a prison's register (xlsx, xls, ods, csv) into the system; the rest comes in all the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the register")
        parser.add_argument("--facility", required=True, metavar="CODE", help="the facility whose register it is")
        parser.add_argument("--by", metavar="USERNAME", help="who answers for it; without it, the system does")
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day of which the file speaks")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--json", action="store_true", help="print the answer for programs")

    def handle(self, *, file: str, facility: str, by: str | None, on: date | None, dry_run: bool, **options) -> None:
        try:
            result = import_register(
                file,
                facility=_facility(facility),
                by=_signer(by, dry_run),
                at=timezone.now(),
                spoken_of=on,
                dry_run=dry_run,
            )
        except UnreadableError as error:
            raise CommandError(str(error)) from None
        except OSError:
            raise CommandError(_("The file cannot be opened.")) from None
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json(), indent=1))
        else:
            self._tell(result, dry_run)
        if result.refused:
            raise SystemExit(1)

    def _tell(self, result: Result, dry_run: bool) -> None:
        counts = {
            "rows": result.rows,
            "new": len(result.new),
            "changed": len(result.changed),
            "unchanged": len(result.unchanged),
            "refused": len(result.refused),
        }
        self.stdout.write(
            _("Nothing was changed; this is what would happen.") if dry_run else _("The register was imported.")
        )
        told = _(
            "Rows read: %(rows)d. New: %(new)d. Changed: %(changed)d. Unchanged: %(unchanged)d. Refused: %(refused)d."
        )
        self.stdout.write(told % counts)
        self._list(_("Refused:"), [fault for refused in result.refused for fault in refused.faults])
        self._list(_("To be asked of the ministry:"), result.requests)
        self._list(_("Accepted with a warning:"), result.warnings)
        for repeated in result.repeated:
            skipped = _("Row %(row)d repeats row %(of)d and was skipped.")
            self.stdout.write(skipped % {"row": repeated.row, "of": repeated.of})

    def _list(self, heading: str, faults: list[Fault]) -> None:
        if faults:
            self.stdout.write(heading)
        for fault in faults:
            told = {"row": fault.row, "field": FIELDS[fault.field], "sentence": sentence(fault)}
            self.stdout.write("  " + _("Row %(row)d, %(field)s: %(sentence)s") % told)


def _facility(code: str) -> Facility:
    try:
        return Facility.objects.get(code=code)
    except Facility.DoesNotExist:
        raise CommandError(_("There is no facility with the code “%(code)s”.") % {"code": code}) from None


def _signer(username: str | None, dry_run: bool) -> User:
    """Who answers: whoever is named, else the system. A dry run does not even make the system's account."""
    if username:
        try:
            return User.objects.get(username=username)
        except User.DoesNotExist:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": username}) from None
    system = User.objects.filter(username=SIGNED_BY).first() or User(
        username=SIGNED_BY, name="Register import", is_active=False
    )
    if system._state.adding and not dry_run:
        system.set_unusable_password()
        system.save()
    return system
