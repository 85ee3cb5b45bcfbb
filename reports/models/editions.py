"""Editions: what a report said when it was published."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from accounts.roles import Role
from programs.models import Programme
from web.keys import uuid7


class EditionQuerySet(models.QuerySet):
    """Which editions."""

    def visible_to(self, user) -> Self:
        """Of programmes those of which one may know the whole; of the nation corrections' alone."""
        access = access_of(user)
        if access.has(Role.CORRECTIONS):
            return self
        if access.has(Role.AGREEMENTS):
            return self.filter(programme__isnull=False)
        organised = Q(programme__roles__role="organiser", programme__roles__organisation__in=access.organisations)
        return self.filter(organised).distinct()


class Edition(models.Model):
    """The numbers of a report as published: of one programme, or of all programmes at once. It is never changed.

    Later numbers differ by what arrived late; ``reports.editions`` says by what. ``is_history`` marks the one edition
    of what was loaded at the start.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="editions", verbose_name=_("programme")
    )
    is_history = models.BooleanField(_("history loaded at the start"), default=False)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    definitions = models.PositiveSmallIntegerField(_("version of the definitions"))
    numbers = models.JSONField(_("numbers"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_history"],
                condition=Q(is_history=True),
                name="edition_one_of_history",
                violation_error_message=_("The history that was loaded at the start is an edition already."),
            ),
            models.CheckConstraint(
                condition=Q(is_history=True) | Q(published_by__isnull=False),
                name="edition_published_by_somebody",
                violation_error_message=_("Somebody answers for an edition."),
            ),
        ]
