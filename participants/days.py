"""Days as a facility's own clock counts them: a day is a span of instants, never a column read in another zone."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from accounts.access import Access
from organisations.choices import TimeZone


def local_day(at: datetime, zone: str) -> date:
    """Which day it is in a zone at this instant."""
    return at.astimezone(ZoneInfo(zone)).date()


def own_zone(access: Access) -> str:
    """The zone in which somebody reads dates of several places: that of the first facility of their postings."""
    return next((place.time_zone for place in access.places if place.code), TimeZone.WIB)


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a day begins in a zone."""
    return datetime.combine(day, time.min, ZoneInfo(zone))


def meeting_days(at: datetime, first: int, last: int) -> Q:
    """Of meetings: those that begin from ``first`` to ``last`` days after today, each by the clock of its venue.

    0 is today, -1 yesterday: at 00.30 in Jayapura it is a day later than in Jakarta.
    """
    choices = Q()
    for zone in TimeZone.values:
        today = local_day(at, zone)
        start, end = (midnight(today + timedelta(days=days), zone) for days in (first, last + 1))
        choices |= Q(session__venue__time_zone=zone, starts_at__gte=start, starts_at__lt=end)
    return choices


def years_between(birth: date | None, day: date) -> int | None:
    """Somebody's age in whole years on a day; nothing where the birth date is not known."""
    if birth is None:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def years_before(day: date, years: int) -> date:
    """Whoever was born on this day or earlier is so many years old on ``day``; of 29 February: the last before it."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_between(first: date, last: date) -> int:
    """How many whole months lie between two days."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
