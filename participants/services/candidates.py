"""Who could be chosen for a class, who only by a decision, and who not: a whole prison in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from uuid import UUID

from django.db.models import (
    Case,
    DateTimeField,
    Exists,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Expression
from django.db.models.functions import Upper

from organisations.models import Facility
from participants import eligibility
from participants.eligibility.base import Moment
from participants.eligibility.looking import looked_up, written
from participants.models import EligibilityRule, Enrolment, Interest, Person
from participants.rule_choices import Verdict
from participants.services.comparing import trainings
from participants.services.standing import here, with_standing
from programs.models import SessionTally, Skill, TrainingSession
from programs.models.sessions import TimeMultirangeField


class Group(IntEnum):
    """How somebody stands towards a class; the order is that of the page."""

    CAN = 0
    DECISION = 1
    CANNOT = 2
    INSIDE = 3


@dataclass(frozen=True)
class Rank:
    """One person in the order in which a class is filled."""

    person: UUID
    group: Group
    leaves_early: bool


def considered(
    session: TrainingSession,
    *,
    home: Facility,
    day: date,
    rules: Iterable[EligibilityRule],
    at: datetime | None = None,
) -> QuerySet[Person]:
    """Everybody whom ``home`` holds or who belongs to it on ``day``, with their standing and what stands against them:
    ``inside``, ``busy`` at the hours of the class, ``ended``, the ``verdict`` of the rules; and what speaks for them:
    ``leaves_early``, before the class ends, ``trained``, and ``waiting_since`` they told an interest.

    Hours before ``at`` are in nobody's way: who joins late need not have been free then. Inside the user's scope.
    """
    busy = F("busy") if at is None else _from(at)
    hours = Subquery(SessionTally.objects.filter(pk=session.pk).values(hours=busy)[:1])
    inside = Enrolment.objects.live().filter(session=session, person=OuterRef("pk"))
    elsewhere = Enrolment.objects.filter(person=OuterRef("pk"), busy__overlaps=hours).exclude(session=session)
    people = with_standing(Person.objects.filter(facility=home), at_facility=home, day=day).filter(here())
    last = Moment(session, day, lambda _column: Q()).last_day
    return eligibility.judged(people, rules, session, day, home=home).annotate(
        inside=Exists(inside),
        busy=Exists(elsewhere),
        ended=_whether(Q(ends_on__lt=day)),
        leaves_early=_whether(Q(ends_on__lt=last) if last else Q(pk__in=())),
        trained=trainings(),
        waiting_since=_waiting_since(session, home, day),
    )


def _from(at: datetime) -> Func:
    """Of a tally: the hours of the class from then on."""
    return Func(
        F("busy"),
        Value(at, output_field=DateTimeField()),
        template="(%(expressions)s::timestamptz, NULL)))",
        arg_joiner=" * tstzmultirange(tstzrange(",
        output_field=TimeMultirangeField(),
    )


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _waiting_since(session: TrainingSession, home: Facility, day: date) -> Expression:
    """The first day of an interest that still holds: in the skill of the class, or in any where it has none."""
    told = Interest.objects.on(day).filter(person__in=Person.objects.filter(facility=home))
    skill = Moment(session, day, lambda _column: Q()).skill
    if skill:
        told = told.filter(Q(skill__in=Skill.objects.within(skill.pk)) | Q(skill__in=[one.pk for one in skill.above()]))
    first = told.order_by().values("person").annotate(value=Min(written("starts_on")))
    return looked_up(first.values_list("person", "value"), "pk")


def grouped(people: QuerySet[Person]) -> QuerySet[Person]:
    """People who are considered, each with the ``group``; the first thing that stands against somebody counts."""
    group = Case(
        When(inside=True, then=Value(Group.INSIDE)),
        When(Q(ended=True) | Q(busy=True) | Q(verdict=Verdict.BLOCKS), then=Value(Group.CANNOT)),
        When(verdict=Verdict.OVERRIDE, then=Value(Group.DECISION)),
        default=Value(Group.CAN),
        output_field=IntegerField(),
    )
    return people.annotate(group=group)


def candidates(session: TrainingSession, *, day: date) -> QuerySet[Person]:
    """People of the venue against whom nothing stands, each with its standing."""
    rules = eligibility.rules_for(session, day)
    return grouped(considered(session, home=session.venue, day=day, rules=rules)).filter(group=Group.CAN)


def ranked(people: QuerySet[Person]) -> list[Rank]:
    """People by group, in each in the order in which a class is filled.

    First whoever stays to the end of the class, against whom no rule advises and who is released soonest after it:
    they need the training first; of these who was never trained, then who waits longest since an interest was told.
    Whose sentence ends before the class does stands last.
    """
    order = (
        *("group", "leaves_early", "verdict", F("ends_on").asc(nulls_last=True), "trained"),
        *(F("waiting_since").asc(nulls_last=True), Upper("name"), "pk"),
    )
    rows = people.order_by(*order).values_list("pk", "group", "leaves_early")
    return [Rank(person, Group(group), early) for person, group, early in rows]
