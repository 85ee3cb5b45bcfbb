"""The page of the watch: its parts with their first entries, and one part whole."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils import timezone

from reports.models import WatchEntry
from reports.watch.counting import AT_MOST
from reports.watch.words import PARTS, RELATED, Line, line, with_names
from web.pagination import Page, keyset

FIRST = 5
"""Entries of each part on the page; the rest is a page further."""

KEPT = "watch_count"

ORDER = ("open", "day", "pk")
"""What is sure stands first, then what is oldest or soonest."""


@dataclass(frozen=True)
class Part:
    """One part of the page."""

    key: str
    title: str
    total: int
    lines: list[Line]

    @property
    def more(self) -> int:
        """How many do not stand here."""
        return self.total - len(self.lines)


def parts(user, on: date, first: int = FIRST) -> list[Part]:
    """The parts that hold something for this reader, most urgent first, each with its first entries."""
    entries = WatchEntry.objects.visible_to(user).present().in_parts(on)
    ordered = [F(name).asc(nulls_last=True) for name in ORDER]
    entries = entries.annotate(
        place=Window(RowNumber(), partition_by="part", order_by=ordered), total=Window(Count("*"), partition_by="part")
    )
    placed = list(entries.filter(place__lte=first).order_by("place").values_list("pk", "part", "total"))
    whole = _whole([pk for pk, _part, _total in placed], on)
    found: dict[str, list[Line]] = {}
    for pk, of, _total in placed:
        found.setdefault(of, []).append(line(whole[pk], on))
    totals = {of: total for _pk, of, total in placed}
    return [Part(key, str(title), totals[key], found[key]) for key, title in PARTS.items() if key in found]


def _whole(keys: list, on: date) -> dict:
    """Entries with all that they are about: read after it is known which few of the thousands stand on the page."""
    rows = WatchEntry.objects.filter(pk__in=keys).select_related(*RELATED)
    return {entry.pk: entry for entry in with_names(rows, on)}


def part(user, on: date, key: str, params) -> tuple[Page, list[Line]]:
    """One part whole, page by page."""
    entries = WatchEntry.objects.visible_to(user).present().in_parts(on).filter(part=key)
    rows = keyset(entries, params, order=ORDER, size=25, count=True)
    whole = _whole([entry.pk for entry in rows], on)
    return rows, [line(whole[entry.pk], on) for entry in rows]


def menu_count(request: HttpRequest, at: datetime) -> int:
    """The same for the menu of every page: kept with the session, and asked for again when it is ten minutes old."""
    told = request.session.get(KEPT)
    today = timezone.localdate(at)
    if not told or told["day"] != today.isoformat() or at.timestamp() - told["at"] > AT_MOST.total_seconds():
        told = {"day": today.isoformat(), "at": at.timestamp(), "n": standing(request.user, today)}
        request.session[KEPT] = told
    return told["n"]


def count_again(request: HttpRequest) -> None:
    """The next menu counts again: its reader looks at the page, or has just set something aside."""
    request.session.pop(KEPT, None)


def standing(user, on: date) -> int:
    """How much of what the last count found stands for this reader."""
    return WatchEntry.objects.visible_to(user).standing(on).count()
