"""Narrowing a list of programmes: by year, province, place, body, skill, agreement and state."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_, or_
from uuid import UUID

from django.db.models import Case, DateField, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Least

from organisations.choices import Precision
from organisations.models import Agreement, AgreementParty
from programs.choices import ProgrammeKind, ProgrammeRoleKind
from programs.models import ProgrammeBasis, ProgrammePlace, ProgrammeRole, Topic, TrainingSession
from programs.search import MOST_WORDS, bodies_called, places_called

UNKNOWN = "unknown"
LAST_OF = {
    Precision.MONTH: "(%(expressions)s + interval '1 month' - interval '1 day')::date",
    Precision.YEAR: "(%(expressions)s + interval '1 year' - interval '1 day')::date",
}
"""The last day that a month or a year may mean, from its first."""

HAS_ACTUAL = Q(actual_start__isnull=False) | Q(actual_end__isnull=False)
WITHOUT_END = Q(kind=ProgrammeKind.STANDING, ends_by__isnull=True)
"""A standing unit of which no end is known runs on. (After ``with_days``.)"""


def with_days(programmes: QuerySet) -> QuerySet:
    """Each with the days that count, the planned ones where no other is known: the first and last day on which it may
    begin, and the first and last on which it may end. The same as ``programs.states.days_of``, in the database.
    """
    days = {}
    for name, end in (("begins", "start"), ("ends", "end")):
        day, precision = _that_counts(end), _that_counts(f"{end}_precision")
        late = [When(**{f"{name}_known": p}, then=Func(day, template=sql)) for p, sql in LAST_OF.items()]
        programmes = programmes.annotate(**{f"{name}_known": precision})
        days |= {f"{name}_from": day, f"{name}_by": Case(*late, default=day, output_field=DateField())}
    return programmes.annotate(**days)


def _that_counts(column: str) -> Case:
    return Case(When(HAS_ACTUAL, then=F(f"actual_{column}")), default=F(f"planned_{column}"))


def in_year(programmes: QuerySet, year: int) -> QuerySet:
    """What begins or ends in a year, or runs through it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    runs = Q(begins_from__lte=last) & (Q(ends_by__gte=first) | WITHOUT_END)
    return with_days(programmes).filter(Q(begins_from__range=(first, last)) | Q(ends_by__range=(first, last)) | runs)


def in_state(programmes: QuerySet, state: str, on: date) -> QuerySet:
    """What may be in this state on a day: on a day inside an imprecise date two states are possible.

    ``planned``, ``begun``, ``running``, ``finished``; or ``unknown``, where none of them is.
    """
    begun = Q(begins_from__lte=on)
    possible = {
        "planned": Q(begins_from__isnull=False, first_to_decide__gt=on),
        "begun": begun & Q(ends_from__isnull=True) & ~Q(kind=ProgrammeKind.STANDING),
        "running": begun & (Q(ends_by__gte=on) | WITHOUT_END),
        "finished": Q(begins_from__isnull=False, ends_from__lt=on) | Q(begins_from__isnull=True, ends_by__lt=on),
    }
    # Whatever begins or ends only later is planned still.
    earlier = Least("begins_by", Coalesce("ends_by", Value(date.max)))
    programmes = with_days(programmes).annotate(first_to_decide=earlier)
    if state == UNKNOWN:
        unknown = Q(begins_from__isnull=True) & (Q(ends_by__isnull=True) | Q(ends_by__gte=on))
        return programmes.filter(unknown)
    return programmes.filter(possible[state])


def in_province(province: str) -> Q:
    """What runs in a province, as printed or as its facility says."""
    ways = (Q(province__iexact=province), Q(facility__province__iexact=province))
    return _any(ProgrammePlace.objects.filter(way) for way in ways)


def at_place(words: str) -> Q:
    """What runs at a place that holds every word as printed or in a name of its facility, or has that code."""

    def held(word: str) -> Iterable[QuerySet]:
        ways = [*places_called(word), Q(facility__code__iexact=word)]
        return (ProgrammePlace.objects.filter(way) for way in ways)

    return _each(words, lambda word: _any(held(word)))


def with_role(role: ProgrammeRoleKind, words: str) -> Q:
    """In what a body with every word in one of its names, or as printed, has this role."""
    of_role = ProgrammeRole.objects.filter(role=role)
    return _each(words, lambda word: _any(of_role.filter(way) for way in _ways_of_a_body(word)))


def under_agreement(words: str) -> Q:
    """What rests on an agreement that holds every word in its title, numbers or parties."""

    def held(word: str) -> Iterable[QuerySet]:
        parties = [*_ways_of_a_body(word), Q(number__icontains=word)]
        agreements = [Agreement.objects.filter(Q(title__icontains=word) | Q(number_as_printed__icontains=word))]
        yield from (ProgrammeBasis.objects.filter(agreement__in=found) for found in agreements)
        for way in parties:
            found = AgreementParty.objects.filter(way).values("agreement")
            yield ProgrammeBasis.objects.filter(agreement__in=found)

    return _each(words, lambda word: _any(held(word)))


def of_skills(skills: Iterable[UUID]) -> Q:
    """What teaches one of these skills, by the course of a topic or of a class."""
    wanted = list(skills)
    return _any(
        [
            Topic.objects.filter(course__skill__in=wanted),
            TrainingSession.objects.filter(course__skill__in=wanted),
            TrainingSession.objects.filter(topic__course__skill__in=wanted),
        ]
    )


def _ways_of_a_body(word: str) -> list[Q]:
    return [Q(name_as_printed__icontains=word), Q(organisation__in=bodies_called(word))]


def _any(of_programmes: Iterable[QuerySet]) -> Q:
    """Programmes to which one of these rows belongs; each way its own question, answered by its index."""
    return reduce(or_, (Q(pk__in=rows.order_by().values("programme")) for rows in of_programmes))


def _each(words: str, held) -> Q:
    return reduce(and_, (held(word) for word in words.split()[:MOST_WORDS]), Q())
