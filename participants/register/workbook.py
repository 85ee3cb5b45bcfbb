"""A program of its own that turns a workbook into rows of cells: it reads from stdin and writes JSON, line by line.

The library that reads workbooks lays out a sheet in full, however few of its cells are used, and a program that gets
no memory there is ended on the spot. In a process with limits of its own that harms nobody, and no workbook can cost
more than these limits. Nothing of Django is loaded here.

What it answers: for every sheet a line that is the number 0, then one list for every row, where a list inside of a
row is a day as year, month, day; or, as the last line, a word for what is wrong.
"""

import datetime
import io
import json
import sys

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 50_000, 300, 1_000_000
MAX_TEXT = 30_000_000
"""Characters of all cells together."""

CELL = 32_767
"""Characters that a cell of a spreadsheet can hold."""

MEMORY, SECONDS = 240 * 1024 * 1024, 4

TOO_LARGE, LONG_CELL, PASSWORD, NO_TABLE = "large", "long cell", "password", "no table"


class _WrongError(Exception):
    """The word for what is wrong."""


def limit() -> None:
    """Let the system end this process at the limits, where it can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def say(data: bytes, out: io.TextIOBase) -> None:
    """Write every sheet that has cells."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        written = 0
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
                raise _WrongError(TOO_LARGE)
            if sheet.total_height * sheet.total_width > MAX_CELLS:
                raise _WrongError(TOO_LARGE)
            out.write("0\n")
            for cells in sheet.to_python(skip_empty_area=False):
                line = json.dumps(cells, default=_as_json)
                written += len(line)
                if len(line) > CELL and any(isinstance(cell, str) and len(cell) > CELL for cell in cells):
                    raise _WrongError(LONG_CELL)
                if written > MAX_TEXT:
                    raise _WrongError(TOO_LARGE)
                out.write(line + "\n")
    except _WrongError as wrong:
        out.write(json.dumps(str(wrong)))
    except calamine.PasswordError:
        out.write(json.dumps(PASSWORD))
    except MemoryError:
        out.write(json.dumps(TOO_LARGE))
    except BaseException:  # the library's own panics are no Exception
        out.write(json.dumps(NO_TABLE))


def _as_json(cell: object) -> object:
    if isinstance(cell, datetime.date):
        return [cell.year, cell.month, cell.day]
    return str(cell)


if __name__ == "__main__":
    limit()
    say(sys.stdin.buffer.read(), sys.stdout)
