"""Tables of figures as grids of a document, and the addresses that lead behind their numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from programs.models import TrainingSession
from reports.asking import NOT_KNOWN
from reports.document import Cell, Column, Grid, Kind, Row, kind_of
from reports.figures import Cut, Fig
from reports.figures.table import Table


def holds_invented() -> bool:
    """Whether some of what is counted here was invented for the demonstration: then every sum may hold some of it."""
    return TrainingSession.objects.filter(invented=True).exists()


def narrowed(cut: Cut, key: str | None) -> dict[str, object]:
    """What an address says to be narrowed to one key of a cut."""
    if cut in (Cut.YEAR, Cut.QUARTER, Cut.MONTH):
        if key is None:
            return {}
        year, month = int(key[:4]), int(key[5:7])
        within = {Cut.QUARTER: (month + 2) // 3} if cut == Cut.QUARTER else {}
        return {"year": year, "quarter": within.get(Cut.QUARTER), "month": month if cut == Cut.MONTH else None}
    return {cut.value: NOT_KNOWN if key is None else key}


def grid_of(table: Table, figs, links=None, caption: str = "") -> Grid:
    """A table of figures cut by one thing; ``links`` gives, by key, where its name and where its numbers lead."""
    columns = [Column(str(table.rows_by.label), Kind.TEXT), *(Column(str(fig.label), kind_of(fig)) for fig in figs)]
    rows = []
    for head in table.rows:
        name, behind = links(head.key) if links else ("", "")
        row = table.row(head.key)
        cells = tuple(
            Cell.figure(fig, row[fig], url=behind if fig in (Fig.CLASSES, Fig.ENROLLED, Fig.COMPLETED) else "")
            for fig in figs
        )
        rows.append(Row(Cell.text(head.name, url=name), cells))
    total = Row(Cell.text(_("Total")), tuple(Cell.figure(fig, table.total[fig]) for fig in figs))
    return Grid(tuple(columns), tuple(rows), total if rows else None, caption)
