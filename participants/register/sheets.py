"""A file as rows of cells: a workbook (xlsx, xls, ods) or a text table (csv) of any common delimiter and encoding.

What a file is, its content says, not its name. A file that would cost more than a register does is refused first.
"""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from participants.register import unreadable as why
from participants.register import workbook
from participants.register.archive import look_into_ole, look_into_zip
from participants.register.unreadable import UnreadableError
from participants.register.workbook import CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS

__all__ = ["MAX_BYTES", "Grid", "UnreadableError", "grids"]

Grid = list[list[object]]

MAX_BYTES = 20 * 1024 * 1024
MAX_LINE = 100_000
"""Characters of one line of a text table."""

MAX_LINES_OF_ROW = 500
"""Lines over which one row of a text table can go on, in quotes."""

DELIMITERS = ";,\t|"
SAMPLE = 80
"""Lines from which the delimiter is told."""

ONE_CELL = re.compile(rf"[^{DELIMITERS}]{{{CELL}}}")

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How xlsx and ods begin, and how xls does."""

PATIENCE = 4.5
"""Seconds that a workbook may take, waiting included."""

WRONG = {
    workbook.TOO_LARGE: why.TOO_LARGE,
    workbook.LONG_CELL: why.LONG_CELL,
    workbook.PASSWORD: why.PASSWORD,
    workbook.NO_TABLE: why.NO_TABLE,
}


def grids(data: bytes, likeness: Callable[[Grid], object]) -> Iterable[Grid]:
    """The sheets of a file. ``likeness`` says how much a sheet looks like a register, for telling delimiters apart."""
    if not data.strip():
        raise UnreadableError(why.EMPTY)
    if len(data) > MAX_BYTES:
        raise UnreadableError(why.TOO_MANY_BYTES)
    if data.startswith(ZIP):
        look_into_zip(data)
        return _sheets(data)
    if data.startswith(OLE):
        look_into_ole(data)
        return _sheets(data)
    if data.lstrip().startswith(b"%PDF-"):
        raise UnreadableError(why.PDF)
    return [_text_table(data, likeness)]


def _sheets(data: bytes) -> list[Grid]:
    """Let the program beside this one read the workbook; it ends at its limits, whatever the workbook is."""
    try:
        answer = subprocess.run(
            [sys.executable, "-I", str(Path(workbook.__file__))], input=data, capture_output=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(why.TOO_LARGE) from None
    if answer.returncode:
        raise UnreadableError(why.TOO_LARGE)
    found: list[Grid] = []
    for line in io.BytesIO(answer.stdout):
        said = json.loads(line)
        if isinstance(said, str):
            raise UnreadableError(WRONG[said])
        if said == 0:
            found.append([])
        else:
            found[-1].append(_with_days(said) if b"[" in line[1:] else said)
    return found


def _with_days(cells: list[object]) -> list[object]:
    return [date(*cell) if type(cell) is list else cell for cell in cells]


def _text_table(data: bytes, likeness: Callable[[Grid], object]) -> Grid:
    encoding = _encoding(data)

    def rows(delimiter: str) -> Iterator[list[str]]:
        return _rows(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), delimiter)

    try:
        best = max(DELIMITERS, key=lambda delimiter: likeness(list(islice(rows(delimiter), SAMPLE))))
        return _within_limits(rows(best))
    except csv.Error:
        raise UnreadableError(why.LONG_CELL) from None


def _encoding(data: bytes) -> str:
    """How the text is written: as its mark says, else UTF-8, else as older spreadsheets of the West write it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    elif b"\0" in data:
        raise UnreadableError(why.NUL)
    else:
        candidates = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in candidates:
        try:
            words = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in words:
            break
        return encoding
    raise UnreadableError(why.NUL)


def _rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Rows of a text table, which refuses lines and rows that go on and on."""
    begun = 0

    def bounded() -> Iterator[str]:
        for number, line in enumerate(lines):
            if len(line) > MAX_LINE:
                raise UnreadableError(why.LONG_CELL if ONE_CELL.search(line) else why.LONG_LINE)
            if number - begun > MAX_LINES_OF_ROW:
                raise UnreadableError(why.LONG_LINE)
            yield line

    reader = csv.reader(bounded(), delimiter=delimiter)
    for cells in reader:
        begun = reader.line_num
        yield cells


def _within_limits(rows: Iterable[list[str]]) -> Grid:
    found, cells = [], 0
    for row in rows:
        found.append(row)
        cells += len(row)
        if len(found) > MAX_ROWS or len(row) > MAX_COLUMNS or cells > MAX_CELLS:
            raise UnreadableError(why.TOO_LARGE)
    return found
