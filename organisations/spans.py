"""The time between two changes of which one may know the day, the month or the year only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from organisations.choices import Precision
from organisations.days import possible_days
from organisations.models import OrganisationName

ONE_DAY = timedelta(days=1)


def day_before(day: date) -> date:
    """The day before; before the first there is none."""
    return day - ONE_DAY if day > date.min else day


def day_after(day: date) -> date:
    """The day after; after the last there is none."""
    return day + ONE_DAY if day < date.max else day


@dataclass(frozen=True)
class Change:
    """Something became something else: on a day, from which the new holds, or some time in a month or year."""

    day: date
    precision: str = Precision.DAY

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.precision == Precision.DAY

    @property
    def first(self) -> date:
        """The first day on which the new may hold."""
        return self.day

    @property
    def last(self) -> date:
        """The last day that the change may mean."""
        return possible_days(self.day, self.precision)[1]

    @property
    def old_until(self) -> date:
        """The last day on which the old may hold; all of a month or year is open to both."""
        return day_before(self.day) if self.exact else self.last

    @property
    def new_surely(self) -> date:
        """The first day on which the new must hold."""
        return self.day if self.exact else day_after(self.last)

    def leaves_open(self, asked: Change) -> bool:
        """Whether it happened, or may have, within the time asked for: an exact day divides, and leaves none open."""
        if self.exact:
            return asked.first < self.day <= asked.last
        return self.first <= asked.last and asked.first <= self.last


def most_exact(told: Iterable[Change]) -> Change:
    """Of several accounts of one change the one that knows most, else the first."""
    return min(told, key=lambda change: change.last - change.first)


@dataclass(frozen=True)
class Span:
    """The days of one official name: from when and until when it may hold, and must hold."""

    name: OrganisationName
    may_from: date = date.min
    sure_from: date = date.min
    sure_until: date = date.max
    may_until: date = date.max
    begins: Change | None = None
    ends: Change | None = None

    @classmethod
    def of(cls, name: OrganisationName) -> Span:
        """What the name itself says; an end that is not known is open."""
        span = cls(name)
        if name.valid_from:
            begins = Change(name.valid_from, name.valid_from_precision)
            span = replace(span, may_from=begins.first, sure_from=begins.new_surely, begins=begins)
        if name.valid_until and name.valid_until_precision == Precision.DAY:
            # The day that people read is the last one; the change is on the next.
            ends = Change(day_after(name.valid_until))
            return replace(span, sure_until=name.valid_until, may_until=name.valid_until, ends=ends)
        if name.valid_until:
            ends = Change(name.valid_until, name.valid_until_precision)
            return replace(span, sure_until=day_before(ends.first), may_until=ends.last, ends=ends)
        return span

    def beginning(self, founded: list[Change]) -> Span:
        """Not before the first of these changes."""
        return replace(
            self,
            may_from=max(self.may_from, min(change.first for change in founded)),
            sure_from=max(self.sure_from, min(change.new_surely for change in founded)),
        )

    def ending(self, dissolved: list[Change]) -> Span:
        """Not after the last of these changes."""
        return replace(
            self,
            sure_until=min(self.sure_until, max(day_before(change.first) for change in dissolved)),
            may_until=min(self.may_until, max(change.old_until for change in dissolved)),
        )

    def may(self, day: date) -> bool:
        """Whether the name may hold on a day."""
        return self.may_from <= day <= self.may_until

    def sure(self, day: date) -> bool:
        """Whether it must."""
        return self.may(day) and self.sure_from <= day <= self.sure_until

    def collides(self, other: Span) -> bool:
        """Whether both hold beyond doubt on some day; two official names of one body must not."""
        first, last = max(self.sure_from, other.sure_from), min(self.sure_until, other.sure_until)
        return first <= last and self.sure_from <= self.sure_until and other.sure_from <= other.sure_until

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which it begins or ceases to hold, surely or perhaps."""
        return self.may_from, self.sure_from, day_after(self.sure_until), day_after(self.may_until)
