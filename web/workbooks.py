"""Lists to take away as a workbook of Excel: days and numbers are such, and no text can become a formula."""

import re
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from web.dates import PartialDay, partial_date
from web.numbers import Share, hundredths

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAST_ROW = 1_048_575
"""Counted from 0: the last row that a sheet has."""
FIRST_YEAR = 1900
"""Earlier days a sheet does not know; they are written as text."""
WHOLE_DIGITS = 10**15
"""From here on a sheet rounds whole numbers; they are written as text."""
NAME = 31
"""Signs of the name of a sheet, at most."""
WIDTH, WIDE = 18, 60


class Column(NamedTuple):
    """A heading and how wide its column is, in signs."""

    label: str
    width: int = WIDTH


class List(NamedTuple):
    """One list of a workbook: what its sheet is called, its heading and its rows, which are read once."""

    name: str
    columns: Sequence[Column | str]
    rows: Iterable[Sequence]


def xlsx_response(
    name: str, columns: Sequence[Column | str], rows: Iterable[Sequence], about: Iterable[tuple[str, object]] = ()
) -> FileResponse:
    """Send ``rows`` as an attachment named ``name`` (a slug with its ending, without any person's name).

    A cell is a text, a number, a ``Share``, a day, a moment, a ``PartialDay`` or None. ``about`` says on a sheet of
    its own how the list came about: what it was narrowed to, and of which day it is.
    """
    return book_response(name, [List(_("List"), columns, rows)], about, _("About this list"), count=True)


def book_response(
    name: str, lists: Iterable[List], about: Iterable[tuple[str, object]], about_name: str, *, count: bool = False
) -> FileResponse:
    """Send several lists as one workbook, each on a sheet of its own, and last the sheet that tells about them.

    As with CSV, the rows are written out before the answer leaves, since they can be read only while the
    transaction of the request stands. Row by row they go to disk, so memory stays flat however long the list is.
    """
    body = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        with tempfile.TemporaryDirectory(prefix="workbook-") as folder:
            write(body, lists, about, about_name, folder, count=count)
        body.seek(0)
    except BaseException:
        body.close()
        raise
    response = FileResponse(body, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


def write(
    file,
    lists: Iterable[List],
    about: Iterable[tuple[str, object]],
    about_name: str,
    folder: str,
    *,
    count: bool = False,
) -> None:
    """Write the workbook into ``file``, by way of files in ``folder``; with ``count`` it says how many rows it has."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder, "use_zip64": True})
    cells = _Cells(book)
    written = sum(_write_list(book, one, cells) for one in lists)
    _about_sheet(book, about_name, [*about, (_("Rows"), written)] if count else about, cells)
    book.close()


def _write_list(book, one: List, cells: "_Cells") -> int:
    """A list on as many sheets as it needs; how many rows it has."""
    columns = [Column(column) if isinstance(column, str) else column for column in one.columns]
    written = 0
    sheet, place = None, LAST_ROW
    for row in one.rows:
        if place == LAST_ROW:
            sheet, place = _list_sheet(book, one.name, columns, cells), 0
        place += 1
        cells.row(sheet, place, row)
        written += 1
    if sheet is None:
        _list_sheet(book, one.name, columns, cells)
    return written


def _list_sheet(book, name: str, columns: list[Column], cells: "_Cells"):
    """A sheet with its heading: it stays in sight, on every printed page too, and rows can be narrowed by it."""
    sheet = book.add_worksheet(_sheet_name(book, name))
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, str(column.label), cells.bold)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def _sheet_name(book, name: str) -> str:
    """A name that a sheet may have and none has yet; a second one of the same name is numbered."""
    name = re.sub(r"[\[\]:*?/\\]", " ", str(name)).strip("' ") or _("List")
    taken = {sheet.name.casefold() for sheet in book.worksheets()}
    chosen, n = name[:NAME].strip("' "), 1
    while chosen.casefold() in taken:
        n += 1
        chosen = f"{name[: NAME - len(str(n)) - 1].strip()} {n}"
    return chosen


def _about_sheet(book, name: str, about: Iterable[tuple[str, object]], cells: "_Cells") -> None:
    sheet = book.add_worksheet(_sheet_name(book, name))
    sheet.set_column(0, 0, WIDTH * 2)
    sheet.set_column(1, 1, WIDE, cells.plain)
    for place, (label, value) in enumerate(about):
        sheet.write_string(place, 0, str(label), cells.bold)
        cells.row(sheet, place, [value], first=1)


class _Cells:
    """Writes cells by what they are."""

    def __init__(self, book):
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"text_wrap": True, "align": "left", "valign": "top"})
        shown = {"d": "dd/mm/yyyy", "m": "mm/yyyy", "y": "yyyy", "moment": "dd/mm/yyyy hh:mm"}
        self._days = {key: book.add_format({"num_format": shape, "align": "left"}) for key, shape in shown.items()}
        self._shares = [book.add_format({"num_format": shape}) for shape in ("0%", "0.0%")]
        self._ways = {
            str: self._text, int: self._number, float: self._number, Decimal: self._number, bool: self._yes_or_no,
            date: self._day, datetime: self._moment, PartialDay: self._partial_day, Share: self._share,
            type(None): self._nothing,
        }  # fmt: skip

    def row(self, sheet, place: int, values: Sequence, first: int = 0) -> None:
        """Write one row; what is of no kind known here is written as the text it gives."""
        ways = self._ways
        for at, value in enumerate(values, first):
            ways.get(value.__class__, self._text)(sheet, place, at, value)

    def _text(self, sheet, place: int, at: int, value) -> None:
        if text := str(value):
            sheet.write_string(place, at, text)

    def _number(self, sheet, place: int, at: int, value) -> None:
        exact = -WHOLE_DIGITS < value < WHOLE_DIGITS if isfinite(value) else False
        (sheet.write_number if exact else self._as_text(sheet))(place, at, value)

    def _share(self, sheet, place: int, at: int, value: Share) -> None:
        """A share that can be reckoned with; near 0 and 100 as exactly as it is told."""
        told = hundredths(*value)
        exact = told == told.to_integral_value()
        number = value.part / value.whole if exact else told / 100
        sheet.write_number(place, at, number, self._shares[not exact])

    def _as_text(self, sheet):
        return lambda place, at, value: self._text(sheet, place, at, value)

    def _yes_or_no(self, sheet, place: int, at: int, value: bool) -> None:
        sheet.write_string(place, at, _("yes") if value else _("no"))

    def _day(self, sheet, place: int, at: int, value: date) -> None:
        self._partial_day(sheet, place, at, PartialDay(value, "d"))

    def _partial_day(self, sheet, place: int, at: int, value: PartialDay) -> None:
        """A day that sorts as such and shows no more of itself than is known."""
        day, precision = value
        if day is None:
            return
        if day.year < FIRST_YEAR:
            sheet.write_string(place, at, partial_date(day, precision))
        else:
            sheet.write_datetime(place, at, day, self._days[precision])

    def _moment(self, sheet, place: int, at: int, value: datetime) -> None:
        local = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        sheet.write_datetime(place, at, local, self._days["moment"])

    def _nothing(self, sheet, place: int, at: int, value: None) -> None:
        """A cell without anything."""
