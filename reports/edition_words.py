"""The numbers of an edition in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from reports.editions import PEOPLE, STATED, STATED_TARGET, Difference, Late
from reports.figures import DEFINITIONS, Fig
from web.numbers import number, percent, rupiah

OTHERS = {
    STATED: _("Participants, by the source"),
    STATED_TARGET: _("Target, by the source"),
    PEOPLE: _("People, each counted once"),
}


@dataclass(frozen=True)
class Line:
    """One figure of an edition: its name, and its words; without words it is unknown."""

    name: str
    words: str
    of: str = ""


@dataclass(frozen=True)
class Changed:
    """One figure that changed."""

    name: str
    was: str
    now: str
    late: tuple[Late, ...]


def name_of(key: str) -> str:
    """What a figure of an edition is called."""
    return str(Fig(key).label if key in Fig.values else OTHERS[key])


def words_of(key: str, told: str | None) -> str:
    """A number of an edition, as this figure is written."""
    if told is None:
        return ""
    exact = Decimal(told)
    if key == Fig.COST:
        return rupiah(exact.quantize(Decimal(1)))
    if key in Fig.values and DEFINITIONS[Fig(key)].is_share:
        return percent(exact, 1)
    return number(exact.quantize(Decimal("0.1")) if exact != exact.to_integral_value() else exact)


def lines(figures: Mapping[str, Mapping]) -> list[Line]:
    """All figures that an edition keeps, in the order of the report."""
    order = [*Fig.values, *OTHERS]
    return [_line(key, figures[key]) for key in order if key in figures]


def _line(key: str, kept: Mapping) -> Line:
    of = ""
    if key in Fig.values and DEFINITIONS[Fig(key)].is_share and kept["number"] is not None:
        of = f"{number(Decimal(kept['numerator']))} / {number(Decimal(kept['denominator']))}"
    return Line(name_of(key), words_of(key, kept["number"]), of)


def told_differences(found: list[Difference]) -> list[Changed]:
    """What is different by now, in words."""
    return [
        Changed(name_of(one.key), words_of(one.key, one.was), words_of(one.key, one.now), one.late) for one in found
    ]
