"""Taking attendance of a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from participants.choices import SEATED, Capture, EnrolmentStatus, Mark
from participants.models import Attendance, AttendanceEvent, Enrolment, Person
from programs.models import Meeting
from web.refusals import refusal

SENTENCES = {
    "attendance_enrolment_of_session": _("The person is not in this class."),
    "attendance_meeting_of_session": _("The meeting is not one of this class."),
    "attendance_late_says_why": _("The time for recording this attendance is over: write the reason."),
    "attendance_reason_goes_with_mark": _(
        "A change of a mark has a time of its own, after the mark; its reason is not rewritten."
    ),
}


@dataclass(frozen=True)
class Marked:
    """What somebody entered for one person."""

    mark: Mark
    reason_kind: str = ""
    note: str = ""


def asked(starts_at, ends_at) -> Q:
    """Of enrolments: those whose attendance of these hours is asked for.

    Seated, joined before the hours end and not gone before they start. Takes instants or expressions.
    """
    gone_later = Q(status=EnrolmentStatus.WITHDRAWN, ended_at__gt=starts_at)
    joined = Q(joined_at__isnull=True) | Q(joined_at__lt=ends_at)
    never_came = Q(joined_at__isnull=False, ended_at__lte=F("joined_at"))
    return (Q(status__in=SEATED) | gone_later) & joined & ~never_came


def expected(meeting: Meeting) -> QuerySet[Enrolment]:
    """Those whose attendance of this meeting is asked for, by name."""
    those = Enrolment.objects.filter(asked(meeting.starts_at, meeting.ends_at), session=meeting.session_id)
    return those.order_by(Upper("name_as_enrolled"), "pk")


def with_person(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Each with ``known``, whether the person's own page can be opened now, and ``invented``.

    The person is asked after, not joined: a roster keeps the line of somebody who was moved and is seen no more.
    """
    who = Person.objects.filter(pk=OuterRef("person"))
    return enrolments.annotate(known=Exists(who), invented=Exists(who.filter(invented=True)))


def ends(meeting: Meeting) -> datetime:
    """The instant from which attendance of this meeting is late: when the last day that the venue gives is over."""
    venue = meeting.session.venue
    zone = ZoneInfo(venue.time_zone)
    after = meeting.ends_at.astimezone(zone).date() + timedelta(days=venue.attendance_days + 1)
    return datetime.combine(after, time(), zone)


def is_late(meeting: Meeting, at: datetime) -> bool:
    """Whether a mark entered or changed now says why: its days are over, or the class is closed."""
    return meeting.session.is_closed or at >= ends(meeting)


def changed_later(session_id: UUID, **meetings) -> QuerySet[AttendanceEvent]:
    """Marks of a class that were changed or entered late, with what they were before, the newest first."""
    rows = AttendanceEvent.objects.filter(session=session_id, **meetings)
    return rows.select_related("enrolment", "meeting", "actor").order_by("-recorded_at", "-pk")


@transaction.atomic
def record_attendance(
    meeting: Meeting,
    marks: Mapping[UUID, Marked],
    *,
    by: UUID,
    at: datetime,
    captured: Capture = Capture.SCREEN,
    late_reason: str = "",
) -> list[UUID]:
    """Keep these marks, by enrolment; returns the enrolments whose mark is new or different.

    A mark that says what is kept already is not written again. Nothing can be recorded of a meeting that was
    cancelled or has not begun (codes ``cancelled``, ``not_begun``), nor of somebody who is not expected there
    (code ``not_expected``): then nothing at all is written. After the days that the venue gives for it, and always
    after the class was closed, new and different marks need a reason (code ``late``); what they were before stays.
    """
    if meeting.cancelled:
        raise ValidationError(_("This meeting was cancelled; nobody attended it."), code="cancelled")
    if meeting.starts_at > at:
        raise ValidationError(
            _("This meeting has not begun; attendance can be taken from its start."), code="not_begun"
        )
    allowed = set(expected(meeting).filter(pk__in=marks).values_list("pk", flat=True))
    if len(allowed) < len(marks):
        raise ValidationError(
            _("Somebody in this list is not in the class at that hour. Load the page again."), code="not_expected"
        )
    kept = {row.enrolment_id: row for row in Attendance.objects.filter(meeting=meeting, enrolment__in=marks)}
    changed = [key for key in sorted(marks) if _differs(kept.get(key), marks[key])]
    late = late_reason.strip() if is_late(meeting, at) else ""
    if changed and is_late(meeting, at) and not late:
        raise ValidationError(SENTENCES["attendance_late_says_why"], code="late")
    if any(row.recorded_at == at for row in kept.values()):
        at += timedelta(microseconds=1)  # two changes in one instant keep their order
    rows = [_row(meeting, key, marks[key], by=by, at=at, captured=captured, late=late) for key in changed]
    try:
        with transaction.atomic():
            Attendance.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["enrolment_id", "meeting_id"],
                update_fields=["mark", "reason_kind", "note", "recorded_by", "recorded_at", "captured", "late_reason"],
            )
    except IntegrityError as error:
        raise refusal(error, SENTENCES) from error
    return changed


def _differs(kept: Attendance | None, new: Marked) -> bool:
    return kept is None or (kept.mark, kept.reason_kind, kept.note) != (new.mark, new.reason_kind, new.note)


def _row(
    meeting: Meeting, key: UUID, new: Marked, *, by: UUID, at: datetime, captured: Capture, late: str
) -> Attendance:
    return Attendance(
        enrolment_id=key,
        meeting_id=meeting.pk,
        session_id=meeting.session_id,
        mark=new.mark,
        reason_kind=new.reason_kind,
        note=new.note,
        recorded_by_id=by,
        recorded_at=at,
        captured=captured,
        late_reason=late,
    )
