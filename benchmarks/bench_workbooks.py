"""A list of 100,000 rows as a workbook: memory above that of ten rows, and time beside XlsxWriter alone."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date

import xlsxwriter
from django.conf import settings

from benchmarks.line import Ceiling, Line, side_by_side
from benchmarks.one_workbook import COLUMNS, rows
from web.workbooks import xlsx_response

LONG, TIMED, ROUNDS = 100_000, 10_000, 5
MEGABYTES, TIMES = 64, 1.5


def run() -> Iterator[Line | Ceiling]:
    """Memory in programs of their own, since one that has grown does not shrink."""
    yield Ceiling("workbook of 100,000 rows, memory above that of ten", _peak(LONG) - _peak(10), "MB", MEGABYTES)
    mine, alone = side_by_side(_ours, _alone, ROUNDS, warm=1)
    yield Line("workbook of 10,000 rows", mine, "XlsxWriter alone", alone, TIMES)


def _peak(how_many: int) -> float:
    command = [sys.executable, "-m", "benchmarks.one_workbook", str(how_many)]
    return float(subprocess.run(command, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True).stdout)


def _ours(_round: int) -> None:
    xlsx_response("daftar.xlsx", COLUMNS, rows(TIMED)).close()


def _alone(_round: int) -> None:
    """The same cells by the library's own ``write``, which looks at what each is; it keeps rows on disk as well."""
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
        sheet, shown = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, COLUMNS)
        for place, row in enumerate(rows(TIMED), start=1):
            for at, value in enumerate(row):
                sheet.write(place, at, value, shown if isinstance(value, date) else None)
        book.close()
