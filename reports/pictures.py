"""Where the parts of pictures lie that go with a table: tiles, bars, a row of years. No colour alone tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from reports.provinces import PROVINCES
from web.numbers import number

TILE, GAP = 58, 4
SHADES = 5
STEPS = (1, 2, 2.5, 5, 10)
"""What the ends of a scale and the bounds between shades are made of, at any size."""


def _round_up(value: float) -> int:
    size = 10 ** max(len(str(int(value))) - 1, 0)
    return int(next(step * size for step in STEPS if step * size >= value))


class Tile(NamedTuple):
    """One province on the map; without words nothing is counted there."""

    letters: str
    x: int
    y: int
    css: str
    words: str


class Shade(NamedTuple):
    """One entry of the key to the map."""

    css: str
    words: str
    x: int


class TileMap:
    """Provinces as tiles: the darker, the more; hatched where there is nothing to count. Each says its number."""

    template = "reports/_tiles.html"
    wide = True

    def __init__(self, counts: Mapping[str, int | None]):
        known = [n for n in counts.values() if n]
        self.bounds = self._bounds(max(known, default=0))
        self.tiles = [
            Tile(
                one.letters,
                (one.column - 1) * (TILE + GAP),
                (one.row - 1) * (TILE + GAP),
                self._css(counts.get(one.name)),
                number(counts.get(one.name)),
            )
            for one in PROVINCES
        ]
        self.width = 15 * (TILE + GAP) - GAP
        self.full_width = self.width + 2
        self.key_y = 7 * (TILE + GAP) + 8
        self.height = self.key_y + 24
        self.words = _("Provinces as tiles, each with its number; the darker, the more. The table holds the numbers.")

    @staticmethod
    def _bounds(largest: int) -> list[int]:
        """From which number on each darker shade holds; each is about half of the next."""
        top = _round_up(largest / 2) if largest else 1
        return sorted({max(round(top / 2**n), 1) for n in range(SHADES - 1)})

    def _css(self, n: int | None) -> str:
        return "none" if n is None else f"q{sum(n >= bound for bound in self.bounds)}"

    @property
    def key(self) -> list[Shade]:
        """What the shades mean."""
        first = [_("below %(n)s") % {"n": number(self.bounds[0])}]
        between = [f"{number(low)}–{number(high - 1)}" for low, high in pairwise(self.bounds)]
        last = [_("%(n)s and more") % {"n": number(self.bounds[-1])}]
        told = [(f"q{place}", words) for place, words in enumerate([*first, *between, *last])]
        told.append(("none", _("no class counted")))
        return [Shade(css, words, place * (self.width // 6)) for place, (css, words) in enumerate(told)]


class Bar(NamedTuple):
    """What came about as a bar, its part above the target dotted, and the target as a thick tick."""

    name: str
    y: int
    width: float
    over_x: float
    over: float
    tick: str
    words: str
    words_x: float


class Bars:
    """One bar for each row, against its target where one is known."""

    template = "reports/_bars.html"
    wide = False
    ROW, LONGEST, LETTERS = 44, 300, 48

    def __init__(self, rows: Sequence[tuple[str, int | None, int | None]], words: str):
        largest = max((n or 0 for _name, *numbers in rows for n in numbers), default=0)
        scale = self.LONGEST / float(largest) if largest else 0
        self.bars = [self._bar(place, *row, scale) for place, row in enumerate(rows)]
        self.has_targets = any(target for _name, _done, target in rows)
        self.has_over = any(bar.over for bar in self.bars)
        self.words = words
        self.key_y = len(rows) * self.ROW + 12
        self.height = self.key_y + (24 if self.has_targets else 0)

    def _bar(self, place: int, name: str, done, target, scale: float) -> Bar:
        top = place * self.ROW
        full = round(float(done or 0) * scale, 1)
        aim = round(float(target) * scale, 1) if target else full
        name = name if len(name) <= self.LETTERS else f"{name[: self.LETTERS].rstrip()}…"
        tick = f"M{aim:g} {top + 18}v20" if target else ""
        end = max(full, aim) + 10
        return Bar(name, top, min(full, aim), aim, max(round(full - aim, 1), 0), tick, number(done), end)


class Point(NamedTuple):
    """One year on the line."""

    name: str
    x: float
    y: float
    words: str
    words_y: float


class Years:
    """A row of years as a line with a mark and a number at each; the target dashed with rings."""

    template = "reports/_years.html"
    wide = False
    WIDTH, HEIGHT, LEFT, TOP = 460, 210, 56, 24

    def __init__(self, rows: Sequence[tuple[str, int | None, int | None]], words: str):
        self.words = words
        largest = max((n or 0 for _name, *numbers in rows for n in numbers), default=0)
        self.top_value = _round_up(largest) if largest else 1
        self.step = (self.WIDTH - self.LEFT - 30) / max(len(rows) - 1, 1)
        few = len(rows) <= 6
        self.years = [
            (name, self.LEFT + place * self.step) for place, (name, *_n) in enumerate(rows) if few or place % 2 == 0
        ]
        self.done = self._points([(name, done) for name, done, _target in rows])
        self.aimed = self._points([(name, target) for name, _done, target in rows])
        self.lines = [(number(self.top_value * part // 4) if part % 2 == 0 else "", self._y(self.top_value * part / 4))
                      for part in range(5)]  # fmt: skip

    def _y(self, value) -> float:
        return round(self.TOP + (self.HEIGHT - 40 - self.TOP) * (1 - float(value) / float(self.top_value)), 1)

    def _points(self, rows) -> list[Point]:
        found = []
        for place, (name, n) in enumerate(rows):
            if n is not None:
                y = self._y(n)
                found.append(Point(name, round(self.LEFT + place * self.step, 1), y, number(n), y - 10))
        return found

    @staticmethod
    def path(points: Sequence[Point]) -> str:
        """The line through these points."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in points)

    @property
    def done_path(self) -> str:
        """What came about."""
        return self.path(self.done)

    @property
    def aimed_path(self) -> str:
        """What was aimed at."""
        return self.path(self.aimed)
