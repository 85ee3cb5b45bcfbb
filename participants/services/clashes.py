"""Who sits elsewhere at the hours of a class."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from programs.models import TrainingSession

FIRST_CLASH = """
    WITH wanted AS (
      SELECT busy * tstzmultirange(tstzrange(%(joined_at)s::timestamptz, NULL)) AS busy
      FROM programs_sessiontally WHERE session_id = %(session)s)
    SELECT DISTINCT ON (e.person_id) e.person_id, s.id, s.title, m.starts_at, m.ends_at
    FROM participants_enrolment e CROSS JOIN wanted w
    JOIN programs_trainingsession s ON s.id = e.session_id
    JOIN programs_meeting m ON m.session_id = e.session_id AND NOT m.cancelled
    WHERE e.person_id = ANY (%(people)s) AND e.busy && w.busy AND tstzrange(m.starts_at, m.ends_at) && (e.busy * w.busy)
    ORDER BY e.person_id, m.starts_at"""


@dataclass(frozen=True)
class Clash:
    """The first meeting at which a person sits elsewhere."""

    session: UUID
    title: str
    starts_at: datetime
    ends_at: datetime


def clashes(people: Collection[UUID], *, session: TrainingSession, joined_at: datetime | None) -> dict[UUID, Clash]:
    """For each of these people who is not free at the hours of the class: the first meeting in the way.

    ``joined_at`` leaves out the hours before it: who joins late need not have been free then.
    """
    values = {"session": session.pk, "joined_at": joined_at, "people": list(people)}
    with connection.cursor() as cursor:
        cursor.execute(FIRST_CLASH, values)
        return {person: Clash(*meeting) for person, *meeting in cursor.fetchall()}
