"""A preview as data: what a plan would do and the rows it was made from, so that a confirmed one does exactly that.

Plain JSON, compressed: nothing is run when it is read again.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from participants.register.plan import Plan
from participants.register.read import SheetRow
from participants.register.rows import Checked, Fault, Refused, RegisterRow, Repeated, RowFact, Why

DAYS = ("birth_date", "admitted_on", "third", "half", "two_thirds", "sentence_end")
AT_DAYS = tuple(map(RegisterRow._fields.index, DAYS))
AT_FACTS = RegisterRow._fields.index("facts")
NOT_COMPARED = "absent"
"""Who stands in no row is told and not touched: that it is somebody else by now undoes no preview."""


def told(plan: Plan) -> dict[str, list]:
    """What a plan does with every row, as data: two plans that do the same tell the same."""
    return _plain(
        {
            "new": [record.row for record in plan.new],
            "changed": [
                [one.record.row, one.held.person.pk, [[move.field, move.old, move.new] for move in one.moves]]
                for one in plan.changed
            ],
            "unchanged": [[one.record.row, one.held.person.pk] for one in plan.unchanged],
            "refused": [[one.record.row, [_fault(fault) for fault in one.faults]] for one in plan.refused],
            "doubts": [_doubt(doubt) for doubt in plan.doubts],
            "decided": [_doubt(doubt) for doubt in plan.decided],
            "requests": [one.record.row for one in plan.requests],
            "repeated": [[one.row, one.of] for one in plan.repeated],
            "warnings": [_fault(fault) for fault in plan.warnings],
            NOT_COMPARED: [one.person.pk for one in plan.absent],
        }
    )


def _doubt(doubt) -> list:
    return [doubt.record.row, [one.person.pk for one in doubt.alike]]


def _fault(fault: Fault) -> list:
    return [fault.row, fault.field, fault.why, fault.detail]


def _plain(value):
    return json.loads(json.dumps(value, default=str))


@dataclass
class Preview:
    """What was read in a file, and what would become of it: ``told``."""

    checked: Checked
    told: dict[str, list]
    said: dict[int, dict[str, str]]
    """By row, what stands in the cells that something is said of."""
    header_row: int
    columns: list[tuple[str, str, str, str]]
    """Of every column its name, what it holds, what becomes of it, and what stands in its first filled cell."""

    def does_what(self, plan: Plan) -> bool:
        """Whether a plan that was made anew does exactly what this preview says."""
        now = told(plan)
        return all(now[key] == self.told[key] for key in now if key != NOT_COMPARED)

    @property
    def elsewhere(self) -> set[int]:
        """The rows that are requests."""
        return set(self.told["requests"])

    @cached_property
    def records(self) -> dict[int, RegisterRow]:
        """Every row that was read, whatever became of it, by its number."""
        every = (*self.checked.accepted, *(one.record for one in self.checked.refused))
        return {record.row: record for record in every}

    def counts(self) -> dict[str, int]:
        """How many rows do what; they add up to ``rows``."""
        groups = ("new", "changed", "unchanged", "refused", "doubts", "requests", "repeated")
        counted = {group: len(self.told[group]) for group in groups}
        noted = {fault[0] for fault in self.told["warnings"] if fault[2] != Why.NEWER_HERE}
        kept = {fault[0] for fault in self.told["warnings"] if fault[2] == Why.NEWER_HERE}
        beside = {"noted": len(noted), "kept": len(kept), "absent": len(self.told[NOT_COMPARED])}
        return {"rows": sum(counted.values()), **counted, **beside}


def words_of(rows: Iterable[SheetRow], plan: Plan) -> dict[int, dict[str, str]]:
    """What stands in the cells of which a plan says something."""
    faults = [fault for one in (*plan.refused, *plan.requests) for fault in one.faults] + plan.warnings
    wanted: dict[int, set[str]] = {}
    for fault in faults:
        wanted.setdefault(fault.row, set()).add(fault.field)
    return {
        row.row: {field: row.words.get(field, "") for field in wanted[row.row]} for row in rows if row.row in wanted
    }


def packed(preview: Preview) -> bytes:
    """The form in which a preview is stored."""
    checked = preview.checked
    data = {
        "accepted": checked.accepted,
        "refused": [[one.record, [_fault(fault) for fault in one.faults]] for one in checked.refused],
        "warnings": [_fault(fault) for fault in checked.warnings],
        "repeated": [[one.row, one.of] for one in checked.repeated],
        "told": preview.told,
        "said": list(preview.said.items()),
        "header_row": preview.header_row,
        "columns": preview.columns,
    }
    return zlib.compress(json.dumps(data, default=str, separators=(",", ":")).encode(), level=1)


def unpacked(stored: bytes) -> Preview:
    """A stored preview."""
    data = json.loads(zlib.decompress(stored))
    checked = Checked(
        accepted=[_record(row) for row in data["accepted"]],
        refused=[Refused(_record(row), tuple(map(_as_fault, faults))) for row, faults in data["refused"]],
        warnings=[_as_fault(fault) for fault in data["warnings"]],
        repeated=[Repeated(row, of) for row, of in data["repeated"]],
    )
    return Preview(
        checked,
        data["told"],
        said=dict(data["said"]),
        header_row=data["header_row"],
        columns=[tuple(column) for column in data["columns"]],
    )


def _record(row: list) -> RegisterRow:
    for at in AT_DAYS:
        if row[at] is not None:
            row[at] = date.fromisoformat(row[at])
    facts = row[AT_FACTS] if len(row) > AT_FACTS else ()  # a preview that was stored before there were any
    return RegisterRow(*row[:AT_FACTS], tuple(map(_as_fact, facts)))


def _as_fact(fact: list) -> RowFact:
    *said, first, last = fact
    return RowFact(*said, first and date.fromisoformat(first), last and date.fromisoformat(last))


def _as_fault(fault: list) -> Fault:
    row, field, why, detail = fault
    return Fault(row, field, Why(why), detail)


def decisions_of(stored: dict[str, str]) -> dict[int, UUID | None]:
    """Who is who, as a person has decided and the database keeps it: by row a key, or nothing for somebody else."""
    return {int(row): UUID(key) if key else None for row, key in stored.items()}
