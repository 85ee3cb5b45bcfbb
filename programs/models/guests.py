"""Prisons whose people may join a class that is held at another one."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from programs.models.sessions import TrainingSession


class SessionGuestQuerySet(models.QuerySet):
    """Which agreements on guests."""

    def agreed(self) -> Self:
        """Those that were not ended: more people may join."""
        return self.filter(ended_at__isnull=True)


class SessionGuest(models.Model):
    """The venue agrees that people of another prison join a class; that prison chooses them.

    Ending it lets nobody else in; whoever sits in the class stays. It is never removed: it says why somebody of
    another prison sits there.
    """

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="guests", verbose_name=_("class"))
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="guest_of", verbose_name=_("facility"))
    seats = models.PositiveIntegerField(_("seats at most"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("agreed by")
    )
    agreed_at = models.DateTimeField(_("agreed"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = SessionGuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest prison of a class")
        verbose_name_plural = _("guest prisons of classes")
        ordering = ["agreed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "facility"],
                condition=Q(ended_at__isnull=True),
                name="sessionguest_agreed_once",
                violation_error_message=_("People of this prison may join this class already."),
            ),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats__gte=1),
                name="sessionguest_has_seats",
                violation_error_message=_("Give at least one seat, or leave it empty: then every free seat."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__gte=F("agreed_at"), ended_by__isnull=False),
                name="sessionguest_ended_by_somebody",
                violation_error_message=_("An agreement ends after it was made, and somebody ends it."),
            ),
        ]
