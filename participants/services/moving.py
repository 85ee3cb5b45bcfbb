"""Adding, moving and cancelling meetings of a class in which people sit, and who is in the way of that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.days import local_day
from participants.models import Enrolment, Person
from participants.names import display_name
from participants.services.attendance import asked
from programs.models import Meeting, TrainingSession
from programs.services import meetings
from programs.services.sessions import Hours
from web.dates import hours as in_hours
from web.dates import weekday_date
from web.retry import retrying

SENTENCES = {
    "meeting_with_marks_is_not_moved": gettext_lazy(
        "Attendance was taken at this meeting, so it stays where it was. Mend the marks if they belong to another "
        "meeting; or cancel this meeting with a reason, which keeps the marks, and add a new one."
    ),
}
"""What is said of the rule that a trigger keeps."""

IN_THE_WAY = """
    SELECT DISTINCT ON (e.name_as_enrolled, e.person_id)
      e.person_id, e.name_as_enrolled, s.title, m.starts_at, m.ends_at
    FROM participants_enrolment e
    CROSS JOIN LATERAL (SELECT %(hours)s::tstzmultirange * tstzmultirange(tstzrange(e.joined_at,
      CASE WHEN e.status = 'withdrawn' THEN e.ended_at END)) AS busy) w
    JOIN participants_enrolment o ON o.person_id = e.person_id AND o.session_id <> e.session_id AND o.busy && w.busy
    JOIN programs_trainingsession s ON s.id = o.session_id
    JOIN programs_meeting m ON m.session_id = o.session_id AND NOT m.cancelled
      AND tstzrange(m.starts_at, m.ends_at) && (o.busy * w.busy)
    WHERE e.session_id = %(session)s
      AND (holds_seat(e.status) OR e.status = 'withdrawn' AND e.busy <> '{}')
    ORDER BY e.name_as_enrolled, e.person_id, m.starts_at"""

Result = TypeVar("Result")
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class InTheWay:
    """Somebody who sits in the class and, at the hours wanted, in another one."""

    person: UUID
    name: str
    title: str
    starts_at: datetime
    ends_at: datetime

    def sentence(self, zone: str) -> str:
        """Who sits where, when."""
        return _("%(name)s sits in %(class)s on %(day)s, %(hours)s.") % {
            "name": display_name(self.name),
            "class": self.title,
            "day": weekday_date(local_day(self.starts_at, zone)),
            "hours": in_hours(self.starts_at, self.ends_at, zone),
        }


class BusyElsewhereError(ValidationError):
    """Refused because people of the class sit elsewhere; ``people`` are those who may be named."""

    def __init__(self, found: list[InTheWay], zone: str):
        self.people = [one.person for one in found]
        sentences = [one.sentence(zone) for one in found] or [
            _("Somebody in this class sits in another one at these hours, at a place that you do not see.")
        ]
        way_on = _("Choose other hours, or withdraw them from one of the two classes. Nothing was changed.")
        super().__init__([ValidationError(sentence, code="clash") for sentence in (*sentences, way_on)])


def add(session: TrainingSession, hours: Hours) -> list[Meeting]:
    """Add meetings to a class. Refuses with ``BusyElsewhereError`` where somebody in it is not free then."""
    hours.check()
    spans = list(hours.spans(session.venue.time_zone))
    return _done(session, spans, lambda: meetings.add(session, hours, sentences=SENTENCES))


def move(meeting: Meeting, starts_at: datetime, ends_at: datetime) -> int:
    """Move a meeting, and with it the hours of everybody in the class; returns of how many."""
    span = (starts_at, ends_at)
    _done(
        meeting.session,
        [span],
        lambda: meetings.move(meeting, starts_at, ends_at, sentences=SENTENCES),
        without=meeting,
    )
    return concerned(meeting.session_id, *span)


def cancel(meeting: Meeting, *, because: str) -> Meeting:
    """Cancel a meeting; the marks that were taken stay, the hours are free again."""
    return _done(meeting.session, [], lambda: meetings.cancel(meeting, because=because, sentences=SENTENCES))


def concerned(session: UUID, starts_at: datetime, ends_at: datetime) -> int:
    """How many people of a class are asked to come at these hours."""
    return Enrolment.objects.filter(asked(starts_at, ends_at), session=session).count()


def _done(session: TrainingSession, spans: list[Span], work: Callable[[], Result], without: Meeting | None = None):
    """Lock the class, then its people in the order of their keys, as enrolling does; then let the database judge."""

    def locked() -> Result:
        meetings.locked_session(session.pk)
        people = Person.objects.filter(enrolments__session=session).order_by("pk")
        list(people.select_for_update(no_key=True, of=("self",)).values_list("pk"))
        return work()

    try:
        return retrying(locked)
    except ValidationError as refused:
        code = getattr(refused, "code", None)
        if code == "clash":
            raise BusyElsewhereError(in_the_way(session, spans), session.venue.time_zone) from refused
        if code == "meeting_not_twice_at_once":
            raise _own(session, spans, without) from refused
        raise


def in_the_way(session: TrainingSession, spans: Iterable[Span]) -> list[InTheWay]:
    """Who of the class sits elsewhere at these hours, each with the first such meeting: of what the reader may see."""
    hours = "{" + ",".join(f'["{start.isoformat()}","{end.isoformat()}")' for start, end in spans) + "}"
    with connection.cursor() as cursor:
        cursor.execute(IN_THE_WAY, {"session": session.pk, "hours": hours})
        return [InTheWay(*row) for row in cursor.fetchall()]


def _own(session: TrainingSession, spans: list[Span], without: Meeting | None) -> ValidationError:
    """Which meeting of the class itself stands at these hours."""
    zone = session.venue.time_zone
    others = Meeting.objects.held().filter(session=session).exclude(pk=without.pk if without else None)
    first, last = min(start for start, _end in spans), max(end for _start, end in spans)
    near = others.filter(starts_at__lt=last, ends_at__gt=first).order_by("starts_at")
    met = next((one for one in near for start, end in spans if one.starts_at < end and one.ends_at > start), None)
    if met is None:
        return ValidationError(_("The class has another meeting at this hour."), code="meeting_not_twice_at_once")
    return ValidationError(
        _("The class meets already on %(day)s, %(hours)s. Choose other hours."),
        code="meeting_not_twice_at_once",
        params={
            "day": weekday_date(local_day(met.starts_at, zone)),
            "hours": in_hours(met.starts_at, met.ends_at, zone),
        },
    )
