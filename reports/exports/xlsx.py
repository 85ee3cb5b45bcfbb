"""A report as a workbook: a sheet for each part, and one that says what it is and what its figures mean."""

from collections.abc import Iterator

from django.http import FileResponse
from django.utils.translation import gettext as _

from reports.document import Document
from reports.exports.lists import about, lists
from web.workbooks import Column, List, book_response

FIRST, OTHER = 40, 16
"""How wide columns are, in signs."""


def xlsx(document: Document, filename: str) -> FileResponse:
    """The whole report, typed: what a page shows as a number is one here."""
    return book_response(filename, _sheets(document), about(document), _("About this report"))


def _sheets(document: Document) -> Iterator[List]:
    for listed in lists(document):
        columns = [Column(name, OTHER if place else FIRST) for place, name in enumerate(listed.columns)]
        yield List(listed.title, columns, listed.rows)
