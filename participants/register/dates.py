"""Days as people write them in one column: 12/04/1987, 26-06-2019, 2023-03-14, 16 Oktober 1977, or a real date."""

import re
from collections.abc import Container
from datetime import date, timedelta
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A year outside of these is a slip of the pen."""

CENTURIES = (1900, 2000, 2100)

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "januari january jan",
            "februari february pebruari feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agust agu ags agt aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ],
        start=1,
    )
    for name in names.split()
}

DAY_ZERO = date(1899, 12, 30)
SERIALS = range(10_000, 80_000)
"""How a spreadsheet counts days, from 1927 to 2119, where somebody has taken the form of a date away."""

TIME = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?"
ISO = re.compile(rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){TIME}", re.ASCII)
FIGURES = re.compile(rf"(?P<d>\d{{1,2}})\s*[-/.]\s*(?P<m>\d{{1,2}})\s*[-/.]\s*(?P<y>\d{{4}}|\d{{2}}){TIME}", re.ASCII)
WORDS = re.compile(r"(?P<d>\d{1,2})[\s.-]*(?P<m>[A-Za-z]{3,})[\s.,-]*(?P<y>\d{4}|\d{2})(?!\d)", re.ASCII)
SERIAL = re.compile(r"\d{5}", re.ASCII)
STYLES = (ISO, FIGURES, WORDS)


class NoDate(StrEnum):
    """Why something is not a date."""

    NOT_RECOGNISED = "not recognised"
    NO_SUCH_MONTH = "no such month"
    NO_SUCH_DAY = "no such day"
    SHORT_YEAR = "year of two digits"
    NO_SUCH_YEAR = "no such year"


def read_day(cell: object, years: Container[int] = ()) -> tuple[date | None, NoDate | None]:
    """The day in a cell, or why it holds none. Figures are day, month, year, or year, month, day; never month first.

    A year of two digits is read only beside a month in words, where the order is plain, and where just one of the
    possible ``years`` ends so.
    """
    if isinstance(cell, str):
        words = " ".join(cell.split())
        for style in STYLES:
            if found := style.fullmatch(words):
                return _from(found, years)
        return _from_serial(int(words) if SERIAL.fullmatch(words) else 0)
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(cell)
    return None, NoDate.NOT_RECOGNISED


def _from_serial(count: float) -> tuple[date | None, NoDate | None]:
    if SERIALS.start <= count < SERIALS.stop:
        return DAY_ZERO + timedelta(days=int(count)), None
    return None, NoDate.NOT_RECOGNISED


def find_day(words: str) -> date | None:
    """The first day in running text that is a date."""
    for style in STYLES:
        for found in style.finditer(words):
            day, _why = _from(found)
            if day:
                return day
    return None


def _from(found: re.Match, years: Container[int] = ()) -> tuple[date | None, NoDate | None]:
    day, month, year = found["d"], found["m"], int(found["y"])
    number = int(month) if month.isdecimal() else MONTHS.get(month.lower(), 0)
    if len(found["y"]) == 2:
        possible = [century + year for century in CENTURIES if century + year in years]
        if month.isdecimal() or len(possible) != 1:
            return None, NoDate.SHORT_YEAR
        year = possible[0]
    return _day(year, number, int(day))


def _day(year: int, month: int, day: int) -> tuple[date | None, NoDate | None]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, NoDate.NO_SUCH_YEAR
    if not 1 <= month <= 12:
        return None, NoDate.NO_SUCH_MONTH
    try:
        return date(year, month, day), None
    except ValueError:
        return None, NoDate.NO_SUCH_DAY
