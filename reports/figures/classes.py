"""What each class of a programme adds up to, for those who may know of the whole programme."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import connection

from reports.figures.scope import Reach

CLASSES = """
    SELECT c.session_id::text, s.title, coalesce(f.name, ''), c.seats,
      coalesce(n.enrolled, 0), coalesce(n.completed, 0), coalesce(n.not_completed, 0), coalesce(n.withdrawn, 0),
      coalesce(m.marks, 0), coalesce(m.attended, 0)
    FROM participants_classtally c JOIN programs_trainingsession s ON s.id = c.session_id
      JOIN organisations_facility f ON f.id = c.venue_id
      LEFT JOIN (SELECT session_id, sum(enrolled)::int AS enrolled, sum(completed)::int AS completed,
                   sum(not_completed)::int AS not_completed, sum(withdrawn)::int AS withdrawn
                 FROM participants_grouptally GROUP BY 1) n USING (session_id)
      LEFT JOIN (SELECT session_id, sum(marks)::int AS marks, sum(attended)::int AS attended
                 FROM participants_monthtally GROUP BY 1) m USING (session_id)
    WHERE c.programme_id = %(programme)s AND NOT c.cancelled AND {reach} ORDER BY c.session_id"""


@dataclass(frozen=True)
class ClassSums:
    """One class that was not cancelled. It names nobody."""

    key: str
    title: str
    facility: str
    seats: int | None
    enrolled: int
    completed: int
    not_completed: int
    withdrawn: int
    marks: int
    attended: int

    def as_dict(self) -> dict:
        """The same for keeping."""
        return asdict(self)


def classes_of(reader, programme: UUID) -> list[ClassSums]:
    """The classes of a programme of which the reader may know the whole; else none."""
    reach = Reach.of(reader)
    if reach.is_empty:
        return []
    condition, values = reach.programmes()
    with connection.cursor() as cursor:
        cursor.execute(CLASSES.format(reach=condition), values | {"programme": programme})
        return [ClassSums(*row) for row in cursor.fetchall()]
