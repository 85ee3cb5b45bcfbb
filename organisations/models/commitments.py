"""What the parties of an agreement promised. What was delivered is counted elsewhere, never kept here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.choices import CommitmentKind, CommitmentUnit
from organisations.days import known_days, precision_field
from organisations.models.agreements import AgreementParty
from organisations.models.amendments import Named
from web.keys import uuid7


class Commitment(Named):
    """One promise: who gives what, how much of it, by when; in the words of the text where those are known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(
        AgreementParty, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("party")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=CommitmentKind)
    quantity = models.DecimalField(_("quantity"), max_digits=16, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=12, blank=True, choices=CommitmentUnit)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    due_on_precision = precision_field(_("deadline: precision"))
    text_as_printed = models.TextField(_("in the words of the text"), blank=True)

    class Meta(Named.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            *known_days("commitment", "due_on"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True, unit="") | (Q(quantity__gt=0) & ~Q(unit="")),
                name="commitment_quantity_has_unit",
                violation_error_message=_("A quantity is more than zero and has a unit; leave both empty if unknown."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=False) | ~Q(text_as_printed=""),
                name="commitment_says_what",
                violation_error_message=_("Write how much was promised, or the words of the text."),
            ),
        ]

    def __str__(self) -> str:
        return self.text_as_printed or self.get_kind_display()
