"""The refused rows of a file as a workbook: as they stood there, with what is to be mended beside them."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from numbers import Real

import xlsxwriter
from django.utils.translation import gettext as _

from participants.register.columns import FIELD_OF, NAMES_IN_USE, Fate, header_key
from participants.register.read import Table
from participants.register.rows import Fault
from participants.register.sentences import FIELDS, sentence
from web.dates import short_date

WIDTH, WIDE = 16, 70


def workbook(table: Table, faults: dict[int, Iterable[Fault]], *, spoken_of: date) -> bytes:
    """A workbook of the rows of which ``faults`` says something; mended, it can be brought as it is.

    Every text is written as text: what begins like a formula is none. Nothing is laid down in a directory.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "text_wrap": True})
    wrapped = book.add_format({"text_wrap": True})
    names = _names(table)
    sheet.write_string(0, 0, f"Keadaan {short_date(spoken_of)}")
    for at, name in enumerate([*names, _("Row in the file"), _("What to mend")]):
        sheet.write_string(2, at, name, bold)
    sheet.set_column(0, len(names), WIDTH)
    sheet.set_column(len(names) + 1, len(names) + 1, WIDE)
    refused = (row for row in table.rows if row.row in faults)
    for place, row in enumerate(refused, start=3):
        for at, cell in enumerate(row.cells[: len(names)]):
            _write(sheet, place, at, cell)
        sheet.write_number(place, len(names), row.row)
        sentences = [f"{FIELDS[fault.field]}: {sentence(fault)}" for fault in faults[row.row]]
        sheet.write_string(place, len(names) + 1, "\n".join(sentences), wrapped)
    sheet.freeze_panes(3, 0)
    book.close()
    return out.getvalue()


def _names(table: Table) -> list[str]:
    """The column names as they stood; where nobody else would know what they mean, the name in use."""
    names = list(table.header)
    for column in table.mapping:
        names += [""] * (column.index + 1 - len(names))
        known = FIELD_OF.get(header_key(column.header)) == column.field
        names[column.index] = column.header if known or column.fate is not Fate.READ else NAMES_IN_USE[column.field][0]
    return names


def _write(sheet, row: int, at: int, cell: object) -> None:
    if isinstance(cell, datetime | date):
        sheet.write_datetime(row, at, cell)
    elif isinstance(cell, Real) and not isinstance(cell, bool):
        sheet.write_number(row, at, cell)
    elif cell not in (None, ""):
        sheet.write_string(row, at, str(cell))
