"""How days and hours are written, in both languages. Day-facts have a precision and never pass a time zone."""

from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateformat import format as django_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
"""What the three zones of Indonesia are called; the same in every language."""

FULL = {"d": "j F Y", "m": "F Y", "y": "Y"}


class PartialDay(NamedTuple):
    """A day as exactly as it is known: a month is its first day with ``m``, a year its 1 January with ``y``."""

    day: date
    precision: str


def _day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def long_date(value: date | datetime | None) -> str:
    """``17 Juli 2023``: a day in running text."""
    return "" if value is None else django_format(_day(value), "j F Y")


def weekday_date(value: date | datetime | None) -> str:
    """``Selasa, 18 Juli 2023``: a day that people plan by."""
    return "" if value is None else django_format(_day(value), "l, j F Y")


def short_date(value: date | datetime | None) -> str:
    """``17/07/2023``: a day in a column."""
    if value is None:
        return ""
    day = _day(value)
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def partial_date(value: date | None, precision: str = "d") -> str:
    """A day only as exactly as it is known: ``17 Juli 2023``, ``Juli 2023``, ``2023``; nothing where unknown."""
    return "" if value is None or precision not in FULL else django_format(value, FULL[precision])


def date_range(first: date | None, last: date | None, first_precision: str = "d", last_precision: str = "d") -> str:
    """From the first day to the last: ``17–22 Juli 2023``; what both ends share is said once.

    An open end is said in words; nothing is returned where neither end is known.
    """
    start, end = partial_date(first, first_precision), partial_date(last, last_precision)
    if not start or not end:
        return _one_end(start, end)
    if start == end:
        return start
    shared = first_precision == last_precision
    if shared and first_precision == "d" and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    if shared and first_precision == "y":
        return f"{start}–{end}"
    if shared and first.year == last.year:
        start = django_format(first, FULL[first_precision].removesuffix(" Y"))
    return f"{start} – {end}"


def _one_end(start: str, end: str) -> str:
    if start:
        return _("from %(day)s") % {"day": start}
    return _("until %(day)s") % {"day": end} if end else ""


def zone_name(zone: str | None) -> str:
    """WIB, WITA or WIT."""
    return ZONES.get(zone or "", zone or "")


def clock(value: datetime | time, zone: str | None = None) -> str:
    """``08.00`` in Indonesian, ``08:00`` in English; an instant is read on the clock of ``zone``."""
    if isinstance(value, datetime):
        value = timezone.localtime(value, ZoneInfo(zone) if zone else None)
    return value.strftime("%H.%M" if (get_language() or "").startswith("id") else "%H:%M")


def hours(start: datetime | time | None, end: datetime | time | None, zone: str | None = None) -> str:
    """``08.00–12.00 WIB``; nothing where the start is not known."""
    if start is None:
        return ""
    span = clock(start, zone) if end is None else f"{clock(start, zone)}–{clock(end, zone)}"
    return f"{span} {zone_name(zone)}".rstrip()


def moment(value: datetime | None, zone: str | None = None) -> str:
    """``18 Juli 2023 pukul 07.42 WIB``: an instant, on the clock and the calendar of ``zone``."""
    if value is None:
        return ""
    local = timezone.localtime(value, ZoneInfo(zone) if zone else None)
    when = {"day": django_format(local, "j F Y"), "time": f"{clock(local.time())} {zone_name(zone)}".rstrip()}
    return _("%(day)s at %(time)s") % when
