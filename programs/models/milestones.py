"""The days by which one follows how far a programme has come."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.days import known_days, precision_field
from organisations.models import Source
from programs.choices import MilestoneBasis, MilestoneKind
from programs.models.programmes import Programme, addition_field


class Milestone(models.Model):
    """An opening, a first or last class, an assessment or a closing: meant for a day, or come to pass on one.

    The day may be known to the month or year, or not at all where the words say what is known. A programme may have
    several of a kind, as when two batches are assessed; planned and actual days are rows of their own.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="milestones", verbose_name=_("programme"))
    kind = models.CharField(_("milestone"), max_length=12, choices=MilestoneKind)
    basis = models.CharField(
        _("planned or actual"), max_length=8, choices=MilestoneBasis, default=MilestoneBasis.ACTUAL
    )
    day = models.DateField(_("day"), null=True, blank=True)
    day_precision = precision_field(_("day: precision"))
    note = models.CharField(_("in words"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="milestones", verbose_name=_("source")
    )
    addition = addition_field()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["programme", "day", "pk"]
        constraints = [
            *known_days("milestone", "day"),
            models.CheckConstraint(
                condition=Q(day__isnull=False) | ~Q(note=""),
                name="milestone_says_something",
                violation_error_message=_("Give the milestone a day, or say in words what is known of it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
