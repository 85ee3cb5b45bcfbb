"""What is told of a person with its days, and what rules on joining a class read of it."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.days import on
from participants.models.people import Person
from participants.rule_choices import Risk, Spoken
from programs.models import Skill
from web.keys import uuid7


class ToldQuerySet(models.QuerySet):
    """Which facts."""

    def standing(self) -> Self:
        """Those that were not entered by mistake."""
        return self.filter(mistaken=False)

    def on(self, day: date) -> Self:
        """Those that hold on a day: told by then, and their last day not before it."""
        return self.standing().filter(on(day, "starts_on", "ends_on"))


class Told(models.Model):
    """One fact of a person from a day on; *until* is the last day. Nothing is deleted: it ends, or was a mistake."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    mistaken = models.BooleanField(_("entered by mistake"), default=False)

    objects = ToldQuerySet.as_manager()

    class Meta:
        abstract = True


def days_in_order(model: str) -> models.CheckConstraint:
    """The last day is not before the first."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name=f"{model}_days_in_order",
        violation_error_message=_("The last day is before the first."),
    )


def one_a_day(model: str, *fields: str) -> models.UniqueConstraint:
    """Of what changes with time there is one on a day, mistakes aside, so that the newest is never in doubt."""
    return models.UniqueConstraint(
        fields=["person", *fields, "starts_on"],
        condition=Q(mistaken=False),
        name=f"{model}_one_a_day",
        violation_error_message=_("This is recorded for that day already."),
    )


class Interest(Told):
    """A wish to learn a skill, recorded on a day."""

    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("skill"))

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = [days_in_order("interest"), one_a_day("interest", "skill")]


class Domicile(Told):
    """Where somebody will live after release: regency or city, and province."""

    place = models.CharField(_("regency or city"), max_length=80)
    province = models.CharField(_("province"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("domicile")
        verbose_name_plural = _("domiciles")
        constraints = [
            days_in_order("domicile"),
            one_a_day("domicile"),
            models.CheckConstraint(
                condition=~Q(place=""),
                name="domicile_has_place",
                violation_error_message=_("Name the regency or city."),
            ),
        ]


class Language(Told):
    """A language in which somebody can be taught."""

    language = models.CharField(_("language"), max_length=3, choices=Spoken)

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [days_in_order("language"), one_a_day("language", "language")]


class DisciplineEntry(Told):
    """An entry in Register F: the measure ran from a day to a day. What it was for stays in the register."""

    number = models.CharField(_("number in Register F"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("entry in Register F")
        verbose_name_plural = _("entries in Register F")
        constraints = [days_in_order("disciplineentry")]


class BoardDecision(Told):
    """What the TPP decided on taking part in training, and until when it holds."""

    approves = models.BooleanField(_("approves"))
    number = models.CharField(_("number of the minutes"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("decision of the TPP")
        verbose_name_plural = _("decisions of the TPP")
        constraints = [days_in_order("boarddecision"), one_a_day("boarddecision")]


class RiskClass(Told):
    """The risk class from an assessment; the next one follows it."""

    risk = models.CharField(_("risk class"), max_length=10, choices=Risk)

    class Meta:
        verbose_name = _("risk class")
        verbose_name_plural = _("risk classes")
        constraints = [days_in_order("riskclass"), one_a_day("riskclass")]


class Question(models.Model):
    """A question with yes or no for an answer, which rules may ask about people."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    text = models.CharField(_("question"), max_length=200)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(
                fields=["text"],
                name="question_once",
                violation_error_message=_("This question exists already."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="question_says_something",
                violation_error_message=_("Write the question."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class QuestionAnswer(Told):
    """The answer to a question, for one person, from a day on."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name=_("question"))
    yes = models.BooleanField(_("yes"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [days_in_order("questionanswer"), one_a_day("questionanswer", "question")]
