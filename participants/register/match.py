"""Whom a row tells of: for every accepted row the same person, nobody, a doubt that a person decides, or a refusal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from participants.register.held import Held, Holdings, holdings
from participants.register.rows import Fault, Refused, RegisterRow, Why

__all__ = ["Decisions", "Doubt", "Held", "Holdings", "Matched", "absent", "holdings", "match"]

Decisions = Mapping[int, UUID | None]
"""By row: as whom a person has recognised whoever is perhaps the same, or None where it is somebody else."""


@dataclass(frozen=True)
class Doubt:
    """A row with name and birth date of people who are held here under other numbers."""

    record: RegisterRow
    alike: tuple[Held, ...]

    @property
    def fault(self) -> Fault:
        """Why it does not come in as long as nobody has decided."""
        return Fault(self.record.row, "register_no", Why.PERHAPS_THE_SAME)


@dataclass
class Matched:
    """The accepted rows of a file, sorted by whom they tell of."""

    new: list[RegisterRow] = field(default_factory=list)
    known: list[tuple[RegisterRow, Held]] = field(default_factory=list)
    settled: list[tuple[RegisterRow, Held]] = field(default_factory=list)
    """Of people who have left since the day of the file: it tells nothing new of them."""
    refused: list[Refused] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    decided: list[Doubt] = field(default_factory=list)
    """Doubts that somebody has decided; the row stands in one of the other lists as well."""


def match(records: Iterable[RegisterRow], here: Holdings, *, spoken_of: date, decisions: Decisions) -> Matched:
    """Find the person of every row. Nobody is found twice: who is taken by one row is not given to another."""
    matched, taken = Matched(), set()
    for record in records:
        found = _person_of(record, here)
        if isinstance(found, Doubt):
            doubt, found = found, _decided(found, decisions)
            if found is not doubt:
                matched.decided.append(doubt)
        if isinstance(found, Held):
            found = _in_this_stay(record, found, taken, spoken_of)
        if isinstance(found, Fault):
            matched.refused.append(Refused(record, (found,)))
        elif isinstance(found, Doubt):
            matched.doubts.append(found)
        elif found is None:
            matched.new.append(record)
        else:
            taken.add(found.person.pk)
            has_left = found.stay is not None and found.stay.left_on is not None
            settled = has_left and record.admitted_on < found.stay.left_on
            (matched.settled if settled else matched.known).append((record, found))
    return matched


def absent(records: Iterable[RegisterRow], here: Holdings, *, spoken_of: date) -> list[Held]:
    """Who is held here since before the day of the file, and of whom no row speaks, not even a refused one."""
    named: set[UUID] = set()
    for record in records:
        alike = here.by_name_and_birth.get((record.name_key, record.birth_date), ())
        holders = (holder for _number, holder in here.by_number.get(record.number_key, ()))
        found = (here.by_nik.get(record.nik), *alike, *holders)
        named.update(one.person.pk for one in found if one)
    stayed = (one for one in here.by_key.values() if one.is_here() and one.stay.admitted_on <= spoken_of)
    return [one for one in stayed if one.person.pk not in named]


def _person_of(record: RegisterRow, here: Holdings) -> Held | Fault | Doubt | None:
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
    if found:
        return found
    alike = here.by_name_and_birth.get((record.name_key, record.birth_date), ())
    doubtful = tuple(one for one in alike if not (record.nik and one.person.nik))
    return Doubt(record, doubtful) if doubtful else None


def _decided(doubt: Doubt, decisions: Decisions) -> Held | Doubt | None:
    """What a person has decided of a doubt; the doubt itself as long as nobody has, or when it is another one now."""
    if doubt.record.row not in decisions:
        return doubt
    chosen = decisions[doubt.record.row]
    if chosen is None:
        return None
    return next((one for one in doubt.alike if one.person.pk == chosen), doubt)


def _in_this_stay(record: RegisterRow, found: Held, taken: set[UUID], spoken_of: date) -> Held | Fault:
    """The found person, unless taken by another row, or the stay that the row tells of has ended by then."""
    if found.person.pk in taken:
        return Fault(record.row, "register_no", Why.USED_HERE)
    left_on = found.stay.left_on if found.stay else None
    if left_on and record.admitted_on < left_on <= spoken_of:
        return Fault(record.row, "admitted_on", Why.STAY_ENDED)
    return found
