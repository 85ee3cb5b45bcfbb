"""A preview as a page shows it: the rows sorted by what becomes of them, the urgent first, few of each at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participants.choices import LIVE, LegalStatus
from participants.models import Enrolment, Person, RegisterImport
from participants.register.preview import Preview, decisions_of
from participants.register.rows import Fault, RegisterRow, Why
from participants.register.sentences import FIELDS, sentence
from participants.register.telling import packed, unpacked
from participants.register.told import KINDS as OF_FACTS
from participants.services.standing import with_standing
from participants.services.told import in_words
from web.dates import date_range, long_date, short_date

SHOWN, PAGE = 20, 50
"""Rows of a group on the page of all groups, and on a page of its own."""

OF_DAYS = frozenset({"birth_date", "admitted_on", "third", "half", "two_thirds", "sentence_end_date"})

GROUPS: dict[str, tuple[str, object, object]] = {
    "refused": ("stop", _("Refused rows"), _("Not entered until they are mended. The others come in.")),
    "doubts": ("look", _("Perhaps the same"), _("Not entered until you say who it is.")),
    "requests": ("look", _("Cannot be entered here yet"), _("The ministry must clear the NIK first.")),
    "noted": ("look", _("Entered with a note"), _("They come in; please look at what is doubtful.")),
    "kept": ("look", _("Kept: newer here"), _("The file is older than what is recorded.")),
    "changed": ("run", _("Changed"), _("What was recorded stays in the history.")),
    "absent": ("run", _("No longer in the file"), _("Recorded here, in no row of this file.")),
    "repeated": ("", _("Exact repetitions"), _("The same as an earlier row. Skipped.")),
    "new": ("ok", _("New people"), _("Not recorded here yet.")),
    "unchanged": ("", _("Unchanged"), _("The same as recorded.")),
}
"""By group: how it is marked, its title, and what it means."""

OPEN = ("refused", "doubts", "requests", "noted", "kept", "changed")
"""They lie open on the page of all groups."""

ONLY_COUNTED = ("repeated", "new", "unchanged")
"""Of these the page of all groups shows no row."""


@dataclass(frozen=True)
class Said:
    """One thing that is said of a row: which column, what stands there, and the sentence."""

    label: object
    content: str
    words: object


@dataclass(frozen=True)
class Difference:
    """One value that changes: what is recorded, what the file says, and what that does."""

    label: object
    old: str
    new: str
    effect: str = ""


@dataclass
class Line:
    """One row of a group, or one person who stands in no row."""

    row: int
    name: str = ""
    number: str = ""
    birth: date | None = None
    said: list[Said] = field(default_factory=list)
    moves: list[Difference] = field(default_factory=list)
    alike: list[Person] = field(default_factory=list)
    chosen: str = ""
    person: Person | None = None
    of: int | None = None


@dataclass
class Group:
    """Rows of which the same becomes."""

    key: str
    kind: str
    title: object
    hint: object
    open: bool
    n: int
    lines: list[Line]
    first: int = 0
    """Where in the group its first line stands."""

    @property
    def first_shown(self) -> int:
        """The place of the first line, as people count."""
        return self.first + 1 if self.lines else 0

    @property
    def last(self) -> int:
        """The place of the last line, as people count."""
        return self.first + len(self.lines)

    @property
    def previous(self) -> int | None:
        """Where the page before begins; nothing where there is none."""
        return max(self.first - PAGE, 0) if self.first else None

    @property
    def next(self) -> int | None:
        """Where the page after begins; nothing where there is none."""
        return self.last if self.last < self.n else None


class Groups:
    """The groups of one preview for whoever reads it on ``day``."""

    def __init__(self, imported: RegisterImport, preview: Preview, decided: dict[str, str], *, day: date):
        self.imported, self.preview, self.day = imported, preview, day
        self.decisions = decisions_of(decided)
        self.seen: set[UUID] = set()
        """Recorded people who stand in the lines that were made."""

    def all(self) -> list[Group]:
        """Every group that has rows, each with its first ones; of those that are only counted none."""
        groups = (self.group(key, size=0 if key in ONLY_COUNTED else SHOWN) for key in GROUPS)
        return [group for group in groups if group.n]

    def group(self, key: str, *, first: int = 0, size: int = PAGE) -> Group:
        """One group, some of its rows."""
        entries = self._entries[key]
        kind, title, hint = GROUPS[key]
        some = entries[first : first + size]
        return Group(key, kind, title, hint, key in OPEN, len(entries), self._lines(key, some), first)

    @cached_property
    def _entries(self) -> dict[str, list]:
        told, faults = self.preview.told, defaultdict(lambda: defaultdict(list))
        for fault in told["warnings"]:
            faults["kept" if fault[2] == Why.NEWER_HERE else "noted"][fault[0]].append(fault)
        doubts = sorted([*told["doubts"], *told["decided"]])
        return told | {key: list(faults[key].items()) for key in ("noted", "kept")} | {"doubts": doubts}

    def _lines(self, key: str, entries: list) -> list[Line]:
        if not entries:
            return []
        make: Callable[[list], list[Line]] = getattr(self, f"_{key}")
        lines = make(entries)
        self.seen |= {line.person.pk for line in lines if line.person}
        self.seen |= {person.pk for line in lines for person in line.alike}
        return lines

    def _line(self, row: int, **more) -> Line:
        record = self.preview.records.get(row)
        told = {"name": record.name, "number": record.number, "birth": record.birth_date} if record else {}
        return Line(row, **told, **more)

    def _refused(self, entries) -> list[Line]:
        return [self._line(row, said=[self._said(fault) for fault in faults]) for row, faults in entries]

    _noted = _refused

    def _requests(self, entries) -> list[Line]:
        return [self._line(row, said=[self._said([row, "nik", Why.HELD_ELSEWHERE, ""])]) for row in entries]

    def _kept(self, entries) -> list[Line]:
        return [
            self._line(
                row,
                moves=[
                    Difference(FIELDS[name], _shown(name, old), _shown(name, self._in_file(row, name)))
                    for _row, name, _why, old in faults
                ],
            )
            for row, faults in entries
        ]

    def _doubts(self, entries) -> list[Line]:
        people = self._people(key for _row, alike in entries for key in alike)
        return [
            self._line(row, alike=[people[key] for key in alike if key in people], chosen=self._chosen(row))
            for row, alike in entries
        ]

    def _chosen(self, row: int) -> str:
        if row not in self.decisions:
            return ""
        return f"same:{self.decisions[row]}" if self.decisions[row] else "other"

    def _changed(self, entries) -> list[Line]:
        people = self._people(key for _row, key, _moves in entries)
        effects = self._effects(entries)
        return [
            self._line(
                row,
                person=people.get(key),
                moves=[
                    Difference(FIELDS[name], _shown(name, old), _shown(name, new), effects(key, name, new))
                    for name, old, new in moves
                ],
            )
            for row, key, moves in entries
        ]

    def _absent(self, entries) -> list[Line]:
        people = self._people(entries)
        found = [people[key] for key in map(str, entries) if key in people]
        seats: dict[UUID, list[Said]] = defaultdict(list)
        live = Enrolment.objects.filter(person__in=[person.pk for person in found], status__in=LIVE)
        for seat in live.select_related("session").order_by("session__planned_end", "pk"):
            words = gettext("takes part in %(session)s") % {"session": seat.session.title}
            seats[seat.person_id].append(Said("", "", words))
        return [
            Line(0, name=person.name, number=person.number or "", person=person, said=seats[person.pk])
            for person in found
        ]

    def _repeated(self, entries) -> list[Line]:
        return [self._line(row, of=of) for row, of in entries]

    def _new(self, entries) -> list[Line]:
        return [self._line(row) for row in entries]

    def _unchanged(self, entries) -> list[Line]:
        people = self._people(key for _row, key in entries)
        return [self._line(row, person=people.get(key)) for row, key in entries]

    def _people(self, keys: Iterable[str]) -> dict[str, Person]:
        here = Person.objects.filter(pk__in=set(keys), facility=self.imported.facility)
        found = with_standing(here, day=self.day)
        people = {str(person.pk): person for person in found}
        for key, person in people.items():
            person.code = key
        return people

    def _said(self, fault: list) -> Said:
        row, name, why, detail = fault
        words = self.preview.said.get(row, {}).get(name)
        content = _shown(name, self._in_file(row, name)) if words is None else words
        shown = _masked(content) if name == "nik" else content
        return Said(FIELDS[name], shown, sentence(Fault(row, name, Why(why), detail)))

    def _in_file(self, row: int, name: str):
        record = self.preview.records.get(row)
        if record and name in OF_FACTS:
            return self._fact_in_file(record, name)
        names = {"register_no": "number", "sentence_end_date": "sentence_end"}
        return getattr(record, names.get(name, name), "") if record else ""

    def _fact_in_file(self, record: RegisterRow, name: str) -> str:
        told = (fact for fact in record.facts if fact.kind == name)
        days = self.imported.spoken_of or self.day
        return next((packed(one.what, one.more, one.starts_on or days, one.ends_on) for one in told), "")

    def _effects(self, entries) -> Callable[[str, str, object], str]:
        """What a change does to the classes in which somebody sits."""
        ends = {key: new for _row, key, moves in entries for name, _old, new in moves if name == "sentence_end_date"}
        seats = Enrolment.objects.filter(person__in=ends.keys(), status__in=LIVE).select_related("session")
        after: dict[str, list[Enrolment]] = defaultdict(list)
        for seat in seats.order_by("session__planned_end", "pk") if ends else ():
            last = seat.session.planned_end
            if last and last > date.fromisoformat(ends[str(seat.person_id)]):
                after[str(seat.person_id)].append(seat)

        def effect(key: str, name: str, _new) -> str:
            if name == "register_no":
                return gettext("The old number can still be found.")
            if name != "sentence_end_date":
                return gettext("No class is touched.")
            said = [
                gettext("Released before “%(session)s” ends on %(day)s.")
                % {"session": seat.session.title, "day": long_date(seat.session.planned_end)}
                for seat in after[key]
            ]
            return " ".join(said) or gettext("No class is touched.")

        return effect


def _masked(nik: object) -> str:
    """A number by which a citizen is known is not shown whole where its last digits do."""
    words = str(nik or "")
    return "•" * (len(words) - 4) + words[-4:] if len(words) > 8 else words


def _shown(name: str, value: object) -> str:
    if value in (None, ""):
        return ""
    if name == "nik":
        return _masked(value)
    if name in OF_FACTS:
        what, more, first, last = unpacked(str(value))
        return f"{in_words(name, what, more)} ({date_range(first, last) if last else short_date(first)})"
    if name in OF_DAYS:
        return short_date(value if isinstance(value, date) else date.fromisoformat(str(value)))
    if name == "legal_status":
        return str(LegalStatus(value).label)
    return str(value)
