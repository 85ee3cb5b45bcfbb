"""Whom a facility holds already, and what hangs on each stay: read in five statements, however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import F

from organisations.models import Facility
from participants.models import Custody, CustodyDate, Person, RegisterNumber, Sentence
from participants.register.rows import RegisterRow
from participants.register.texts import name_key


class Who(NamedTuple):
    """What is recorded of a person. ``told_on`` is the day of the newest file or edit that says so."""

    pk: UUID
    name: str
    alias: str
    sex: str
    birth_place: str
    birth_date: date | None
    nationality: str
    education: str
    nik: str | None
    told_on: date | None


class Stay(NamedTuple):
    """The newest stay of a person here."""

    pk: UUID
    person_id: UUID
    admitted_on: date
    left_on: date | None
    block: str
    legal_status: str
    told_on: date | None


class Number(NamedTuple):
    """A register number that was given here."""

    pk: int
    custody_id: UUID
    person_id: UUID
    number: str
    key: str
    register_class: str
    valid_from: date | None
    valid_until: date | None


class Day(NamedTuple):
    """A day of the sentence, in the version that was known last."""

    pk: int
    custody_id: UUID
    kind: str
    day: date
    known_from: date


class Told(NamedTuple):
    """Offence and length of the sentence."""

    pk: UUID
    offence: str
    years: int | None
    months: int | None
    days: int | None
    told_on: date | None


@dataclass(slots=True)
class Held:
    """A person of the facility with the newest stay here, and what hangs on that stay now."""

    person: Who
    name_key: str
    stay: Stay | None = None
    number: Number | None = None
    dates: dict[str, Day] = field(default_factory=dict)
    sentence: Told | None = None

    def resembles(self, record: RegisterRow) -> bool:
        """Name or birth date are the same: with neither, an equal number or NIK belongs to somebody else."""
        return self.is_called(record) or self.is_born_on(record)

    def is_called(self, record: RegisterRow) -> bool:
        """The same name, whatever its capitals and signs."""
        return self.name_key == record.name_key

    def is_born_on(self, record: RegisterRow) -> bool:
        """The same birth date, where both are known."""
        return record.birth_date is not None and self.person.birth_date == record.birth_date

    def is_here(self) -> bool:
        """Whether the stay has begun and nobody has ended it."""
        return self.stay is not None and self.stay.left_on is None


@dataclass(slots=True)
class Holdings:
    """The people of a facility, to be found by key, by NIK, by number, and by name and birth date."""

    by_key: dict[UUID, Held]
    by_nik: dict[str, Held]
    by_name_and_birth: dict[tuple[str, date], list[Held]]
    by_number: dict[str, list[tuple[Number, Held | None]]]
    """Every number that was ever given here, with its holder; None for somebody who is elsewhere now."""


def holdings(facility: Facility) -> Holdings:
    """Read the people of a facility, locked until the transaction ends."""
    people = Person.objects.filter(facility=facility).order_by("pk").select_for_update(no_key=True)
    held = {who.pk: Held(who, name_key(who.name)) for who in _rows(Who, people)}
    stays = _newest_stays(facility, held)
    newest = CustodyDate.objects.filter(custody__facility=facility)
    for day in _rows(Day, newest.order_by("known_from")):
        if day.custody_id in stays:
            stays[day.custody_id].dates[day.kind] = day
    for sentence in _rows(Told, Sentence.objects.filter(custody__facility=facility)):
        if sentence.pk in stays:
            stays[sentence.pk].sentence = sentence
    return Holdings(
        by_key=held,
        by_nik={one.person.nik: one for one in held.values() if one.person.nik},
        by_name_and_birth=_by_name_and_birth(held.values()),
        by_number=_by_number(facility, held, stays),
    )


def _rows(kind: type[NamedTuple], queryset) -> Iterable:
    """The rows of a query, each as one of ``kind``, whose names are fields of the model."""
    return map(kind._make, queryset.values_list(*kind._fields))


def _newest_stays(facility: Facility, held: dict[UUID, Held]) -> dict[UUID, Held]:
    """Give everybody the newest stay here; answers who is behind each of those stays."""
    for stay in _rows(Stay, Custody.objects.filter(facility=facility).order_by("admitted_on", "pk")):
        if stay.person_id in held:
            held[stay.person_id].stay = stay
    return {one.stay.pk: one for one in held.values() if one.stay}


def _by_name_and_birth(held: Iterable[Held]) -> dict[tuple[str, date], list[Held]]:
    found = defaultdict(list)
    for one in held:
        if one.person.birth_date:
            found[one.name_key, one.person.birth_date].append(one)
    return found


def _by_number(facility: Facility, held: dict[UUID, Held], stays: dict[UUID, Held]) -> dict[str, list]:
    found = defaultdict(list)
    given = RegisterNumber.objects.filter(facility=facility).annotate(person_id=F("custody__person_id"))
    for number in sorted(_rows(Number, given), key=lambda number: (number.valid_from or date.min, number.pk)):
        found[number.key].append((number, held.get(number.person_id)))
        if number.custody_id in stays:
            stays[number.custody_id].number = number
    return found
