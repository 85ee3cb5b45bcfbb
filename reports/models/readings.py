"""Why rows behind a number were read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models import TrainingSession
from web.keys import uuid7


class RosterReading(models.Model):
    """Why somebody of the corrections ministry read the rows behind a number: of which class, when, and for what.

    It opens the roster of that class to that reader on that day. The people shown stand in the log of reads.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="+", verbose_name=_("class"))
    reader = models.UUIDField(_("who"))
    purpose = models.CharField(_("purpose"), max_length=300)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("reading of a roster")
        verbose_name_plural = _("readings of rosters")
        indexes = [models.Index(fields=["reader", "at"], name="rosterreading_reader_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__regex=r"\S.{8}"),
                name="rosterreading_says_why",
                violation_error_message=_("Say in a few words for what you read these rows."),
            ),
        ]
