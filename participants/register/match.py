"""Whom the facility holds already: for every accepted row the same person, nobody, or a doubt that refuses the row."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from organisations.models import Facility
from participants.models import Custody, CustodyDate, Person, RegisterNumber, Sentence
from participants.register.rows import Fault, Refused, RegisterRow, Why
from participants.register.texts import name_key


@dataclass
class Held:
    """A person of the facility with the newest stay here, and what hangs on that stay now."""

    person: Person
    stay: Custody | None = None
    number: RegisterNumber | None = None
    dates: dict[str, CustodyDate] = field(default_factory=dict)
    sentence: Sentence | None = None

    def resembles(self, record: RegisterRow) -> bool:
        """Name or birth date are the same: with neither, an equal number or NIK belongs to somebody else."""
        return self.is_called(record) or self.is_born_on(record)

    def is_called(self, record: RegisterRow) -> bool:
        """The same name, whatever its capitals and signs."""
        return name_key(self.person.name) == record.name_key

    def is_born_on(self, record: RegisterRow) -> bool:
        """The same birth date, where both are known."""
        return record.birth_date is not None and self.person.birth_date == record.birth_date


@dataclass
class Holdings:
    """The people of a facility, to be found by NIK, by number, and by name and birth date."""

    by_nik: dict[str, Held]
    by_name_and_birth: dict[tuple[str, date], list[Held]]
    by_number: dict[str, list[tuple[RegisterNumber, Held | None]]]
    """Every number that was ever given here, with its holder; None for somebody who is elsewhere now."""


@dataclass
class Matched:
    """The accepted rows of a file, sorted by whom they tell of."""

    new: list[RegisterRow] = field(default_factory=list)
    known: list[tuple[RegisterRow, Held]] = field(default_factory=list)
    settled: list[RegisterRow] = field(default_factory=list)
    """Of people who have left since the day of the file: it tells nothing new of them."""
    refused: list[Refused] = field(default_factory=list)


def holdings(facility: Facility) -> Holdings:
    """Read the people of a facility, locked until the transaction ends: five statements, however many there are."""
    people = Person.objects.filter(facility=facility).order_by("pk").select_for_update(no_key=True)
    held = {person.pk: Held(person) for person in people}
    stays = _newest_stays(facility, held)
    for day in CustodyDate.objects.filter(custody__facility=facility).order_by("known_from"):
        if day.custody_id in stays:
            stays[day.custody_id].dates[day.kind] = day
    for sentence in Sentence.objects.filter(custody__facility=facility):
        if sentence.custody_id in stays:
            stays[sentence.custody_id].sentence = sentence
    return Holdings(
        by_nik={one.person.nik: one for one in held.values() if one.person.nik},
        by_name_and_birth=_by_name_and_birth(held.values()),
        by_number=_by_number(facility, held, stays),
    )


def _newest_stays(facility: Facility, held: dict[UUID, Held]) -> dict[UUID, Held]:
    """Give everybody the newest stay here; answers who is behind each of those stays."""
    for stay in Custody.objects.filter(facility=facility).order_by("admitted_on", "pk"):
        if stay.person_id in held:
            held[stay.person_id].stay = stay
    return {one.stay.pk: one for one in held.values() if one.stay}


def _by_name_and_birth(held: Iterable[Held]) -> dict[tuple[str, date], list[Held]]:
    found = defaultdict(list)
    for one in held:
        if one.person.birth_date:
            found[name_key(one.person.name), one.person.birth_date].append(one)
    return found


def _by_number(facility: Facility, held: dict[UUID, Held], stays: dict[UUID, Held]) -> dict[str, list]:
    found = defaultdict(list)
    numbers = RegisterNumber.objects.filter(facility=facility).select_related("custody")
    for number in sorted(numbers, key=lambda number: (number.valid_from or date.min, number.pk)):
        found[number.key].append((number, held.get(number.custody.person_id)))
        if number.custody_id in stays:
            stays[number.custody_id].number = number
    return found


def match(records: Iterable[RegisterRow], here: Holdings, *, spoken_of: date) -> Matched:
    """Find the person of every row. Nobody is found twice: who is taken by one row is not given to another."""
    matched, taken = Matched(), set()
    for record in records:
        found = _person_of(record, here)
        if isinstance(found, Held):
            found = _in_this_stay(record, found, taken, spoken_of)
        if isinstance(found, Fault):
            matched.refused.append(Refused(record, (found,)))
        elif found is None:
            matched.new.append(record)
        else:
            taken.add(found.person.pk)
            has_left = found.stay is not None and found.stay.left_on is not None
            if has_left and record.admitted_on < found.stay.left_on:
                matched.settled.append(record)
            else:
                matched.known.append((record, found))
    return matched


def _person_of(record: RegisterRow, here: Holdings) -> Held | Fault | None:
    """Who has the same NIK; else, where one of the two has none, the same number and the same name or birth date."""
    found = here.by_nik.get(record.nik)
    if found and not found.resembles(record):
        return Fault(record.row, "nik", Why.USED_HERE)
    for number, holder in reversed(here.by_number.get(record.number_key, ())):
        if not found and holder and holder.resembles(record) and not (record.nik and holder.person.nik):
            found = holder
        in_force = number.valid_until is None or number.valid_until >= record.admitted_on
        if in_force and (holder is None or holder is not found):
            return Fault(record.row, "register_no", Why.USED_HERE)
    alike = here.by_name_and_birth.get((record.name_key, record.birth_date), ())
    if not found and any(not (record.nik and one.person.nik) for one in alike):
        return Fault(record.row, "register_no", Why.PERHAPS_THE_SAME)
    return found


def _in_this_stay(record: RegisterRow, found: Held, taken: set[UUID], spoken_of: date) -> Held | Fault:
    """The found person, unless taken by another row, or the stay that the row tells of has ended by then."""
    if found.person.pk in taken:
        return Fault(record.row, "register_no", Why.USED_HERE)
    left_on = found.stay.left_on if found.stay else None
    if left_on and record.admitted_on < left_on <= spoken_of:
        return Fault(record.row, "admitted_on", Why.STAY_ENDED)
    return found
