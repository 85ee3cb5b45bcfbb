"""A report as CSV: its parts one below the other, each under its title, and at the end what it is."""

from collections.abc import Iterator, Sequence
from itertools import chain

from django.http import FileResponse

from reports.document import Document
from reports.exports.lists import about, lists
from web.downloads import csv_response


def csv(document: Document, filename: str) -> FileResponse:
    """The whole report. An empty line ends each part."""
    return csv_response(filename, [document.title], chain.from_iterable(_parts(document)))


def _parts(document: Document) -> Iterator[Iterator[Sequence]]:
    for listed in lists(document):
        yield iter([[], [listed.title], listed.columns])
        yield iter(listed.rows)
    yield iter([[]])
    yield about(document)
