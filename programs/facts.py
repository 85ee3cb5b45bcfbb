"""What is known of one programme, as its pages and its report need it: read once, with few statements."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from django.db.models import Model, Prefetch
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from organisations.choices import Precision
from organisations.models import Agreement, AgreementParty, Organisation, Source
from organisations.naming import Histories
from programs.choices import Basis, Measure, MilestoneBasis, MilestoneKind, ProgrammeRoleKind, StatementKind, Unit
from programs.models import (
    Figure,
    FundingLine,
    Milestone,
    Programme,
    ProgrammeBasis,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Statement,
    Topic,
)
from programs.published import Published, Question, published, question
from programs.rows_of_programme import Rows
from programs.states import days_of

FIRST_WORD = re.compile(r"\w+")
QUESTIONS = (
    (_("Target"), {Basis.TARGET}),
    (_("Trainers"), {ProgrammeRoleKind.TRAINER, StatementKind.TRAINERS}),
    (_("Lesson hours (JP)"), {Unit.LESSON_HOURS}),
    (_("Selection"), {StatementKind.SELECTION}),
    (_("Budget"), {ProgrammeRoleKind.FUNDER, StatementKind.FUNDING, FundingLine}),
    (_("Equipment"), {ProgrammeRoleKind.EQUIPMENT_GIVER, StatementKind.EQUIPMENT}),
    (_("Certificates"), {Measure.CERTIFICATES, StatementKind.CERTIFICATES}),
    (_("Life afterwards"), {StatementKind.AFTERWARDS}),
)
"""What one would want to know of a programme, and the kinds of role, figure, statement and row that answer it."""


def named_organisation(on: date) -> Prefetch:
    """The organisation behind a role or a party, with its name on that day."""
    return Prefetch("organisation", Organisation.objects.named(on))


def named_parties(on: date, lookup: str = "parties") -> Prefetch:
    """The parties that signed agreements, each with its organisation; who came in later the agreement's page tells."""
    signed = AgreementParty.objects.filter(added_by=None).order_by("addition", "position")
    return Prefetch(lookup, signed.prefetch_related(named_organisation(on)))


class Facts:
    """The facts of one programme and who states them."""

    def __init__(self, programme: Programme, *, on: date):
        self.programme, self.on = programme, on

    @cached_property
    def _rows(self) -> Rows:
        """All rows of it; the bodies in them carry what they were called on the day that counts, and today."""
        rows = Rows(self.programme)
        days = days_of(self.programme)
        here = (days.first, days.first_precision)
        dated = [(row, *here) for row in (*rows[ProgrammeRole], *rows[FundingLine])]
        signed = {agreement.pk: (agreement.signed_on, agreement.signed_on_precision) for agreement in rows[Agreement]}
        dated += [(party, *signed[party.agreement_id]) for party in rows[AgreementParty]]
        _name([row for row in dated if row[0].organisation_id], self.on)
        _say_who_chose(rows[Figure])
        return rows

    @cached_property
    def roles(self) -> list[tuple[str, list[ProgrammeRole]]]:
        """Who does what: the roles that are filled, in their written order, each with its bodies."""
        found = self._rows.in_order(ProgrammeRole)
        by_kind = [(kind, [role for role in found if role.role == kind]) for kind in ProgrammeRoleKind]
        return [(kind.label, bodies) for kind, bodies in by_kind if bodies]

    @cached_property
    def places(self) -> list[ProgrammePlace]:
        """Where it runs, as printed."""
        return self._rows.in_order(ProgrammePlace)

    @cached_property
    def bases(self) -> list[ProgrammeBasis]:
        """The agreements it rests on, with their parties."""
        return self._rows.in_order(ProgrammeBasis)

    @cached_property
    def topics(self) -> list[Topic]:
        """Its subjects, in the order of the source."""
        return self._rows.in_order(Topic)

    @cached_property
    def figures(self) -> list[Figure]:
        """Every published number of it and its topics, used or not: those of the whole first."""
        order = {topic.pk: place for place, topic in enumerate(self.topics, start=1)}
        measures, bases, units = list(Measure), list(Basis), list(Unit)

        def place(figure: Figure) -> tuple:
            asked = measures.index(figure.measure), bases.index(figure.basis), units.index(figure.unit)
            return order.get(figure.topic_id, 0), *asked, not figure.used, figure.pk

        return sorted(self._rows[Figure], key=place)

    @cached_property
    def published(self) -> list[Published]:
        """Its published numbers, those that answer one question side by side."""
        return published(self.figures)

    @cached_property
    def milestones(self) -> list[Milestone]:
        """Opening, first and last class, assessment and closing; by kind, what was planned before what came."""
        kinds, bases = list(MilestoneKind), list(MilestoneBasis)
        return sorted(
            self._rows[Milestone],
            key=lambda one: (kinds.index(one.kind), bases.index(one.basis), one.day or date.max, one.pk),
        )

    @cached_property
    def funding(self) -> list[FundingLine]:
        """Who pays, with what."""
        return self._rows[FundingLine]

    @cached_property
    def statements(self) -> list[tuple[StatementKind, list[Statement]]]:
        """What sources say of it, by what it is about."""
        found = [statement for statement in self._all_statements if statement.kind != StatementKind.INFERRED]
        by_kind = [(kind, [statement for statement in found if statement.kind == kind]) for kind in StatementKind]
        return [(kind, said) for kind, said in by_kind if said]

    @cached_property
    def remarks(self) -> list[Statement]:
        """What was deduced and no source states: the field, and sometimes why."""
        return [statement for statement in self._all_statements if statement.kind == StatementKind.INFERRED]

    @cached_property
    def _all_statements(self) -> list[Statement]:
        return sorted(self._rows[Statement], key=lambda said: (said.position, said.addition))

    @cached_property
    def sources(self) -> list[Source]:
        """Where its facts come from; the first is the main one."""
        return [link.source for link in self._rows.in_order(ProgrammeSource)]

    @property
    def main_source(self) -> Source | None:
        """The source that plain facts, such as place and organiser, are taken from."""
        return self.sources[0] if self.sources else None

    @cached_property
    def inferred(self) -> frozenset[str]:
        """The fields that no source states: their values were deduced."""
        return frozenset(found[0] for said in self.remarks if (found := FIRST_WORD.match(said.text)))

    @property
    def start_inferred(self) -> bool:
        """Whether a part of the first day was deduced; a remark names the day or its year."""
        return not self.inferred.isdisjoint({"start", "year"})

    @property
    def end_inferred(self) -> bool:
        """Whether a part of the last day was deduced."""
        return not self.inferred.isdisjoint({"end", "year"})

    @property
    def dates_inferred(self) -> bool:
        """Whether a part of either was deduced."""
        return self.start_inferred or self.end_inferred

    def figure(
        self, measure: Measure, unit: Unit = Unit.PEOPLE, basis: Basis = Basis.ACTUAL, topic: Topic | None = None
    ) -> Figure | None:
        """The number of this measure that is used; none where nobody states one or no one of several was chosen."""
        return self._used.get((topic.pk if topic else None, measure, basis, unit))

    @cached_property
    def _used(self) -> dict[Question, Figure]:
        return {question(figure): figure for figure in self.figures if figure.used}

    @property
    def unknown(self) -> Sequence[str]:
        """What one would want to know of a programme and no source says."""
        roles = {role.role for _label, bodies in self.roles for role in bodies}
        figures = {word for figure in self.figures for word in (figure.measure, figure.unit, figure.basis)}
        known = roles | figures | {statement.kind for statement in self._all_statements}
        known |= {FundingLine} if self.funding else set()
        return [label for label, answers in QUESTIONS if known.isdisjoint(answers)]


def _say_who_chose(figures: Sequence[Figure]) -> None:
    chosen = [figure for figure in figures if figure.used_by_id]
    people = User.objects.in_bulk({figure.used_by_id for figure in chosen}) if chosen else {}
    for figure in chosen:
        figure.used_by = people[figure.used_by_id]


def _name(dated: Sequence[tuple[Model, date | None, str]], today: date) -> None:
    """Say of each row with a body what that was called on its day (``then``) and is called today (``now``)."""
    histories = Histories(row.organisation_id for row, _day, _precision in dated)
    for row, day, precision in dated:
        row.then = histories.on(row.organisation_id, day, precision or Precision.DAY)
        row.now = histories.on(row.organisation_id, today)
        row.organisation = Organisation(pk=row.organisation_id)
        row.organisation.name = str(row.then) or str(row.now)
