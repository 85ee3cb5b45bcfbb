"""A standing class that meets on the day of each start, so that a home page is never empty. All of it is invented."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.scope import scope
from lapas_training.demo import TANGERANG, ZONE
from organisations.choices import Precision
from organisations.models import Facility
from participants.services.candidates import candidates
from participants.services.enrolments import enrol
from programs.choices import ENROLLING, ProgrammeKind, ProgrammeRoleKind, SessionStatus
from programs.models import Meeting, Programme, ProgrammePlace, ProgrammeRole, TrainingSession
from programs.services.sessions import Hours, add_meetings, create_session

REFERENCE = "DEMO-HARI-INI"
TITLE = "Keterampilan hari ini (contoh)"
SEATS, SEATED = 30, 12
LASTS = 3
"""Hours."""


def meet_today(staff: User, at: datetime) -> None:
    """See to it that the class meets on the day of ``at``, unless somebody in it sits elsewhere at that hour by now."""
    facility = Facility.objects.get(code=TANGERANG)
    hours = _hours(at)
    with scope(actor=staff.pk, facilities=[facility.pk]):
        programme = _programme(facility, hours.first)
        classes = TrainingSession.objects.filter(programme=programme, status__in=ENROLLING)
        session = classes.order_by("-planned_start").first()
        if session is None:
            _open(programme, facility, hours)
        elif not _meets(session, hours.first):
            _add(session, hours)


def _hours(at: datetime) -> Hours:
    """Eight to eleven, or from the hour of an earlier start on: so that attendance can be taken at once."""
    now = at.astimezone(ZONE)
    starts = min(8, now.hour)
    return Hours(first=now.date(), last=now.date(), starts=time(starts), ends=time(starts + LASTS))


def _programme(facility: Facility, day: date) -> Programme:
    """A standing work unit of the prison itself."""
    programme, made = Programme.objects.get_or_create(
        reference=REFERENCE,
        defaults={
            "title": TITLE,
            "kind": ProgrammeKind.STANDING,
            "actual_start": day,
            "actual_start_precision": Precision.DAY,
            "invented": True,
        },
    )
    if made:
        ProgrammePlace.objects.create(programme=programme, position=1, facility=facility)
        ProgrammeRole.objects.create(
            programme=programme,
            role=ProgrammeRoleKind.ORGANISER,
            position=1,
            organisation_id=facility.organisation_id,
        )
    return programme


def _open(programme: Programme, facility: Facility, hours: Hours) -> None:
    """The class, with people whose sentences end last: they can come for years."""
    session = create_session(
        programme=programme,
        venue=facility,
        title=TITLE,
        capacity=SEATS,
        hours=hours,
        status=SessionStatus.RUNNING,
        invented=True,
    )
    staying = candidates(session, day=hours.first).filter(ends_on__gt=hours.first, invented=True)
    chosen = list(staying.order_by("-ends_on", "number").values_list("pk", flat=True)[:SEATED])
    midnight = datetime.combine(hours.first, time(), ZONE)
    enrol(chosen, session=session, at=midnight)


def _meets(session: TrainingSession, day: date) -> bool:
    start, end = (datetime.combine(day, clock, ZONE) for clock in (time.min, time.max))
    return Meeting.objects.filter(session=session).between(start, end).exists()


def _add(session: TrainingSession, hours: Hours) -> None:
    """A meeting more. Somebody in the class may sit elsewhere at this hour by now: then there is no meeting today."""
    try:
        with transaction.atomic():
            add_meetings(session, hours)
            if session.planned_end < hours.last:
                session.planned_end = hours.last
                session.save(update_fields=["planned_end"])
    except (IntegrityError, ValidationError):
        return
