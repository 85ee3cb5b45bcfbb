"""What a value in the file may be. A check gives back the value as it is kept, or says what is wrong and where."""

import json
import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from organisations.choices import Precision

Check = Callable[[Any], Any]

MOST = 500
"""The most items of a list, more than any real programme has."""

LONGEST_TEXT = 20_000
"""The longest sentence, more than a page of any source."""

LARGEST = 9_999_999_999
"""The largest number that a figure can hold."""

DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1945, 2099


class WrongError(ValueError):
    """A value that does not have its shape; ``path`` leads to it from where the check began."""

    def __init__(self, sentence: str, *path: str):
        self.sentence, self.path = sentence, path
        super().__init__(sentence)


class PartialDate(NamedTuple):
    """A day and how exactly it is known: a month is its first day, a year its 1 January."""

    day: date | None
    precision: str


def maybe(check: Check) -> Check:
    """A value or null, which says that it is not known."""
    return lambda value: None if value is None else check(value)


def text(longest: int = LONGEST_TEXT) -> Check:
    """Words, kept exactly as printed."""

    def check(value):
        if not isinstance(value, str) or not value.strip():
            raise WrongError(f"must be words, not {_shown(value)}")
        if "\0" in value:
            raise WrongError("holds a sign that cannot be kept (NUL)")
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            raise WrongError("holds half a sign that cannot be kept (a lone surrogate)")
        if len(value) > longest:
            raise WrongError(f"has {len(value)} signs, at most {longest} can be kept")
        return value

    return check


def address(value) -> str:
    """The address of a page."""
    if not isinstance(value, str) or not re.fullmatch(r"https?://[^\s/]\S*", value):
        raise WrongError(f"must be an address that begins with http:// or https://, not {_shown(value)}")
    return text(500)(value)


def whole(value) -> int:
    """A whole number, not below zero."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise WrongError(f"must be a whole number or null, not {_shown(value)}")
    return value


def flag(value) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise WrongError(f"must be true, false or null, not {_shown(value)}")
    return value


def partial_date(value) -> PartialDate:
    """A day, a month or a year: ``2023-07-17``, ``2023-07``, ``2023``."""
    found = DAY.fullmatch(value) if isinstance(value, str) else None
    if found:
        year, month, day = (int(part) if part else 0 for part in found.groups())
        if FIRST_YEAR <= year <= LAST_YEAR and month <= 12 and (not day or 0 < day <= _length(year, month)):
            precision = Precision.DAY if day else Precision.MONTH if found[2] else Precision.YEAR
            if precision is Precision.YEAR or month:
                return PartialDate(date(year, month or 1, day or 1), str(precision))
    raise WrongError(f"must be a date such as 2023-07-17, 2023-07 or 2023, not {_shown(value)}")


def each(check: Check) -> Check:
    """A list of such values."""

    def check_all(values):
        if not isinstance(values, list):
            raise WrongError(f"must be a list, not {_shown(values)}")
        if len(values) > MOST:
            raise WrongError(f"has {len(values)} items, at most {MOST} can be kept")
        return tuple(_under(str(place), check, value) for place, value in enumerate(values, start=1))

    return check_all


def record(make: Callable[..., Any], **fields: Check) -> Check:
    """An object with exactly these fields, made into what ``make`` makes of them."""

    def check(value):
        if not isinstance(value, dict):
            raise WrongError(f"must be an object, not {_shown(value)}")
        for name in fields:
            if name not in value:
                raise WrongError("is missing; what is not known is null", name)
        for name in value:
            if name not in fields:
                raise WrongError("is not a field of this form, so it would be lost", shortened(name))
        return make(**{name: _under(name, check_field, value[name]) for name, check_field in fields.items()})

    return check


def _under(name: str, check: Check, value):
    """Check a value that stands under a name, which then leads to what is wrong in it."""
    try:
        return check(value)
    except WrongError as wrong:
        raise WrongError(wrong.sentence, name, *wrong.path) from None


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1] if 1 <= month <= 12 else 0


def _shown(value) -> str:
    """A value as a sentence can show it."""
    return shortened(f"“{value}”" if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def shortened(words: str) -> str:
    """Words of a file on one line that any terminal can print."""
    plain = "".join(sign if sign.isprintable() or sign.isspace() else "�" for sign in words[:200])
    words = " ".join(plain.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
