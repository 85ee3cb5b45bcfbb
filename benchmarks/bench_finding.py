"""Finding people as one types: among the people of one prison, and of all of them, under row security."""

import random
import statistics
import time
from collections.abc import Iterator

from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from accounts.scope import scope
from benchmarks.database import nation
from benchmarks.line import Ceiling
from organisations.models import Facility
from participants.models import Person, RegisterNumber
from participants.services.finding import found

SEARCHES, SHOWN = 300, 50
MILLISECONDS, QUESTIONS = 50, 3


def run() -> Iterator[Ceiling]:
    """The time that 19 of 20 searches keep, of what people type: whole names, beginnings of words, frequent and rare
    ones, numbers. The fixed seed makes every run type the same.
    """
    with nation():
        everywhere = sorted(Facility.objects.values_list("pk", flat=True))
        with scope(actor=None, facilities=everywhere):
            people = Person.objects.count()
            sizes = Person.objects.values("facility").annotate(n=Count("pk")).order_by("-n")
            largest, n = sizes[0]["facility"], sizes[0]["n"]
        most = 0
        for facilities, who in (
            ([largest], f"staff of the largest prison ({n:,} people)"),
            (everywhere, f"a reader of all {len(everywhere)}"),
        ):
            with scope(actor=None, facilities=facilities):
                typed = _typed()
            taken, asked = zip(*(_search(words, facilities) for words in typed), strict=True)
            most = max(most, *asked)
            what = f"search among {people:,} people, {who}"
            yield Ceiling(f"{what}, 95 of 100", statistics.quantiles(taken, n=20)[-1], "ms", MILLISECONDS)
        yield Ceiling("search, most questions to the database", most, "questions", QUESTIONS)


def _typed() -> list[str]:
    """What somebody types who looks for the people there are."""
    chance = random.Random(7)
    names = list(Person.objects.order_by("pk").values_list("name", flat=True)[:5000])
    numbers = list(RegisterNumber.objects.order_by("pk").values_list("number", flat=True)[:500])
    words = [word for name in names for word in name.split()]
    kinds = (
        lambda: chance.choice(names),
        lambda: chance.choice(words)[: chance.randint(1, 6)],
        lambda: f"{chance.choice(words)} {chance.choice(words)[:2]}",
        lambda: chance.choice(("muh", "moh", "siti", "st", "a", "su", "siti a", "muhammad s")),
        lambda: chance.choice(numbers)[: chance.randint(4, 30)],
    )
    return [chance.choice(kinds)() for _search in range(SEARCHES)]


def _search(words: str, facilities: list[int]) -> tuple[float, int]:
    """Time in ms and number of statements of one search, by name, the first fifty."""
    with scope(actor=None, facilities=facilities), CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        people = found(Person.objects.filter(facility__in=facilities), words, facilities=len(facilities))
        list(people.order_by("name", "pk")[:SHOWN])
        return (time.perf_counter() - began) * 1000, len(asked)
