"""What an agreement is found by."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models.agreements import Agreement


class AgreementText(models.Model):
    """The words and numbers of an agreement in one row, in capitals, kept by triggers; the application only reads it.

    ``words``: title, scope and its points, numbers as printed, parties and the prisons that carry it out, as printed
    and under every name they ever had, a line each.
    ``numbers``: the letters and digits of its number and of those of its parties, a line each.
    """

    agreement = models.OneToOneField(
        Agreement, models.DO_NOTHING, primary_key=True, related_name="text", editable=False
    )
    words = models.TextField(_("words"), editable=False)
    numbers = models.TextField(_("numbers"), editable=False)

    class Meta:
        verbose_name = _("words of an agreement")
        verbose_name_plural = _("words of agreements")
        indexes = [
            GinIndex(OpClass(field, "gin_trgm_ops"), name=f"agreementtext_{field}") for field in ("words", "numbers")
        ]

    def __str__(self) -> str:
        return str(self.agreement_id)
