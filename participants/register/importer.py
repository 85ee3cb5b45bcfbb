"""The whole way from a file to the database, in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scope import scope
from organisations.models import Facility
from participants.register.check import check
from participants.register.match import holdings, match
from participants.register.read import Table, read
from participants.register.rows import Checked, Fault, Refused, RegisterRow, Repeated
from participants.register.sheets import UnreadableError
from participants.register.write import Written, write
from web.refusals import refusal
from web.retry import retrying


@dataclass(frozen=True)
class Result:
    """What became of every row of a file: each is in exactly one of the lists, warnings aside."""

    spoken_of: date
    rows: int
    new: list[RegisterRow]
    changed: list[RegisterRow]
    unchanged: list[RegisterRow]
    refused: list[Refused]
    warnings: list[Fault]
    repeated: list[Repeated]
    requests: list[Fault]

    @property
    def imported(self) -> int:
        """How many rows added somebody or changed something."""
        return len(self.new) + len(self.changed)

    def as_json(self) -> dict[str, object]:
        """The form for programs; a refused row is told by the first of its faults."""
        return {
            "rows": self.rows,
            "imported": self.imported,
            "unchanged": len(self.unchanged),
            "reject": [refused.faults[0].as_json() for refused in self.refused],
            "warn": [fault.as_json() for fault in self.warnings],
            "duplicate": [{"row": repeated.row} for repeated in self.repeated],
            "request": [fault.as_json() for fault in self.requests],
        }


def import_register(
    file: str | Path | BinaryIO,
    *,
    facility: Facility,
    by: User,
    at: datetime,
    spoken_of: date | None = None,
    invented: bool = False,
    dry_run: bool = False,
) -> Result:
    """Bring the people of a register into a facility, all or nothing; the same file again changes nothing.

    ``by`` answers for it; whether they may is the caller's business. ``spoken_of`` is the day of which the file
    speaks, where its heading should not be believed; a file that names none speaks of the day ``at`` which it comes.
    ``dry_run`` does everything and takes it back.

    Refuses the file, with ``UnreadableError``, where it is no register or speaks of a day that has not come. Refuses a
    row without name, number or day of admission; with a date that is none; with a birth or admission after the day of
    the file, or an end before the admission; with a sex that is neither L nor P; with a number or NIK of an earlier
    row or of another person of the facility; that may be somebody held here under another number; or whose stay is
    recorded as ended. A NIK that is held elsewhere makes the row a request.
    """
    table = read(file)
    today = at.astimezone(ZoneInfo(facility.time_zone)).date()
    day = spoken_of or table.spoken_of or today
    if day > today:
        raise UnreadableError(_("The file speaks of a day that has not come yet. Check the date in its heading."))
    checked = check(table.rows, spoken_of=day, sex_held=facility.sex_held)
    with scope(actor=by.pk, facilities=[facility.pk], offence_facilities=[facility.pk], page="import_register"):
        try:
            refused, written = retrying(lambda: _bring_in(checked, facility, day, invented))
        except IntegrityError as error:
            raise refusal(error) from None
        if dry_run:
            transaction.set_rollback(True)
    return _result(table, day, checked, refused, written)


def _bring_in(checked: Checked, facility: Facility, day: date, invented: bool) -> tuple[list[Refused], Written]:
    """One file at a time for each facility: the second one sees what the first has written."""
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    matched = match(checked.accepted, holdings(facility), spoken_of=day)
    return matched.refused, write(matched, facility=facility, spoken_of=day, invented=invented)


def _result(table: Table, day: date, checked: Checked, refused: list[Refused], written: Written) -> Result:
    came_in = {record.row for record in (*written.new, *written.changed, *written.unchanged)}
    warnings = [fault for fault in checked.warnings if fault.row in came_in] + written.warnings
    return Result(
        spoken_of=day,
        rows=len(table.rows),
        new=written.new,
        changed=written.changed,
        unchanged=written.unchanged,
        refused=sorted(checked.refused + refused, key=lambda one: one.record.row),
        warnings=sorted(warnings, key=lambda fault: fault.row),
        repeated=checked.repeated,
        requests=sorted(written.requests, key=lambda fault: fault.row),
    )
