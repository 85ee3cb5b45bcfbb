"""Published numbers and sentences, each with its source and how it is known."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.choices import HowKnown
from organisations.days import known_days, precision_field
from organisations.models import Facility, Source
from programs.choices import Basis, Measure, StatementKind, Unit
from programs.models.programmes import Programme, Topic


class Figure(models.Model):
    """One number, of a programme or one of its topics, or of a facility. Several may disagree; one at most is used.

    What is counted from rosters is computed and never stored here.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="figures")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="figures")
    facility = models.ForeignKey(Facility, models.PROTECT, null=True, blank=True, related_name="figures")
    measure = models.CharField(_("measure"), max_length=20, choices=Measure)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.ACTUAL)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True, blank=True)
    text = models.CharField(_("as printed"), max_length=300, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    as_of_precision = precision_field(_("as of: precision"))
    how_known = models.CharField(_("how known"), max_length=10, choices=HowKnown, default=HowKnown.STATED)
    derivation = models.CharField(_("derived from"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("source")
    )
    used = models.BooleanField(_("used"), default=False)
    used_because = models.TextField(_("used because"), blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("chosen by"),
    )
    used_at = models.DateTimeField(_("chosen at"), null=True, blank=True, editable=False)
    addition = models.BooleanField(
        _("added here"), default=False, help_text=_("Not in the programme's own entry; kept when that is loaded again.")
    )

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.CheckConstraint(
                condition=Q(programme__isnull=False, facility__isnull=True)
                | Q(programme__isnull=True, facility__isnull=False, topic__isnull=True),
                name="figure_of_programme_or_facility",
                violation_error_message=_("A figure belongs to a programme or to a facility."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(text=""),
                name="figure_says_something",
                violation_error_message=_("Give the figure a value or the words of its source."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="figure_not_negative",
                violation_error_message=_("A figure is not below zero."),
            ),
            models.CheckConstraint(
                condition=~Q(how_known=HowKnown.DERIVED) | ~Q(derivation=""),
                name="figure_derived_says_from_what",
                violation_error_message=_("Say from what the figure is derived."),
            ),
            models.CheckConstraint(
                condition=Q(used_because="", used_by__isnull=True, used_at__isnull=True)
                | (Q(used=True, used_by__isnull=False, used_at__isnull=False) & ~Q(used_because="")),
                name="figure_chosen_says_why_who_and_when",
                violation_error_message=_("Say why this figure is the one that is used."),
            ),
            *known_days("figure", "as_of"),
            models.UniqueConstraint(
                fields=["programme", "topic", "facility", "measure", "basis", "unit"],
                condition=Q(used=True),
                nulls_distinct=False,
                name="figure_one_used",
                violation_error_message=_("Another figure is used for this already."),
            ),
        ]


class Statement(models.Model):
    """One thing that a source says of a programme, kept as the source says it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="statements", verbose_name=_("programme"))
    kind = models.CharField(_("kind"), max_length=20, choices=StatementKind)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=5, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("source")
    )
    addition = models.BooleanField(_("added here"), default=False)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["programme", "kind", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "position", "addition"],
                name="statement_position_once",
                violation_error_message=_("Another statement of this kind stands at this position."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="statement_not_empty",
                violation_error_message=_("The statement is empty."),
            ),
        ]
