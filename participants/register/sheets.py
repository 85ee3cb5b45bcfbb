"""A file as rows of cells: a workbook (xlsx, xls, ods) or a text table (csv) of any common delimiter and encoding.

What a file is, its content says, not its name.
"""

import csv
import io
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

Grid = list[list[object]]

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 300
DELIMITERS = ";,\t|"
SAMPLE = 8_000
"""Characters from which the delimiter is told."""

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How xlsx and ods begin, and how xls does."""


class UnreadableError(Exception):
    """The file is refused as a whole; the message is a sentence for whoever chose it."""


def grids(data: bytes, likeness: Callable[[Grid], object]) -> list[Grid]:
    """The sheets of a file. ``likeness`` says how much a sheet looks like a register, for telling delimiters apart."""
    if not data.strip():
        raise UnreadableError(_("The file is empty. Choose the file with the register."))
    if len(data) > MAX_BYTES:
        raise UnreadableError(
            _("The file is larger than 20 MB. Save only the sheet with the register as a file of its own.")
        )
    if data.startswith(WORKBOOKS):
        return _workbook(data)
    return [_text_table(_decoded(data), likeness)]


def _workbook(data: bytes) -> list[Grid]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except PasswordError:
        raise UnreadableError(_("The workbook is protected by a password. Save it without one.")) from None
    except CalamineError:
        raise _not_a_table() from None
    if any(sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS for sheet in sheets):
        raise UnreadableError(
            _("A sheet has more than 100,000 rows or 300 columns. Save only the register as a file of its own.")
        )
    return [sheet.to_python(skip_empty_area=False) for sheet in sheets]


def _decoded(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ("utf-16",) if marked else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            words = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in words:
            return words
    raise _not_a_table()


def _text_table(words: str, likeness: Callable[[Grid], object]) -> Grid:
    best = max(DELIMITERS, key=lambda delimiter: likeness(_split(words[:SAMPLE], delimiter)))
    return _split(words, best)


def _split(words: str, delimiter: str) -> Grid:
    try:
        return list(csv.reader(io.StringIO(words, newline=""), delimiter=delimiter))
    except csv.Error:
        raise _not_a_table() from None


def _not_a_table() -> UnreadableError:
    return UnreadableError(_("The file cannot be read. Save the register as a workbook (xlsx, xls, ods) or as csv."))
