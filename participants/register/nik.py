"""NIK, the sixteen digits by which the population register knows a citizen."""

import re
from datetime import date

from participants.register.rows import Why
from participants.register.texts import text

SIXTEEN = re.compile(r"[0-9]{16}")
BETWEEN = re.compile(r"[\s.'-]")
POWER_OF_TEN = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)


def read_nik(cell: object) -> tuple[str, Why | None]:
    """The NIK in a cell, and why it is none. Nothing is no fault: foreigners have none, and many are not known.

    A spreadsheet keeps fifteen digits of a number, so that sixteen digits typed as a number cannot be trusted.
    """
    if type(cell) is str and SIXTEEN.fullmatch(cell) and cell.strip("0"):
        return cell, None
    typed_as_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    words = text(cell).lstrip("'`’ ")
    digits = BETWEEN.sub("", words)
    if not words:
        return "", None
    if digits and not digits.strip("0"):
        return "", Why.DUMMY
    if POWER_OF_TEN.fullmatch(words) or (typed_as_number and len(digits) == 16):
        return "", Why.DIGITS_LOST
    if not SIXTEEN.fullmatch(digits):
        return "", Why.NOT_16_DIGITS
    return digits, None


def tells_other_birth_date(nik: str, birth_date: date, sex: str) -> bool:
    """Whether the day inside the NIK (day, month, year; 40 is added to a woman's day) is not the birth date."""
    day = birth_date.day + (40 if sex == "P" else 0)
    return nik[6:12] != f"{day:02}{birth_date.month:02}{birth_date.year % 100:02}"
