"""The overview as a document: what runs now, how much was done against what was aimed at, where, when and in what."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.choices import TimeZone
from participants.choices import NotCompletedReason, WithdrawalReason
from reports import figures
from reports.asking import Asked
from reports.document import Card, Cell, Column, Document, Fact, Grid, Kind, Row, Section, defined
from reports.figures import VERSION, Cut, Fig
from reports.figures.listed import Running, running
from reports.figures.table import Table
from reports.pictures import Bars, TileMap, Years
from reports.tables import grid_of, holds_invented, narrowed
from web.numbers import number

AGAINST = (Fig.TARGET, Fig.ENROLLED, Fig.COMPLETED, Fig.ACHIEVEMENT)
DONE = (Fig.CLASSES, Fig.PLANNED, Fig.ENROLLED, Fig.SEATS_USED, Fig.COMPLETED, Fig.COMPLETION_RATE)
TOTALS = (*DONE, Fig.NOT_COMPLETED, Fig.WITHDRAWN, Fig.TARGET, Fig.ACHIEVEMENT)
OF_SKILLS = (Fig.CLASSES, Fig.ENROLLED, Fig.COMPLETED, Fig.COMPLETION_RATE)
MOST_DRAWN = 10
"""So many bars are drawn; the table has all."""


def overview(asked: Asked, *, reader, at: datetime) -> Document:
    """What the nation's overview says, narrowed to what was asked."""
    return _Overview(asked, reader, at).document()


class _Overview:
    def __init__(self, asked: Asked, reader, at: datetime):
        self.asked, self.reader, self.at = asked, reader, at
        where = asked.where
        self.by_province = figures.cube(reader, rows=Cut.PROVINCE, where=where, figures=TOTALS)
        self.by_year = figures.cube(reader, rows=Cut.YEAR, where=asked.at_all_times, figures=AGAINST)
        self.by_skill = figures.cube(reader, rows=Cut.SKILL, where=where, figures=OF_SKILLS)
        self.by_ministry = figures.cube(reader, rows=Cut.MINISTRY, where=where, figures=AGAINST)
        self.total = self.by_province.total

    def document(self) -> Document:
        """The sections in the order in which they are read."""
        asked = self.asked
        year = asked.chosen.get("year")
        title = _("National overview %(year)s") % {"year": year} if year else _("National overview")
        return Document(
            name="overview",
            title=title,
            at=self.at,
            zone=TimeZone.WIB,
            for_whom=_("Sums for the corrections ministry. No names of people."),
            version=VERSION,
            filters=asked.told,
            sections=(
                self._key(running(self.reader, asked.where)),
                self._provinces(),
                self._years(),
                self._completion(),
                self._ministries(),
                self._skills(),
            ),
            definitions=defined(TOTALS),
            invented=holds_invented(),
        )

    def _key(self, now: Running) -> Section:
        cards = [self._enrolled(), *self._people(), self._classes(), self._completed(), self._running(now)]
        return Section("key", _("Key figures"), cards=tuple(cards))

    def _enrolled(self) -> Card:
        aim = (
            Fact(_("Target"), (Cell.figure(Fig.TARGET, self.total[Fig.TARGET]),)),
            Fact(_("Achievement"), (Cell.figure(Fig.ACHIEVEMENT, self.total[Fig.ACHIEVEMENT]),)),
        )
        return Card(str(Fig.ENROLLED.label), self._cell(Fig.ENROLLED), aim)

    def _people(self) -> list[Card]:
        """People are known of whole years that are over, and of no part of them."""
        year = self.asked.chosen.get("year")
        if set(self.asked.chosen) != {"year"}:
            return []
        found = figures.people_of_year(self.reader, year)
        why = _("who took part in at least one class") if found else _("People are counted when the year is over.")
        return [Card(_("People"), Cell(found and found.people), (Fact("", (Cell.text(why),)),))]

    def _classes(self) -> Card:
        used = Cell.figure(Fig.SEATS_USED, self.total[Fig.SEATS_USED])
        return Card(str(Fig.CLASSES.label), self._cell(Fig.CLASSES), (Fact(str(Fig.SEATS_USED.label), (used,)),))

    def _completed(self) -> Card:
        rate = Cell.figure(Fig.COMPLETION_RATE, self.total[Fig.COMPLETION_RATE])
        label = str(Fig.COMPLETION_RATE.label)
        return Card(str(Fig.COMPLETED.label), self._cell(Fig.COMPLETED), (Fact(label, (rate,)),))

    @staticmethod
    def _running(now: Running) -> Card:
        words = {"n": number(now.facilities), "enrolled": number(now.enrolled)}
        says = _("classes, at %(n)s facilities, with %(enrolled)s enrolled") % words
        return Card(_("Running now"), Cell(now.classes), (Fact("", (Cell.text(says),)),))

    def _cell(self, fig: Fig) -> Cell:
        return Cell.figure(fig, self.total[fig], url=self._behind())

    def _behind(self, **changes) -> str:
        """The classes that a number is made of."""
        return reverse("report_classes") + self.asked.query(**changes)

    def _crossed(self, rows: Cut, columns: Cut) -> tuple[str, str]:
        query = self.asked.query(rows=rows.value, columns=columns.value)
        return _("Cross with something else"), reverse("report_table") + query

    def _provinces(self) -> Section:
        counts = {head.key: self.by_province.row(head.key)[Fig.ENROLLED].number for head in self.by_province.rows}
        return Section(
            "provinces",
            _("Enrolled by province"),
            line=_("One tile for each province; its place is rough."),
            grid=self._grid(self.by_province, DONE),
            picture=TileMap(counts),
            links=(self._crossed(Cut.PROVINCE, Cut.SKILL),),
        )

    def _years(self) -> Section:
        table = self.by_year
        rows = [
            (head.name, cell[Fig.ENROLLED].number, cell[Fig.TARGET].number)
            for head in table.rows
            if head.key and (cell := table.row(head.key))
        ]
        drawn = Years(rows, _("Enrolled by year, against targets where they are known. The table holds the numbers."))
        return Section(
            "years",
            _("Year by year"),
            grid=self._grid(table, AGAINST),
            picture=drawn if rows else None,
            notes=(_("The period chosen above does not limit this table."),) if self.asked.where.since else (),
            links=(self._crossed(Cut.YEAR, Cut.PROVINCE),),
        )

    def _ministries(self) -> Section:
        table = self.by_ministry
        notes = (
            _("A programme with several organisers counts fully for each ministry, and once in the total."),
            _("Achievement counts only programmes whose target is known: those enrolled in them, divided by targets."),
        )
        return Section(
            "ministries",
            _("Target and realised, by ministry"),
            grid=self._grid(table, AGAINST),
            picture=self._bars(table, _("Enrolled by ministry. The table holds the numbers.")),
            notes=notes,
            links=(self._crossed(Cut.MINISTRY, Cut.YEAR),),
        )

    def _skills(self) -> Section:
        return Section(
            "skills",
            _("Skills"),
            grid=self._grid(self.by_skill, OF_SKILLS),
            picture=self._bars(self.by_skill, _("Enrolled by skill. The table holds the numbers.")),
            links=(self._crossed(Cut.SKILL, Cut.PROVINCE),),
        )

    @staticmethod
    def _bars(table: Table, words: str) -> Bars | None:
        found = [(head.name, cell[Fig.ENROLLED].number, None) for head in table.rows if (cell := table.row(head.key))]
        most = sorted(found, key=lambda row: -(row[1] or 0))[:MOST_DRAWN]
        return Bars(most, words) if most else None

    def _completion(self) -> Section:
        """What became of those whose class has ended, and why."""
        columns = Column(_("Result"), Kind.TEXT), Column(_("Enrolments"))
        rows = [Row(Cell.text(str(Fig.COMPLETED.label)), (self._plain(Fig.COMPLETED),))]
        for fig, reasons in ((Fig.NOT_COMPLETED, NotCompletedReason), (Fig.WITHDRAWN, WithdrawalReason)):
            rows.append(Row(Cell.text(str(fig.label)), (self._plain(fig),)))
            labels = dict(reasons.choices)
            rows += [
                Row(
                    Cell.text(_("of these: %(kind)s") % {"kind": labels.get(reason) or _("no kind of reason given")}),
                    (Cell(n),),
                )
                for reason, n in self.total.reasons(fig.value).items()
            ]
        return Section("completion", _("Completed, and why not"), grid=Grid(columns, tuple(rows)))

    def _plain(self, fig: Fig) -> Cell:
        return Cell.figure(fig, self.total[fig])

    def _grid(self, table: Table, figs) -> Grid:
        return grid_of(table, figs, lambda key: self._row_links(table.rows_by, key))

    def _row_links(self, cut: Cut, key: str | None) -> tuple[str, str]:
        """Where the name of a row leads, and where its numbers do."""
        changes = narrowed(cut, key)
        return reverse("overview") + self.asked.query(**changes), self._behind(**changes)
