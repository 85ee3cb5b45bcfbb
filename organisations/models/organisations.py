"""Bodies of any kind, the names they had, and what became of them."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Deferrable, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from accounts.roles import Role
from organisations.choices import NameKind, OrganisationKind
from organisations.days import in_order, known_days, on, precision_field, sure_days
from web.keys import uuid7

UNDER = """
    WITH RECURSIVE below(id) AS (
      SELECT %s::uuid UNION SELECT o.id FROM organisations_organisation o JOIN below ON o.parent_id = below.id)
    SELECT id FROM below"""

SEE_EVERY_ORGANISATION = (Role.AGREEMENTS, Role.CORRECTIONS)


class OrganisationQuerySet(models.QuerySet):
    """Which organisations, and how they were called."""

    def visible_to(self, user) -> Self:
        """All for those who keep agreements or answer for corrections; for an official the own body and those below."""
        access = access_of(user)
        if access.has(*SEE_EVERY_ORGANISATION):
            return self
        return self.filter(pk__in=access.organisations)

    def named(self, day: date) -> Self:
        """Each with ``name``: its own official name on that day, else the latest it had, else any other name.

        One name, by which lists sort and links are read. What a body that is gone is called now, and where a day
        leaves several names possible, ``organisations.naming`` says.
        """
        names = OrganisationName.objects.filter(organisation=OuterRef("pk"))
        official = names.filter(kind=NameKind.OFFICIAL)
        latest = official.order_by(models.F("valid_from").desc(nulls_last=True), "pk")
        return self.annotate(
            name=models.functions.Coalesce(
                Subquery(latest.filter(on(day)).values("name")[:1]),
                Subquery(latest.values("name")[:1]),
                Subquery(names.order_by("pk").values("name")[:1]),
                models.Value(""),
            )
        )

    def under(self, top: UUID) -> Self:
        """That one and all that is below it in the tree."""
        return self.filter(pk__in=RawSQL(UNDER, [top]))

    def called(self, name: str) -> Self:
        """Those that ever had this name, whatever its capitals."""
        return self.filter(
            models.Exists(OrganisationName.objects.filter(organisation=OuterRef("pk"), name__iexact=name))
        )

    def answering_to(self, name: str) -> Self:
        """Those that ever had this name or abbreviation, whatever its capitals."""
        same = Q(name__iexact=name) | Q(short__iexact=name)
        return self.filter(models.Exists(OrganisationName.objects.filter(same, organisation=OuterRef("pk"))))


class Organisation(models.Model):
    """Any body: ministry, directorate, office, prison, foundation, association, company, university, UN body."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind, default=OrganisationKind.OTHER)
    note = models.TextField(_("note"), blank=True)
    invented = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="organisation_not_part_of_itself",
                violation_error_message=_("An organisation cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return getattr(self, "name", "") or str(self.pk)

    def is_visible_to(self, user) -> bool:
        """The same as ``visible_to``, for one row."""
        access = access_of(user)
        return access.has(*SEE_EVERY_ORGANISATION) or self.pk in access.organisations


class OrganisationName(models.Model):
    """A name and the days on which it held; *until* is its last day."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names", verbose_name=_("organisation"))
    name = models.CharField(_("name"), max_length=300)
    short = models.CharField(_("abbreviation"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind, default=NameKind.OFFICIAL)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_from_precision = precision_field(_("from: precision"))
    valid_until = models.DateField(_("until"), null=True, blank=True)
    valid_until_precision = precision_field(_("until: precision"))

    class Meta:
        verbose_name = _("name of an organisation")
        verbose_name_plural = _("names of organisations")
        indexes = [
            models.Index(models.functions.Upper("name"), name="organisationname_upper"),
            # Any part of a name, however long the list.
            *(
                GinIndex(OpClass(models.functions.Upper(field), "gin_trgm_ops"), name=f"organisationname_{field}_part")
                for field in ("name", "short")
            ),
        ]
        constraints = [
            ExclusionConstraint(
                expressions=[("organisation", "="), (sure_days("valid_from", "valid_until"), "&&")],
                condition=Q(kind=NameKind.OFFICIAL),
                name="organisationname_one_official_at_a_time",
                # Asked at the end of what is saved together: two names may swap their days.
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_("The organisation has another official name on some of these days."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(kind=NameKind.ALIAS),
                name="organisationname_alias_once",
                violation_error_message=_("The organisation has this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="organisationname_not_empty",
                violation_error_message=_("Give the organisation a name."),
            ),
            *known_days("organisationname", "valid_from", "valid_until"),
            models.CheckConstraint(
                condition=in_order("valid_from", "valid_until"),
                name="organisationname_days_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One body became another, on a day that may be known to the month or year only."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="became", verbose_name=_("predecessor"))
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="came_from", verbose_name=_("successor"))
    day = models.DateField(_("day"))
    day_precision = precision_field(_("day: precision"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                violation_error_message=_("This succession is recorded already."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")),
                name="succession_of_two_bodies",
                violation_error_message=_("An organisation cannot follow itself."),
            ),
            *known_days("succession", "day"),
        ]
