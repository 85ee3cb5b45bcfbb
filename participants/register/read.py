"""The table of people in a file: where it begins under the letterhead, what its columns hold, of which day it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from participants.register.columns import (
    FIELD_OF,
    NEEDED,
    NEVER_KEPT,
    Column,
    header_key,
    positions,
    propose,
    recognised,
)
from participants.register.combined import SPLIT
from participants.register.dates import find_day
from participants.register.sheets import MAX_BYTES, Grid, grids
from participants.register.texts import text
from participants.register.unreadable import NO_HEADER, NO_PEOPLE, UNCLEAR, UnreadableError

LETTERHEAD = 60
"""Rows within which the header must stand."""

A_HEADER = 2
"""Names that a row must have before it is taken for a header whose other names nobody knows yet."""

SPEAKS_OF = re.compile(r"\b(?:per|keadaan|posisi|kondisi)\b(.*)", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")
IDENTIFYING = ("name", "register_no", "nik", "birth_date")


class UnmappedError(UnreadableError):
    """There is a header, and no column of it is known to hold the name or the number: somebody must say which.

    ``mapping`` is what is known of its columns; ``read`` takes the answers.
    """

    def __init__(self, message: object, header_row: int, mapping: tuple[Column, ...]):
        super().__init__(message)
        self.header_row, self.mapping = header_row, mapping


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the worksheet: its number there, all its cells, and, by field, those that are read, also as words."""

    row: int
    cells: list[object]
    values: dict[str, object]
    words: dict[str, str]


@dataclass(frozen=True)
class Table:
    """What the file says: its columns and what they hold, rows of people, and the day that they speak of.

    ``cells`` of a row and ``header`` stand in the same order; neither shows the religion.
    """

    header_row: int
    header: list[str]
    mapping: tuple[Column, ...]
    spoken_of: date | None
    rows: list[SheetRow] = field(repr=False)

    @property
    def columns(self) -> dict[str, int]:
        """Field → the column from which it is read."""
        return positions(self.mapping)


def read(
    file: str | Path | BinaryIO,
    names: Mapping[str, str] | None = None,
    mapping: Mapping[int, str] | None = None,
) -> Table:
    """Read the first sheet that has a header with a name and a register number; refuse a file that has none.

    ``names`` are the column names of one facility (key → field), ``mapping`` is what somebody says of the columns of
    this file (index → field; nothing leaves a column out). A header without name or number is told apart from none:
    it raises ``UnmappedError`` with what is known, so that somebody can say the rest.
    """
    if hasattr(file, "read"):
        data = file.read(MAX_BYTES + 1)
    else:
        with Path(file).open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    names = names or {}
    nearest: tuple[int, int, tuple[Column, ...]] = (0, 0, ())
    for grid in grids(data, lambda grid: likeness(grid, names)):
        index, header = find_header(grid, names)
        columns = propose(header, names, mapping)
        if positions(columns).keys() >= NEEDED:
            return _table(grid, index, header, columns)
        nearest = max(nearest, (len(recognised(columns)), index + 1, columns), key=lambda found: found[0])
    known, header_row, columns = nearest
    if known < A_HEADER and not mapping:
        raise UnreadableError(NO_HEADER)
    raise UnmappedError(UNCLEAR, header_row, columns)


def find_header(grid: Grid, names: Mapping[str, str]) -> tuple[int, list[object]]:
    """The row in which most cells are known column names, with the names of a second row that parts its groups.

    A row that has both name and number goes before every row that has not.
    """
    known = FIELD_OF | dict(names)
    ranks = [_rank(cells, known) for cells in grid[:LETTERHEAD]]
    if not ranks:
        return 0, []
    index = ranks.index(max(ranks))
    below = grid[index + 1] if index + 1 < len(grid) else []
    return index, _with_second_row(grid[index], below, known)


def likeness(grid: Grid, names: Mapping[str, str]) -> tuple[bool, int]:
    """How much a sheet looks like a register."""
    known = FIELD_OF | dict(names)
    return max((_rank(cells, known) for cells in grid[:LETTERHEAD]), default=(False, 0))


def _rank(cells: list[object], known: Mapping[str, str]) -> tuple[bool, int]:
    fields = {known.get(header_key(cell)) for cell in cells} - {None, ""}
    return fields >= NEEDED, len(fields)


def _with_second_row(upper: list, lower: list, known: Mapping[str, str]) -> list[object]:
    """``Pidana`` above ``Th`` and ``Bl`` are two columns, where the row below names nobody and is all names."""
    named = {at for at, cell in enumerate(upper) if known.get(header_key(cell)) in NEEDED}
    parts = {at: cell for at, cell in enumerate(lower) if text(cell)}
    if not parts or named & parts.keys() or not any(known.get(header_key(cell)) for cell in parts.values()):
        return upper
    header, group = [*upper, *([""] * (len(lower) - len(upper)))], ""
    for at, cell in enumerate(header):
        group = text(cell) or (group if at in parts else "")
        if at in parts:
            both = f"{group} {text(parts[at])}"
            header[at] = parts[at] if known.get(header_key(parts[at])) and header_key(both) not in known else both
    return header


def find_spoken_of(letterhead: Grid) -> date | None:
    """The day that the heading names: ``PER 3 JULI 2023``, ``Keadaan tanggal 03-07-2023``."""
    for cells in letterhead:
        named = SPEAKS_OF.search(" ".join(map(text, cells)))
        if named and (day := find_day(named[1])):
            return day
    return None


def _table(grid: Grid, index: int, header: list[object], columns: tuple[Column, ...]) -> Table:
    secret = [column.index for column in columns if column.field in NEVER_KEPT]
    places = positions(columns)
    words_of = lru_cache(maxsize=None, typed=True)(text)  # most cells say what another cell has said
    width = max(places.values(), default=0) + 1
    name = text(header[places["name"]])
    rows = []
    for number, cells in enumerate(grid[index + 1 :], start=index + 2):
        for at in secret:
            if at < len(cells):
                cells[at] = ""
        filled = cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
        values = {field: filled[at] for field, at in places.items()}
        for combined, split in SPLIT.items():
            if combined in values:
                values = split(values.pop(combined)) | values
        words = dict(zip(values, map(words_of, values.values()), strict=True))
        if words["name"] != name and _is_person(words):
            rows.append(SheetRow(number, cells, values, words))
    if not rows:
        raise UnreadableError(NO_PEOPLE)
    return Table(
        header_row=index + 1,
        header=[text(cell) for cell in header],
        mapping=columns,
        spoken_of=find_spoken_of(grid[:index]),
        rows=rows,
    )


def _is_person(words: dict[str, str]) -> bool:
    """Whether a row tells of a person: not empty, not the numbering of columns, not a total or a signature."""
    if not any(words.get(field) for field in IDENTIFYING):
        return False
    return any(LETTER.search(said) for said in (words["name"], *words.values()))
