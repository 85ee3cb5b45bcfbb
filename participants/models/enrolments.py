"""Who sits in which class, and everything that happened to that."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from organisations.models import Facility
from participants.choices import (
    BY_AFFILIATION,
    BY_CUSTODY,
    LIVE,
    REASON_KINDS,
    RESULTS,
    SEATED,
    TRANSITIONS,
    EnrolmentStatus,
    NotCompletedReason,
    ParticipantKind,
    Sex,
    WithdrawalReason,
)
from participants.models.custody import Custody
from participants.models.people import Affiliation, Person
from programs.models import TrainingSession
from programs.models.sessions import TimeMultirangeField
from web.keys import uuid7


class EnrolmentQuerySet(models.QuerySet):
    """Which enrolments."""

    def visible_to(self, user) -> Self:
        """Rosters of the user's facilities: people at home there then, and classes held there."""
        facilities = access_of(user).facilities
        return self.filter(Q(facility__in=facilities) | Q(venue__in=facilities))

    def live(self) -> Self:
        """Not ended."""
        return self.filter(status__in=LIVE)

    def queue(self) -> Self:
        """Waiting for a seat, whoever waits longest first."""
        return self.filter(status=EnrolmentStatus.WAITING).order_by("status_at", "pk")

    def seated(self) -> Self:
        """Holding a seat: enrolled, suspended, or there to the end, whatever came of it."""
        return self.filter(status__in=SEATED)


def _reasons(model: str, status: str) -> list[models.CheckConstraint]:
    """What a change to a status must say: the same of the enrolment, which holds the last one, and of each event."""
    withdrawn, suspended = Q(**{status: EnrolmentStatus.WITHDRAWN}), Q(**{status: EnrolmentStatus.SUSPENDED})
    not_completed, no_words = Q(**{status: EnrolmentStatus.NOT_COMPLETED}), Q(reason="")
    return [
        models.CheckConstraint(
            condition=~withdrawn | (~no_words & ~Q(reason_kind="")),
            name=f"{model}_withdrawn_has_reason",
            violation_error_message=_("Give the reason for withdrawing."),
        ),
        models.CheckConstraint(
            condition=~suspended | ~no_words,
            name=f"{model}_suspended_has_reason",
            violation_error_message=_("Give the reason for suspending."),
        ),
        models.CheckConstraint(
            condition=~not_completed | (~Q(reason_kind="") & (~Q(reason_kind=NotCompletedReason.OTHER) | ~no_words)),
            name=f"{model}_not_completed_says_why",
            violation_error_message=_("Say why the class was not completed; where no kind fits, in words."),
        ),
        models.CheckConstraint(
            condition=Q(reason_kind="")
            | (withdrawn & Q(reason_kind__in=WithdrawalReason.values))
            | (not_completed & Q(reason_kind__in=NotCompletedReason.values)),
            name=f"{model}_kind_of_reason_fits",
            violation_error_message=_("This kind of reason does not belong to this status."),
        ),
    ]


class Enrolment(models.Model):
    """A person in a class. Who left is final: joining again is a new row that counts from ``joined_at``. The result of
    a closed class is corrected only into the other result, with a reason.

    A training record is a document: it keeps name and number as they were when the person was enrolled, so that
    the roster stays whole when the person is moved. ``venue`` and ``busy`` are kept by triggers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="enrolments", verbose_name=_("class"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments", verbose_name=_("person"))
    custody = models.ForeignKey(
        Custody, models.PROTECT, null=True, related_name="enrolments", verbose_name=_("custody")
    )
    affiliation = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="enrolments", verbose_name=_("affiliation")
    )
    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="enrolments", verbose_name=_("home facility then")
    )
    venue = models.ForeignKey(
        Facility, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("venue")
    )
    participant_kind = models.CharField(_("takes part as"), max_length=10, choices=ParticipantKind)
    status = models.CharField(_("status"), max_length=16, choices=EnrolmentStatus)
    status_at = models.DateTimeField(_("since"))
    reason_kind = models.CharField(_("kind of reason"), max_length=12, blank=True, choices=REASON_KINDS)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    joined_at = models.DateTimeField(_("joined"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    name_as_enrolled = models.CharField(_("name as enrolled"), max_length=200)
    number_as_enrolled = models.CharField(_("number as enrolled"), max_length=60, blank=True)
    sex_as_enrolled = models.CharField(
        _("sex as enrolled"), max_length=1, blank=True, choices=Sex, db_default="", editable=False
    )
    busy = TimeMultirangeField(db_default=models.Value("{}"))

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        indexes = [models.Index(fields=["facility", "status"], name="enrolment_facility_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(status__in=LIVE),
                name="enrolment_one_live",
                violation_error_message=_("The person is in this class already."),
                violation_error_code="already_in",
            ),
            ExclusionConstraint(
                expressions=[("person", "="), ("busy", "&&")],
                name="enrolment_no_two_meetings_at_once",
                violation_error_message=_("The person sits in another meeting at this hour."),
                violation_error_code="clash",
            ),
            models.CheckConstraint(
                condition=Q(status__in=LIVE, ended_at__isnull=True) | (~Q(status__in=LIVE) & Q(ended_at__isnull=False)),
                name="enrolment_ended_has_time",
                violation_error_message=_("An ended enrolment says when it ended, a live one does not."),
            ),
            *_reasons("enrolment", "status"),
            models.CheckConstraint(
                condition=Q(participant_kind__in=BY_CUSTODY, custody__isnull=False, affiliation__isnull=True)
                | Q(participant_kind__in=BY_AFFILIATION, custody__isnull=True, affiliation__isnull=False),
                name="enrolment_tie_fits_kind",
                violation_error_message=_(
                    "Inmates and clients take part by their custody, others by their affiliation."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(name_as_enrolled=""),
                name="enrolment_has_name",
                violation_error_message=_("An enrolment keeps the name of the person."),
            ),
            models.UniqueConstraint(
                fields=["id", "session"],
                name="enrolment_of_session",
                violation_error_message=_("This enrolment exists already."),
            ),
        ]


def _transition_is_allowed() -> Q:
    """The written transition table as one condition."""
    pairs = [Q(from_status=status, to_status__in=following) for status, following in TRANSITIONS.items() if following]
    return reduce(or_, pairs)


class EnrolmentEvent(models.Model):
    """One change of status: who, when, why. Written by the database, never altered, by no one."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="events", editable=False)
    from_status = models.CharField(_("from"), max_length=16, blank=True, choices=EnrolmentStatus, editable=False)
    to_status = models.CharField(_("to"), max_length=16, choices=EnrolmentStatus, editable=False)
    reason_kind = models.CharField(_("kind of reason"), max_length=12, blank=True, choices=REASON_KINDS, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(_("when"), editable=False)
    recorded_at = models.DateTimeField(_("recorded"), editable=False)

    class Meta:
        verbose_name = _("event of an enrolment")
        verbose_name_plural = _("events of enrolments")
        ordering = ["recorded_at", "pk"]
        constraints = [
            *_reasons("enrolmentevent", "to_status"),
            models.CheckConstraint(
                condition=~Q(from_status__in=RESULTS) | ~Q(reason=""),
                name="enrolmentevent_correction_has_reason",
                violation_error_message=_("Give the reason for correcting the result."),
            ),
            models.CheckConstraint(
                condition=_transition_is_allowed(),
                name="enrolmentevent_transition_allowed",
                violation_error_message=_("An enrolment cannot go from this status to that one."),
            ),
        ]
