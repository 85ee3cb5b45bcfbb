"""How numbers are written: ``1.000`` and ``12,5`` in Indonesian, ``1,000`` and ``12.5`` in English."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import NamedTuple

from django.utils.formats import get_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


class Share(NamedTuple):
    """A share as lists to take away hold it: with its two numbers, the second not 0."""

    part: int | Decimal
    whole: int | Decimal


def number(value: int | Decimal | None, places: int | None = None) -> str:
    """A number with its thousands marked; zeros that say nothing after the point are dropped."""
    if value is None:
        return ""
    if places is None and isinstance(value, Decimal):
        value = value.normalize()
        value = value.quantize(Decimal(1)) if value == value.to_integral() else value
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def percent(part: int | Decimal, whole: int | Decimal) -> str:
    """A share as ``83%``. It never rounds to 0 or 100 what is not: one place is kept there."""
    rounded = hundredths(part, whole)
    return f"{number(rounded, -rounded.as_tuple().exponent)}%"


def hundredths(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """A share in hundredths, as exactly as it is told: whole ones, or one place near 0 and 100."""
    exact = Decimal(part) * 100 / Decimal(whole)
    rounded = exact.quantize(Decimal(1), ROUND_HALF_UP)
    if rounded in (0, 100) and rounded != exact:
        away = ROUND_DOWN if exact < rounded else ROUND_UP
        nearest = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        rounded = exact.quantize(Decimal("0.1"), away) if nearest == rounded else nearest
    return rounded


def share(part: int | Decimal | None, whole: int | Decimal | None) -> str:
    """A share with its parts: ``83% (10 dari 12)``; of nothing there is no share, only the parts."""
    if part is None or whole is None:
        return ""
    parts = {"part": number(part), "whole": number(whole)}
    if not whole:
        return _("%(part)s of %(whole)s") % parts
    return _("%(percent)s (%(part)s of %(whole)s)") % {"percent": percent(part, whole), **parts}


def rupiah(value: int | Decimal | None) -> str:
    """``Rp12.740.000`` in Indonesian, ``IDR 12,740,000`` in English."""
    if value is None:
        return ""
    sign = "Rp" if (get_language() or "").startswith("id") else "IDR "
    return f"{sign}{number(value)}"


def plain(value: Decimal) -> str:
    """A number as a spreadsheet set to the language reads it: ``12,5`` or ``12.5``, thousands not marked."""
    return format(value.normalize(), "f").replace(".", get_format("DECIMAL_SEPARATOR"))
