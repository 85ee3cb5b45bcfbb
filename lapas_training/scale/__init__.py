"""An invented nation to measure on, made by ``manage.py seed_scale`` in the order of ``run``; one module per concept.

Everything follows from the arguments: a step draws from ``chance``, seeded with its own name, so that a new step
changes no other, and the keys carry invented times. What steps need of each other stands in the ``World``.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

FULL_FACILITIES, FULL_ORGANISATIONS, FULL_PROGRAMMES, FULL_AGREEMENTS = 530, 3000, 5000, 10_000
"""The size of the nation; fewer facilities have their share of the rest."""

FULL_CLASSES, FULL_PEOPLE = 50_000, 300_000
"""Classes follow from the people who sit in them."""

FEWEST_FACILITIES = 5
"""One of each kind."""


def share(full: int, facilities: int) -> int:
    """What falls to so many facilities of what a whole nation has."""
    return round(full * facilities / FULL_FACILITIES)


def classes_for(people: int) -> int:
    """How many classes so many people sit in: each person in five, thirty at a time."""
    return round(FULL_CLASSES * people / FULL_PEOPLE)


@dataclass(frozen=True)
class Size:
    """How much is made, over which years, and from which seed."""

    facilities: int
    people: int
    organisations: int
    programmes: int
    agreements: int
    classes: int
    years: int
    seed: int
    until: date
    """The day on which everything that is not over goes on."""

    @property
    def since(self) -> date:
        """The day on which the installation would have begun."""
        return date(self.until.year - self.years, self.until.month, min(self.until.day, 28))


@dataclass(frozen=True)
class Place:
    """A facility, as far as later steps want to know it."""

    id: int
    organisation: str
    name: str
    kind: str
    sex_held: str
    city: str
    province: str
    province_code: str
    offset: str
    """What its clock is ahead of UTC, as ``+07``."""
    weight: float
    """Its part of the people, beside the others' parts."""


class Held(NamedTuple):
    """Somebody who is at a facility, by custody or affiliation; days are ordinals, ``until`` is the first day away."""

    since: int
    until: int
    person: str
    custody: str | None
    affiliation: str | None


@dataclass(frozen=True)
class Planned:
    """A programme, as far as its classes want to know it."""

    id: str
    day: date
    places: list[Place]
    topics: list[tuple[str, str | None, str]]
    """Key, course if one is named, and the words for its subject."""


@dataclass
class World:
    """What steps know of those before them."""

    plans: list = field(default_factory=list)
    """The facilities before they are written, while their organisations are made."""
    bodies: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Key and name of the organisations of each kind."""
    body_of: dict[str, str] = field(default_factory=dict)
    """The key of each organisation by its name."""
    facilities: list[Place] = field(default_factory=list)
    courses: list[tuple[str, str]] = field(default_factory=list)
    """Key of each course and the words for its subject."""
    agreements: list[tuple[str, str, date]] = field(default_factory=list)
    """Key of each agreement, the first party, and the day it was signed."""
    programmes: list[Planned] = field(default_factory=list)
    held: dict[int, list[Held]] = field(default_factory=dict)
    """Who was at each facility, ever."""
