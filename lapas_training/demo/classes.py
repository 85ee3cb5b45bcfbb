"""The three classes of the Tangerang programme: that they took place is real, who sat in them is invented.

Seats, hours, rooms, people and marks are invented and marked so. People are chosen and seated, attendance is taken,
and the classes are closed by the services that the pages use, as of the days on which it would have been done.
"""

from datetime import date, time

from django.db.models.functions import MD5

from accounts.models import User
from accounts.scope import scope
from lapas_training.demo import E01, TANGERANG, ZONE, local
from organisations.models import Facility
from participants.choices import AbsenceReason, Capture, Mark
from participants.models import Enrolment
from participants.services.attendance import Marked, expected, record_attendance
from participants.services.candidates import candidates
from participants.services.closing import close
from participants.services.enrolments import enrol
from programs.choices import SessionStatus
from programs.models import Meeting, Programme, Topic, TrainingSession
from programs.services.sessions import Hours, create_session

FIRST, LAST = date(2023, 7, 17), date(2023, 7, 22)
CHOSEN = date(2023, 7, 10)
"""The day on which the classes are filled, a week ahead."""

SEATS = 30

MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(15, 30))
ROOMS_AND_HOURS = (("Bengkel batik", MORNING), ("Ruang jahit", MORNING), ("Dapur pelatihan", AFTERNOON))

REASONS = (AbsenceReason.SICK, AbsenceReason.VISIT, AbsenceReason.COURT, AbsenceReason.EXCUSED)


def hold_classes(staff: User, instructor: User) -> None:
    """Hold the class of every topic that has none yet; one that is finished has results."""
    facility = Facility.objects.get(code=TANGERANG)
    topics = Topic.objects.filter(programme__reference=E01).order_by("position")
    for topic, (room, (starts, ends)) in zip(topics, ROOMS_AND_HOURS, strict=True):
        if there := TrainingSession.objects.filter(topic=topic).first():
            with scope(actor=staff.pk, facilities=[facility.pk]):
                _give_results(there)
            continue
        with scope(actor=staff.pk, facilities=[facility.pk]):
            session = _open(topic, facility, room, Hours(first=FIRST, last=LAST, starts=starts, ends=ends))
            _fill(session)
        with scope(actor=instructor.pk, facilities=[facility.pk]):
            _take_attendance(session, instructor)
        with scope(actor=staff.pk, facilities=[facility.pk]):
            _finish(session)


def _open(topic: Topic, facility: Facility, room: str, hours: Hours) -> TrainingSession:
    return create_session(
        programme=Programme.objects.get(pk=topic.programme_id),
        topic=topic,
        title=topic.name,
        venue=facility,
        room=room,
        capacity=SEATS,
        hours=hours,
        at=local(CHOSEN, 8),
        invented=True,
    )


def _fill(session: TrainingSession) -> None:
    """Seat thirty women who stay to the last day and sit in none of the others: mixed, and the same at every making."""
    seated = Enrolment.objects.filter(session__programme=session.programme_id).values("person")
    free = candidates(session, day=CHOSEN).filter(sex=session.venue.sex_held, invented=True).exclude(pk__in=seated)
    staying = free.exclude(ends_on__lt=LAST).order_by(MD5("number"), "pk")
    chosen = list(staying.values_list("pk", flat=True)[:SEATS])
    enrol(chosen, session=session, at=local(CHOSEN, 9))


def _take_attendance(session: TrainingSession, instructor: User) -> None:
    """Mark every meeting at the end of its day: nearly all came."""
    for day, meeting in enumerate(Meeting.objects.filter(session=session).order_by("starts_at")):
        marks = {row.pk: _mark(place, day) for place, row in enumerate(expected(meeting))}
        at = local(meeting.starts_at.astimezone(ZONE).date(), 17)
        record_attendance(meeting, marks, by=instructor.pk, at=at, captured=Capture.SAMPLE)


def _mark(place: int, day: int) -> Marked:
    """Present, but for a few who are the same at every making of the demonstration."""
    if (place * 5 + day * 13) % 31 == 0:
        return Marked(Mark.ABSENT, REASONS[(place + day) % len(REASONS)])
    if (place * 7 + day * 11) % 37 == 0:
        return Marked(Mark.LATE)
    return Marked(Mark.PRESENT)


def _give_results(session: TrainingSession) -> None:
    """A demonstration of before results were kept has finished classes without any."""
    if session.status == SessionStatus.FINISHED:
        _finish(session)


def _finish(session: TrainingSession) -> None:
    """Close it on the evening of its last day: no minimum is known, so whoever sat in it to the end has completed."""
    close(session, at=local(LAST, 18))
