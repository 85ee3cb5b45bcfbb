"""What hangs on an agreement, read with one statement, and how the agreement reads on a day.

A thing is named from signing on, or from the change that added it; up to the change that removed it. A change of
which only the month or year is known may have taken effect on any day of it: then there are two readings.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext as _

from organisations.days import possible_days
from organisations.force import end_on
from organisations.models import (
    Agreement,
    AgreementChange,
    AgreementParty,
    Commitment,
    Facility,
    NamedFacility,
    Organisation,
    OtherTelling,
    ScopePoint,
    Source,
)
from web.dates import partial_date
from web.rows import made

NAMED = (ScopePoint, NamedFacility, Commitment)
OF_IT = "agreement_id = %(main)s"
OF_ALL = "agreement_id = ANY (%(all)s)"


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table


WHERE = {
    AgreementParty: OF_ALL,
    **dict.fromkeys((AgreementChange, OtherTelling, *NAMED), OF_IT),
    Organisation: f"id IN (SELECT organisation_id FROM {_table(AgreementParty)} WHERE {OF_ALL})",
    Facility: f"id IN (SELECT facility_id FROM {_table(NamedFacility)} WHERE {OF_IT})",
    Source: f"id IN (SELECT source_id FROM {_table(OtherTelling)} WHERE {OF_IT})",
}
"""The tables, and which of their rows belong to an agreement and to those around it."""

SQL = " UNION ALL ".join(
    f"SELECT {number}, to_jsonb(t) FROM {_table(model)} t WHERE {where}"
    for number, (model, where) in enumerate(WHERE.items())
)


@dataclass(frozen=True)
class Reading:
    """An agreement as it reads once certain changes are in effect: what it names, and its last day in force."""

    until: date | None
    until_precision: str
    parties: tuple[AgreementParty, ...]
    points: tuple[ScopePoint, ...]
    facilities: tuple[NamedFacility, ...]
    commitments: tuple[Commitment, ...]

    def lines(self) -> list[tuple[str, list[tuple[object, str]]]]:
        """What it says, in words: under each heading the things, each with what it is told apart by."""
        until = partial_date(self.until, self.until_precision)
        named = (
            (_("Parties"), self.parties),
            (_("Scope"), self.points),
            (_("Prisons that carry it out"), self.facilities),
            (_("Commitments"), self.commitments),
        )
        return [
            (_("Last day in force"), [(until, until)] if until else []),
            *((label, [(row.pk, str(row)) for row in rows]) for label, rows in named),
        ]


class Contents:
    """The rows of one agreement, and the parties of it and of those around it; ``parties_of`` has them by agreement."""

    def __init__(self, agreement: Agreement, around: Iterable[Agreement] = ()):
        self.agreement = agreement
        self._rows: dict[type[models.Model], list] = defaultdict(list)
        kinds = list(WHERE)
        keys = [agreement.pk, *(one.pk for one in around)]
        with connection.cursor() as cursor:
            cursor.execute(SQL, {"main": agreement.pk, "all": keys})
            for number, row in cursor.fetchall():
                self._rows[kinds[number]].append(made(kinds[number], row))
        self._link()
        self.parties_of: dict[UUID, list[AgreementParty]] = defaultdict(list)
        for party in sorted(self._rows[AgreementParty], key=lambda one: (one.addition, one.position)):
            self.parties_of[party.agreement_id].append(party)
        self.changes = sorted(self._rows[AgreementChange], key=lambda one: (one.effective_on, one.pk))
        self.tellings = sorted(self._rows[OtherTelling], key=lambda one: one.pk)

    def _link(self) -> None:
        found = {
            model: {row.pk: row for row in self._rows[model]}
            for model in (AgreementParty, AgreementChange, Organisation, Facility, Source)
        }
        for rows in list(self._rows.values()):
            for row in rows:
                for field in row._meta.concrete_fields:
                    if (target := found.get(field.related_model)) and (key := getattr(row, field.attname)) in target:
                        setattr(row, field.name, target[key])

    def named(self, model: type[models.Model]) -> list:
        """All that the agreement ever named of one kind, in the order of its text."""
        return sorted(self._rows[model], key=lambda row: (row.position, row.pk))

    def reading(self, changes: Iterable[AgreementChange]) -> Reading:
        """The agreement once these changes, and no others, are in effect."""
        ends = [one for one in changes if one.moves_end]
        last = max(ends, key=lambda one: one.effective_on, default=None)
        text = self.agreement
        until = (text.in_force_until, text.in_force_until_precision)
        effective = {None, *(one.pk for one in changes)}
        removing = effective - {None}

        def there(rows: Iterable) -> tuple:
            return tuple(row for row in rows if row.added_by_id in effective and row.removed_by_id not in removing)

        return Reading(
            *((last.until, last.until_precision) if last else until),
            parties=there(self.parties_of[text.pk]),
            points=there(self.named(ScopePoint)),
            facilities=there(self.named(NamedFacility)),
            commitments=there(self.named(Commitment)),
        )

    @property
    def as_signed(self) -> Reading:
        """The agreement before any change."""
        return self.reading([])

    def as_of(self, day: date) -> list[Reading]:
        """How the agreement reads on a day: once, or twice where the day of a change leaves that open."""
        sure = [one for one in self.changes if _surely_from(one) <= day]
        perhaps = [one for one in self.changes if one.effective_on <= day]
        readings = [self.reading(sure)]
        return readings if len(perhaps) == len(sure) else [*readings, self.reading(perhaps)]


def _surely_from(change: AgreementChange) -> date:
    """The day from which a change must be in effect."""
    return possible_days(change.effective_on, change.effective_on_precision)[1]


def as_of(agreement: Agreement, day: date) -> list[Reading]:
    """How an agreement reads on a day: one reading, or the two that are possible."""
    return Contents(agreement).as_of(day)


@dataclass(frozen=True)
class Cell:
    """One thing in one of the texts that stand side by side; ``mark``: it is ``new`` or ``gone`` beside the others."""

    text: str
    mark: str = ""


def side_by_side(readings: list[Reading]) -> list[tuple[str, list[list[Cell]]]]:
    """Texts beside each other, heading by heading: what the first has and another lacks is gone, the reverse is new."""
    told = [dict(reading.lines()) for reading in readings]
    rows = []
    for label in told[0]:
        columns = [one[label] for one in told]
        keys = [{key for key, _text in column} for column in columns]
        everywhere = set.intersection(*keys)
        cells = [
            [
                Cell(text, "" if key in everywhere else "gone" if place == 0 else "" if key in keys[0] else "new")
                for key, text in column
            ]
            for place, column in enumerate(columns)
        ]
        rows.append((label, cells))
    return rows


def final_end(agreement: Agreement) -> tuple[date | None, str]:
    """The last day in force when all is said and done: as last moved, or as it was ended before."""
    end, precision = end_on(agreement, date.max)
    if agreement.ended_on and (end is None or agreement.ended_on < end):
        return agreement.ended_on, agreement.ended_on_precision
    return end, precision
