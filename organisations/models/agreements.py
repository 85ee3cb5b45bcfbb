"""What organisations agreed on, and who the parties were."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import access_of
from accounts.roles import Role
from organisations.choices import AgreementKind, AgreementStatus, PartyRole, Precision
from organisations.days import in_order, known_days, precision_field
from organisations.models.organisations import Organisation
from organisations.models.sources import Source
from web.keys import uuid7

SEE_EVERY_AGREEMENT = (Role.AGREEMENTS, Role.CORRECTIONS)


class AgreementQuerySet(models.QuerySet):
    """Which agreements."""

    def visible_to(self, user) -> Self:
        """All for those who keep agreements or answer for corrections; for an official those of the own organisation.

        Facility staff see what their own organisation is a party to; which agreements their programmes rest on
        is added where programmes are known.
        """
        access = access_of(user)
        if access.has(*SEE_EVERY_AGREEMENT):
            return self
        own = Q(organisation__in=access.organisations) | Q(organisation__facility__in=access.facilities)
        return self.filter(Exists(AgreementParty.objects.filter(own, agreement=OuterRef("pk"))))

    def in_force(self, day: date) -> Self:
        """Signed, begun, and not past the last day, where all of this is known to the day."""
        return self.filter(
            Q(in_force_until__isnull=True) | Q(in_force_until__gte=day, in_force_until_precision=Precision.DAY),
            status=AgreementStatus.SIGNED,
            in_force_from__lte=day,
            in_force_from_precision=Precision.DAY,
        )


class Agreement(models.Model):
    """A memorandum, a cooperation agreement under it, an amendment or a letter. Most of what it says may be unknown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=AgreementKind)
    kind_as_printed = models.CharField(_("kind as the source says it"), max_length=300, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name=_("under")
    )
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by", verbose_name=_("renews")
    )
    title = models.CharField(_("title"), max_length=500, blank=True)
    number_as_printed = models.CharField(_("number as printed"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=AgreementStatus, default=AgreementStatus.UNKNOWN)
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    signed_on_precision = precision_field(_("signed: precision"))
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_from_precision = precision_field(_("in force from: precision"))
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    in_force_until_precision = precision_field(_("in force until: precision"))
    term_as_printed = models.CharField(_("term as printed"), max_length=300, blank=True)
    scope = models.TextField(_("scope"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("source")
    )
    note = models.TextField(_("note"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        indexes = [
            models.Index(models.F("signed_on").desc(nulls_last=True), models.F("id"), name="agreement_newest_first")
        ]
        constraints = [
            *known_days("agreement", "signed_on", "in_force_from", "in_force_until"),
            models.CheckConstraint(
                condition=in_order("in_force_from", "in_force_until"),
                name="agreement_days_in_order",
                violation_error_message=_("The agreement would end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="agreement_not_under_itself",
                violation_error_message=_("An agreement cannot stand under itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def is_in_force(self, day: date) -> bool:
        """The same as ``in_force``, for one row."""
        return (
            self.status == AgreementStatus.SIGNED
            and self.in_force_from is not None
            and self.in_force_from_precision == Precision.DAY
            and self.in_force_from <= day
            and (
                self.in_force_until is None
                or (self.in_force_until_precision == Precision.DAY and self.in_force_until >= day)
            )
        )


class AgreementParty(models.Model):
    """One body in an agreement, under the name printed on that day, with its own number and signatory."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties", verbose_name=_("agreement"))
    position = models.PositiveSmallIntegerField(_("position"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="party_to", verbose_name=_("organisation")
    )
    name_as_printed = models.CharField(_("name as printed"), max_length=300, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=PartyRole, default=PartyRole.PARTY)
    number = models.CharField(_("number"), max_length=120, blank=True)
    signatory = models.CharField(_("signatory"), max_length=200, blank=True)
    signatory_title = models.CharField(_("title of the signatory"), max_length=200, blank=True)
    addition = models.BooleanField(
        _("added here"), default=False, help_text=_("Not in the source that the agreement was loaded from.")
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["agreement", "addition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "position", "addition"],
                name="agreementparty_position_once",
                violation_error_message=_("Another party stands at this position."),
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(name_as_printed=""),
                name="agreementparty_says_who",
                violation_error_message=_("Name the party: choose the organisation or type it as printed."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_as_printed or str(self.organisation)
