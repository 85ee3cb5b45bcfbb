"""A report as the official paper: letterhead, page x of y, tables whose heads repeat, origins, and where to sign."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.document import Card, Cell, Document, Fact, Grid, Row, Section
from reports.exports.picture import picture
from web.dates import moment

LONGEST = 1_500
"""Rows of tables in one paper; nobody signs a hundred pages."""

SECONDS = 30
"""After so long a paper is given up, whatever it waits for."""


class TooLongError(Exception):
    """The report is too long for paper."""


@dataclass(frozen=True)
class Printed:
    """Who had it printed, and when."""

    by: str
    at: datetime


def pdf(document: Document, filename: str, printed: Printed) -> FileResponse:
    """The paper as an attachment. It is set by a program of its own, which no report can keep busy for long."""
    data = json.dumps(told(document, printed), ensure_ascii=False, default=str)
    body = BytesIO(typeset("report.typ", data))
    response = FileResponse(body, as_attachment=True, filename=filename, content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response


def typeset(template: str, data: str) -> bytes:
    """The PDF that a template makes of this JSON."""
    command = [sys.executable, "-m", "reports.exports.typesetting", template]
    try:
        done = subprocess.run(
            command, input=data.encode(), capture_output=True, cwd=settings.BASE_DIR, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise TooLongError from late
    if done.returncode < 0:
        raise TooLongError
    if done.returncode:
        raise RuntimeError("A template of a report could not be set.")
    return done.stdout


def told(document: Document, printed: Printed) -> dict:
    """What the template is given: words and nothing that is left to decide."""
    if sum(_length(section.grid) for section in document.sections if section.grid) > LONGEST:
        raise TooLongError
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return {
        "lang": language,
        "title": document.title,
        "title_lang": "id" if document.quoted else language,
        "author": ", ".join(document.letterhead) or printed.by,
        "letterhead": document.letterhead,
        "line": [_cell(cell) for cell in document.line],
        "asof": _("As of %(moment)s") % {"moment": moment(document.at, document.zone)},
        "for_whom": document.for_whom,
        "filters": _("Narrowed to: %(filters)s") % {"filters": document.filter_words},
        "invented": document.invented,
        "sections": [_section(section) for section in document.sections],
        "definitions": document.definitions,
        "version": _("Version %(version)s of the definitions.") % {"version": document.version},
        "origins": [
            {"letter": one.letter, "kind": str(one.kind), "text": one.text, "url": one.url, "sample": one.sample}
            for one in document.origins
        ],
        "signatures": [{"capacity": one.capacity, "body": one.body} for one in document.signatures],
        "closing": _("The figures in this report are those of the day named at its beginning."),
        "foot": _foot(document, printed),
        "words": _words(),
    }


def _foot(document: Document, printed: Printed) -> str:
    when = moment(printed.at, document.zone)
    said = [document.title, _("Printed %(moment)s by %(name)s.") % {"moment": when, "name": printed.by}]
    return " · ".join([*said, _("Contains sample data")] if document.invented else said)


def _words() -> dict[str, str]:
    return {
        "page": _("Page {page} of {pages}"),
        "unknown": _("not known"),
        "not_told": _("not told here"),
        "sample": _("sample"),
        "sample_notice": _("Contains sample data"),
        "definitions": _("What the figures mean"),
        "origins": _("Origin of the figures"),
        "seen": _("Seen by,"),
    }


def _length(grid: Grid) -> int:
    return sum(1 for _row in islice(iter(grid.rows), LONGEST + 1))


def _section(section: Section) -> dict:
    return {
        "title": section.title,
        "line": section.line,
        "half": section.half,
        "cards": [_card(card) for card in section.cards],
        "facts": [_fact(fact) for fact in section.facts],
        "grid": _grid(section.grid) if section.grid else None,
        "picture": picture(section),
        "notes": section.notes,
    }


def _card(card: Card) -> dict:
    return {"label": card.label, "cell": _cell(card.cell), "of": [_fact(fact) for fact in card.of]}


def _fact(fact: Fact) -> dict:
    return {"label": fact.label, "cells": [_cell(cell) for cell in fact.cells]}


def _grid(grid: Grid) -> dict:
    return {
        "caption": grid.caption,
        "columns": [{"name": column.name, "text": column.is_text} for column in grid.columns],
        "rows": [_row(row) for row in grid.rows],
        "total": _row(grid.total) if grid.total else None,
    }


def _row(row: Row) -> list[dict]:
    return [_cell(cell) for cell in (row.head, *row.cells)]


def _cell(cell: Cell) -> dict:
    """One value. Most have words alone; what is left out is nothing."""
    said = {"words": cell.words}
    more = {
        "full": cell.full_words if cell.full_words != cell.words else "",
        "lang": cell.lang,
        "mark": cell.mark,
        "unknown": cell.says_unknown,
        "small": cell.small,
        "untold": not cell.applies,
        "sample": cell.sample,
    }
    return said | {name: value for name, value in more.items() if value}
