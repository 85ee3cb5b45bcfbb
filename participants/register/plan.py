"""What would become of every row of a file, worked out before anything is written.

The same answers stand in a preview, and a confirmed preview writes them or nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from organisations.models import Facility
from participants.register.differences import Differences, Move, Writes
from participants.register.held import Held, Holdings
from participants.register.match import Doubt, Matched, absent
from participants.register.rows import Checked, Fault, Refused, RegisterRow, Repeated, Why
from participants.register.telling import Telling


@dataclass(frozen=True)
class Changed:
    """A row that changes something of a known person."""

    record: RegisterRow
    held: Held
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Unchanged:
    """A row that says what is recorded, or less."""

    record: RegisterRow
    held: Held


@dataclass
class Plan:
    """The rows of a file sorted by what they do: each is in exactly one list, but for ``warnings`` and ``decided``."""

    spoken_of: date
    differences: Differences = field(repr=False)
    new: list[RegisterRow] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unchanged: list[Unchanged] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    decided: list[Doubt] = field(default_factory=list)
    """Doubts that somebody has decided: the row stands in another list as well."""
    requests: list[Refused] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    absent: list[Held] = field(default_factory=list)
    """Who is held here and stands in no row: nothing happens to them."""

    @cached_property
    def writes(self) -> Writes:
        """What is to be written. A preview never asks, and so makes no rows of the new people."""
        for record in self.new:
            self.differences.newcomer(record)
        return self.differences.writes

    @property
    def rows(self) -> int:
        """How many rows there are."""
        lists = (self.new, self.changed, self.unchanged, self.refused, self.doubts, self.requests, self.repeated)
        return sum(map(len, lists))


def named_anew(matched: Matched) -> list[RegisterRow]:
    """The rows that bring a NIK which nobody here has."""
    completed = (record for record, held in matched.known if not held.person.nik)
    return [record for record in (*matched.new, *completed) if record.nik]


def work_out(
    checked: Checked,
    matched: Matched,
    here: Holdings,
    *,
    facility: Facility,
    spoken_of: date,
    elsewhere: Collection[int] = (),
    telling: Telling | None = None,
    invented: bool = False,
) -> Plan:
    """The plan of a file's rows, of which those in ``elsewhere`` name a NIK that is held elsewhere."""
    differences = Differences(facility, spoken_of, telling=telling, invented=invented)
    plan = Plan(spoken_of, differences, repeated=checked.repeated)
    plan.doubts, plan.decided = matched.doubts, matched.decided
    plan.refused = sorted(checked.refused + matched.refused, key=lambda one: one.record.row)
    plan.unchanged = [Unchanged(record, held) for record, held in matched.settled]
    for record in matched.new:
        if record.row in elsewhere:
            plan.requests.append(_request(record))
        else:
            plan.new.append(record)
            if record.facts:
                differences.faults += differences.telling.doubts(record)
    for record, held in matched.known:
        if record.row in elsewhere:
            plan.requests.append(_request(record))
        elif moves := differences.compare(record, held):
            plan.changed.append(Changed(record, held, moves))
        else:
            plan.unchanged.append(Unchanged(record, held))
    plan.requests.sort(key=lambda one: one.record.row)
    plan.unchanged.sort(key=lambda one: one.record.row)
    comes_in = {one.row for one in plan.new} | {one.record.row for one in (*plan.changed, *plan.unchanged)}
    warnings = [fault for fault in checked.warnings if fault.row in comes_in] + differences.faults
    plan.warnings = sorted(warnings, key=lambda fault: fault.row)
    plan.absent = absent(_all_records(checked), here, spoken_of=spoken_of)
    return plan


def _request(record: RegisterRow) -> Refused:
    return Refused(record, (Fault(record.row, "nik", Why.HELD_ELSEWHERE),))


def _all_records(checked: Checked) -> Iterable[RegisterRow]:
    yield from checked.accepted
    yield from (one.record for one in checked.refused)
