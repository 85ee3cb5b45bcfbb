"""Who came to which meeting."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participants.choices import AbsenceReason, Capture, Mark
from participants.models.enrolments import Enrolment
from programs.models import Meeting, TrainingSession


class Attendance(models.Model):
    """One person at one meeting of the class that the person is enrolled in.

    Enrolment and meeting belong to one class: two composite keys in the database see to it (``sql/keys.sql``),
    which is why the columns here carry no key of their own. What is entered or changed after the time that the facility
    gives for it, or after the class was closed, says why: the database asks for it (``sql/attendance_late.sql``).
    """

    pk = models.CompositePrimaryKey("enrolment_id", "meeting_id")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendance", db_constraint=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance", db_constraint=False)
    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    mark = models.CharField(_("mark"), max_length=10, choices=Mark)
    reason_kind = models.CharField(_("reason"), max_length=10, blank=True, choices=AbsenceReason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))
    captured = models.CharField(_("how recorded"), max_length=10, choices=Capture, default=Capture.SCREEN)
    late_reason = models.CharField(
        _("reason for the late entry"), max_length=300, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.CheckConstraint(
                condition=(Q(mark=Mark.ABSENT) & ~Q(reason_kind="")) | (~Q(mark=Mark.ABSENT) & Q(reason_kind="")),
                name="attendance_absence_has_reason",
                violation_error_message=_("Give the reason of an absence, and of nothing else."),
            ),
        ]


class AttendanceEvent(models.Model):
    """A mark that was changed, or entered late: what it was before, who, when, why. Written by the database alone."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendance_events", editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance_events", editable=False)
    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="+", editable=False)
    from_mark = models.CharField(_("from"), max_length=10, blank=True, choices=Mark, editable=False)
    from_reason_kind = models.CharField(max_length=10, blank=True, choices=AbsenceReason, editable=False)
    from_note = models.CharField(max_length=300, blank=True, editable=False)
    to_mark = models.CharField(_("to"), max_length=10, choices=Mark, editable=False)
    to_reason_kind = models.CharField(max_length=10, blank=True, choices=AbsenceReason, editable=False)
    to_note = models.CharField(max_length=300, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(_("when"), editable=False)
    recorded_at = models.DateTimeField(_("recorded"), editable=False)

    class Meta:
        verbose_name = _("change of an attendance mark")
        verbose_name_plural = _("changes of attendance marks")
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["session", "meeting"], name="attendanceevent_of_class")]
