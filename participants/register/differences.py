"""What a row says that is not recorded yet: collected for all rows, so that every table is written once.

An empty cell says nothing, so it takes nothing away. What is recorded as of a later day than the file's stays, and
the row says that it was kept; what is not known here an older file may tell. When somebody was admitted is not
rewritten by a file.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter
from uuid import UUID

from organisations.choices import FacilityKind
from organisations.models import Facility
from participants.choices import CustodyDateKind, LegalStatus
from participants.register.classes import is_sentenced
from participants.register.held import Held, Number
from participants.register.rows import Fault, RegisterRow, Why
from participants.register.telling import Telling
from web.keys import uuid7

ORIGIN = "register"
"""Where the dates of an import come from, as the person's page tells it."""

OF_PERSON = ("name", "alias", "sex", "birth_place", "birth_date", "nationality", "education")
OF_SENTENCE = ("offence", "years", "months", "days")
TOLD_OF_PERSON, TOLD_OF_SENTENCE = attrgetter(*OF_PERSON), attrgetter(*OF_SENTENCE)
OF_STAY = ("block", "legal_status")

DATES = {
    CustodyDateKind.THIRD.value: "third",
    CustodyDateKind.HALF.value: "half",
    CustodyDateKind.TWO_THIRDS.value: "two_thirds",
    CustodyDateKind.END.value: "sentence_end",
}
FIELD_OF_DATE = {kind: "sentence_end_date" if name == "sentence_end" else name for kind, name in DATES.items()}
"""What pages and programs call the field of a date."""


def legal_status(record: RegisterRow, facility: Facility) -> LegalStatus:
    """As what somebody is held. Where the class is not known, an end of the sentence makes a convict."""
    if facility.kind == FacilityKind.LPKA:
        return LegalStatus.JUVENILE
    if facility.kind == FacilityKind.BAPAS:
        return LegalStatus.CLIENT
    sentenced = is_sentenced(record.register_class) if record.register_class else record.sentence_end is not None
    return LegalStatus.CONVICT if sentenced else LegalStatus.DETAINEE


def differs(told, recorded) -> bool:
    """Whether a told value is another one than the recorded; capitals do not make a difference, nor does silence."""
    if told is None or told == "" or told == recorded:
        return False
    if isinstance(told, str) and isinstance(recorded, str):
        return told.casefold() != recorded.casefold()
    return True


@dataclass(frozen=True)
class Move:
    """One value of a known person that a row changes: its field, what is recorded, and what the file tells."""

    field: str
    old: object
    new: object


@dataclass
class Writes:
    """Rows to add and to change, by table, in the order of the fields that ``write`` names."""

    people: list[tuple] = field(default_factory=list)
    stays: list[tuple] = field(default_factory=list)
    numbers: list[tuple] = field(default_factory=list)
    dates: list[tuple] = field(default_factory=list)
    sentences: list[tuple] = field(default_factory=list)
    changed_people: list[tuple] = field(default_factory=list)
    changed_stays: list[tuple] = field(default_factory=list)
    changed_numbers: dict[int, tuple] = field(default_factory=dict)
    changed_dates: list[tuple] = field(default_factory=list)
    changed_sentences: list[tuple] = field(default_factory=list)
    facts: dict[str, list[tuple]] = field(default_factory=dict)
    """By their kind, as ``telling.fields_of`` names what is written."""
    ended_facts: dict[str, list[tuple]] = field(default_factory=dict)


class Differences:
    """What the rows of one file change in one facility, on the day that the file speaks of."""

    def __init__(self, facility: Facility, spoken_of: date, *, telling: Telling | None = None, invented: bool = False):
        self.facility, self.spoken_of, self.invented = facility, spoken_of, invented
        self.telling = telling or Telling(spoken_of)
        self.writes = Writes(facts=self.telling.added, ended_facts=self.telling.ended)
        self.faults: list[Fault] = []
        """What is worth a warning: what a row says and is not taken."""

    def newcomer(self, record: RegisterRow) -> None:
        """A person whom nobody has recorded, with the stay that begins."""
        key = uuid7()
        told = TOLD_OF_PERSON(record)
        self.writes.people.append((key, *told, record.nik or None, self.facility.pk, self.invented, self.spoken_of))
        self._stay_begins(record, key)
        if record.facts:
            self.telling.of_newcomer(record, key)

    def compare(self, record: RegisterRow, held: Held) -> tuple[Move, ...]:
        """Collect what the row changes of a known person, and answer it."""
        moves = self._person(record, held)
        if record.facts:
            moves += self._facts(record, held)
        if not held.is_here():
            self._ends(held.number, before=record.admitted_on)
            self._stay_begins(record, held.person.pk)
            return (*moves, Move("admitted_on", held.stay and held.stay.admitted_on, record.admitted_on))
        if record.admitted_on != held.stay.admitted_on:
            self.faults.append(Fault(record.row, "admitted_on", Why.OTHER_ADMISSION))
        moves += self._stay(record, held)
        moves += self._number(record, held)
        moves += self._dates(record, held)
        moves += self._sentence(record, held)
        return tuple(moves)

    def _stay_begins(self, record: RegisterRow, person: UUID) -> None:
        stay, day = uuid7(), self.spoken_of
        status = legal_status(record, self.facility)
        self.writes.stays.append(
            (stay, person, self.facility.pk, record.admitted_on, None, record.block, status.value, day)
        )
        self._number_begins(record, stay, since=record.admitted_on)
        self.writes.dates.extend(
            (stay, kind, when, day, ORIGIN) for kind, name in DATES.items() if (when := getattr(record, name))
        )
        self._sentence_begins(record, stay)

    def _told(self, record: RegisterRow, names: tuple[str, ...], told: tuple, recorded: tuple, told_on: date | None):
        """The values as they will stand, and those that move. Nothing moves that was told of a later day."""
        kept_since, moves, values = told_on or date.min, [], []
        for name, new, old in zip(names, told, recorded, strict=True):
            moving = differs(new, old)
            if moving and kept_since > self.spoken_of and old not in (None, ""):
                self._keep(record, name, old)
                moving = False
            if moving:
                moves.append(Move(name, old, new))
            values.append(new if moving else old)
        return values, moves

    def _keep(self, record: RegisterRow, name: str, recorded: object) -> None:
        self.faults.append(Fault(record.row, name, Why.NEWER_HERE, str(recorded)))

    def _newest(self, told_on: date | None) -> date:
        return max(told_on or date.min, self.spoken_of)

    def _person(self, record: RegisterRow, held: Held) -> list[Move]:
        """A NIK is not replaced: with another one it would be another person."""
        who, names = held.person, (*OF_PERSON, "nik")
        told = (*(getattr(record, name) for name in OF_PERSON), "" if held.person.nik else record.nik)
        recorded = tuple(getattr(who, name) for name in names)
        values, moves = self._told(record, names, told, recorded, who.told_on)
        day = self._newest(who.told_on)
        if moves or day != who.told_on:
            self.writes.changed_people.append((who.pk, *values, day))
        return moves

    def _stay(self, record: RegisterRow, held: Held) -> list[Move]:
        """A class that is not known says nothing of the legal status."""
        stay, status = held.stay, legal_status(record, self.facility).value if record.register_class else ""
        recorded = (stay.block, stay.legal_status)
        values, moves = self._told(record, OF_STAY, (record.block, status), recorded, stay.told_on)
        day = self._newest(stay.told_on)
        if moves or day != stay.told_on:
            self.writes.changed_stays.append((stay.pk, *values, day))
        return moves

    def _facts(self, record: RegisterRow, held: Held) -> list[Move]:
        """What the row tells beside the register."""

        def warn(name: str, why: Why, detail: str = "") -> None:
            self.faults.append(Fault(record.row, name, why, detail))

        return [Move(*one) for one in self.telling.compare(record, held.person.pk, warn)]

    def _number(self, record: RegisterRow, held: Held) -> list[Move]:
        """A.III becomes B.I: the old number ends on the day before and is still found. Files of one day mend it."""
        old, since = held.number, self.spoken_of
        if old and old.key == record.number_key:
            return []
        if old and old.valid_from and old.valid_from > since:
            self._keep(record, "register_no", old.number)
            return []
        if old and old.valid_from == since:
            self.writes.changed_numbers[old.pk] = (record.number, record.register_class, old.valid_until)
        else:
            self._ends(old, before=since)
            self._number_begins(record, held.stay.pk, since=since)
        return [Move("register_no", old and old.number, record.number)]

    def _ends(self, number: Number | None, *, before: date) -> None:
        if number and number.valid_until is None:
            ends = before - timedelta(days=1)
            self.writes.changed_numbers[number.pk] = (number.number, number.register_class, ends)

    def _number_begins(self, record: RegisterRow, stay: UUID, *, since: date) -> None:
        self.writes.numbers.append((stay, self.facility.pk, record.number, record.register_class, since, None))

    def _dates(self, record: RegisterRow, held: Held) -> list[Move]:
        """A moved date is a new version; two files of one day mend one version."""
        moves = []
        for kind, name in DATES.items():
            day, known = getattr(record, name), held.dates.get(kind)
            if day is None or (known and known.day == day):
                continue
            if known and known.known_from > self.spoken_of:
                self._keep(record, FIELD_OF_DATE[kind], known.day)
                continue
            moves.append(Move(FIELD_OF_DATE[kind], known and known.day, day))
            if known and known.known_from == self.spoken_of:
                self.writes.changed_dates.append((known.pk, day, ORIGIN))
            else:
                self.writes.dates.append((held.stay.pk, kind, day, self.spoken_of, ORIGIN))
        return moves

    def _sentence(self, record: RegisterRow, held: Held) -> list[Move]:
        kept = held.sentence
        if not kept:
            self._sentence_begins(record, held.stay.pk)
            told = ((name, getattr(record, name)) for name in OF_SENTENCE)
            return [Move(name, None, value) for name, value in told if value not in (None, "")]
        told, recorded = (tuple(getattr(of, name) for name in OF_SENTENCE) for of in (record, kept))
        values, moves = self._told(record, OF_SENTENCE, told, recorded, kept.told_on)
        day = self._newest(kept.told_on)
        if moves or day != kept.told_on:
            self.writes.changed_sentences.append((kept.pk, *values, day))
        return moves

    def _sentence_begins(self, record: RegisterRow, stay: UUID) -> None:
        told = TOLD_OF_SENTENCE(record)
        if any(value is not None and value != "" for value in told):
            self.writes.sentences.append((stay, *told, self.spoken_of))
