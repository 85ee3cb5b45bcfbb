"""The report of a programme as a document: facts with their origin, figures side by side, and who signs."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.choices import HowKnown
from organisations.templatetags.organisations import agreement_name, source_name
from participants.choices import NotCompletedReason, ParticipantKind, WithdrawalReason
from programs.choices import ProgrammeRoleKind, StatementKind
from programs.states import days_of, programme_states
from programs.templatetags.programs import money, names_beside
from reports import figures
from reports.chart import chart
from reports.document import Card, Cell, Column, Document, Fact, Grid, Kind, Row, Section, Signature, defined
from reports.figures import VERSION, Fig
from reports.origins import COUNTED
from reports.programme_report import Number, ProgrammeReport
from reports.programme_report import Row as ReportRow
from web.dates import date_range
from web.numbers import number

COUNTS = (Fig.ENROLLED, Fig.ATTENDED, Fig.COMPLETED, Fig.NOT_COMPLETED, Fig.WITHDRAWN, Fig.LESSON_HOURS)
SHARES = (Fig.SEATS_USED, Fig.ATTENDANCE_RATE, Fig.COMPLETION_RATE, Fig.ACHIEVEMENT, Fig.COST)
SHOWN = (*COUNTS, *SHARES, Fig.HOURS_ATTENDED, Fig.PLANNED, Fig.TARGET)
REASONS = {Fig.NOT_COMPLETED: NotCompletedReason, Fig.WITHDRAWN: WithdrawalReason}


def programme_document(report: ProgrammeReport) -> Document:
    """What the report of a programme says to its reader."""
    return _Writer(report).document()


class _Writer:
    def __init__(self, report: ProgrammeReport):
        self.report, self.facts, self.programme = report, report.facts, report.programme
        where = figures.Filters.of(figures.Cut.PROGRAMME, self.programme.pk)
        self.counted = figures.cube(report.reader, where=where, figures=SHOWN).total
        self.people = figures.people_of_programme(report.reader, self.programme.pk)

    def document(self) -> Document:
        """The sections in the order in which they are read."""
        report = self.report
        sections = [self._key_figures(), self._by_topic(), self._results(), self._parties(), self._unknown()]
        sections += [section for section in (self._milestones(), self._funding(), self._statements()) if section]
        organisers = self._bodies(ProgrammeRoleKind.ORGANISER)
        heads = [place.facility.name for place in self.facts.places if place.facility]
        return Document(
            name="programme-report",
            title=self.programme.title,
            quoted=True,
            at=report.at,
            zone=report.zone,
            for_whom=report.for_whom,
            version=VERSION,
            line=self._line(),
            sections=tuple(sections),
            definitions=defined(SHOWN),
            origins=tuple(report.origins),
            signatures=(
                *(Signature(_("For the organiser"), name) for name in organisers),
                *(Signature(_("Head of the facility"), name) for name in dict.fromkeys(heads)),
            ),
            letterhead=tuple(organisers[:1]),
            invented=self.programme.invented or report.all_counted.invented,
        )

    def _line(self) -> tuple[Cell, ...]:
        days = days_of(self.programme)
        written = date_range(days.first, days.last, days.first_precision, days.last_precision)
        states = [Cell.text(str(state.label)) for state in programme_states(self.programme, self.facts.on)]
        places = [Cell.text(_place(place), lang="id") for place in self.facts.places]
        return (*(states or [Cell.text("")]), Cell.text(written), *places)

    def _key_figures(self) -> Section:
        report, total = self.report, self.report.total
        people = [Fact(_("Target"), (cell(total.target),))]
        if total.target.value and total.stated.value:
            people.append(Fact(_("Achievement"), (Cell.part(total.stated.value, total.target.value),)))
        topics = Cell(len(self.facts.topics) or None, mark=report.source_mark if self.facts.topics else "")
        by_topic = tuple(cell(row.stated) for row in report.rows if row.quoted)
        days = Fact(_("Lesson hours (JP)"), (cell(report.lesson_hours),))
        cards = [
            Card(_("Participants"), cell(total.stated), tuple(people)),
            Card(_("Topics"), topics, (Fact(_("Participants"), by_topic),) if by_topic else ()),
            Card(_("Length"), cell(report.length), (days,)),
        ]
        if report.all_counted.classes:
            used = Cell.part(total.counted.value, total.seats.value, sample=report.all_counted.invented)
            cards.insert(1, Card(_("Enrolled"), cell(total.counted), (Fact(_("Seats used"), (used,)),)))
        cards += [self._trained_before(name, before) for name, before in report.trained_before]
        return Section("key", _("Key figures"), cards=tuple(cards))

    def _trained_before(self, facility: str, before: Number) -> Card:
        said = [Cell.text(one.text, lang=one.language) for one in self.report.skills_before]
        stated = self.report.total.stated.words
        apart = _("not part of the %(n)s") % {"n": stated} if stated else _("not part of this programme")
        of = Fact("", (Cell.text(facility, lang="id"), *said))
        return Card(_("Trained here before"), cell(before), (of, Fact("", (Cell.text(apart),))))

    def _by_topic(self) -> Section:
        report = self.report
        columns = [Column(_("Topic"), Kind.TEXT)]
        columns += [Column(_("Target"))] if report.has_targets else []
        columns.append(Column(_("By the source")))
        if report.all_counted.classes:
            columns += [Column(_("By the roster")), Column(_("Seats")), Column(_("Seats used"), Kind.SHARE)]
        rows = tuple(self._topic(row) for row in report.rows)
        grid = Grid(tuple(columns), rows, self._topic(report.total), _("Participants by topic"))
        if not report.all_counted.classes:
            notes = (_("No class of this programme is kept here, so nothing is counted."),)
        else:
            notes = (_("Seats used = by the roster, divided by seats. Seats are no target."),)
            if report.all_counted.invented:
                notes += (_("Seats and rosters are invented for the demonstration."),)
        drawn = chart(report.rows) or chart([report.total])
        if drawn is None:
            notes = (_("No number of participants is known, so there is nothing to draw."), *notes)
        return Section("topics", _("Participants by topic"), grid=grid, notes=notes, picture=drawn)

    def _topic(self, row: ReportRow) -> Row:
        told = [row.target] if self.report.has_targets else []
        told.append(row.stated)
        if not self.report.all_counted.classes:
            return Row(Cell.text(row.name, lang="id" if row.quoted else ""), tuple(map(cell, told)))
        told += [row.counted, row.seats]
        used = Cell.part(row.counted.value, row.seats.value)
        return Row(Cell.text(row.name, lang="id" if row.quoted else ""), (*map(cell, told), used))

    def _results(self) -> Section:
        """Every figure once, by the source beside counted and derived here."""
        columns = Column(_("Figure"), Kind.TEXT), Column(_("By the source")), Column(_("Counted or derived here"))
        grid = Grid(columns, tuple(self._result_rows()), caption=_("Figures by the source beside what is counted here"))
        return Section("results", _("Participation and results"), grid=grid, notes=tuple(self._people_notes()))

    def _result_rows(self) -> Iterator[Row]:
        report = self.report
        stated = {Fig.ENROLLED: cell(report.total.stated), Fig.LESSON_HOURS: cell(report.lesson_hours)}
        yield _row(_("Target"), cell(report.total.target), Cell(applies=False))
        for fig in COUNTS:
            yield _row(str(fig.label), stated.get(fig, Cell()), self._figure(fig))
            if fig == Fig.ENROLLED:
                yield from self._kinds()
                if report.whole:
                    yield _row(_("People"), Cell(), self._people_cell())
            if fig in REASONS:
                yield from self._reasons(fig)
        for fig in SHARES:
            yield _row(str(fig.label), Cell(), self._figure(fig))

    def _figure(self, fig: Fig) -> Cell:
        value = self.counted[fig]
        derived = fig in SHARES
        mark = self._mark(derived) if value.number is not None and self.report.all_counted.classes else ""
        if not self.report.all_counted.classes:
            return Cell()
        return Cell.figure(fig, value, mark=mark)

    def _mark(self, derived: bool) -> str:
        origins, sample = self.report.origins, self.report.all_counted.invented
        if not derived:
            return origins.mark(COUNTED, self.report.rosters, sample=sample)
        return origins.mark(HowKnown.DERIVED, _("from the figures counted here, as defined below"), sample=sample)

    def _kinds(self) -> Iterator[Row]:
        kinds = {kind: sums["enrolled"] for kind, sums in self.counted.kinds.items() if sums["enrolled"]}
        for kind in sorted(kinds) if len(kinds) > 1 else ():
            words = _("of these: %(kind)s") % {"kind": ParticipantKind(kind).label}
            yield _row(words, Cell(applies=False), Cell(kinds[kind], mark=self._mark(False)))

    def _reasons(self, fig: Fig) -> Iterator[Row]:
        labels = dict(REASONS[fig].choices)
        for reason, n in self.counted.reasons(fig.value).items():
            words = _("of these: %(kind)s") % {"kind": labels.get(reason) or _("no kind of reason given")}
            yield _row(words, Cell(applies=False), Cell(n, mark=self._mark(False)))

    def _people_cell(self) -> Cell:
        return Cell(self.people.people, mark=self._mark(False)) if self.people else Cell()

    def _people_notes(self) -> Iterator[str]:
        if self.people is None:
            if self.report.whole and self.report.all_counted.classes:
                yield _("People are counted when all classes of the programme are over; until then enrolments count.")
        elif self.people.people == self.people.enrolments:
            yield _("%(n)s enrolments, %(people)s people: nobody was in two classes.") % self._people_words()
        else:
            yield _("%(n)s enrolments, %(people)s people: who is in two classes counts twice as an enrolment.") % (
                self._people_words()
            )

    def _people_words(self) -> dict[str, str]:
        return {"n": number(self.people.enrolments), "people": number(self.people.people)}

    def _parties(self) -> Section:
        mark = self.report.source_mark
        agreements = tuple(
            Cell.text(
                agreement_name(basis.agreement),
                url=reverse("agreement", args=[basis.agreement_id]),
                mark=mark,
                small=(basis.relation,) if basis.relation else (),
            )
            for basis in self.facts.bases
        )
        facts = [Fact(_("Basis"), agreements)]
        facts += [Fact(str(label), tuple(_body(one, mark) for one in bodies)) for label, bodies in self.facts.roles]
        facts.append(Fact(_("Place"), tuple(_place_cell(place, mark) for place in self.facts.places)))
        notes = ()
        if len(agreements) > 1:
            notes = (_("It rests on several agreements: it counts fully for each of them, and once in totals."),)
        return Section("parties", _("Basis and parties"), facts=tuple(facts), notes=notes, half=True)

    def _unknown(self) -> Section:
        facts = tuple(Fact(str(label)) for label in self.facts.unknown)
        if not facts:
            line = _("Everything that is asked of a programme here is known.")
            return Section("unknown", _("What the sources do not say"), line=line, half=True)
        looked = "; ".join(source_name(source) for source in self.facts.sources)
        notes = (_("Looked for in: %(sources)s.") % {"sources": looked},) if looked else ()
        notes += (_("Not known means that nobody has told us, not zero."),)
        return Section("unknown", _("What the sources do not say"), facts=facts, notes=notes, half=True)

    def _milestones(self) -> Section | None:
        facts = tuple(
            Fact(
                str(one.get_kind_display()),
                (Cell.day(one.day, one.day_precision, small=tuple(filter(None, (one.get_basis_display(), one.note)))),),
            )
            for one in self.facts.milestones
        )
        return Section("milestones", _("Milestones"), facts=facts, half=True) if facts else None

    def _funding(self) -> Section | None:
        columns = Column(_("Who pays"), Kind.TEXT), Column(_("Kind"), Kind.TEXT), Column(_("Amount"), Kind.TEXT)
        rows = tuple(
            Row(
                Cell.text(str(line.organisation or line.name_as_printed or ""), lang="id"),
                (
                    Cell.text(str(line.get_kind_display() or "")),
                    Cell.text("" if line.amount is None else money(line), small=(line.note,) if line.note else ()),
                ),
            )
            for line in self.facts.funding
        )
        return Section("funding", _("Funding"), grid=Grid(columns, rows), half=True) if rows else None

    def _statements(self) -> Section | None:
        main = self.facts.main_source
        facts = tuple(
            Fact(str(StatementKind(kind).label), tuple(_said(one, main) for one in said))
            for kind, said in self.report.statements
        )
        if not facts:
            return None
        line = _("In the words of the sources.")
        return Section("statements", _("What the sources say"), line=line, facts=facts)

    def _bodies(self, kind: ProgrammeRoleKind) -> list[str]:
        label = kind.label
        return [_name(one) for of, bodies in self.facts.roles if of == label for one in bodies]


def cell(known: Number) -> Cell:
    """A number of the report of a programme, with the letter of its origin."""
    if known.value is None:
        return Cell.text(known.words, mark=known.mark)
    return Cell(known.value, mark=known.mark, unit=str(known.unit))


def _row(name: str, *cells: Cell) -> Row:
    return Row(Cell.text(name), cells)


def _said(statement, main) -> Cell:
    other = statement.source and statement.source != main
    small = (source_name(statement.source),) if other else ()
    return Cell.text(statement.text, lang=statement.language, small=small)


def _name(body) -> str:
    return body.name_as_printed or str(body.organisation)


def _body(body, mark: str) -> Cell:
    beside = tuple(names_beside(body)) if body.organisation_id else ()
    return Cell.text(_name(body), lang="id", mark=mark, small=beside)


def _place(place) -> str:
    return place.name_as_printed or place.facility.name


def _place_cell(place, mark: str) -> Cell:
    where = ", ".join(filter(None, (place.city, place.province)))
    kept = place.facility and place.facility.name not in _place(place)
    small = (_("Kept here as %(name)s") % {"name": place.facility.name},) if kept else ()
    return Cell.text(_place(place), lang="id", mark=mark, small=(*small, *((where,) if where else ())))
