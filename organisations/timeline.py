"""Where the bars of a timeline of agreements lie: solid where surely in force, dashed where days are not known.

The table or list beside the drawing says the same in words. Chains stand together, one agreement a row; the days
between an agreement and the one that renews it are hatched.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from organisations.chains import Step
from organisations.choices import Precision
from organisations.days import possible_days
from organisations.force import NOT_SIGNED
from web.numbers import number

LEFT, RIGHT, ROW, TOP = 190, 1000, 32, 24
BAR, LONGEST_LABEL, MOST_TICKS = 20, 24, 16
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """A stretch of days: ``force``, ``ended`` (pale, it is over), ``maybe`` (dashed) or ``gap`` (hatched)."""

    css: str
    x: float
    width: float
    y: int
    height: int = BAR


@dataclass(frozen=True)
class Text:
    """Words in the drawing."""

    words: str
    x: float
    y: int
    anchor: str = "start"
    css: str = ""


@dataclass(frozen=True)
class Drawing:
    """The whole timeline."""

    bars: list[Bar]
    edges: list[Bar]
    texts: list[Text]
    years: list[Text]
    lines: list[int]
    """Between two chains."""
    now: float | None
    bottom: int

    @property
    def height(self) -> int:
        """With the words under the line of today."""
        return self.bottom + 24

    @property
    def now_text(self) -> int:
        """The line on which these words stand."""
        return self.bottom + 17


@dataclass(frozen=True)
class Axis:
    """From the first day of a year to the last of another; beyond today where an end is not known."""

    since: int
    until: int

    @classmethod
    def over(cls, chains: Iterable[Sequence[Step]], since: int | None, until: int | None, today: date):
        """The years asked for, else those of the agreements and of today."""
        days = [day for chain in chains for step in chain for day in (step.agreement.in_force_from, step.until) if day]
        found = [day.year for day in days] or [today.year]
        goes_on = [today.year + 1] if any(step.until is None for chain in chains for step in chain) else []
        first = since or min(found)
        return cls(first, max(until or max(found + goes_on), first))

    def x(self, day: date) -> float:
        """Where a day begins; one outside lies at the edge."""
        begin, end = date(self.since, 1, 1), date(self.until, 12, 31)
        part = (min(max(day, begin), end + ONE_DAY) - begin).days / ((end - begin).days + 1)
        return round(LEFT + part * (RIGHT - LEFT), 1)

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.since <= day.year <= self.until

    def ticks(self) -> list[Text]:
        """The first of January of each year, or of every so many where they are many."""
        every = -(-(self.until - self.since + 1) // MOST_TICKS)
        years = range(self.since, self.until + 1, every)
        return [Text(str(year), self.x(date(year, 1, 1)), 14, css="t-soft") for year in years]


def drawn(
    chains: Sequence[Sequence[Step]], labels: dict, today: date, since: int | None = None, until: int | None = None
) -> Drawing:
    """The drawing of these chains as of a day. ``labels`` holds the name of each agreement by its key."""
    axis = Axis.over(chains, since, until, today)
    bars, edges, texts, lines, place = [], [], [], [], 0
    for chain in chains:
        for step in chain:
            top = TOP + place * ROW + 6
            place += 1
            label = Truncator(f"{place}. {labels[step.agreement.pk]}").chars(LONGEST_LABEL)
            texts.append(Text(label, 0, top + 15))
            found = _bars(step, axis, top, today)
            bars += found
            edges += _edges(step, axis, top)
            if not found:
                texts.append(Text(_unknown(step), LEFT + 6, top + 15, css="t-soft"))
            if step.gap and step.gap.days:
                bars.append(_bar("gap", step.gap.first, step.gap.last, axis, top - 4, BAR + 8))
                texts.append(_of_gap(step, axis, top))
        lines.append(TOP + place * ROW + 1)
    now = axis.x(today) if axis.holds(today) else None
    return Drawing(
        [bar for bar in bars if bar and bar.width], edges, texts, axis.ticks(), lines[:-1], now, TOP + place * ROW + 4
    )


def _unknown(step: Step) -> str:
    if step.agreement.status in NOT_SIGNED:
        return str(step.agreement.get_status_display())
    return _("in force on days that are not known")


def _bars(step: Step, axis: Axis, top: int, today: date) -> list[Bar]:
    """Dashed where it may be in force, solid where it surely is."""
    agreement = step.agreement
    if agreement.status in NOT_SIGNED or (agreement.in_force_from is None and step.until is None):
        return []
    start, end = date(axis.since, 1, 1), date(axis.until, 12, 31)
    first, surely_from = (start, None)
    if agreement.in_force_from:
        first, surely_from = possible_days(agreement.in_force_from, agreement.in_force_from_precision)
    surely_until, last = (None, end)
    if step.until:
        surely_until, last = possible_days(step.until, step.until_precision)
    solid = surely_from and surely_until and surely_from <= surely_until
    css = "ended" if last < today else "force"
    found = [] if solid and first == surely_from and last == surely_until else [_bar("maybe", first, last, axis, top)]
    return [one for one in [*found, _bar(css, surely_from, surely_until, axis, top) if solid else None] if one]


def _bar(css: str, first: date, last: date, axis: Axis, y: int, height: int = BAR) -> Bar:
    x = axis.x(first)
    return Bar(css, x, round(max(axis.x(last + ONE_DAY) - x, 0), 1), y, height)


def _edges(step: Step, axis: Axis, top: int) -> list[Bar]:
    """A thick edge at the one day that is known where the other is not."""
    begin, precision = step.agreement.in_force_from, step.agreement.in_force_from_precision
    if begin and step.until is None and precision == Precision.DAY and axis.holds(begin):
        return [Bar("force", axis.x(begin), 5, top - 1, BAR + 2)]
    if step.until and begin is None and step.until_precision == Precision.DAY and axis.holds(step.until):
        return [Bar("force", axis.x(step.until + ONE_DAY) - 5, 5, top - 1, BAR + 2)]
    return []


def _of_gap(step: Step, axis: Axis, top: int) -> Text:
    """Beside the hatched days, on the side where the bar is not."""
    words = _("no basis %(n)s days") % {"n": number(step.gap.days)}
    return Text(words, axis.x(step.gap.first) - 8, top + 15, "end", "t-b")
