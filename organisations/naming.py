"""What bodies were called on a day: the one definition that every page uses.

1. A name may hold from the first day that its *from* may mean to the last day that its *until* may mean. Inside a
   month or year that is all one knows of a change it holds perhaps, else surely; a name that holds surely leaves no
   room for another of the same body.
2. A body that became others has names of its own until the last of these successions; from then on it is called
   what they are called. One whose names do not reach back to the day is called what those were called that it came
   from; where nobody says from when its first name holds, it began when the first of them became it.
3. A succession and the days of the names beside it tell of one change. The most exact of them counts.
4. Where several names are possible they are all given, with "changed in October 2024, day not known". Where none
   is, the nearest one is given, and that no official name is known for that day.

A day that is itself known to the month or year only has every name of its days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from uuid import UUID

from django.db.models.expressions import RawSQL
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from organisations.choices import NameKind, Precision
from organisations.models import Organisation, OrganisationName, Succession
from organisations.spans import Change, Span, most_exact
from web.dates import partial_date

Key = UUID | Organisation

LINEAGE = """
    WITH RECURSIVE later(id) AS (
      SELECT unnest(%s::uuid[])
      UNION SELECT s.successor_id FROM organisations_succession s JOIN later ON s.predecessor_id = later.id),
    earlier(id) AS (
      SELECT unnest(%s::uuid[])
      UNION SELECT s.predecessor_id FROM organisations_succession s JOIN earlier ON s.successor_id = earlier.id)
    SELECT id FROM later UNION SELECT id FROM earlier"""
"""The bodies asked for, all that they became and all that they came from."""


@dataclass(frozen=True)
class Called:
    """One name that a body had on the day: its own, or that of a body it became or came from.

    ``organisation`` is whose name it is, under this name: it links to its page.
    """

    organisation: Organisation
    name: str
    short: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class NamesOn:
    """The names of one body on one day, oldest first, and why there are several or none that is sure."""

    names: tuple[Called, ...]
    changes: tuple[Change, ...] = ()
    known: bool = True
    """False where no official name is known for the day; then the nearest one stands here, if there is any."""

    def __iter__(self):
        return iter(self.names)

    def __str__(self) -> str:
        return get_text_list([called.name for called in self.names], _("and"))

    @property
    def remark(self) -> str:
        """``changed in October 2024, day not known``; nothing where the day leaves no doubt."""
        if not self.known:
            return _("no official name is known for that day")
        return "; ".join(_words(change) for change in self.changes)


def _words(change: Change) -> str:
    day = {"day": partial_date(change.day, change.precision)}
    if change.precision == Precision.DAY:
        return _("changed on %(day)s") % day
    return _("changed in %(day)s, day not known") % day


def names_on(organisations: Iterable[Key], day: date, precision: str = Precision.DAY) -> dict[UUID, NamesOn]:
    """What each of these bodies was called on a day, by its key: two statements, however many they are."""
    histories = Histories(organisations)
    return {key: histories.on(key, day, precision) for key in histories.asked}


class Histories:
    """The names through time of some bodies and of all that they became or came from, read once.

    For pages on which each row has a day of its own: ``histories.on(organisation, agreement.signed_on, precision)``.
    """

    def __init__(self, organisations: Iterable[Key]):
        self.asked = tuple(dict.fromkeys(_key(one) for one in organisations if one is not None))
        keys = list(self.asked)
        lineage = RawSQL(LINEAGE, [keys, keys])
        names = OrganisationName.objects.filter(organisation__in=lineage).select_related("organisation")
        steps = Succession.objects.filter(predecessor__in=lineage, successor__in=lineage)
        self._names: dict[UUID, list[OrganisationName]] = defaultdict(list)
        for name in names.order_by("pk") if keys else ():
            self._names[name.organisation_id].append(name)
        self._steps = list(steps.select_related("predecessor", "successor").order_by("day", "pk")) if keys else []
        self._spans = {key: _spans(of_one) for key, of_one in self._names.items()}
        self._became: dict[UUID, list[Link]] = defaultdict(list)
        self._came_from: dict[UUID, list[Link]] = defaultdict(list)
        for link in [self._link(step) for step in self._steps]:
            self._became[link.predecessor].append(link)
            self._came_from[link.successor].append(link)
        self._lives = {key: self._life(key) for key in self._spans}

    def on(self, organisation: Key, day: date | None, precision: str = Precision.DAY) -> NamesOn:
        """What a body was called on a day, or within the month or year that one knows of it; without a day nothing."""
        if day is None:
            return NamesOn(())
        key, asked = _key(organisation), Change(day, precision)
        walk = Walk()
        for turn in self._days(asked):
            self._stand(key, turn, walk)
        if not walk.spans:
            return NamesOn(self._nearest(key, day), known=False)
        spans = sorted(walk.spans, key=_order)
        changes = [*_renamings(spans), *walk.links.values()] if len(spans) > 1 else []
        open_ones = dict.fromkeys(change for change in changes if change.leaves_open(asked))
        return NamesOn(tuple(_called(span.name) for span in spans), tuple(open_ones))

    def names_of(self, organisation: Key) -> list[OrganisationName]:
        """All names that a body itself ever had."""
        return self._names.get(_key(organisation), [])

    def line_of(self, organisation: Key) -> set[UUID]:
        """A body, all that it came from and all that it became, over however many steps."""
        found = {_key(organisation)}
        for links, end in ((self._became, "successor"), (self._came_from, "predecessor")):
            ahead = {_key(organisation)}
            while ahead:
                ahead = {getattr(link, end) for key in ahead for link in links[key]} - found
                found |= ahead
        return found

    def successions(self, organisation: Key, day: date) -> tuple[list[Succession], list[Succession]]:
        """What a body came from and what it became, each other body under its own name on a day or the nearest one."""
        key = _key(organisation)
        came_from = [step for step in self._steps if step.successor_id == key]
        became = [step for step in self._steps if step.predecessor_id == key]
        for step in came_from:
            step.predecessor.name = self._own_name(step.predecessor_id, day)
        for step in became:
            step.successor.name = self._own_name(step.successor_id, day)
        return came_from, became

    def _own_name(self, key: UUID, day: date) -> str:
        standing = [span.name for span in self._lives.get(key, ()) if span.may(day)]
        return next((str(name) for name in standing[-1:] or self._nearest(key, day)), "")

    def _days(self, asked: Change) -> list[date]:
        """The first day asked for, and those after it on which the answer may differ from that of the day before."""
        if asked.exact:
            return [asked.first]
        turns = {turn for spans in self._lives.values() for span in spans for turn in span.turns}
        for links in self._became.values():
            turns.update(turn for link in links for turn in (link.change.first, link.change.new_surely))
        return [asked.first, *sorted(turn for turn in turns if asked.first < turn <= asked.last)]

    def _link(self, step: Succession) -> Link:
        """A succession with its change: where the names beside it tell of the same more exactly, theirs."""
        said = Change(step.day, step.day_precision)
        before, after = self._spans.get(step.predecessor_id), self._spans.get(step.successor_id)
        beside = [after[0].begins if after else None, before[-1].ends if before else None]
        same = [change for change in beside if change and change.first <= said.last and said.first <= change.last]
        return Link(step.predecessor_id, step.successor_id, most_exact([said, *same]))

    def _life(self, key: UUID) -> list[Span]:
        """The spans of a body's own names, between what it came from and what it became."""
        spans = self._spans[key]
        if spans and (founded := [link.change for link in self._founded(key)]):
            spans = [spans[0].beginning(founded), *spans[1:]]
        if dissolved := [link.change for link in self._became[key]]:
            spans = [span.ending(dissolved) for span in spans]
        return spans

    def _founded(self, key: UUID) -> list[Link]:
        """The successions that it began with, not those by which another became a part of it later."""
        links, spans = self._came_from[key], self._spans.get(key)
        if not spans or not spans[0].begins:
            return links
        return [link for link in links if link.change.first <= spans[0].begins.last]

    def _stand(self, key: UUID, day: date, walk: Walk) -> None:
        """Note the names possible on one day: its own alone where one is sure, else also those of its relatives."""
        if not self._own(key, day, walk):
            self._go(key, day, walk, {key}, later=True)
            self._go(key, day, walk, {key}, later=False)

    def _own(self, key: UUID, day: date, walk: Walk) -> bool:
        """Note the names of the body itself; whether one of them is sure."""
        possible = [span for span in self._lives.get(key, ()) if span.may(day)]
        sure = [span for span in possible if span.sure(day)]
        walk.spans.update(dict.fromkeys(sure or possible))
        return bool(sure)

    def _go(self, key: UUID, day: date, walk: Walk, seen: set[UUID], *, later: bool) -> None:
        """Go on to what it may have become by that day, or back to what may not have become it yet."""
        for link in self._became[key] if later else self._founded(key):
            open_to = link.change.first <= day if later else day <= link.change.old_until
            there = link.successor if later else link.predecessor
            if open_to and there not in seen:
                seen.add(there)
                walk.links[link.predecessor, link.successor] = link.change
                if not self._own(there, day, walk):
                    self._go(there, day, walk, seen, later=later)

    def _nearest(self, key: UUID, day: date) -> tuple[Called, ...]:
        """The last official name before the day, else the first after it, else another name in use."""
        spans = self._lives.get(key, [])
        before = [span.name for span in spans if span.may_until < day]
        others = [span.name for span in spans] or self._names.get(key, [])
        return tuple(_called(name) for name in before[-1:] or others[:1])


@dataclass(frozen=True)
class Link:
    """One body became another by this change."""

    predecessor: UUID
    successor: UUID
    change: Change


@dataclass
class Walk:
    """What was met on the way through a body's relatives: names, and the changes between."""

    spans: dict[Span, None] = field(default_factory=dict)
    links: dict[tuple[UUID, UUID], Change] = field(default_factory=dict)


def _key(organisation: Key) -> UUID:
    return organisation.pk if isinstance(organisation, Organisation) else organisation


def _order(span: Span) -> tuple:
    return span.may_from, span.may_until, span.name.pk


def _spans(names: list[OrganisationName]) -> list[Span]:
    return sorted((Span.of(name) for name in names if name.kind == NameKind.OFFICIAL), key=_order)


def _called(name: OrganisationName) -> Called:
    name.organisation.name = name.name
    return Called(name.organisation, name.name, name.short)


def _renamings(spans: list[Span]) -> list[Change]:
    """The changes from each name of a body to its next, where both are possible."""
    found = []
    for before, after in pairwise(sorted(spans, key=lambda span: (str(span.name.organisation_id), *_order(span)))):
        told = [change for change in (before.ends, after.begins) if change]
        if told and before.name.organisation_id == after.name.organisation_id:
            found.append(most_exact(told))
    return found
