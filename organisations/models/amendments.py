"""What an agreement names beside its parties, and the changes of it from a day on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.choices import Precision, Told
from organisations.days import known_days, precision_field
from organisations.models.agreements import Agreement
from organisations.models.facilities import Facility
from organisations.models.sources import Source
from web.keys import uuid7


class AgreementChange(models.Model):
    """An act that changes named things of an agreement from a day on: an amendment, an extension, a succession.

    What it adds and removes are rows that point to it; the last day in force it moves itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="changes", editable=False, verbose_name=_("agreement")
    )
    document = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="makes_changes", verbose_name=_("amendment")
    )
    effective_on = models.DateField(_("takes effect"))
    effective_on_precision = precision_field(_("takes effect: precision"))
    reason = models.TextField(_("reason"))
    moves_end = models.BooleanField(_("moves the last day in force"), default=False)
    until = models.DateField(_("new last day in force"), null=True, blank=True)
    until_precision = precision_field(_("new last day: precision"))

    class Meta:
        verbose_name = _("change of an agreement")
        verbose_name_plural = _("changes of agreements")
        ordering = ["effective_on", "pk"]
        constraints = [
            *known_days("agreementchange", "effective_on", "until"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="agreementchange_has_reason",
                violation_error_message=_("Say why the agreement is changed."),
            ),
            models.CheckConstraint(
                condition=Q(moves_end=False, until__isnull=True)
                | Q(moves_end=True, effective_on_precision=Precision.DAY),
                name="agreementchange_end_moves_on_a_day",
                violation_error_message=_("A change of the last day takes effect on a day that is known exactly."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "effective_on"],
                condition=Q(moves_end=True),
                name="agreementchange_one_end_a_day",
                violation_error_message=_("Another change moves the last day in force from this very day."),
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | ~Q(document=models.F("agreement")),
                name="agreementchange_by_another_text",
                violation_error_message=_("An agreement is amended by another text, not by itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Named(models.Model):
    """A thing that an agreement names: from signing on, or from a change on; until a change, or for good."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="%(class)ss", editable=False)
    position = models.PositiveSmallIntegerField(_("position"))
    added_by = models.ForeignKey(
        AgreementChange, models.PROTECT, null=True, blank=True, related_name="%(class)ss", editable=False
    )
    removed_by = models.ForeignKey(
        AgreementChange, models.PROTECT, null=True, blank=True, related_name="%(class)ss_removed", editable=False
    )

    class Meta:
        abstract = True
        ordering = ["agreement", "position", "pk"]


class ScopePoint(Named):
    """One point of what an agreement is about, as its text says it."""

    text = models.TextField(_("point"))

    class Meta(Named.Meta):
        verbose_name = _("point of the scope")
        verbose_name_plural = _("points of the scope")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="scopepoint_says_what", violation_error_message=_("Write the point.")
            )
        ]

    def __str__(self) -> str:
        return self.text


class NamedFacility(Named):
    """A prison where an agreement is carried out; on which level it was signed is another question."""

    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="named_in", verbose_name=_("facility")
    )
    name_as_printed = models.CharField(_("name as printed"), max_length=300, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("prison that carries it out")
        verbose_name_plural = _("prisons that carry it out")
        constraints = [
            models.CheckConstraint(
                condition=Q(facility__isnull=False) | ~Q(name_as_printed=""),
                name="namedfacility_says_which",
                violation_error_message=_("Name the prison: choose it or type it as printed."),
            )
        ]

    def __str__(self) -> str:
        return self.name_as_printed or str(self.facility)


class OtherTelling(models.Model):
    """What another source tells of an agreement otherwise. It is kept beside what is used, and decides nothing."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="othertellings", editable=False)
    about = models.CharField(_("about"), max_length=8, choices=Told)
    text = models.CharField(_("what it says"), max_length=300)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="othertellings", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("other telling")
        verbose_name_plural = _("other tellings")
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="othertelling_says_what",
                violation_error_message=_("Write what the other source says."),
            )
        ]

    def __str__(self) -> str:
        return self.text
