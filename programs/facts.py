"""What is known of one programme, as its pages and its report need it: each part is read once, when asked for."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from django.db.models import F, Prefetch
from django.utils.translation import gettext_lazy as _

from organisations.models import AgreementParty, Organisation, Source
from programs.choices import Basis, Measure, ProgrammeRoleKind, StatementKind, Unit
from programs.models import Figure, Programme, ProgrammeBasis, ProgrammePlace, ProgrammeRole, Statement, Topic

FIRST_WORD = re.compile(r"\w+")
DATE_FIELDS = frozenset({"start", "end", "year"})
"""How a remark on an inferred date begins; it names the field, then says why."""

QUESTIONS = (
    (_("Target"), {Basis.TARGET}),
    (_("Trainers"), {ProgrammeRoleKind.TRAINER, StatementKind.TRAINERS}),
    (_("Lesson hours (JP)"), {Unit.LESSON_HOURS}),
    (_("Selection"), {StatementKind.SELECTION}),
    (_("Budget"), {ProgrammeRoleKind.FUNDER, StatementKind.FUNDING}),
    (_("Equipment"), {ProgrammeRoleKind.EQUIPMENT_GIVER, StatementKind.EQUIPMENT}),
    (_("Certificates"), {Measure.CERTIFICATES, StatementKind.CERTIFICATES}),
    (_("Life afterwards"), {StatementKind.AFTERWARDS}),
)
"""What one would want to know of a programme, and the kinds of role, figure and statement that answer it."""


def named_organisation(on: date) -> Prefetch:
    """The organisation behind a role or a party, with its name on that day."""
    return Prefetch("organisation", Organisation.objects.named(on))


def named_parties(on: date, lookup: str = "parties") -> Prefetch:
    """The parties of agreements, each with its organisation."""
    return Prefetch(
        lookup, AgreementParty.objects.prefetch_related(named_organisation(on)).order_by("addition", "position")
    )


class Facts:
    """The facts of one programme and who states them."""

    def __init__(self, programme: Programme, *, on: date):
        self.programme, self.on = programme, on

    @cached_property
    def roles(self) -> list[tuple[str, list[ProgrammeRole]]]:
        """Who does what: the roles that are filled, in their written order, each with its bodies."""
        found = list(
            self.programme.roles.order_by("addition", "position").prefetch_related(named_organisation(self.on))
        )
        by_kind = [(kind, [role for role in found if role.role == kind]) for kind in ProgrammeRoleKind]
        return [(kind.label, bodies) for kind, bodies in by_kind if bodies]

    @cached_property
    def places(self) -> list[ProgrammePlace]:
        """Where it runs, as printed."""
        return list(self.programme.places.select_related("facility").order_by("addition", "position"))

    @cached_property
    def bases(self) -> list[ProgrammeBasis]:
        """The agreements it rests on, with their parties."""
        bases = self.programme.bases.select_related("agreement").order_by("addition", "position")
        return list(bases.prefetch_related(named_parties(self.on, "agreement__parties")))

    @cached_property
    def topics(self) -> list[Topic]:
        """Its subjects, in the order of the source."""
        return list(self.programme.topics.order_by("addition", "position"))

    @cached_property
    def figures(self) -> list[Figure]:
        """Every published number of it and its topics, used or not."""
        figures = self.programme.figures.select_related("source", "topic")
        whole_first = F("topic__position").asc(nulls_first=True)
        return list(figures.order_by(whole_first, "topic__addition", "measure", "basis", "unit", "-used", "pk"))

    @cached_property
    def statements(self) -> list[tuple[StatementKind, list[Statement]]]:
        """What sources say of it, by what it is about."""
        found = [statement for statement in self._all_statements if statement.kind != StatementKind.INFERRED]
        by_kind = [(kind, [statement for statement in found if statement.kind == kind]) for kind in StatementKind]
        return [(kind, said) for kind, said in by_kind if said]

    @cached_property
    def _all_statements(self) -> list[Statement]:
        return list(self.programme.statements.select_related("source").order_by("position", "addition"))

    @cached_property
    def sources(self) -> list[Source]:
        """Where its facts come from; the first is the main one."""
        links = self.programme.source_links.select_related("source").order_by("addition", "position")
        return [link.source for link in links]

    @property
    def main_source(self) -> Source | None:
        """The source that plain facts, such as place and organiser, are taken from."""
        return self.sources[0] if self.sources else None

    @cached_property
    def inferred(self) -> frozenset[str]:
        """The fields that no source states: their values were deduced."""
        remarks = (statement.text for statement in self._all_statements if statement.kind == StatementKind.INFERRED)
        return frozenset(found[0] for text in remarks if (found := FIRST_WORD.match(text)))

    @property
    def dates_inferred(self) -> bool:
        """Whether a part of the dates was deduced."""
        return not DATE_FIELDS.isdisjoint(self.inferred)

    def figure(
        self, measure: Measure, unit: Unit = Unit.PEOPLE, basis: Basis = Basis.ACTUAL, topic: Topic | None = None
    ) -> Figure | None:
        """The number of this measure that is used; none where nobody states one or no one of several was chosen."""
        wanted = (topic.pk if topic else None, measure, basis, unit)
        return self._used.get(wanted)

    @cached_property
    def _used(self) -> dict[tuple, Figure]:
        used = (figure for figure in self.figures if figure.used)
        return {(figure.topic_id, figure.measure, figure.basis, figure.unit): figure for figure in used}

    @property
    def unknown(self) -> Sequence[str]:
        """What one would want to know of a programme and no source says."""
        roles = {role.role for _label, bodies in self.roles for role in bodies}
        figures = {word for figure in self.figures for word in (figure.measure, figure.unit, figure.basis)}
        known = roles | figures | {statement.kind for statement in self._all_statements}
        return [label for label, answers in QUESTIONS if known.isdisjoint(answers)]
