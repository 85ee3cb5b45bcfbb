"""Where the bars of a report's chart lie. The table beside it holds the same numbers for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisations.choices import HowKnown
from reports.programme_report import Number, Row

WIDTH, LONGEST_BAR, ROW = 400, 300, 66
LONGEST_NAME = 44
LEGEND_COLUMNS = (0, 200)


@dataclass(frozen=True)
class Bar:
    """One bar: solid where a source states it, dotted where it is derived, hatched where it is counted."""

    css: str
    y: int
    width: float
    words: str

    @property
    def text_x(self) -> float:
        """Where its number stands."""
        return self.width + 10

    @property
    def text_y(self) -> int:
        """The line its number stands on."""
        return self.y + 12


@dataclass(frozen=True)
class Group:
    """The bars of one row of the table, and the thick tick of its seats."""

    name: str
    name_y: int
    bars: list[Bar]
    tick: str


@dataclass(frozen=True)
class Key:
    """One entry of the legend."""

    css: str
    words: str
    x: int
    y: int


@dataclass(frozen=True)
class Chart:
    """The whole drawing."""

    groups: list[Group]
    legend: list[Key]
    line_y: int
    height: int
    template = "reports/_chart.html"
    wide = False


def chart(rows: Sequence[Row]) -> Chart | None:
    """The chart of these rows; none where no number is known."""
    largest = max((number.value or 0 for row in rows for number in row.numbers), default=0)
    if not largest:
        return None
    scale = LONGEST_BAR / float(largest)
    groups = [_group(row, place * ROW, scale) for place, row in enumerate(rows)]
    line_y = len(rows) * ROW + 14
    legend = _legend(groups, line_y + 8)
    return Chart(groups, legend, line_y, height=line_y + 8 + 20 * ((len(legend) + 1) // len(LEGEND_COLUMNS)))


def _group(row: Row, top: int, scale: float) -> Group:
    stated_css = "b1" if row.stated.how in ("", HowKnown.STATED) else "b3"
    drawn = [(row.stated, stated_css, top + 33), (row.counted, "b2", top + 50)]
    seats = row.seats.value
    return Group(
        name=row.name if len(row.name) <= LONGEST_NAME else f"{row.name[:LONGEST_NAME].rstrip()}…",
        name_y=top + 26,
        bars=[_bar(number, css, y, scale) for number, css, y in drawn if number.value is not None],
        tick=f"M{float(seats) * scale:g} {top + 29}v39" if seats is not None else "",
    )


def _bar(number: Number, css: str, y: int, scale: float) -> Bar:
    return Bar(css, y, round(float(number.value) * scale, 1), number.words)


def _legend(groups: list[Group], top: int) -> list[Key]:
    present = {bar.css for group in groups for bar in group.bars}
    present |= {"target" for group in groups if group.tick}
    words = {"b1": _("by the source"), "b3": _("derived"), "b2": _("by the roster"), "target": _("seats")}
    shown = [css for css in words if css in present]
    columns = len(LEGEND_COLUMNS)
    return [
        Key(css, words[css], LEGEND_COLUMNS[place % columns], top + 20 * (place // columns))
        for place, css in enumerate(shown)
    ]
