"""What a report says, as plain data: page, workbook, CSV and PDF are written from this and nothing else.

A value keeps its type, and a share the two numbers that it is made of. Unknown is a value of its own: it is never 0 and
never nothing. All words are in the language in which the report was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.figures import DEFINITIONS, Fig
from reports.figures.definitions import Value
from reports.origins import Origin
from web.dates import PartialDay, partial_date
from web.numbers import number, percent, rupiah, share


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    HOURS = "hours"
    MONEY = "money"
    DAY = "day"


@dataclass(frozen=True)
class Cell:
    """One value. Without a value it is unknown; where ``applies`` is false it cannot be told here at all."""

    value: int | Decimal | str | date | PartialDay | None = None
    kind: Kind = Kind.NUMBER
    numerator: int | Decimal | None = None
    denominator: int | Decimal | None = None
    """Of a share: its ``value`` is the one divided by the other."""
    unknown: int = 0
    """Of how many classes, meetings or programmes the figure knows nothing."""
    applies: bool = True
    mark: str = ""
    """The letter of its origin, in the list at the end of the report."""
    url: str = ""
    """The page that says what it is made of."""
    lang: str = ""
    """The language of a text, where it is not the reader's."""
    unit: str = ""
    """Of what a number is, in words: days, people."""
    sample: bool = False
    """Whether it was invented for the demonstration."""
    small: tuple[str, ...] = ()
    """What stands under it in small print: another name of the same body, a remark."""

    @property
    def is_known(self) -> bool:
        """Whether there is something to read."""
        return self.applies and self.value not in (None, "")

    @property
    def words(self) -> str:
        """What is read; empty where it is unknown or cannot be told."""
        if not self.is_known:
            return ""
        match self.kind:
            case Kind.SHARE:
                return percent(self.numerator, self.denominator)
            case Kind.MONEY:
                return rupiah(round(self.value))
            case Kind.HOURS:
                return number(self.value if self.value == self.value.to_integral_value() else round(self.value, 1))
            case Kind.NUMBER:
                return f"{number(self.value)} {self.unit}".rstrip()
            case Kind.DAY:
                return partial_date(*self.value) if isinstance(self.value, PartialDay) else partial_date(self.value)
            case _:
                return str(self.value)

    @property
    def full_words(self) -> str:
        """The same, a share with both its numbers."""
        return share(self.numerator, self.denominator) if self.is_known and self.kind == Kind.SHARE else self.words

    @property
    def says_unknown(self) -> str:
        """Of how much the figure knows nothing, in words; empty where all is known."""
        if not self.unknown or not self.is_known:
            return ""
        return ngettext("%(n)s not known", "%(n)s not known", self.unknown) % {"n": number(self.unknown)}

    @classmethod
    def text(cls, words: str, **more) -> Cell:
        """A text."""
        return cls(words, Kind.TEXT, **more)

    @classmethod
    def day(cls, day: date | None, precision: str = "d", **more) -> Cell:
        """A day, as exactly as it is known."""
        return cls(PartialDay(day, precision) if day else None, Kind.DAY, **more)

    @classmethod
    def part(cls, numerator, denominator, **more) -> Cell:
        """A share of two numbers; unknown where one of them is not known or there is nothing to divide by."""
        known = numerator is not None and bool(denominator)
        value = Decimal(numerator) / Decimal(denominator) if known else None
        return cls(value, Kind.SHARE, numerator, denominator, **more)

    @classmethod
    def figure(cls, fig: Fig, value: Value, **more) -> Cell:
        """A figure as the tallies give it."""
        whole = value.numerator, value.denominator
        return cls(value.number, kind_of(fig), *whole, value.unknown, value.applies, **more)


HOURS = frozenset({Fig.LESSON_HOURS, Fig.HOURS_ATTENDED})


def kind_of(fig: Fig) -> Kind:
    """What the values of a figure are."""
    if DEFINITIONS[fig].is_share:
        return Kind.SHARE
    return Kind.HOURS if fig in HOURS else Kind.MONEY if fig == Fig.COST else Kind.NUMBER


@dataclass(frozen=True)
class Fact:
    """One thing and what is known of it: one value or several. Without values it is unknown."""

    label: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Card:
    """One figure in large print, with what belongs to it."""

    label: str
    cell: Cell
    of: tuple[Fact, ...] = ()
    """What stands under it; a fact without a label is a sentence."""


@dataclass(frozen=True)
class Column:
    """The head of a column and what its values are."""

    name: str
    kind: Kind = Kind.NUMBER

    @property
    def is_text(self) -> bool:
        """Whether its values are read and not compared."""
        return self.kind in (Kind.TEXT, Kind.DAY)


@dataclass(frozen=True)
class Row:
    """One row: what it is of, and a value for each further column."""

    head: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """A table. The first column says what a row is of; the total is counted by itself and need not be the sum."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    caption: str = ""
    """What the table holds, in one line, where the title of its section does not say it."""

    def values(self, row: Row) -> list[tuple[Column, Cell]]:
        """The values of a row, each with the head of its column."""
        return list(zip(self.columns[1:], row.cells, strict=True))


@dataclass(frozen=True)
class Section:
    """One part of a report under a title of its own."""

    key: str
    """Unique in its report; stands in addresses and names of sheets."""
    title: str
    line: str = ""
    """One sentence that says how to read it."""
    cards: tuple[Card, ...] = ()
    facts: tuple[Fact, ...] = ()
    grid: Grid | None = None
    notes: tuple[str, ...] = ()
    """Sentences under it: how it was counted, what it leaves out."""
    links: tuple[tuple[str, str], ...] = ()
    """Words and addresses of pages that lead further; on paper and in files they say nothing."""
    picture: object = None
    """The drawing of the numbers in ``grid``; ``picture.template`` renders it on pages and on paper alone."""
    half: bool = False
    """Whether two such sections stand side by side on a wide page."""


@dataclass(frozen=True)
class Signature:
    """Where somebody signs: in what capacity and for whom. The name is written by hand."""

    capacity: str
    body: str = ""


@dataclass(frozen=True)
class Document:
    """A whole report."""

    name: str
    """A slug for names of files, without the name of anybody: ``programme-report``."""
    title: str
    at: datetime
    """The moment as of which it speaks."""
    zone: str
    """The clock by which that moment is read."""
    for_whom: str
    """For whom its sums are, and what they leave out."""
    version: int
    """Of the definitions by which its figures were made."""
    line: tuple[Cell, ...] = ()
    """Under the title: state, days, places."""
    filters: tuple[Fact, ...] = ()
    """What it was narrowed to, in words; all of it where there are none."""
    sections: tuple[Section, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    """The figures in it, each with the sentence that says what it is."""
    origins: tuple[Origin, ...] = ()
    signatures: tuple[Signature, ...] = ()
    letterhead: tuple[str, ...] = ()
    """The body that issues it, the highest first."""
    invented: bool = False
    """Whether anything in it was invented for the demonstration."""
    quoted: bool = False
    """Whether the title is in the words of a source, which are Indonesian."""

    @property
    def grids(self) -> Iterator[tuple[Section, Grid]]:
        """The tables in it."""
        return ((section, section.grid) for section in self.sections if section.grid)

    @property
    def filter_words(self) -> str:
        """What it was narrowed to, in one line."""
        told = [f"{fact.label}: {', '.join(cell.words for cell in fact.cells)}" for fact in self.filters]
        return " · ".join(told) or _("everything that you may see")


def defined(figures) -> tuple[tuple[str, str], ...]:
    """The names and definitions of these figures, in the order in which reports tell them."""
    return tuple((str(fig.label), str(DEFINITIONS[fig].says)) for fig in Fig if fig in set(figures))
