"""The classes that a number is made of, as a document: each with its own sums, and how one reads further."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import access_of
from accounts.roles import FACILITY_STAFF, Role
from organisations.choices import TimeZone
from programs.choices import SessionStatus
from reports.asking import Asked
from reports.crossing import for_whom
from reports.document import Cell, Column, Document, Grid, Kind, Row, Section, defined
from reports.figures import VERSION, Fig
from reports.figures.listed import ListedClass

SHOWN = (Fig.PLANNED, Fig.ENROLLED, Fig.COMPLETED, Fig.NOT_COMPLETED, Fig.WITHDRAWN, Fig.ATTENDANCE_RATE)


def class_table(asked: Asked, classes: Sequence[ListedClass], *, reader, at: datetime) -> Document:
    """These classes as a table."""
    access = access_of(reader)
    notes = []
    if access.has(Role.CORRECTIONS):
        notes.append(_("The name of a class leads to its rows: you say for what you read them, and that is recorded."))
    columns = (
        Column(_("Class"), Kind.TEXT),
        Column(_("Programme"), Kind.TEXT),
        Column(_("Facility"), Kind.TEXT),
        Column(_("Counts on"), Kind.DAY),
        Column(_("State"), Kind.TEXT),
        *(Column(str(fig.label), Kind.SHARE if fig == Fig.ATTENDANCE_RATE else Kind.NUMBER) for fig in SHOWN),
    )
    rows = tuple(_row(one, access) for one in classes)
    return Document(
        name="classes",
        title=_("Classes behind the figures"),
        at=at,
        zone=TimeZone.WIB,
        for_whom=for_whom(reader),
        version=VERSION,
        filters=asked.told,
        sections=(Section("classes", _("Classes"), grid=Grid(columns, rows), notes=tuple(notes)),),
        definitions=defined(SHOWN),
        invented=any(one.invented for one in classes),
    )


def _row(one: ListedClass, access) -> Row:
    report = reverse("programme_report", args=[one.programme])
    cells = (
        Cell.text(one.programme_title, lang="id", url=report),
        Cell.text(one.facility_name, lang="id", url=_place(one, access)),
        Cell.day(one.counted_on),
        Cell.text(str(SessionStatus(one.status).label)),
        Cell(one.seats),
        Cell(one.enrolled),
        Cell(one.completed),
        Cell(one.not_completed),
        Cell(one.withdrawn),
        Cell.part(one.attended, one.marks),
    )
    return Row(Cell.text(one.title, lang="id", url=_further(one, access), sample=one.invented), cells)


def _place(one: ListedClass, access) -> str:
    """The report of the facility, for corrections and for its own staff."""
    opens = access.has(Role.CORRECTIONS) or (one.facility in access.facilities and access.has(*FACILITY_STAFF))
    return reverse("facility_report", args=[one.facility_code]) if opens else ""


def _further(one: ListedClass, access) -> str:
    """As deep as rights go: staff to the class, corrections to its rows for a purpose, others no further."""
    if one.facility in access.facilities and access.has(*FACILITY_STAFF):
        return reverse("session", args=[one.key])
    return reverse("roster_purpose", args=[one.key]) if access.has(Role.CORRECTIONS) else ""
