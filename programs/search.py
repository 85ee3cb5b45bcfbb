"""Finding programmes by words: each word must stand somewhere in what is found."""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet

from organisations.models import AgreementParty, Facility, OrganisationName
from organisations.search import MOST_WORDS
from programs.models import ProgrammeBasis, ProgrammePlace, ProgrammeRole, Topic


def matching(queryset: QuerySet, words: str, where: Callable[[str], Q]) -> QuerySet:
    """The rows in which every word of ``words`` is found, by the lookups that ``where`` makes of one word."""
    conditions = [where(word) for word in words.split()[:MOST_WORDS]]
    return queryset.filter(reduce(and_, conditions)) if conditions else queryset


def programme_holds(word: str) -> Q:
    """A word in a programme's title, places, topics, or any name of a body that has a part in it.

    Each way is a question of its own, so that each is answered by its index.
    """
    bodies = bodies_called(word)
    topic = Q(name__icontains=word) | Q(name_in_full__icontains=word)
    roles = [Q(name_as_printed__icontains=word), Q(organisation__in=bodies)]
    of_it = [
        *(ProgrammePlace.objects.filter(way) for way in places_called(word)),
        Topic.objects.filter(topic),
        *(ProgrammeRole.objects.filter(way) for way in roles),
        *(ProgrammeBasis.objects.filter(agreement__parties__in=AgreementParty.objects.filter(way)) for way in roles),
    ]
    ways = (Q(pk__in=rows.order_by().values("programme")) for rows in of_it)
    return reduce(or_, ways, Q(title__icontains=word))


def places_called(word: str) -> list[Q]:
    """The ways in which a place holds a word: as printed, where it is, or any name of its facility."""
    facilities = Facility.objects.filter(Q(name__icontains=word) | Q(organisation__in=bodies_called(word)))
    printed = Q(name_as_printed__icontains=word) | Q(city__icontains=word) | Q(province__icontains=word)
    return [printed, Q(facility__in=facilities)]


def bodies_called(word: str) -> QuerySet:
    """The keys of the organisations that have or had a name with this word in it."""
    named = OrganisationName.objects.filter(Q(name__icontains=word) | Q(short__icontains=word))
    return named.values("organisation")
