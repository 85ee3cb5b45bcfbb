"""Classes, their meetings, and the tally that the database keeps of each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from organisations.models import Facility
from programs.choices import CLOSED, ENROLLING, SessionPlace, SessionStatus
from programs.models.programmes import Programme, Topic
from programs.models.skills import Course
from web.keys import uuid7

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""No meeting lies outside: an instant near year 1 or 9999 would break every list that shows it."""


class TimeMultirangeField(models.Field):
    """Spans of time, kept by triggers and only read here (psycopg gives ``Multirange``)."""

    def __init__(self, *args, **kwargs):
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def db_type(self, connection):
        return "tstzmultirange"


@TimeMultirangeField.register_lookup
class Overlaps(models.Lookup):
    """Whether two sets of hours share a moment."""

    lookup_name = "overlaps"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"({left} && ({right})::tstzmultirange)", [*left_params, *right_params]


def _invited(facilities) -> models.QuerySet:
    """The classes that these prisons are guests of, or were."""
    guests = TrainingSession._meta.get_field("guests").related_model
    return guests.objects.filter(facility__in=facilities).values("session")


class TrainingSessionQuerySet(models.QuerySet):
    """Which classes."""

    def visible_to(self, user) -> Self:
        """Classes at the facilities whose rosters the user sees."""
        return self.filter(venue__in=access_of(user).facilities)

    def open_to(self, user) -> Self:
        """Those, and classes elsewhere that the user's prisons were invited to: there they see their own people."""
        facilities = access_of(user).facilities
        return self.filter(Q(venue__in=facilities) | Q(pk__in=_invited(facilities)))

    def enrolling(self) -> Self:
        """Classes that people may be put into."""
        return self.filter(status__in=ENROLLING)


class TrainingSession(models.Model):
    """One class of a topic or course at one venue: the thing people are enrolled in.

    The venue answers for it and its clock gives the hours, also where it is held outside or online.

    When and why it came to its state stands on it and, with everything before, in its events; the database keeps both.
    Its seats are kept in ``SessionTally``, which the application may only read: a counter on this row would be
    overwritten by any stale ``save()``. No capacity means no seats yet, not endless ones.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="sessions", verbose_name=_("programme"))
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("topic")
    )
    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("course")
    )
    title = models.CharField(_("title"), max_length=200)
    batch = models.CharField(_("batch"), max_length=60, blank=True)
    venue = models.ForeignKey(Facility, models.PROTECT, related_name="sessions", verbose_name=_("facility"))
    place_kind = models.CharField(_("held"), max_length=10, choices=SessionPlace, default=SessionPlace.FACILITY)
    place = models.CharField(_("place or address"), max_length=200, blank=True)
    room = models.CharField(_("room"), max_length=120, blank=True)
    planned_start = models.DateField(_("first day"), null=True, blank=True)
    planned_end = models.DateField(_("last day"), null=True, blank=True)
    actual_start = models.DateField(_("began"), null=True, blank=True)
    actual_end = models.DateField(_("ended"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=SessionStatus, default=SessionStatus.DRAFT)
    status_at = models.DateTimeField(_("since"), null=True, blank=True, editable=False)
    status_reason = models.CharField(_("reason"), max_length=500, blank=True, default="", db_default="", editable=False)
    invented = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        indexes = [models.Index(fields=["venue", "-planned_start", "id"], name="session_venue_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="session_has_title",
                violation_error_message=_("Give the class a title."),
            ),
            models.CheckConstraint(
                condition=Q(planned_start__isnull=True)
                | Q(planned_end__isnull=True)
                | Q(planned_end__gte=F("planned_start")),
                name="session_planned_days_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(actual_start__isnull=True)
                | Q(actual_end__isnull=True)
                | Q(actual_end__gte=F("actual_start")),
                name="session_days_in_order",
                violation_error_message=_("The class would end before it began."),
            ),
            models.CheckConstraint(
                condition=Q(place_kind=SessionPlace.FACILITY) | ~Q(place=""),
                name="session_elsewhere_says_where",
                violation_error_message=_("Say where the class is held: a place, or how one joins online."),
            ),
            models.CheckConstraint(
                condition=~Q(status=SessionStatus.CANCELLED) | ~Q(status_reason=""),
                name="session_cancelled_says_why",
                violation_error_message=_("Give the reason for calling the class off."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the class, which a higher package makes."""
        return reverse("session", args=[self.pk])

    @property
    def is_enrolling(self) -> bool:
        """Whether people may be put into it: the same as ``enrolling``, for one row."""
        return self.status in ENROLLING

    @property
    def is_closed(self) -> bool:
        """Whether it is over or was called off: what it was stays as it is."""
        return self.status in CLOSED


class SessionTally(models.Model):
    """What is counted of a class, kept by triggers in the transaction that changes it."""

    session = models.OneToOneField(
        TrainingSession, models.CASCADE, primary_key=True, related_name="tally", editable=False
    )
    venue = models.ForeignKey(Facility, models.PROTECT, related_name="+", editable=False)
    capacity = models.PositiveIntegerField(_("seats"), null=True, editable=False)
    seats_taken = models.IntegerField(_("seats taken"), db_default=0, editable=False)
    waiting = models.IntegerField(_("waiting"), db_default=0, editable=False)
    completed = models.IntegerField(_("completed"), db_default=0, editable=False)
    not_completed = models.IntegerField(_("not completed"), db_default=0, editable=False)
    withdrawn = models.IntegerField(_("withdrawn"), db_default=0, editable=False)
    meetings = models.IntegerField(_("meetings"), db_default=0, editable=False)
    busy = TimeMultirangeField(db_default=models.Value("{}"))

    class Meta:
        verbose_name = _("tally of a class")
        verbose_name_plural = _("tallies of classes")
        constraints = [
            models.CheckConstraint(
                condition=Q(seats_taken__lte=Coalesce(F("capacity"), 0)),
                name="session_not_over_capacity",
                violation_error_message=_("The class has no seat left."),
                violation_error_code="full",
            ),
            models.CheckConstraint(
                condition=Q(seats_taken__gte=0, waiting__gte=0),
                name="sessiontally_not_negative",
                violation_error_message=_("Fewer people left the class than the record says; nothing was changed."),
            ),
        ]


class MeetingQuerySet(models.QuerySet):
    """Which meetings."""

    def held(self) -> Self:
        """Meetings that were not cancelled."""
        return self.filter(cancelled=False)

    def between(self, start: datetime, end: datetime) -> Self:
        """Those that begin in this span of instants. A day is a span worked out in the venue's own zone."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)


class Meeting(models.Model):
    """One span of hours of a class on one day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="meetings", verbose_name=_("class"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    cancelled = models.BooleanField(_("cancelled"), default=False)
    cancelled_because = models.CharField(_("reason"), max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["session", "starts_at"], name="meeting_session_starts")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_hours_in_order",
                violation_error_message=_("The meeting would end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__gte=EARLIEST, ends_at__lte=LATEST),
                name="meeting_in_our_time",
                violation_error_message=_("A meeting lies between the years 2000 and 2099."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled=False) | ~Q(cancelled_because=""),
                name="meeting_cancelled_says_why",
                violation_error_message=_("Give the reason for cancelling."),
            ),
            ExclusionConstraint(
                expressions=[
                    ("session", "="),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        "&&",
                    ),
                ],
                condition=Q(cancelled=False),
                deferrable=Deferrable.DEFERRED,
                name="meeting_not_twice_at_once",
                violation_error_message=_("The class has another meeting at this hour."),
            ),
            models.UniqueConstraint(
                fields=["id", "session"],
                name="meeting_of_session",
                violation_error_message=_("This meeting exists already."),
            ),
        ]
