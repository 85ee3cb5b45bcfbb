"""A table of figures as it was asked for: its heads, its cells, its totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reports.figures.definitions import DEFINITIONS, Fig, Value
from reports.figures.filters import Cut, Filters

ALL = "*"
"""In place of a key: not cut."""

Key = str | None
Sums = defaultdict[str, int]
NOT_TOLD = Value(applies=False)


@dataclass(frozen=True)
class Head:
    """What a row or a column stands for. Without a key it is what is not known, like classes without a course."""

    key: Key
    name: str


@dataclass
class Cell:
    """What one cell adds up, ready to be read as any figure: ``cell[Fig.ENROLLED].number``."""

    sums: Sums = field(default_factory=lambda: defaultdict(int))
    kinds: dict[str, Sums] = field(default_factory=dict)
    why: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))
    parts: frozenset[str] = frozenset()

    def __getitem__(self, fig: Fig) -> Value:
        definition = DEFINITIONS[fig]
        return definition.make(self.sums) if self.parts.issuperset(definition.parts) else NOT_TOLD

    def of(self, *kinds: str) -> Cell:
        """The same of those only who take part as this: officers, clients and juveniles are told apart.

        Seats, lesson hours held, targets and costs are not known of a part.
        """
        part = Cell(parts=self.parts & BY_KIND)
        part.why.update((key, n) for key, n in self.why.items() if key[0] in kinds)
        for kind in kinds:
            if sums := self.kinds.get(kind):
                part.add(kind, tuple(sums), tuple(sums.values()))
        return part

    def reasons(self, status: str) -> dict[str, int]:
        """Why people did not complete (``not_completed``) or left (``withdrawn``): how many for each kind of reason."""
        found: Sums = defaultdict(int)
        for (_kind, of_status, reason), n in self.why.items():
            if of_status == status and n:
                found[reason] += n
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))

    def add(self, kind: str, names: Sequence[str], sums: Sequence[int | None]) -> None:
        """Take in what one row of the database says."""
        _add(self.sums, names, sums)
        if kind:
            if kind not in self.kinds:
                self.kinds[kind] = defaultdict(int)
            _add(self.kinds[kind], names, sums)

    def give_reason(self, kind: str, note: str, n: int) -> None:
        """Take in why some did not complete or left: ``status:reason``."""
        self.why[(kind, *note.split(":", 1))] += n


def _add(to: Sums, names: Sequence[str], sums: Sequence[int | None]) -> None:
    for name, n in zip(names, sums, strict=False):
        if n:
            to[name] += n


BY_KIND = frozenset({"group", "month", "reason"})
"""The parts that know who takes part as what."""


@dataclass
class Table:
    """Figures cut by one or two things. A total is never the sum of cells that overlap: it is counted by itself."""

    rows_by: Cut | None
    columns_by: Cut | None
    where: Filters
    rows: list[Head]
    columns: list[Head]
    cells: dict[tuple[Key, Key], Cell]
    parts: dict[tuple[bool, bool], frozenset[str]]
    """What is told of cells, of the totals of rows and columns, and of the table."""

    def at(self, row: Key, column: Key = ALL) -> Cell:
        """One cell by the keys of its row and column. Where nothing is counted it is there all the same."""
        return self.cells.get((row, column)) or Cell(parts=self.parts.get((row != ALL, column != ALL), frozenset()))

    def row(self, key: Key) -> Cell:
        """The total of a row."""
        return self.at(key, ALL)

    def column(self, key: Key) -> Cell:
        """The total of a column."""
        return self.at(ALL, key)

    @property
    def total(self) -> Cell:
        """The total of the table: each class once, whatever it is listed under."""
        return self.at(ALL, ALL)

    @property
    def kinds(self) -> list[str]:
        """As what people take part in what is counted here, most first."""
        sums = {kind: of_kind["enrolled"] for kind, of_kind in self.total.kinds.items()}
        return sorted(sums, key=lambda kind: (-sums[kind], kind))


def in_order(heads: Iterable[Head], *, in_time: bool) -> list[Head]:
    """By the calendar or by name; what is not known stands last."""
    return sorted(
        heads, key=lambda head: (head.key is None, head.key if in_time else head.name.casefold(), head.key or "")
    )
