"""Finding people by what is typed: part of a name or alias, a register number in any spelling, a NIK.

Three statements at most: what the words may begin, who has them, and the people themselves, which is the caller's.
Everything is read under row security; nothing steps around it.
"""

import re
from collections import defaultdict
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Collate
from django.db.models.lookups import Exact

from participants.models import Person, PersonWord, RegisterNumber
from participants.register.texts import number_key

FOUND_AT_MOST = 500
"""Among many prisons no more are looked up: whoever sees so many types another letter."""

NIK = re.compile(r"\d{16}")
AFTER = "\U0010ffff"
"""Sorts after every letter: what begins with a word lies between the word and the word with this at its end."""

Word = list[str]
"""The beginnings, in the spelling of ``PersonWord``, that one typed word may stand for."""


def found(people: QuerySet[Person], typed: str, *, facilities: int) -> QuerySet[Person]:
    """Of ``people``, whom ``typed`` names. ``facilities`` says how many the reader sees: in one, any part of a name or
    number counts; among several, the beginning of any of its words, and five hundred people at most.
    """
    typed = typed.strip()
    if not typed:
        return people
    if NIK.fullmatch(typed):
        return people.filter(nik=typed)
    numbers = [key for word in typed.split() if re.search(r"\d", word) and (key := number_key(word))]
    words = _beginnings(" ".join(word for word in typed.split() if not re.search(r"\d", word)))
    whole = number_key(typed) if numbers else ""
    return people.filter(_part(words, numbers, whole) if facilities == 1 else Q(pk__in=_keys(words, numbers, whole)))


def _beginnings(typed: str) -> list[Word]:
    """Word by word what was typed, that which narrows most first: not one of the names written in many ways, which are
    the most frequent; of the others the longest.
    """
    if not typed:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT place, beginning FROM name_beginnings(%s) ORDER BY place, beginning", [typed])
        words: dict[int, Word] = defaultdict(list)
        for place, beginning in cursor.fetchall():
            words[place].append(beginning)
    return sorted(words.values(), key=lambda word: (len(word) > 1, -len(word[0])))


def _part(words: list[Word], numbers: list[str], whole: str) -> Q:
    """Of a person: every word is part of the name, every number part of one of the numbers; or all is one number."""
    every = Q()
    for word in words:
        part = Q()
        for beginning in word:
            part |= Q(word__contains=beginning)
        every &= Q(Exists(PersonWord.objects.filter(part, person=OuterRef("pk"))))
    for key in numbers:
        every &= _has_number(Q(key__contains=key), "pk")
    return every | _has_number(Q(key__contains=whole), "pk") if whole else every or Q(pk__in=())


def _keys(words: list[Word], numbers: list[str], whole: str) -> list[UUID]:
    """The keys of people who have words and numbers that begin so.

    Read at once: inside the statement that lists them, the planner would have to guess how many there are.
    """
    numbered = _numbers(whole).values_list("custody__person_id", flat=True)
    if not words:
        return list(numbered[:FOUND_AT_MOST]) if whole else []
    first, *others = words
    matching = PersonWord.objects.filter(_begins(first))
    for word in others:
        has_it = Exists(PersonWord.objects.filter(_begins(word), person=OuterRef("person_id")))
        matching = matching.filter(_asked_of_each(has_it))
    for key in numbers:
        matching = matching.filter(_has_number(Q(plain__gte=key, plain__lt=key + AFTER), "person_id"))
    matching = matching.values_list("person_id", flat=True)[:FOUND_AT_MOST]
    return list(matching.union(numbered[:FOUND_AT_MOST], all=True) if whole else matching)


def _asked_of_each(condition: Exists) -> Q:
    """Asked row by row by the key. As a join the planner, who cannot know how frequent a word is among the rows that
    the policy shows, at times compares every pair.
    """
    return Q(Exact(Case(When(condition, then=Value(True)), default=Value(False)), Value(True)))


def _begins(word: Word) -> Q:
    either = Q()
    for beginning in word:
        either |= Q(word__gte=beginning, word__lt=beginning + AFTER)
    return either


def _numbers(key: str) -> QuerySet[RegisterNumber]:
    """Register numbers, held or once held, that begin so however they are spelt."""
    plain = RegisterNumber.objects.annotate(plain=Collate(F("key"), "C"))
    return plain.filter(plain__gte=key, plain__lt=key + AFTER)


def _has_number(fits: Q, person: str) -> Q:
    numbers = RegisterNumber.objects.annotate(plain=Collate(F("key"), "C")).filter(fits)
    return Q(Exists(numbers.filter(custody__person=OuterRef(person))))
