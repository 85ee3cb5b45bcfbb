"""Whom a list names by register number: lines that somebody pasted, rows of a file."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from organisations.days import on
from organisations.models import Facility
from participants.models import Custody, RegisterNumber
from participants.register.columns import FIELD_OF, header_key
from participants.register.read import LETTERHEAD, likeness
from participants.register.sheets import Grid, grids
from participants.register.texts import number_key, text
from participants.register.unreadable import UnreadableError

AT_MOST = 500
"""Lines of one list: a class is never so large, and who brings a whole register here has taken the wrong file."""

LONGEST = 60
"""Characters that are kept of a line that names nobody: a register number is shorter."""

NEAR_AT_MOST, NEAR_LINES = 3, 50
"""How many similar numbers are offered for a line, and for how many lines."""

LONGEST_COUNT = 2
"""Signs of what only counts rows or columns."""

SHORTEST = 4
"""Signs that a number must have before others are called similar to it."""

NO_NUMBERS = _("No row of the file holds a register number. Choose a list with one number in each row.")
CELLS = re.compile(r"[\t;,|]")


@dataclass(frozen=True)
class Line:
    """One line of a list that names somebody: its place there, and what stands in it."""

    n: int
    words: str


@dataclass(frozen=True)
class Near:
    """A register number that differs in one sign from one that nobody has."""

    person: UUID
    number: str


@dataclass
class Listed:
    """Whom a list names, each once in its order; the lines that name nobody here; how many named somebody again."""

    people: list[UUID] = field(default_factory=list)
    lost: list[Line] = field(default_factory=list)
    repeated: int = 0


def pasted(words: str) -> list[Line]:
    """The lines of what was pasted, without the empty ones."""
    return [Line(n, line.strip()) for n, line in enumerate(words.splitlines(), start=1) if line.strip()]


def uploaded(data: bytes, names: Mapping[str, str]) -> list[Line]:
    """The rows of the first sheet that holds register numbers: below a column of that name, else wherever they stand.

    ``names`` are the facility's own column names. Raises ``UnreadableError`` with a sentence for who chose the file.
    """
    for grid in grids(data, lambda grid: likeness(grid, names)):
        if rows := _rows(grid, FIELD_OF | dict(names)):
            return rows
    raise UnreadableError(NO_NUMBERS)


def _rows(grid: Grid, known: Mapping[str, str]) -> list[Line]:
    for at, cells in enumerate(grid[:LETTERHEAD]):
        columns = [place for place, cell in enumerate(cells) if known.get(header_key(cell)) == "register_no"]
        if columns:
            below = enumerate(grid[at + 1 :], start=at + 2)
            found = [(n, text(row[columns[0]])) for n, row in below if columns[0] < len(row)]
            return [Line(n, words) for n, words in found if _may_be_a_number(words)]
    joined = ((n, "\t".join(filter(None, map(text, cells)))) for n, cells in enumerate(grid, start=1))
    return [Line(n, words) for n, words in joined if _may_be_a_number(words)]


def _may_be_a_number(words: str) -> bool:
    """Not empty, not a name, not the numbering of the columns."""
    return bool(re.search(r"\d", words)) and len(number_key(words)) > LONGEST_COUNT


def listed(lines: Iterable[Line], *, home: Facility, day: date) -> Listed:
    """Whom these lines name among those held at ``home`` on ``day``, however the numbers are spelt.

    A line may hold more than the number, as a row copied from a spreadsheet does.
    """
    lines = list(lines)
    whose = _whose({key for line in lines for keys in _ways(line.words) for key in keys}, home, day)
    found = Listed()
    for line in lines:
        people = next(filter(None, ([whose[key] for key in keys if key in whose] for keys in _ways(line.words))), [])
        new = [person for person in dict.fromkeys(people) if person not in found.people]
        found.people += new
        if not people:
            found.lost.append(Line(line.n, line.words[:LONGEST]))
        elif not new:
            found.repeated += 1
    return found


def _ways(words: str) -> tuple[list[str], list[str], list[str]]:
    """How a line can be read, the surest first: all of it is one number, one cell is, one word is."""
    cells = [key for cell in CELLS.split(words) if (key := number_key(cell))]
    single = [number_key(word) for word in words.split() if re.search(r"\d", word)]
    return [number_key(words)], cells, [key for key in single if key]


def _whose(keys: Collection[str], home: Facility, day: date) -> dict[str, UUID]:
    """By number who has it now; of an earlier number of a stay that goes on, who had it."""
    now = Case(When(on(day), then=Value(0)), default=Value(1))
    numbers = _held(home, day).filter(key__in=keys).order_by(now.desc(), "valid_from", "pk")
    return dict(numbers.values_list("key", "custody__person_id"))


def _held(home: Facility, day: date):
    stays = Custody.objects.filter(facility=home).current(day)
    return RegisterNumber.objects.filter(custody__in=stays)


def similar(lost: Collection[Line], *, home: Facility, day: date) -> dict[int, list[Near]]:
    """For lines that name nobody, by their place: numbers of people held here that differ in one sign."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for line in list(lost)[:NEAR_LINES]:
        for key in {key for keys in _ways(line.words) for key in keys if SHORTEST <= len(key) <= LONGEST}:
            for shorter in _without_one(key):
                wanted[shorter].add(line.n)
    found: dict[int, list[Near]] = defaultdict(list)
    numbers = _held(home, day).filter(on(day)).order_by("key", "pk") if wanted else RegisterNumber.objects.none()
    for key, number, person in numbers.values_list("key", "number", "custody__person_id"):
        for n in set().union(*(wanted.get(shorter, ()) for shorter in _without_one(key))):
            if len(found[n]) < NEAR_AT_MOST:
                found[n].append(Near(person, number))
    return dict(found)


def _without_one(key: str) -> set[str]:
    """A number, and all that is left of it without one of its signs: two that share one differ in one sign or so."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}
