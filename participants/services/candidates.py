"""Who could be chosen for a class, who only by a decision, and who not: a whole prison in one statement."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from uuid import UUID

from django.db.models import (
    Count,
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
    TextField,
    Value,
)
from django.db.models.expressions import Expression
from django.db.models.functions import Cast, Coalesce

from organisations.models import Facility
from participants import eligibility
from participants.eligibility.base import Moment
from participants.eligibility.looking import looked_up, written
from participants.models import EligibilityRule, Enrolment, Interest, Person
from participants.rule_choices import Verdict
from participants.services.standing import here, with_standing
from programs.models import SessionTally, TrainingSession
from programs.models.sessions import TimeMultirangeField


class Group(IntEnum):
    """How somebody stands towards a class; the order is that of the page."""

    CAN = 0
    DECISION = 1
    CANNOT = 2
    INSIDE = 3


@dataclass(frozen=True)
class Rank:
    """How one person stands towards a class: what stands against them, and what they are compared by."""

    person: UUID
    name: str
    inside: bool
    busy: bool
    ended: bool
    """The sentence ended before the day, and no release is recorded."""
    verdict: int
    leaves_early: bool
    """The sentence ends before the class does."""
    ends_on: date | None
    trained: int
    waiting_since: str | None
    """The day on which an interest was told, as text."""

    @property
    def group(self) -> Group:
        """The first thing that stands against somebody counts."""
        if self.inside:
            return Group.INSIDE
        if self.ended or self.busy or self.verdict == Verdict.BLOCKS:
            return Group.CANNOT
        return Group.DECISION if self.verdict == Verdict.OVERRIDE else Group.CAN

    @property
    def place(self) -> tuple:
        """By group, in each in the order in which a class is filled.

        First whoever stays to the end of the class, against whom no rule advises and who is released soonest after it:
        they need the training first; of these who was never trained, then who waits longest since an interest was
        told. Whose sentence ends before the class does stands last.
        """
        release = (self.ends_on is None, self.ends_on or date.max)
        waits = self.waiting_since or "9"
        return (
            self.group,
            self.leaves_early,
            self.verdict,
            *release,
            self.trained,
            waits,
            self.name.upper(),
            self.person,
        )


def ranked(
    session: TrainingSession,
    *,
    home: Facility,
    day: date,
    rules: Iterable[EligibilityRule],
    at: datetime | None = None,
    among: Callable[[QuerySet[Person]], QuerySet[Person]] = lambda people: people,
) -> list[Rank]:
    """Everybody whom ``home`` holds or who belongs to it on ``day``, or those ``among`` them, in the order of the page.

    One statement asks each thing once of the whole prison. Hours before ``at`` are in nobody's way: who joins late need
    not have been free then. Inside the user's scope.
    """
    busy = F("busy") if at is None else _from(at)
    hours = Subquery(SessionTally.objects.filter(pk=session.pk).values(hours=busy)[:1])
    inside = Enrolment.objects.live().filter(session=session, person=OuterRef("pk"))
    elsewhere = Enrolment.objects.filter(person=OuterRef("pk"), busy__overlaps=hours).exclude(session=session)
    people = with_standing(Person.objects.filter(facility=home), at_facility=home, day=day).filter(here())
    people = eligibility.judged(among(people), rules, session, day, home=home).annotate(
        inside=Exists(inside),
        busy=Exists(elsewhere),
        trained=_trained(home),
        waiting_since=_waiting_since(session, home, day),
    )
    last = Moment(session, day, lambda _column: Q()).last_day
    columns = ("pk", "name", "inside", "busy", "verdict", "ends_on", "trained", "waiting_since")
    ranks = [
        Rank(
            person=person,
            name=name,
            inside=inside,
            busy=busy,
            ended=ends_on is not None and ends_on < day,
            verdict=verdict,
            leaves_early=ends_on is not None and last is not None and ends_on < last,
            ends_on=ends_on,
            trained=trained,
            waiting_since=waiting_since,
        )
        for person, name, inside, busy, verdict, ends_on, trained, waiting_since in people.values_list(*columns)
    ]
    return sorted(ranks, key=lambda rank: rank.place)


def candidates(session: TrainingSession, *, day: date) -> QuerySet[Person]:
    """People of the venue against whom nothing stands, each with its standing."""
    ranks = ranked(session, home=session.venue, day=day, rules=eligibility.rules_for(session, day))
    free = [rank.person for rank in ranks if rank.group is Group.CAN]
    return with_standing(Person.objects.filter(pk__in=free), at_facility=session.venue, day=day)


def _from(at: datetime) -> Func:
    """Of a tally: the hours of the class from then on."""
    return Func(
        F("busy"),
        Value(at, output_field=DateTimeField()),
        template="(%(expressions)s::timestamptz, NULL)))",
        arg_joiner=" * tstzmultirange(tstzrange(",
        output_field=TimeMultirangeField(),
    )


def _trained(home: Facility) -> Expression:
    """In how many classes they hold a seat or held one to the end: read once for all."""
    seats = Enrolment.objects.seated().filter(person__in=Person.objects.filter(facility=home)).order_by()
    counted = seats.values("person").annotate(value=Cast(Count("pk"), TextField())).values_list("person", "value")
    return Coalesce(Cast(looked_up(counted, "pk"), IntegerField()), 0)


def _waiting_since(session: TrainingSession, home: Facility, day: date) -> Expression:
    """The first day of an interest that still holds: in the skill of the class, a part of it or what it is part of; in
    any skill where the class has none.
    """
    told = Interest.objects.on(day).filter(person__in=Person.objects.filter(facility=home))
    skill = Moment(session, day, lambda _column: Q()).skill
    if skill:
        near = Q(skill=skill) | Q(skill__parent=skill)
        told = told.filter(near | Q(skill=skill.parent_id) if skill.parent_id else near)
    first = told.order_by().values("person").annotate(value=Min(written("starts_on")))
    return looked_up(first.values_list("person", "value"), "pk")
