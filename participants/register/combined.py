"""Columns that hold several things at once, parted: place and day of birth, the length of a sentence."""

import re

from participants.register.texts import text

PLACE_AND_DAY = re.compile(r"\s*([^\d,]*)[\s,]*(.*?)\s*", re.DOTALL)

UNITS = {"years": "tahun|thn|th|t|years?|yrs?|y", "months": "bulan|bln|bl|b|months?|m", "days": "hari|hr|h|days?|d"}
LENGTH = re.compile(
    r"[\s,./;-]*(?:dan\s+)?".join(
        ["", *(rf"(?:(?P<{field}>\d{{1,3}})\s*(?:{unit})\b\.?)?" for field, unit in UNITS.items()), ""]
    ),
    re.IGNORECASE | re.ASCII,
)
THREE_NUMBERS = re.compile(r"(\d{1,3})\s*[-/.:]\s*(\d{1,3})\s*[-/.:]\s*(\d{1,3})", re.ASCII)


def split_birth(cell: object) -> dict[str, object]:
    """Place and day of birth from one column: ``Tangerang, 12/04/1987``."""
    if not isinstance(cell, str):
        return {"birth_place": "", "birth_date": cell}
    place, day = PLACE_AND_DAY.fullmatch(cell).groups()
    return {"birth_place": place.strip(), "birth_date": day}


def split_length(cell: object) -> dict[str, object]:
    """Years, months and days from one column: ``4 tahun 6 bulan``, ``4 Th 6 Bl 15 Hr``, ``4/6/15``; a bare number is
    years, and what is neither (``seumur hidup``) stands where the years stand."""
    said = text(cell)
    if found := THREE_NUMBERS.fullmatch(said):
        return dict(zip(UNITS, found.groups(), strict=True))
    found = LENGTH.fullmatch(said)
    if said and found and any(found.groupdict().values()):
        return {field: number or "" for field, number in found.groupdict().items()}
    return {"years": cell, "months": "", "days": ""}


SPLIT = {"birth": split_birth, "length": split_length}
"""Combined field → how its cells are parted."""
