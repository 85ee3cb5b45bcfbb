"""People, each counted once: of a programme, of a year at a facility, of a year in the nation; else enrolments count.

They are counted when the period closes and stay as they were counted; until then there is no number, since a live count
beside a later one would tell who came or left. Somebody may be counted in two years, and in two facilities: such
numbers are not added up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from participants.models import ClassTally, PeopleTally
from reports.figures.scope import Reach


@dataclass(frozen=True)
class People:
    """How many people, of how many enrolments in how many classes, counted when; by what they take part as."""

    people: int
    enrolments: int
    classes: int
    counted_at: datetime
    kinds: dict[str, int] = field(default_factory=dict)


def close_periods(on: date) -> None:
    """Count the people of every programme whose classes are all over, and of every year that is past on that day.

    What was counted before stays, but for a programme that got more classes and closed again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT close_periods(%s)", [on])


def people_of_programme(reader, programme: UUID) -> People | None:
    """How many people a programme reached. None while it is open, or where the reader may not know of all of it."""
    reach = Reach.of(reader)
    condition, values = reach.programmes()
    if reach.is_empty or not _holds(condition, values, programme):
        return None
    found = _people(programme=programme)
    now = ClassTally.objects.filter(programme=programme, cancelled=False).count()
    return found if found and found.classes == now else None


def people_of_year(reader, year: int, *, facility: int | None = None) -> People | None:
    """How many people took part in classes of a closed year, at one facility or everywhere."""
    reach = Reach.of(reader)
    allowed = (reach.everything and not reach.anchored) or facility in reach.facilities
    return _people(programme=None, facility=facility, year=year) if allowed else None


def _people(**of) -> People | None:
    rows = {row.participant_kind: row for row in PeopleTally.objects.filter(**of)}
    everybody = rows.pop("", None)
    if everybody is None:
        return None
    kinds = {kind: row.people for kind, row in sorted(rows.items())}
    return People(everybody.people, everybody.enrolments, everybody.classes, everybody.counted_at, kinds)


def _holds(condition: str, values: dict, programme: UUID) -> bool:
    sql = f"SELECT EXISTS (SELECT FROM participants_classtally c WHERE c.programme_id = %(programme)s AND {condition})"
    with connection.cursor() as cursor:
        cursor.execute(sql, values | {"programme": programme})
        return cursor.fetchone()[0]
