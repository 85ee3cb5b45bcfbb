"""The people of one class, as enrolled then, with what staff should look at now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from participants.choices import LIVE, RESULTS, SEATED, EnrolmentStatus
from participants.days import local_day
from participants.models import Enrolment
from participants.names import display_name
from participants.services.attendance import with_person
from participants.services.standing import sentence_end
from programs.choices import SessionStatus
from programs.models import TrainingSession
from web.dates import short_date


def roster_of(session: TrainingSession, *, day: date) -> QuerySet[Enrolment]:
    """Everybody who was ever put into the class, by name, each with the stay of then and its end of sentence.

    ``known`` says whether the person's own page opens now, ``invented`` whether it is a person of the demonstration.
    """
    rows = with_person(Enrolment.objects.filter(session=session)).select_related("custody")
    return rows.annotate(ends_on=sentence_end(day, "custody_id")).order_by(Upper("name_as_enrolled"), "pk")


@dataclass(frozen=True)
class Deviation:
    """Something in which one person of a class differs from the others; ``kind`` is that of a chip."""

    label: str
    kind: str = "look"


@dataclass(frozen=True)
class Seat:
    """One line of the roster."""

    enrolment: Enrolment
    name: str
    place: str
    deviations: tuple[Deviation, ...]

    @property
    def can_leave(self) -> bool:
        """Whether the enrolment is not ended yet."""
        return self.enrolment.status in LIVE

    @property
    def has_result(self) -> bool:
        """Whether it has a result, which can be corrected."""
        return self.enrolment.status in RESULTS


@dataclass(frozen=True)
class Roster:
    """Who holds a seat of a class, who waits for one, and who left it."""

    seats: list[Seat]
    waiting: list[Seat]
    left: list[Seat]

    @property
    def can_leave(self) -> bool:
        """Whether there is anybody to withdraw."""
        return any(seat.can_leave for seat in self.seats)

    @property
    def can_return(self) -> bool:
        """Whether anybody is suspended."""
        return any(seat.enrolment.status == EnrolmentStatus.SUSPENDED for seat in self.seats)


def seats(session: TrainingSession, rows: list[Enrolment], *, day: date) -> Roster:
    """Sort the people of a class into those who hold a seat, those who wait, longest first, and those who left."""

    def lines(*states: str) -> list[Seat]:
        return [_seat(session, row, day) for row in rows if row.status in states]

    waiting = sorted(lines(EnrolmentStatus.WAITING), key=lambda seat: (seat.enrolment.status_at, seat.enrolment.pk))
    return Roster(seats=lines(*SEATED), waiting=waiting, left=lines(EnrolmentStatus.WITHDRAWN))


def _seat(session: TrainingSession, row: Enrolment, day: date) -> Seat:
    return Seat(row, display_name(row.name_as_enrolled), _place(row), tuple(_deviations(session, row, day)))


def _place(row: Enrolment) -> str:
    """The number as enrolled and the block now; whoever has no number takes part as something else, which is said."""
    number = row.number_as_enrolled or row.get_participant_kind_display()
    block = row.custody.block if row.custody else ""
    return f"{number} · {block}" if block else number


def _deviations(session: TrainingSession, row: Enrolment, day: date) -> Iterator[Deviation]:
    zone = session.venue.time_zone
    since = short_date(local_day(row.status_at, zone))
    if row.status == EnrolmentStatus.SUSPENDED:
        yield Deviation(_("suspended since %(day)s") % {"day": since})
    if row.status == EnrolmentStatus.COMPLETED and session.status != SessionStatus.FINISHED:
        yield Deviation(_("completed"), "ok")
    if row.status == EnrolmentStatus.COMPLETED and row.reason:
        yield Deviation(_("completed by decision"))
    if row.status == EnrolmentStatus.NOT_COMPLETED:
        yield Deviation(_("not completed: %(why)s") % {"why": row.get_reason_kind_display().lower()})
    if row.custody and row.custody.left_on and row.custody.left_on <= day:
        yield Deviation(_("left this facility on %(day)s") % {"day": short_date(row.custody.left_on)})
    elif row.ends_on and row.ends_on < day:
        yield Deviation(_("ended, release not recorded"))
    elif row.ends_on and session.planned_end and row.ends_on < session.planned_end:
        yield Deviation(_("sentence ends %(day)s, before the class") % {"day": short_date(row.ends_on)})
    if row.joined_at:
        yield Deviation(_("joined %(day)s") % {"day": short_date(local_day(row.joined_at, zone))}, "")
