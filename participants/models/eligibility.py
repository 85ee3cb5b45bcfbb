"""Who may join a class, as data: rules with their days, and what each rule said when somebody got in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.days import on
from organisations.models import Facility
from participants.models.enrolments import Enrolment
from participants.rule_choices import RuleKind, Strength, Unknown, Verdict
from programs.models import Course, Programme
from web.keys import uuid7


class RuleQuerySet(models.QuerySet):
    """Which rules."""

    def on(self, day: date) -> Self:
        """Those in force on a day."""
        return self.filter(on(day, "starts_on", "ends_on"))


class EligibilityRule(models.Model):
    """One thing that is asked before somebody joins a class of a course, of a programme or at a facility.

    What it asks is never changed: the application may only end it, and another follows it. So an answer stored with
    an enrolment stays readable. One that is ended before it began was never in force.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="eligibility_rules", verbose_name=_("course")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="eligibility_rules", verbose_name=_("programme")
    )
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="eligibility_rules", verbose_name=_("facility")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RuleKind)
    parameters = models.JSONField(_("what is asked"), default=dict, blank=True)
    strength = models.CharField(_("where it does not fit"), max_length=10, choices=Strength)
    unknown = models.CharField(_("where it is not known"), max_length=10, choices=Unknown, default=Unknown.ADVISES)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule on joining")
        verbose_name_plural = _("rules on joining")
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, programme__isnull=True, facility__isnull=True)
                | Q(course__isnull=True, programme__isnull=False, facility__isnull=True)
                | Q(course__isnull=True, programme__isnull=True, facility__isnull=False),
                name="eligibilityrule_of_one_thing",
                violation_error_message=_("A rule is of a course, of a programme or of a facility: one of the three."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on") - timedelta(days=1)),
                name="eligibilityrule_days_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RuleKind.values, strength__in=Strength.values, unknown__in=Unknown.values),
                name="eligibilityrule_known_values",
                violation_error_message=_("Choose what the rule asks and what it does from the lists."),
            ),
        ]

    @property
    def of(self) -> Course | Programme | Facility:
        """What it is a rule of."""
        return self.course or self.programme or self.facility

    def holds_on(self, day: date) -> bool:
        """Whether it is in force: the same as ``on``, for one row."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class RuleAnswer(models.Model):
    """What one rule said when somebody got into a class: what it saw, what came of it, who overrode it and why.

    Written once and never altered.
    """

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="rule_answers", verbose_name=_("enrolment"), editable=False
    )
    rule = models.ForeignKey(
        EligibilityRule, models.PROTECT, related_name="answers", verbose_name=_("rule"), editable=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RuleKind, editable=False)
    value = models.CharField(_("what was seen"), max_length=300, blank=True, editable=False)
    verdict = models.PositiveSmallIntegerField(_("verdict"), choices=Verdict, editable=False)
    overridden_reason = models.CharField(_("reason for overriding"), max_length=500, blank=True, editable=False)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("overridden by"),
        editable=False,
    )
    at = models.DateTimeField(_("when"), editable=False)

    class Meta:
        verbose_name = _("answer of a rule")
        verbose_name_plural = _("answers of rules")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "rule", "at"],
                name="ruleanswer_once",
                violation_error_message=_("This answer is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.OVERRIDE, overridden_by__isnull=False) & ~Q(overridden_reason="")
                | Q(
                    verdict__in=(Verdict.PASSES, Verdict.ADVISES),
                    overridden_by__isnull=True,
                    overridden_reason="",
                ),
                name="ruleanswer_override_has_reason",
                violation_error_message=_(
                    "Nobody joins against a rule that blocks; against one that asks for a reason only with the"
                    " reason and the name of whoever gave it."
                ),
            ),
        ]
