"""The whole way from a file to the database, in one transaction."""

from contextlib import AbstractContextManager
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
from participants.register.held import holdings
from participants.register.match import Decisions, match
from participants.register.plan import Plan, named_anew, work_out
from participants.register.read import read
from participants.register.rows import Checked, Fault, Refused, RegisterRow, Repeated
from participants.register.sheets import UnreadableError
from participants.register.telling import telling
from participants.register.write import TakenError, held_elsewhere, write
from participants.services.columns import column_names
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
    table = read(file, column_names(facility))
    day = day_of_file(spoken_of or table.spoken_of, facility, at)
    checked = check(table.rows, spoken_of=day, sex_held=facility.sex_held)
    with importing(facility, by):
        try:
            plan = retrying(lambda: _bring_in(checked, facility, day, invented))
        except IntegrityError as error:
            raise refusal(error) from None
        if dry_run:
            transaction.set_rollback(True)
    return _result(plan)


def day_of_file(named: date | None, facility: Facility, at: datetime) -> date:
    """The day of which a file speaks: the one that is named, else the day at which it comes; none that is to come."""
    today = at.astimezone(ZoneInfo(facility.time_zone)).date()
    if named and named > today:
        raise UnreadableError(_("The file speaks of a day that has not come yet. Check the date in its heading."))
    return named or today


def importing(facility: Facility, by: User, page: str = "import_register") -> AbstractContextManager:
    """The scope of an import: one facility, its offences included, signed by ``by``."""
    return scope(actor=by.pk, facilities=[facility.pk], offence_facilities=[facility.pk], page=page)


def plan_of(
    checked: Checked,
    facility: Facility,
    day: date,
    *,
    invented: bool = False,
    decisions: Decisions | None = None,
    elsewhere: set[int] | None = None,
) -> Plan:
    """Work out what the rows of a file would do now; where it is not said which are held elsewhere, ask the database.

    One file at a time for each facility: the second one sees what the first has written.
    """
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    here = holdings(facility)
    matched = match(checked.accepted, here, spoken_of=day, decisions=decisions or {})
    if elsewhere is None:
        elsewhere = held_elsewhere(named_anew(matched), facility)
    told = telling(checked.accepted, facility, day)
    return work_out(
        *(checked, matched, here),
        facility=facility,
        spoken_of=day,
        elsewhere=elsewhere,
        telling=told,
        invented=invented,
    )


def _bring_in(checked: Checked, facility: Facility, day: date, invented: bool) -> Plan:
    """Plan and write; again from the start, where a NIK was taken elsewhere between the two."""
    while True:
        plan = plan_of(checked, facility, day, invented=invented)
        try:
            with transaction.atomic():
                write(plan.writes, spoken_of=day)
            return plan
        except TakenError:
            continue


def _result(plan: Plan) -> Result:
    """Who is perhaps the same is refused where nobody can be asked."""
    doubtful = [Refused(doubt.record, (doubt.fault,)) for doubt in plan.doubts]
    return Result(
        spoken_of=plan.spoken_of,
        rows=plan.rows,
        new=plan.new,
        changed=[one.record for one in plan.changed],
        unchanged=[one.record for one in plan.unchanged],
        refused=sorted(plan.refused + doubtful, key=lambda one: one.record.row),
        warnings=plan.warnings,
        repeated=plan.repeated,
        requests=[one.faults[0] for one in plan.requests],
    )
