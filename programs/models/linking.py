"""Names as sources print them: which no organisation is known for yet, and what was decided about a name."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation, OrganisationName
from web.keys import uuid7


class PrintedNameQuerySet(models.QuerySet):
    """Which printed names."""

    def to_link(self) -> Self:
        """Those about which nothing was decided."""
        return self.filter(~Exists(NameDecision.objects.live().filter(name=OuterRef("name"))))


class PrintedName(models.Model):
    """A name that a role, a party or a place prints and that is linked to nothing; read from a view of the database.

    Its key comes from its words, so that it stays the same while the name stays.
    """

    id = models.UUIDField(primary_key=True)
    name = models.CharField(_("name as printed"), max_length=300)
    times = models.IntegerField(_("how often"))
    roles = models.IntegerField(_("roles in programmes"))
    parties = models.IntegerField(_("parties of agreements"))
    places = models.IntegerField(_("places of programmes"))

    objects = PrintedNameQuerySet.as_manager()

    class Meta:
        managed = False
        verbose_name = _("name to be linked")
        verbose_name_plural = _("names to be linked")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is linked."""
        return reverse("name_link", args=[self.pk])


class NameDecisionQuerySet(models.QuerySet):
    """Which decisions."""

    def live(self) -> Self:
        """Those that nobody took back."""
        return self.filter(undone_at=None)


class NameDecision(models.Model):
    """What a printed name means, decided once for every place where it occurs: an organisation, or just its words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name as printed"), max_length=300)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="name_decisions",
        verbose_name=_("organisation"),
    )
    alias = models.ForeignKey(
        OrganisationName,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("name that was stored for it"),
    )
    made = models.BooleanField(_("the organisation was made from the name"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_because = models.TextField(_("reason of undoing"), blank=True)

    objects = NameDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about a name")
        verbose_name_plural = _("decisions about names")
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(undone_at=None),
                name="namedecision_one_of_a_name",
                violation_error_message=_("Somebody else decided about this name meanwhile."),
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(reason="") | Q(undone_at__isnull=False),
                name="namedecision_links_or_says_why_not",
                violation_error_message=_("Say why the name stays as printed."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_because="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_because="")),
                name="namedecision_undone_by_somebody",
                violation_error_message=_("Say why the decision is undone."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
