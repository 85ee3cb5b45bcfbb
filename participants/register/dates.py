"""Days as people write them in one column: 12/04/1987, 26-06-2019, 2023-03-14, 16 Oktober 1977, or a real date."""

import calendar
import re
from datetime import date, datetime
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A year outside of these is a slip of the pen."""

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

TIME = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?"
ISO = re.compile(rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){TIME}", re.ASCII)
FIGURES = re.compile(rf"(?P<d>\d{{1,2}})\s*[-/.]\s*(?P<m>\d{{1,2}})\s*[-/.]\s*(?P<y>\d{{4}}|\d{{2}}){TIME}", re.ASCII)
WORDS = re.compile(r"(?P<d>\d{1,2})[\s.-]*(?P<m>[A-Za-z]{3,})[\s.,-]*(?P<y>\d{4}|\d{2})(?!\d)", re.ASCII)
STYLES = (ISO, FIGURES, WORDS)


class NoDate(StrEnum):
    """Why something is not a date."""

    NOT_RECOGNISED = "not recognised"
    NO_SUCH_MONTH = "no such month"
    NO_SUCH_DAY = "no such day"
    SHORT_YEAR = "year of two digits"
    NO_SUCH_YEAR = "no such year"


def read_day(cell: object) -> tuple[date | None, NoDate | None]:
    """The day in a cell, or why it holds none. Figures are day, month, year, or year, month, day; never month first."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day)
    words = " ".join(str(cell).split())
    for style in STYLES:
        if found := style.fullmatch(words):
            return _from(found)
    return None, NoDate.NOT_RECOGNISED


def find_day(words: str) -> date | None:
    """The first day in running text that is a date."""
    for style in STYLES:
        for found in style.finditer(words):
            day, _why = _from(found)
            if day:
                return day
    return None


def _from(found: re.Match) -> tuple[date | None, NoDate | None]:
    if len(found["y"]) == 2:
        return None, NoDate.SHORT_YEAR
    month = int(found["m"]) if found["m"].isdigit() else MONTHS.get(found["m"].lower(), 0)
    return _day(int(found["y"]), month, int(found["d"]))


def _day(year: int, month: int, day: int) -> tuple[date | None, NoDate | None]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, NoDate.NO_SUCH_YEAR
    if not 1 <= month <= 12:
        return None, NoDate.NO_SUCH_MONTH
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None, NoDate.NO_SUCH_DAY
    return date(year, month, day), None
