"""Meetings, and how far their attendance has been recorded."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from participants.models import Attendance, Enrolment
from participants.services.attendance import asked
from programs.models import Meeting, TrainingSession


def meetings_of(user) -> QuerySet[Meeting]:
    """Meetings of the classes that the user sees, each with its class, programme and venue."""
    classes = TrainingSession.objects.visible_to(user)
    together = ("session__programme", "session__venue__organisation", "session__tally")
    return Meeting.objects.filter(session__in=classes).select_related(*together)


def with_progress(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with ``number`` in their class, and how many people are ``expected``, ``unmarked`` and ``marked``."""
    before = Meeting.objects.held().filter(session=OuterRef("session"), starts_at__lte=OuterRef("starts_at"))
    expected = Enrolment.objects.filter(asked(OuterRef("starts_at"), OuterRef("ends_at")), session=OuterRef("session"))
    mark = Attendance.objects.filter(enrolment=OuterRef("pk"), meeting=OuterRef(OuterRef("pk")))
    return meetings.annotate(
        number=_count(before), expected=_count(expected), unmarked=_count(expected.exclude(Exists(mark)))
    ).annotate(marked=F("expected") - F("unmarked"))


def _count(rows: QuerySet) -> Coalesce:
    """SQL: how many rows of the class there are."""
    one = rows.order_by().values("session").annotate(how_many=Count("pk")).values("how_many")
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)


def marks_counted(meetings: Collection[UUID]) -> dict[UUID, Counter]:
    """For each of these meetings, how many marks of each kind; an absence counts under its reason."""
    counted: dict[UUID, Counter] = {key: Counter() for key in meetings}
    rows = Attendance.objects.filter(meeting__in=meetings).values_list("meeting", "mark", "reason_kind")
    for meeting, mark, reason, how_many in rows.annotate(how_many=Count("*")):
        counted[meeting][reason or mark] += how_many
    return counted
