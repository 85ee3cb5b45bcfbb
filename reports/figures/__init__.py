"""Every figure of a report, defined once. The terms are those of the glossary.

What sources publish is read from ``Figure`` (``published``); what is counted comes from the tallies that the database
keeps with what they count (``cube``); people are counted when a period closes (``people``). None is mixed with another.

Who may read what is decided in ``scope``; ``check`` counts everything again from the raw rows.
"""

from reports.figures.cube import cube, period_name, table
from reports.figures.definitions import DEFINITIONS, LESSON_HOUR, VERSION, Definition, Fig, Value
from reports.figures.filters import Cut, Filters
from reports.figures.people import People, close_periods, people_of_programme, people_of_year
from reports.figures.published import (
    Counted,
    counted_by_topic,
    length,
    lesson_hours,
    participants,
    target,
    trained_before,
)
from reports.figures.table import ALL, Cell, Head, Table

__all__ = [
    "ALL",
    "DEFINITIONS",
    "LESSON_HOUR",
    "VERSION",
    "Cell",
    "Counted",
    "Cut",
    "Definition",
    "Fig",
    "Filters",
    "Head",
    "People",
    "Table",
    "Value",
    "close_periods",
    "counted_by_topic",
    "cube",
    "length",
    "lesson_hours",
    "participants",
    "people_of_programme",
    "people_of_year",
    "period_name",
    "table",
    "target",
    "trained_before",
]
