"""Lists to take away as CSV, in the form that a spreadsheet opens rightly."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.http import FileResponse
from django.utils import timezone

from web.dates import PartialDay, clock, partial_date, short_date
from web.numbers import Share, percent, plain

KEPT_IN_MEMORY = 1_000_000
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence]) -> FileResponse:
    """Send ``rows`` as an attachment named ``filename`` (a slug without any person's name).

    The rows are written out before the answer leaves: they can be read only while the transaction that the
    request opened stands, and that ends before a streamed body would begin. A large list goes to a file on
    disk, so memory stays flat. The marks at the start tell a spreadsheet the encoding, and the semicolon is
    the separator that one set to Indonesian expects.
    """
    body = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 - the response closes it
    text = io.TextIOWrapper(body, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";")
    writer.writerow([cell(value) for value in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    text.detach()
    body.seek(0)
    response = FileResponse(body, as_attachment=True, filename=filename, content_type="text/csv; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def cell(value) -> str:
    """One value as a cell shows it; text that a spreadsheet would run as a formula stays text."""
    if value is None:
        return ""
    if isinstance(value, PartialDay):
        return short_date(value.day) if value.precision == "d" else partial_date(*value)
    if isinstance(value, Share):
        return percent(*value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return f"{short_date(value)} {clock(timezone.localtime(value))}"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, str) and value.lstrip(" \0").startswith(FORMULA_STARTS):
        return f"'{value}"
    return str(value)
