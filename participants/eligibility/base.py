"""What every kind of rule has: the value that it reads, the condition on it, and its sentences."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar

from django.db.models import BooleanField, Case, Func, IntegerField, Max, Q, QuerySet, Value, When
from django.db.models.expressions import Expression
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from participants.days import local_day
from participants.models import EligibilityRule
from participants.rule_choices import VERDICT_OF, RuleKind, Verdict
from programs.models import Course, Skill, TrainingSession


def course_of(session: TrainingSession) -> Course | None:
    """The course of a class, its own or that of its topic."""
    if session.course_id or not session.topic_id:
        return session.course
    return session.topic.course


@dataclass(frozen=True)
class Moment:
    """For which class and on which day it is asked, and of whom at all, so that no more is read than is needed.

    What a kind reads of class and day it reads here, and each stands among the ``facts``.
    """

    session: TrainingSession
    day: date
    among: Callable[[str], Q | Expression]
    """The condition on the column that leads from a row to its person."""

    @cached_property
    def last_day(self) -> date | None:
        """The planned end of the class, else the day of its last meeting, by the clock of the venue."""
        if self.session.planned_end:
            return self.session.planned_end
        last = self.session.meetings.held().aggregate(last=Max("ends_at"))["last"]
        return local_day(last, self.session.venue.time_zone) if last else None

    @cached_property
    def first_day(self) -> date:
        """The first day of the class where it is still ahead, else the day itself."""
        return max(self.session.planned_start or self.day, self.day)

    @cached_property
    def facts(self) -> tuple:
        """All of the class and the day that a rule asks about."""
        course, zone = self.course, self.session.venue.time_zone
        of_it = (course.pk, course.skill_id) if course else None
        return self.session.pk, zone, self.day, self.first_day, self.last_day, of_it

    @property
    def course(self) -> Course | None:
        """The course of the class."""
        return course_of(self.session)

    @cached_property
    def skill(self) -> Skill | None:
        """The skill that the class teaches, as its course says."""
        return self.course.skill if self.course else None


class Judged(Func):
    """The verdict that follows from a condition: whether it holds, does not hold, or is not known."""

    template = "COALESCE((ARRAY[%(misfit)s, 0])[(%(expressions)s)::int + 1], %(unknown)s)"

    def __init__(self, fits: Expression, *, misfit: Verdict, unknown: Verdict):
        super().__init__(fits, misfit=int(misfit), unknown=int(unknown), output_field=IntegerField())


class Both(Func):
    """Several conditions, all of which must hold."""

    template = "(%(expressions)s)"
    arg_joiner = " AND "
    output_field = BooleanField()


NOT_KNOWN = Cast(Value(None), BooleanField())
"""A condition of which nothing can be said for anybody, such as one on the end of a class that has none."""


class Kind(ABC):
    """One kind of rule, bound to a rule and a moment. ``asked`` are the rule's parameters.

    ``value`` and ``fits`` are its only definition, in SQL: of a whole prison and of one person alike.
    """

    kind: ClassVar[RuleKind]
    of_the_held: ClassVar[bool] = False
    """Whether it asks only about people in custody; officers and others pass."""
    always_known: ClassVar[bool] = False
    """Whether nothing recorded is an answer by itself, so that nobody is unknown."""

    def __init__(self, rule: EligibilityRule, moment: Moment):
        self.rule, self.moment, self.asked = rule, moment, rule.parameters

    @cached_property
    def read(self) -> Expression:
        """``value``, made once for the verdict and for whoever is told what was seen."""
        return self.value()

    @abstractmethod
    def value(self) -> Expression:
        """SQL: what is seen of a person with standing; null where nothing is known."""

    @abstractmethod
    def fits(self, value: Expression) -> Expression:
        """SQL: whether what is seen fits; null where that cannot be said."""

    @classmethod
    @abstractmethod
    def words(cls, asked: dict) -> str:
        """The rule in words, as a sentence about a person."""

    @abstractmethod
    def seen(self, value) -> str:
        """What was seen, in words; of nothing, that it is not known."""

    @abstractmethod
    def way_on(self, value) -> str:
        """What would change a verdict against somebody."""

    def verdict(self) -> Expression:
        """SQL: what comes of the rule for a person with standing."""
        strength, unknown = VERDICT_OF[self.rule.strength], VERDICT_OF[self.rule.unknown]
        judged = Judged(self.fits(self.read), misfit=strength, unknown=unknown)
        if not self.of_the_held:
            return judged
        return Case(When(custody_id__isnull=True, then=Value(0)), default=judged, output_field=IntegerField())

    def rests_on(self) -> tuple:
        """All that its SQL is made of: where this is the same, the SQL is."""
        return self.kind, repr(self.asked), self.rule.strength, self.rule.unknown, self.moment.facts

    def of(self, rows: QuerySet, person: str = "person") -> QuerySet:
        """Of rows that lead to people, those about whom it is asked."""
        return rows.filter(self.moment.among(person))


def ask_the_registrar() -> str:
    """The way on where the register should tell something."""
    return _("Record it: it comes with the register, or is entered on the person’s page.")
