"""Who pays for a programme, with what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation, Source
from programs.choices import FundingKind
from programs.models.programmes import Programme, addition_field

RUPIAH = "IDR"


class FundingLine(models.Model):
    """One purse that a programme is paid from. The amount may be unknown; so may be the body, where its kind is known.

    What is given in kind may have a value as well.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="funding", verbose_name=_("programme"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="funding_lines",
        verbose_name=_("organisation"),
    )
    name_as_printed = models.CharField(_("name as printed"), max_length=300, blank=True)
    kind = models.CharField(_("kind of funding"), max_length=10, choices=FundingKind, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default=RUPIAH)
    note = models.CharField(_("in words"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="funding_lines", verbose_name=_("source")
    )
    addition = addition_field()

    class Meta:
        verbose_name = _("funding line")
        verbose_name_plural = _("funding lines")
        ordering = ["programme", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(name_as_printed="") | ~Q(kind=""),
                name="fundingline_says_from_where",
                violation_error_message=_("Say who pays, or at least what kind of funding it is."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="fundingline_amount_above_zero",
                violation_error_message=_("An amount is above zero; leave it empty where it is not known."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="fundingline_currency_has_three_letters",
                violation_error_message=_("Write the currency with its three letters, for example IDR or USD."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_as_printed or str(self.organisation or self.get_kind_display())
