"""Figures cut by any two things: one statement over the tallies, within what the reader may see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection
from django.utils import formats
from django.utils.translation import gettext as _

from participants.choices import ParticipantKind, Sex
from reports.figures.definitions import DEFINITIONS, Fig
from reports.figures.filters import TIME, Cut, Filters
from reports.figures.parts import PARTS
from reports.figures.scope import Reach
from reports.figures.statement import Grouping, Question, statement
from reports.figures.table import ALL, Cell, Head, Key, Table, in_order

EVERYWHERE = Filters()


def cube(
    reader,
    *,
    rows: Cut | None = None,
    columns: Cut | None = None,
    where: Filters = EVERYWHERE,
    figures: Collection[Fig] = tuple(Fig),
) -> Table:
    """The figures of what the reader may see, cut by ``rows`` and ``columns`` (or by one of them, or not at all).

    Ask only for the ``figures`` that are shown: others cost time and are not told. What is cut by several keys at once
    (organisers, agreements, partners) counts fully for each key and once in totals. Raises ``PermissionDenied`` where
    a cut or a limit is not for this reader; who may see nothing gets an empty table.
    """
    return table(Reach.of(reader), rows=rows, columns=columns, where=where, figures=figures)


def table(reach: Reach, *, rows=None, columns=None, where: Filters = EVERYWHERE, figures=tuple(Fig)) -> Table:
    """The same for a reach that is known already."""
    cuts = tuple(cut for cut in (rows, columns) if cut)
    if reach.is_empty:
        return Table(rows, columns, where, [], [], {}, {})
    reach.check([*cuts, *where.only])
    names = dict.fromkeys(name for fig in figures for name in DEFINITIONS[fig].parts)
    if {Fig.NOT_COMPLETED, Fig.WITHDRAWN} & set(figures):
        names["reason"] = None
    if not (reach.everything or reach.organisations):
        names.pop("programme", None)
    asked = [Question(name, PARTS[name], rows, columns, where) for name in names if set(where.only) <= PARTS[name].cuts]
    return _read(asked, reach, rows, columns, where)


def _read(asked: list[Question], reach: Reach, rows: Cut | None, columns: Cut | None, where: Filters) -> Table:
    sql, values = statement(asked, reach, rows, columns, where)
    cells: dict[tuple[Key, Key], Cell] = {}
    answers = {question.name: _Answer(question, cells) for question in asked}
    names: dict[str, dict[Key, str]] = {"r": {}, "k": {}}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for part, r, k, kind, note, *sums in cursor.fetchall():
            if part == "name":
                names[kind][r] = note
            else:
                answers[part].take(r, k, kind, note, sums)
    told: dict[Grouping, frozenset[str]] = {}
    for question in asked:
        for grouping in question.below:
            told[grouping] = told.get(grouping, frozenset()) | {question.name}
    for (r, k), cell in cells.items():
        cell.parts = told[r != ALL, k != ALL]
    heads = [_heads(cells, place, cut, names["rk"[place]]) for place, cut in enumerate((rows, columns))]
    return Table(rows, columns, where, *heads, cells, told)


class _Answer:
    """Puts what the database says of one part into the cells; totals that do not overlap are summed here."""

    def __init__(self, question: Question, cells: dict[tuple[Key, Key], Cell]):
        self.cells, self.base = cells, question.base
        self.names = tuple(question.part.sums)
        self.summed = [grouping for grouping in question.below if not question.is_asked(grouping)]
        self.gives_reasons = question.name == "reason"

    def take(self, r: Key, k: Key, kind: str, note: str, sums: list) -> None:
        """One row of the statement."""
        keys = [(r, k)]
        if (r != ALL, k != ALL) == self.base:
            keys += [(r if row else ALL, k if column else ALL) for row, column in self.summed]
        for key in keys:
            cell = self.cells.get(key)
            if cell is None:
                cell = self.cells[key] = Cell()
            if self.gives_reasons:
                cell.give_reason(kind, note, sums[0])
            else:
                cell.add(kind, self.names, sums)


def _heads(cells: dict[tuple[Key, Key], Cell], place: int, cut: Cut | None, names: dict[Key, str]) -> list[Head]:
    if cut is None:
        return []
    keys = {key[place] for key in cells} - {ALL}
    return in_order((Head(key, _name(key, cut, names)) for key in keys), in_time=cut in TIME)


def _name(key: Key, cut: Cut, names: dict[Key, str]) -> str:
    if key is None:
        return _("not known")
    if cut is Cut.SEX:
        return str(Sex(key).label)
    if cut is Cut.KIND:
        return str(ParticipantKind(key).label)
    if cut in TIME:
        return period_name(date.fromisoformat(key), cut)
    return names.get(key) or (key if cut is Cut.PROVINCE else _("without a name"))


def period_name(first: date, cut: Cut) -> str:
    """2023 · Triwulan 3 2023 · Juli 2023: the period that begins on this day."""
    if cut is Cut.YEAR:
        return str(first.year)
    if cut is Cut.QUARTER:
        return _("Quarter %(n)s %(year)s") % {"n": (first.month + 2) // 3, "year": first.year}
    return formats.date_format(first, "F Y")
