"""Two records that turned out to be one body: which of them stays, and what the other one held."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models.organisations import Organisation
from web.keys import uuid7


class OrganisationJoin(models.Model):
    """One record was joined into another: by whom, when, why, and everything that tells how it was before.

    The key of the removed one is kept, so that its old address leads to the one that stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey(
        Organisation, models.PROTECT, related_name="joined", verbose_name=_("organisation that stays")
    )
    removed = models.UUIDField(_("key of the removed record"), unique=True)
    removed_name = models.CharField(_("name of the removed record"), max_length=300)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    before = models.JSONField(_("what it held"))

    class Meta:
        verbose_name = _("joined record")
        verbose_name_plural = _("joined records")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="organisationjoin_has_reason",
                violation_error_message=_("Say why the two records are one body."),
            ),
            models.CheckConstraint(
                condition=~models.Q(removed=models.F("kept")),
                name="organisationjoin_of_two_records",
                violation_error_message=_("A record cannot be joined with itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.removed_name
