"""The classes behind a figure, one by one, within what the reader may see. They name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from reports.figures.cuts import RELATIONS
from reports.figures.filters import Filters
from reports.figures.parts import PARTS
from reports.figures.scope import Reach
from reports.figures.statement import limits_of, of_people, within

LISTED = """
    SELECT c.session_id, s.title, s.status, s.invented, c.programme_id, p.title, c.venue_id, f.name, f.code,
      c.counted_on, c.seats, n.enrolled, n.completed, n.not_completed, n.withdrawn, m.marks, m.attended
    FROM (SELECT * FROM chosen c WHERE {after} ORDER BY c.session_id DESC LIMIT %(size)s) c
      JOIN programs_trainingsession s ON s.id = c.session_id JOIN programs_programme p ON p.id = c.programme_id
      JOIN organisations_facility f ON f.id = c.venue_id
      CROSS JOIN LATERAL (SELECT coalesce(sum(enrolled), 0)::int AS enrolled,
          coalesce(sum(completed), 0)::int AS completed, coalesce(sum(not_completed), 0)::int AS not_completed,
          coalesce(sum(withdrawn), 0)::int AS withdrawn
        FROM participants_grouptally g WHERE g.session_id = c.session_id{people}) n
      CROSS JOIN LATERAL (SELECT coalesce(sum(marks), 0)::int AS marks, coalesce(sum(attended), 0)::int AS attended
        FROM participants_monthtally g WHERE g.session_id = c.session_id{people}) m
    ORDER BY c.session_id DESC"""

RUNNING = """
    SELECT count(*)::int, count(DISTINCT c.venue_id)::int, coalesce(sum(n.enrolled), 0)::int, sum(c.seats)::int
    FROM chosen c JOIN programs_trainingsession s ON s.id = c.session_id
      CROSS JOIN LATERAL (SELECT sum(enrolled) AS enrolled FROM participants_grouptally g
        WHERE g.session_id = c.session_id{people}) n
    WHERE s.status = 'running'"""


@dataclass(frozen=True)
class ListedClass:
    """One class that was not cancelled, with what is counted of it."""

    key: UUID
    title: str
    status: str
    invented: bool
    programme: UUID
    programme_title: str
    facility: int
    facility_name: str
    facility_code: str
    counted_on: date | None
    seats: int | None
    enrolled: int
    completed: int
    not_completed: int
    withdrawn: int
    marks: int
    attended: int


@dataclass(frozen=True)
class Running:
    """What runs now: classes, at how many facilities, with how many enrolments on how many seats."""

    classes: int = 0
    facilities: int = 0
    enrolled: int = 0
    seats: int | None = None


def classes_behind(reader, where: Filters, *, size: int, after: UUID | None = None) -> list[ListedClass]:
    """So many of the classes that figures with these limits add up, newest entered first, those before ``after``."""
    condition = "c.session_id < %(after)s" if after else "true"
    rows = _asked(reader, where, LISTED, after=condition, values={"size": size, "after": after})
    return [ListedClass(*row) for row in rows]


def running(reader, where: Filters) -> Running:
    """The classes that run now. A period does not limit it: now is now."""
    rows = _asked(reader, where.during(None, None), RUNNING)
    return Running(*rows[0]) if rows else Running()


def _asked(reader, where: Filters, sql: str, *, values=(), **parts) -> list[tuple]:
    reach = Reach.of(reader)
    if reach.is_empty:
        return []
    reach.check(where.only)
    conditions, joins, needs = limits_of(where)
    of_classes, own = reach.classes()
    limits = [of_classes, "NOT c.cancelled", *conditions, *within(where, "c.counted_on")]
    ctes = [f"{name} AS {relation}" for name, relation in RELATIONS.items() if name in needs]
    ctes.append(
        f"chosen AS NOT MATERIALIZED (SELECT c.* FROM participants_classtally c {' '.join(joins)} "
        f"WHERE {' AND '.join(limits)})"
    )
    people = "".join(f" AND {condition}" for condition in of_people(where, PARTS["group"]))
    keys = {f"only_{cut}": [key for key in found if key is not None] for cut, found in where.only.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {', '.join(ctes)} {sql.format(people=people, **parts)}",
            {"since": where.since, "until": where.until, **own, **keys, **dict(values)},
        )
        return cursor.fetchall()
