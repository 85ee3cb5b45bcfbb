"""How a report is laid out on a page: ``{% load reports %}``."""

from collections.abc import Iterator
from itertools import groupby

from django import template

from reports.document import Cell, Column, Document, Grid, Row, Section

register = template.Library()


@register.simple_tag
def values(grid: Grid, row: Row) -> list[tuple[Column, Cell]]:
    """The values of a row, each with the head of its column."""
    return grid.values(row)


@register.filter
def in_groups(document: Document) -> Iterator[list[Section]]:
    """The sections of a report as they stand beneath each other; halves that follow each other stand in pairs."""
    for half, found in groupby(document.sections, key=lambda section: section.half):
        sections = list(found)
        step = 2 if half else 1
        yield from (sections[at : at + step] for at in range(0, len(sections), step))
