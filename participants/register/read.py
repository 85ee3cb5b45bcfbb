"""The table of people in a file: where it begins under the letterhead, what its columns hold, of which day it is."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from participants.register.columns import NEEDED, NOT_STORED, map_columns
from participants.register.dates import find_day
from participants.register.sheets import Grid, UnreadableError, grids
from participants.register.texts import text

LETTERHEAD = 60
"""Rows within which the header must stand."""

SPEAKS_OF = re.compile(r"\b(?:per|keadaan|posisi|kondisi)\b(.*)", re.IGNORECASE)
IDENTIFYING = ("name", "register_no", "nik", "birth_date")


@dataclass(frozen=True)
class SheetRow:
    """One row of the worksheet: its number there, all its cells, and, by field, those that are read, also as words."""

    row: int
    cells: list[object]
    values: dict[str, object]
    words: dict[str, str]


@dataclass(frozen=True)
class Table:
    """What the file says: column names, rows of people, and the day that they speak of."""

    header_row: int
    header: list[object]
    columns: dict[str, int]
    spoken_of: date | None
    rows: list[SheetRow] = field(repr=False)


def read(file: str | Path | BinaryIO) -> Table:
    """Read the first sheet that has a header with a name and a register number; refuse a file that has none."""
    data = file.read() if hasattr(file, "read") else Path(file).read_bytes()
    for grid in grids(data, likeness):
        index, columns = find_header(grid)
        if columns.keys() >= NEEDED:
            return _table(grid, index, columns)
    raise UnreadableError(
        _("No row of column names was found: there must be a column for the name and one for the register number.")
    )


def find_header(grid: Grid) -> tuple[int, dict[str, int]]:
    """The row in which most cells are known column names, and what its columns hold."""
    mapped = ((index, map_columns(cells)) for index, cells in enumerate(grid[:LETTERHEAD]))
    return max(mapped, key=lambda found: (len(found[1]), -found[0]), default=(0, {}))


def likeness(grid: Grid) -> int:
    """How many columns of a register a sheet has."""
    return len(find_header(grid)[1])


def find_spoken_of(letterhead: Grid) -> date | None:
    """The day that the heading names: ``PER 3 JULI 2023``, ``Keadaan tanggal 03-07-2023``."""
    for cells in letterhead:
        named = SPEAKS_OF.search(" ".join(map(text, cells)))
        if named and (day := find_day(named[1])):
            return day
    return None


def split_birth(cell: object) -> tuple[str, object]:
    """Place and day of birth from one column: ``Tangerang, 12/04/1987``."""
    if not isinstance(cell, str):
        return "", cell
    place, day = re.fullmatch(r"\s*([^\d,]*)[\s,]*(.*?)\s*", cell, re.DOTALL).groups()
    return place.strip(), day


def _table(grid: Grid, index: int, columns: dict[str, int]) -> Table:
    header = [text(cell) for cell in grid[index]]
    rows = [_row(number, cells, columns) for number, cells in enumerate(grid[index + 1 :], start=index + 2)]
    return Table(
        header_row=index + 1,
        header=header,
        columns=columns,
        spoken_of=find_spoken_of(grid[:index]),
        rows=[row for row in rows if _is_person(row) and row.words["name"] != header[columns["name"]]],
    )


def _row(number: int, cells: list[object], columns: dict[str, int]) -> SheetRow:
    values = {field: cells[at] if at < len(cells) else "" for field, at in columns.items() if field not in NOT_STORED}
    if "birth" in values:
        place, day = split_birth(values.pop("birth"))
        values.setdefault("birth_place", place)
        values.setdefault("birth_date", day)
    return SheetRow(number, cells, values, {field: text(cell) for field, cell in values.items()})


def _is_person(row: SheetRow) -> bool:
    """Whether a row tells of a person: not empty, not the numbering of columns, not a total or a signature."""
    has_letters = any(letter.isalpha() for words in row.words.values() for letter in words)
    return has_letters and any(row.words.get(field) for field in IDENTIFYING)
