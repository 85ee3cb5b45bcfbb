"""The report of one facility as a document: for its head and staff, and for the corrections ministry."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.models import Facility
from reports import figures
from reports.asking import Asked
from reports.crossing import for_whom
from reports.document import Card, Cell, Document, Fact, Section, Signature, defined
from reports.figures import VERSION, Cut, Fig
from reports.figures.listed import running
from reports.tables import grid_of, holds_invented, narrowed
from web.numbers import number

SHOWN = (Fig.CLASSES, Fig.PLANNED, Fig.ENROLLED, Fig.SEATS_USED, Fig.COMPLETED, Fig.COMPLETION_RATE)
TOTALS = (*SHOWN, Fig.ATTENDANCE_RATE, Fig.LESSON_HOURS)


def facility_report(facility: Facility, asked: Asked, *, reader, at: datetime) -> Document:
    """What was run at this facility, and what came of it."""
    where = asked.where.to(Cut.FACILITY, facility.pk)
    always = asked.at_all_times.to(Cut.FACILITY, facility.pk)
    programmes = figures.cube(reader, rows=Cut.PROGRAMME, where=where, figures=TOTALS)
    skills = figures.cube(reader, rows=Cut.SKILL, where=where, figures=SHOWN)
    years = figures.cube(reader, rows=Cut.YEAR, where=always, figures=SHOWN)
    here = {"facility": facility.pk}

    def links(table):
        def lead(key):
            behind = reverse("report_classes") + asked.query(**here, **narrowed(table.rows_by, key))
            programme = table.rows_by == Cut.PROGRAMME and key
            return reverse("programme_report", args=[key]) if programme else "", behind

        return lead

    title = _("Classes by programme")
    sections = (
        Section("key", _("Key figures"), cards=_cards(facility, asked, programmes.total, reader, where)),
        Section("programmes", title, grid=grid_of(programmes, SHOWN, links(programmes))),
        Section("years", _("Year by year"), grid=grid_of(years, SHOWN, links(years))),
        Section("skills", _("Skills"), grid=grid_of(skills, SHOWN, links(skills))),
    )
    return Document(
        name="facility-report",
        title=facility.name,
        quoted=True,
        at=at,
        zone=facility.time_zone,
        for_whom=for_whom(reader),
        version=VERSION,
        filters=asked.told,
        sections=sections,
        definitions=defined(TOTALS),
        signatures=(Signature(_("Head of the facility"), facility.name),),
        letterhead=(facility.name,),
        invented=facility.organisation.invented or holds_invented(),
    )


def _cards(facility: Facility, asked: Asked, total, reader, where) -> tuple[Card, ...]:
    def cell(fig: Fig) -> Cell:
        return Cell.figure(fig, total[fig])

    now = running(reader, where)
    seated = Cell.text(_("classes, with %(enrolled)s enrolled") % {"enrolled": number(now.enrolled)})
    cards = [
        Card(_("Running now"), Cell(now.classes), (Fact("", (seated,)),)),
        Card(str(Fig.ENROLLED.label), cell(Fig.ENROLLED), (Fact(_("Seats used"), (cell(Fig.SEATS_USED),)),)),
        Card(str(Fig.COMPLETED.label), cell(Fig.COMPLETED), (_fact(Fig.COMPLETION_RATE, cell),)),
        Card(str(Fig.LESSON_HOURS.label), cell(Fig.LESSON_HOURS), (_fact(Fig.ATTENDANCE_RATE, cell),)),
    ]
    if set(asked.chosen) == {"year"}:
        found = figures.people_of_year(reader, asked.chosen["year"], facility=facility.pk)
        why = _("who took part in at least one class") if found else _("People are counted when the year is over.")
        cards.append(Card(_("People"), Cell(found and found.people), (Fact("", (Cell.text(why),)),)))
    return tuple(cards)


def _fact(fig: Fig, cell) -> Fact:
    return Fact(str(fig.label), (cell(fig),))
