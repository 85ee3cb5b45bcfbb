"""What a report says as plain lists: of one table with shares taken apart, of facts one row a value.

The workbook and the CSV are both written from these. Cells stay what they are: numbers, shares, days, words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.document import Card, Cell, Column, Document, Fact, Grid, Kind, Row, Section
from web.dates import moment
from web.numbers import Share, number


@dataclass(frozen=True)
class Listed:
    """One list under a title. Rows are made while they are read."""

    title: str
    columns: list[str]
    rows: Iterable[list]


def lists(document: Document) -> Iterator[Listed]:
    """The parts of a report in its order: what stands in cards and facts, and every table."""
    for section in document.sections:
        if section.cards or section.facts:
            yield _told(section)
        if section.grid:
            yield _table(section.title, section.grid)


def about(document: Document) -> Iterator[tuple[str, object]]:
    """How the report came about: its day, for whom it is, what it was narrowed to, what the figures mean, origins."""
    yield _("Report"), document.title
    if document.line:
        yield "", " · ".join(value_words(cell) for cell in document.line)
    yield _("As of"), moment(document.at, document.zone)
    yield _("For whom"), document.for_whom
    yield _("Narrowed to"), document.filter_words
    if document.invented:
        yield _("Sample data"), _("Something in this report was invented for the demonstration.")
    for section in document.sections:
        for note in filter(None, (section.line, *section.notes)):
            yield section.title, note
    yield from document.definitions
    yield _("Definitions"), _("Version %(n)s") % {"n": number(document.version)}
    for origin in document.origins:
        told = [f"{origin.kind}: {origin.text}", origin.url, _("sample") if origin.sample else ""]
        yield _("Origin %(letter)s") % {"letter": origin.letter}, " · ".join(filter(None, told))


def value(cell: Cell) -> object:
    """What a cell of a list holds. What is not known says so, it is neither empty nor 0."""
    if not cell.is_known:
        return value_words(cell)
    match cell.kind:
        case Kind.SHARE:
            return Share(cell.numerator, cell.denominator)
        case Kind.HOURS:
            return round(cell.value, 1)
        case Kind.MONEY:
            return round(cell.value)
        case _:
            return cell.value


def value_words(cell: Cell) -> str:
    """What is read of it, in words."""
    return cell.full_words or (_("not known") if cell.applies else _("not told here"))


def remark(cell: Cell) -> str:
    """What belongs to a value and is no part of it: its unit, its origin, how much of it is not known."""
    origin = _("origin %(letter)s") % {"letter": cell.mark} if cell.mark else ""
    sample = _("sample") if cell.sample else ""
    return ", ".join(filter(None, (cell.unit, *cell.small, cell.says_unknown, origin, sample)))


# What stands in cards and facts ----------------------------------------------------------------------------


def _told(section: Section) -> Listed:
    rows = [line for card in section.cards for line in _of_card(card)]
    rows += [line for fact in section.facts for line in _of_fact(fact.label, fact)]
    columns = [_("What"), _("Value"), _("Dividend"), _("Divisor"), _("Remarks")]
    return Listed(section.title, columns, rows)


def _of_card(card: Card) -> Iterator[list]:
    yield _line(card.label, card.cell)
    for fact in card.of:
        yield from _of_fact(f"{card.label}: {fact.label}" if fact.label else card.label, fact)


def _of_fact(label: str, fact: Fact) -> Iterator[list]:
    for cell in fact.cells or (Cell(),):
        yield _line(label, cell)


def _line(label: str, cell: Cell) -> list:
    return [label, value(cell), *_parts(cell), remark(cell)]


def _parts(cell: Cell) -> Sequence:
    of_share = cell.kind == Kind.SHARE and cell.is_known
    return (cell.numerator, cell.denominator) if of_share else (None, None)


# Tables ----------------------------------------------------------------------------------------------------


def _table(title: str, grid: Grid) -> Listed:
    columns = []
    for column in grid.columns:
        columns.append(column.name)
        if column.kind == Kind.SHARE:
            columns += [
                _("%(share)s: dividend") % {"share": column.name},
                _("%(share)s: divisor") % {"share": column.name},
            ]
    remarked = _may_be_remarked(grid)
    if remarked:
        columns.append(_("Remarks"))
    return Listed(title, columns, _rows(grid, remarked=remarked))


def _may_be_remarked(grid: Grid) -> bool:
    """Whether some value has a remark; of rows that are made while they are read nobody knows before."""
    if not isinstance(grid.rows, Sequence):
        return True
    rows = (*grid.rows, *([grid.total] if grid.total else ()))
    return any(remark(cell) for row in rows for cell in (row.head, *row.cells))


def _rows(grid: Grid, *, remarked: bool) -> Iterator[list]:
    shares = [column.kind == Kind.SHARE for column in grid.columns]
    for row in grid.rows:
        yield _row(row, grid.columns, shares, remarked)
    if grid.total:
        yield _row(grid.total, grid.columns, shares, remarked)


def _row(row: Row, columns: Sequence[Column], shares: list[bool], remarked: bool) -> list:
    cells = (row.head, *row.cells)
    line = []
    for cell, is_share in zip(cells, shares, strict=True):
        line.append(value(cell))
        if is_share:
            line += _parts(cell)
    if remarked:
        line.append("; ".join(_remarks(cells, columns)))
    return line


def _remarks(cells: Sequence[Cell], columns: Sequence[Column]) -> Iterator[str]:
    for cell, column in zip(cells, columns, strict=True):
        if said := remark(cell):
            yield f"{column.name}: {said}"
