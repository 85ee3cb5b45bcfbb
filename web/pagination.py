"""Long lists in pages that are as fast at the end as at the start: each page begins after a row, not at a number.

The address names that row by its key alone: the values a list is sorted by may be people's names, and those
never stand in an address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Q, QuerySet

from web.numbers import number

COUNTED_AT_MOST = 10_000


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the query strings that lead to its neighbours; empty where there is none."""

    rows: list
    next: str = ""
    previous: str = ""
    total: int | None = None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    @property
    def total_words(self) -> str:
        """How many rows there are, where that was asked for; counting stops at ten thousand."""
        if self.total is None:
            return ""
        return f"{number(COUNTED_AT_MOST)}+" if self.total > COUNTED_AT_MOST else number(self.total)


@dataclass(frozen=True)
class Step:
    """One part of the order: a field, its direction, and whether it may be empty (the empty come last)."""

    field: str
    descending: bool
    nullable: bool

    def expression(self, reverse: bool):
        """The ORDER BY of this part. Only what may be empty names a place for it: that would cost an index."""
        down = self.descending != reverse
        if not self.nullable:
            return F(self.field).desc() if down else F(self.field).asc()
        place = {"nulls_first": True} if reverse else {"nulls_last": True}
        return F(self.field).desc(**place) if down else F(self.field).asc(**place)

    def beyond(self, value: Any, reverse: bool) -> Q:
        """The rows that lie strictly beyond ``value`` in this part."""
        down = self.descending != reverse
        if value is None:
            return Q((f"{self.field}__isnull", False)) if reverse else Q(pk__in=())
        far = Q((f"{self.field}__{'lt' if down else 'gt'}", value))
        return far | Q((f"{self.field}__isnull", True)) if self.nullable and not reverse else far

    def level(self, value: Any) -> Q:
        """The rows that equal ``value`` in this part."""
        return Q((f"{self.field}__isnull", True)) if value is None else Q((self.field, value))


def keyset(
    queryset: QuerySet, params: Mapping[str, str], order: Sequence[str], size: int = 50, count: bool = False
) -> Page:
    """One page of ``queryset`` in ``order``, whose last part must be unique and names rows in the address.

    ``params`` is ``request.GET``: ``after`` and ``before`` name the row a page begins or ends at. A name that
    means nothing, or a row that is gone or not the reader's to see, gives the first page.
    """
    steps = [_step(queryset, part) for part in order]
    back = bool(params.get("before"))
    at = _values_at(queryset, steps, params.get("before") or params.get("after"))
    rows = _fetch(queryset, steps, at, back and at is not None, size + 1)
    more, rows = len(rows) > size, rows[:size]
    if back and at is not None:
        if not more and len(rows) < size:
            return keyset(queryset, _without_place(params), order, size, count)
        rows.reverse()
    has_previous = more if back and at else at is not None
    has_next = True if back and at else more
    total = queryset.order_by().values("pk")[: COUNTED_AT_MOST + 1].count() if count else None
    key = steps[-1].field
    return Page(
        rows,
        next=_address(params, "after", rows[-1], key) if rows and has_next else "",
        previous=_address(params, "before", rows[0], key) if rows and has_previous else "",
        total=total,
    )


def _step(queryset: QuerySet, part: str) -> Step:
    name = part.removeprefix("-")
    try:
        nullable = name != "pk" and queryset.model._meta.get_field(name).null
    except FieldDoesNotExist:
        nullable = True
    return Step(name, part.startswith("-"), nullable)


def _values_at(queryset: QuerySet, steps: list[Step], key: str | None) -> tuple | None:
    """The values of the row that the address names; nothing where it names none that the reader may see."""
    if not key:
        return None
    names = [step.field for step in steps]
    try:
        return queryset.order_by().filter(**{names[-1]: key}).values_list(*names).first()
    except (ValueError, TypeError, OverflowError, ValidationError):
        return None


def _fetch(queryset: QuerySet, steps: list[Step], at: tuple | None, reverse: bool, limit: int) -> list:
    if at is not None:
        level, choices = Q(), []
        for step, value in zip(steps, at, strict=True):
            choices.append(level & step.beyond(value, reverse))
            level &= step.level(value)
        queryset = queryset.filter(reduce(or_, choices))
    return list(queryset.order_by(*[step.expression(reverse) for step in steps])[:limit])


def _without_place(params: Mapping[str, str]) -> dict:
    return {name: params[name] for name in params if name not in ("after", "before")}


def _address(params: Mapping[str, str], place: str, row: Any, key: str) -> str:
    """The query string of a neighbour: every filter as it stands, and the row it begins at."""
    lists = params.lists() if hasattr(params, "lists") else ((name, [value]) for name, value in params.items())
    kept = [(name, value) for name, values in lists if name not in ("after", "before") for value in values]
    value = row.get(key, row.get("id")) if isinstance(row, dict) else getattr(row, key)
    return urlencode([*kept, (place, str(value))])
