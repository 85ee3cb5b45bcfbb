"""Making classes and their meetings."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from programs.choices import SessionPlace, SessionStatus
from programs.models import Course, Meeting, Programme, Topic, TrainingSession
from programs.models.sessions import EARLIEST, LATEST

EVERY_DAY = frozenset(range(7))
LONGEST = 366
"""Days from first to last that meetings are generated for: longer ones are entered in parts."""

SENTENCES = {"session_topic_of_programme": _("This topic belongs to another programme.")}
"""What is said of the constraint that Django cannot write."""


@dataclass(frozen=True)
class Hours:
    """On which days a class meets and from when to when, by the clock of its venue."""

    first: date
    last: date
    starts: time
    ends: time
    weekdays: Collection[int] = EVERY_DAY
    """Monday is 0."""

    def spans(self, zone: str) -> Iterator[tuple[datetime, datetime]]:
        """The instants at which each meeting starts and ends."""
        for offset in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=offset)
            if day.weekday() in self.weekdays:
                yield (
                    datetime.combine(day, self.starts, ZoneInfo(zone)),
                    datetime.combine(day, self.ends, ZoneInfo(zone)),
                )

    def check(self) -> None:
        """Refuse hours that give no meeting, each with the field that is wrong."""
        if self.last < self.first:
            raise ValidationError({"last": _("The last day is before the first.")}, code="days_in_order")
        if not EARLIEST.year < self.first.year <= self.last.year < LATEST.year:
            raise ValidationError({"first": _("A meeting lies between the years 2000 and 2099.")}, code="not_our_time")
        if (self.last - self.first).days >= LONGEST:
            raise ValidationError({"last": _("Enter at most one year at a time.")}, code="too_long")
        if self.ends <= self.starts:
            raise ValidationError({"ends": _("The meeting would end before it begins.")}, code="hours_in_order")
        if not any(True for _span in self.spans("UTC")):
            raise ValidationError(
                {"weekdays": _("None of the chosen weekdays lies between these days.")}, code="no_day"
            )


@transaction.atomic
def create_session(
    *,
    programme: Programme,
    venue: Facility,
    title: str,
    capacity: int | None,
    hours: Hours,
    topic: Topic | None = None,
    course: Course | None = None,
    place_kind: SessionPlace = SessionPlace.FACILITY,
    place: str = "",
    room: str = "",
    batch: str = "",
    status: SessionStatus = SessionStatus.OPEN,
    at: datetime | None = None,
    invented: bool = False,
) -> TrainingSession:
    """A class with a meeting on every chosen day. Raises ``ValidationError`` where hours or class make no sense.

    ``at`` is when it came to its first state, where that is another time than the present.
    """
    hours.check()
    session = TrainingSession(
        programme=programme,
        topic=topic,
        course=course,
        title=title,
        batch=batch,
        venue=venue,
        place_kind=place_kind,
        place=place,
        room=room,
        planned_start=hours.first,
        planned_end=hours.last,
        capacity=capacity,
        status=status,
        status_at=at,
        invented=invented,
    )
    session.full_clean()
    session.save(force_insert=True)
    add_meetings(session, hours)
    return session


def add_meetings(session: TrainingSession, hours: Hours) -> list[Meeting]:
    """Add the meetings of these hours to a class, by the clock of its venue."""
    spans = hours.spans(session.venue.time_zone)
    return Meeting.objects.bulk_create(Meeting(session=session, starts_at=start, ends_at=end) for start, end in spans)
