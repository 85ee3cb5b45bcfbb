"""Any figure, cut by any two things, as a document: what an overview shows by one thing, crossed with another."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import access_of
from accounts.roles import Role
from organisations.choices import TimeZone
from reports import figures
from reports.asking import Asked
from reports.document import Cell, Column, Document, Grid, Kind, Row, Section, defined, kind_of
from reports.figures import DEFINITIONS, VERSION, Cut, Fig
from reports.figures.scope import ANCHORS, Reach
from reports.figures.table import ALL, Table
from reports.tables import holds_invented, narrowed

MOST_COLUMNS = 40
"""More columns than these nobody reads side by side."""

SEVERAL = {
    Cut.MINISTRY: gettext_lazy(
        "A programme with several organisers counts fully for each ministry, and once in the total."
    ),
    Cut.AGREEMENT: gettext_lazy(
        "A programme that rests on several agreements counts fully for each, and once in the total."
    ),
    Cut.PARTNER: gettext_lazy("A programme with several partners counts fully for each, and once in the total."),
}


class Crossed(Asked):
    """What a table is cut by, which figure it tells, and what it is narrowed to."""

    rows = forms.ChoiceField(label=gettext_lazy("Rows"), choices=Cut.choices, initial=Cut.PROGRAMME)
    columns = forms.ChoiceField(
        label=gettext_lazy("Columns"), choices=[("", gettext_lazy("Nothing else")), *Cut.choices]
    )
    figure = forms.ChoiceField(label=gettext_lazy("Figure"), choices=Fig.choices, initial=Fig.ENROLLED)

    field_order = ("rows", "columns", "figure")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cuts = Reach.of(self.user).cuts
        self.fields["rows"].choices = [choice for choice in Cut.choices if choice[0] in cuts]
        self.fields["columns"].choices = [("", _("Nothing else")), *self.fields["rows"].choices]
        for name in ("rows", "figure"):
            self.fields[name].widget.choices = self.fields[name].choices

    def clean(self):
        """The two cuts differ, and the figure can be told of them."""
        chosen = super().clean()
        if chosen.get("rows") and chosen.get("rows") == chosen.get("columns"):
            self.add_error("columns", _("Choose something else than for the rows."))
        return chosen

    @property
    def rows_by(self) -> Cut:
        """By what the rows are told apart."""
        return Cut(self.chosen.get("rows") or Cut.PROGRAMME)

    @property
    def columns_by(self) -> Cut | None:
        """By what the columns are; nothing where one thing is enough."""
        name = self.chosen.get("columns")
        return Cut(name) if name else None

    @property
    def fig(self) -> Fig:
        """The figure in the cells."""
        return Fig(self.chosen.get("figure") or Fig.ENROLLED)


def crossing(asked: Crossed, *, reader, at: datetime) -> Document:
    """The table as a document. Raises ``PermissionDenied`` where a cut is not for this reader."""
    rows_by, columns_by, fig = asked.rows_by, asked.columns_by, asked.fig
    table = figures.cube(reader, rows=rows_by, columns=columns_by, where=asked.where, figures=[fig])
    names = {"figure": fig.label, "rows": rows_by.label, "columns": columns_by and columns_by.label}
    title = _("%(figure)s by %(rows)s and %(columns)s") if columns_by else _("%(figure)s by %(rows)s")
    shown = table.columns[:MOST_COLUMNS]
    notes = [str(DEFINITIONS[fig].says), *(str(SEVERAL[cut]) for cut in (rows_by, columns_by) if cut in SEVERAL)]
    if len(shown) < len(table.columns):
        notes.append(
            _("Only the first %(n)s columns are shown: narrow the table, or turn it around.") % {"n": MOST_COLUMNS}
        )
    section = Section("table", title % names, grid=_grid(asked, table, shown), notes=tuple(notes))
    return Document(
        name="table",
        title=title % names,
        at=at,
        zone=TimeZone.WIB,
        for_whom=for_whom(reader),
        version=VERSION,
        filters=asked.told,
        sections=(section,),
        definitions=defined([fig]),
        invented=holds_invented(),
    )


def _grid(asked: Crossed, table: Table, shown) -> Grid:
    fig = asked.fig
    kind = kind_of(fig)
    heads = [Column(head.name, kind) for head in shown]
    columns = (Column(str(table.rows_by.label), Kind.TEXT), *heads, Column(_("Total"), kind))
    keys = [*(head.key for head in shown), ALL]

    def row(name: str, key: str | None, url: str = "") -> Row:
        cells = (Cell.figure(fig, table.at(key, column)[fig], url=_behind(asked, key, column)) for column in keys)
        return Row(Cell.text(name, url=url), tuple(cells))

    rows = tuple(row(head.name, head.key, _report(asked, head.key)) for head in table.rows)
    return Grid(columns, rows, row(_("Total"), ALL) if rows else None)


def _report(asked: Crossed, key: str | None) -> str:
    """The report of what a row is of, where it has one that opens to the reader."""
    reports = {Cut.PROGRAMME: "programme_report", Cut.AGREEMENT: "agreement_report"}
    access = access_of(asked.user)
    if access.has(Role.CORRECTIONS, Role.AGREEMENTS):
        reports |= {Cut.PARTNER: "organisation_report", Cut.MINISTRY: "organisation_report"}
    elif not access.organisations:
        reports.pop(Cut.AGREEMENT)
    return reverse(reports[asked.rows_by], args=[key]) if key and asked.rows_by in reports else ""


def _behind(asked: Crossed, row: str | None, column: str | None) -> str:
    """The classes that one cell is made of; no link for all of them to whoever may list only those of one thing."""
    changes: dict = {"rows": None, "columns": None, "figure": None}
    for cut, key in ((asked.rows_by, row), (asked.columns_by, column)):
        if cut and key != ALL:
            changes |= narrowed(cut, key)
    if Reach.of(asked.user).anchored and not ANCHORS & {*asked.only, *changes}:
        return ""
    return reverse("report_classes") + asked.query(**changes)


def for_whom(reader) -> str:
    """For whom sums are, and what they leave out."""
    access = access_of(reader)
    if access.has(Role.CORRECTIONS):
        return _("Sums for the corrections ministry. No names of people.")
    if access.has(Role.AGREEMENTS):
        return _("Sums for the keepers of agreements. No names of people.")
    if access.facilities:
        return _("Sums for %(place)s. No names of people.") % {"place": ", ".join(access.facility_names)}
    bodies = dict.fromkeys(place.name for place in access.places if place.role == Role.OFFICIAL)
    names = {"organisation": ", ".join(bodies)}
    return _("Sums for %(organisation)s, of the programmes that it organises. No names of people.") % names
