"""What the rows of a file tell of people beside the register, against what is recorded: what comes in, and what not.

Nothing that is recorded is overwritten. A fact comes in where it is not recorded yet and nothing newer is; an empty
last day is filled in. What a person has marked as a mistake does not come back with its day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import F

from organisations.models import Facility
from participants.register.rows import Fault, RegisterRow, RowFact, Why
from participants.register.texts import name_key, number_key
from participants.register.told import KINDS, YES
from programs.models import Skill
from web.keys import uuid7

SEVERAL = ("interest", "language")
"""Kinds of which several hold at once; of the others the newest counts, but for entries in Register F."""

BETWEEN = "\n"


class Known(NamedTuple):
    """A fact that is recorded."""

    pk: UUID
    what: object
    more: str
    starts_on: date
    ends_on: date | None
    mistaken: bool


class Difference(NamedTuple):
    """What a fact changes: its kind, what was recorded and what is told, each packed as ``packed`` does."""

    kind: str
    old: str | None
    new: str


def packed(what: object, more: str, first: date, last: date | None) -> str:
    """A fact in one text, which pages make words of."""
    return BETWEEN.join((str(what), more, first.isoformat(), last.isoformat() if last else ""))


def unpacked(said: str) -> tuple[str, str, date, date | None]:
    """The parts of a fact that was packed."""
    what, more, first, last = said.split(BETWEEN)
    return what, more, date.fromisoformat(first), date.fromisoformat(last) if last else None


@dataclass
class Telling:
    """The facts of one file in one facility. Without a row that tells any, it asks and does nothing."""

    spoken_of: date
    held: Mapping[UUID, Mapping[str, list[Known]]] = field(default_factory=dict)
    skills: Mapping[str, tuple[UUID, str]] = field(default_factory=dict)
    added: dict[str, list[tuple]] = field(default_factory=lambda: defaultdict(list))
    ended: dict[str, list[tuple]] = field(default_factory=lambda: defaultdict(list))

    def of_newcomer(self, record: RegisterRow, person: UUID) -> None:
        """All that is told of somebody whom nobody has recorded."""
        for fact, what in self._understood(record, lambda *_fault: None):
            self._add(fact, what, person)

    def doubts(self, record: RegisterRow) -> list[Fault]:
        """What is not taken of a newcomer's facts."""
        faults: list[Fault] = []
        self._understood(record, lambda field, why, detail="": faults.append(Fault(record.row, field, why, detail)))
        return faults

    def compare(self, record: RegisterRow, person: UUID, warn: Callable[..., None]) -> list[Difference]:
        """What changes of a known person."""
        moves = []
        held = self.held.get(person, {})
        for fact, what in self._understood(record, warn):
            moved = self._compared(fact, what, held.get(fact.kind, ()), warn)
            if isinstance(moved, Known):
                self.ended[fact.kind].append((moved.pk, fact.ends_on))
                moves.append(Difference(fact.kind, self._known(moved), self._told(fact, what, moved.starts_on)))
            elif moved:
                self._add(fact, what, person)
                moves.append(moved)
        return moves

    def _understood(self, record: RegisterRow, warn: Callable[..., None]) -> list[tuple[RowFact, object]]:
        """Each fact with what it says as the database has it; a skill that nobody knows is none."""
        found: dict[tuple[str, object], tuple[RowFact, object]] = {}
        for fact in record.facts:
            what: object = fact.what
            if fact.kind == "interest":
                skill = self.skills.get(name_key(fact.what))
                if skill is None:
                    warn("interest", Why.NOT_KNOWN_HERE)
                    continue
                what = skill[0]
            elif fact.kind == "board":
                what = fact.what == YES
            found.setdefault((fact.kind, what), (fact, what))
        return list(found.values())

    def _compared(self, fact: RowFact, what: object, held: Iterable[Known], warn) -> Known | Difference | None:
        """The recorded fact whose last day is filled in, or the difference that a new one makes, or nothing."""
        day = self._day(fact)
        if any(one.mistaken and one.starts_on == day and _same(one, fact, what) for one in held):
            warn(fact.kind, Why.OTHER_FACT)
            return None
        standing = sorted((one for one in held if not one.mistaken), key=lambda one: one.starts_on)
        if fact.kind in SEVERAL:
            known = any(_same(one, fact, what) and (one.ends_on is None or one.ends_on >= day) for one in standing)
            return None if known else Difference(fact.kind, None, self._told(fact, what, day))
        if fact.kind == "discipline":
            return self._entry(fact, standing, day, warn)
        return self._newest(fact, what, standing, day, warn)

    def _entry(self, fact: RowFact, standing: list[Known], day: date, warn) -> Known | Difference | None:
        """An entry in Register F is known by its first day or its number."""
        number = number_key(fact.what)
        alike = [one for one in standing if one.starts_on == day or (number and number_key(str(one.what)) == number)]
        if not alike:
            return Difference(fact.kind, None, self._told(fact, fact.what, day))
        return self._ends(fact, alike[-1], day, warn)

    def _newest(self, fact: RowFact, what: object, standing: list[Known], day: date, warn):
        """Of what changes with time, the newest entry counts, and nothing older comes after it."""
        later = [one for one in standing if one.starts_on > day]
        if later:
            if not _same(later[-1], fact, what):
                warn(fact.kind, Why.NEWER_HERE, self._known(later[-1]))
            return None
        now = standing[-1] if standing else None
        if now and now.starts_on == day:
            if _same(now, fact, what):
                return self._ends(fact, now, day, warn)
            warn(fact.kind, Why.OTHER_FACT)
            return None
        holds = now is not None and (now.ends_on is None or now.ends_on >= day)
        if holds and fact.starts_on is None and _same(now, fact, what):
            return None
        return Difference(fact.kind, self._known(now) if holds else None, self._told(fact, what, day))

    def _ends(self, fact: RowFact, known: Known, day: date, warn) -> Known | None:
        """A known fact whose last day only the file knows."""
        if known.starts_on != day or (fact.ends_on and known.ends_on and fact.ends_on != known.ends_on):
            warn(fact.kind, Why.OTHER_FACT)
            return None
        return known if fact.ends_on and known.ends_on is None else None

    def _day(self, fact: RowFact) -> date:
        return fact.starts_on or self.spoken_of

    def _add(self, fact: RowFact, what: object, person: UUID) -> None:
        more = (fact.more,) if KINDS[fact.kind].more_field else ()
        self.added[fact.kind].append((uuid7(), person, what, *more, self._day(fact), fact.ends_on, False))

    def _known(self, one: Known) -> str:
        return packed(self._words(one.what), one.more, one.starts_on, one.ends_on)

    def _told(self, fact: RowFact, what: object, day: date) -> str:
        return packed(self._words(what), fact.more, day, fact.ends_on)

    def _words(self, what: object) -> str:
        if isinstance(what, UUID):
            return next((name for key, name in self.skills.values() if key == what), "")
        if isinstance(what, bool):
            return YES if what else ""
        return str(what)


def _same(one: Known, fact: RowFact, what: object) -> bool:
    """Whether they say the same; what the file leaves out is no difference."""
    if isinstance(what, str) and isinstance(one.what, str):
        same = one.what.casefold() == what.casefold()
    else:
        same = one.what == what
    return same and (not fact.more or not one.more or one.more.casefold() == fact.more.casefold())


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields that are written of a kind of fact, in the order of ``Telling.added``."""
    columns = KINDS[kind]
    more = (columns.more_field,) if columns.more_field else ()
    return ("id", "person", columns.field, *more, "starts_on", "ends_on", "mistaken")


def telling(records: Iterable[RegisterRow], facility: Facility, spoken_of: date) -> Telling:
    """What is needed to compare the facts of these rows: one statement for each kind that they tell of."""
    kinds = {fact.kind for record in records for fact in record.facts}
    held: dict[UUID, dict[str, list[Known]]] = defaultdict(lambda: defaultdict(list))
    for kind in sorted(kinds):
        columns = KINDS[kind]
        more = columns.more_field or columns.field
        rows = columns.model.objects.filter(person__facility=facility).annotate(what=F(columns.field), more=F(more))
        for person, *told in rows.values_list("person", "pk", "what", "more", "starts_on", "ends_on", "mistaken"):
            known = Known(*told)
            held[person][kind].append(known if columns.more_field else known._replace(more=""))
    return Telling(spoken_of, held, _skills() if "interest" in kinds else {})


def _skills() -> dict[str, tuple[UUID, str]]:
    """Every skill by its names."""
    found: dict[str, tuple[UUID, str]] = {}
    for key, name, english in Skill.objects.values_list("pk", "name", "name_en"):
        found[name_key(name)] = key, name
        if english:
            found.setdefault(name_key(english), (key, name))
    return found
