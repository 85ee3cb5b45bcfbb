"""What became of a class: each change of its state with who, when and why."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.choices import SESSION_TRANSITIONS, SessionStatus
from programs.models.sessions import TrainingSession


def _transition_is_allowed() -> Q:
    """The written transition table as one condition."""
    pairs = [Q(from_status=was, to_status__in=following) for was, following in SESSION_TRANSITIONS.items() if following]
    return reduce(or_, pairs)


class SessionEvent(models.Model):
    """One change of the state of a class: who, when, why. Written by the database, never altered, by no one."""

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="events", editable=False)
    from_status = models.CharField(_("from"), max_length=10, blank=True, choices=SessionStatus, editable=False)
    to_status = models.CharField(_("to"), max_length=10, choices=SessionStatus, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(_("when"), editable=False)
    recorded_at = models.DateTimeField(_("recorded"), editable=False)

    class Meta:
        verbose_name = _("event of a class")
        verbose_name_plural = _("events of classes")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_transition_is_allowed(),
                name="sessionevent_transition_allowed",
                violation_error_message=_("A class cannot go from this state to that one."),
            ),
            models.CheckConstraint(
                condition=~Q(to_status=SessionStatus.CANCELLED) | ~Q(reason=""),
                name="sessionevent_cancelled_says_why",
                violation_error_message=_("Give the reason for calling the class off."),
            ),
            models.CheckConstraint(
                condition=~Q(from_status=SessionStatus.APPROVED, to_status=SessionStatus.DRAFT) | ~Q(reason=""),
                name="sessionevent_sent_back_says_why",
                violation_error_message=_("Give the reason for sending the class back."),
            ),
        ]
