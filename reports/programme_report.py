"""The report of one programme, as one reader sees it at one moment. It holds no name of anybody who takes part."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import access_of
from accounts.roles import Role
from organisations.choices import TimeZone
from programs.access import sees_whole, sessions_known_to
from programs.choices import StatementKind, Unit
from programs.facts import Facts
from programs.models import Figure, Programme, Statement
from programs.templatetags.programs import figure_value
from reports import figures
from reports.figures import Counted
from reports.origins import COUNTED, PLANNED, Origins
from web.numbers import number, percent

NOT_IN_REPORTS = (StatementKind.SKILLS_BEFORE, StatementKind.PARTICIPANTS, StatementKind.QUIRK)
"""What stands beside a figure already, and remarks on the sources: these are on the programme's own page."""


@dataclass(frozen=True)
class Number:
    """A number and the letter of its origin. Without words it is unknown."""

    value: Decimal | int | None = None
    words: str = ""
    mark: str = ""
    how: str = ""
    unit: str = ""
    """Of what it is, where that is not people."""


@dataclass(frozen=True)
class Row:
    """One topic, or the whole: what sources say beside what is counted."""

    name: str
    target: Number
    stated: Number
    seats: Number
    counted: Number
    quoted: bool
    """Whether its name is in the words of a source."""

    @property
    def seats_used(self) -> str:
        """Counted from roster, divided by seats; empty where one of them is not known or there is no seat."""
        known = self.counted.value is not None and self.seats.value
        return percent(self.counted.value, self.seats.value) if known else ""

    @property
    def numbers(self) -> tuple[Number, ...]:
        """What a chart draws of it."""
        return self.stated, self.counted, self.seats


class ProgrammeReport:
    """What the report of a programme says. Letters of origins are given in the order in which the page reads."""

    def __init__(self, programme: Programme, *, reader, at: datetime):
        self.programme, self.reader, self.at = programme, reader, at
        self.facts = Facts(programme, on=timezone.localdate(at))
        self.origins = Origins()
        self.whole = sees_whole(programme, reader)
        self._counted = figures.counted_by_topic(sessions_known_to(reader, programme))
        self.all_counted = sum(self._counted.values(), Counted())
        self.source_mark = self.origins.mark_source(self.facts.main_source) if self.facts.main_source else ""

    @cached_property
    def rows(self) -> list[Row]:
        """One row per topic; classes that belong to none stand in a row of their own."""
        rows = [self._row(topic.name, topic) for topic in self.facts.topics]
        if rows and None in self._counted:
            rows.append(self._row(_("Classes without a topic"), None, self._counted[None], stated=False))
        return rows

    @cached_property
    def total(self) -> Row:
        """The whole programme: what a source says of it as a whole, and the sum of what is counted."""
        return self._row(_("Whole programme"), None, self.all_counted)

    @property
    def has_targets(self) -> bool:
        """Whether a target is known of anything."""
        return any(row.target.words for row in [*self.rows, self.total])

    @cached_property
    def length(self) -> Number:
        """How many days it took."""
        return self._published(figures.length(self.facts))

    @cached_property
    def lesson_hours(self) -> Number:
        """How many lesson hours it had."""
        return self._published(figures.lesson_hours(self.facts))

    @cached_property
    def trained_before(self) -> list[tuple[str, Number]]:
        """How many each host had trained before; beside the name of the host."""
        return [(figure.facility.name, self._published(figure)) for figure in figures.trained_before(self.facts)]

    @property
    def skills_before(self) -> list[Statement]:
        """In which skills, as a source says it."""
        skills = (said for kind, said in self.facts.statements if kind == StatementKind.SKILLS_BEFORE)
        return next(skills, [])

    @property
    def statements(self) -> list[tuple[StatementKind, list[Statement]]]:
        """What sources say of it beyond numbers."""
        return [(kind, said) for kind, said in self.facts.statements if kind not in NOT_IN_REPORTS]

    @property
    def zone(self) -> str:
        """The clock by which the report is dated: that of its place."""
        zones = [place.facility.time_zone for place in self.facts.places if place.facility]
        return zones[0] if zones else TimeZone.WIB

    @property
    def for_whom(self) -> str:
        """For whom these sums are, and what they leave out."""
        access = access_of(self.reader)
        if not self.whole:
            names = {"facility": ", ".join(access.facility_names)}
            return _("Seats and rosters count the classes at %(facility)s only. No names of people.") % names
        if access.has(Role.CORRECTIONS, Role.AGREEMENTS):
            return _("Sums for the corrections ministry. No names of people.")
        bodies = dict.fromkeys(place.name for place in access.places if place.role == Role.OFFICIAL)
        names = {"organisation": ", ".join(bodies)}
        return _("Sums for %(organisation)s as the organiser. No names of people.") % names

    def _row(self, name, topic, counted: Counted | None = None, *, stated: bool = True) -> Row:
        counted = counted or self._counted.get(topic and topic.pk, Counted())
        return Row(
            name=name,
            target=self._published(figures.target(self.facts, topic)) if stated else Number(),
            stated=self._published(figures.participants(self.facts, topic)) if stated else Number(),
            seats=self._seats(counted),
            counted=self._taken(counted),
            quoted=topic is not None,
        )

    def _published(self, figure: Figure | None) -> Number:
        if figure is None:
            return Number()
        counts_people = figure.value is not None and figure.unit == Unit.PEOPLE
        words = number(figure.value) if counts_people else figure_value(figure)
        unit = "" if counts_people or figure.value is None else figure.get_unit_display()
        return Number(figure.value, words, self.origins.mark_figure(figure), figure.how_known, unit)

    def _seats(self, counted: Counted) -> Number:
        if counted.seats is None:
            return Number()
        mark = self.origins.mark(PLANNED, self._seats_of(self.all_counted), sample=self.all_counted.invented)
        return Number(counted.seats, number(counted.seats), mark, PLANNED)

    def _taken(self, counted: Counted) -> Number:
        if not counted.classes:
            return Number()
        mark = self.origins.mark(COUNTED, self.rosters, sample=self.all_counted.invented)
        return Number(counted.taken, number(counted.taken), mark, COUNTED)

    @staticmethod
    def _seats_of(counted: Counted) -> str:
        text = ngettext(
            "The seats of %(n)s class entered here.", "The seats of %(n)s classes entered here.", counted.classes
        )
        return text % {"n": number(counted.classes)}

    @property
    def rosters(self) -> str:
        """Which rosters were counted, in words."""
        counted = self.all_counted
        text = ngettext(
            "The roster of %(n)s class kept here; somebody in two classes counts twice.",
            "The rosters of %(n)s classes kept here; somebody in two classes counts twice.",
            counted.classes,
        )
        return text % {"n": number(counted.classes)}
