"""How marks of attendance are abbreviated and counted in words. A reason stands for the absence it explains."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from participants.choices import AbsenceReason, Mark

LETTERS = {
    Mark.PRESENT: "H",
    Mark.LATE: "T",
    AbsenceReason.SICK: "S",
    AbsenceReason.REFUSED: "M",
    AbsenceReason.COURT: "D",
    AbsenceReason.VISIT: "K",
    AbsenceReason.SECURITY: "A",
    AbsenceReason.TRANSFER: "P",
    AbsenceReason.EXCUSED: "I",
    AbsenceReason.OTHER: "L",
}
"""The letters of the paper sheet, the same in every language."""

COUNTED = {
    Mark.PRESENT: gettext_noop("%(n)d present"),
    Mark.LATE: gettext_noop("%(n)d late"),
    AbsenceReason.SICK: gettext_noop("%(n)d sick"),
    AbsenceReason.REFUSED: gettext_noop("%(n)d refused"),
    AbsenceReason.COURT: gettext_noop("%(n)d at court"),
    AbsenceReason.VISIT: gettext_noop("%(n)d on a visit"),
    AbsenceReason.SECURITY: gettext_noop("%(n)d absent for security"),
    AbsenceReason.TRANSFER: gettext_noop("%(n)d transferred"),
    AbsenceReason.EXCUSED: gettext_noop("%(n)d excused"),
    AbsenceReason.OTHER: gettext_noop("%(n)d absent for another reason"),
}
CAME = frozenset({Mark.PRESENT, Mark.LATE})
"""Late counts as attended."""


def in_words(counts: Mapping[str, int]) -> str:
    """``28 hadir, 1 terlambat, 1 sakit``: how many of each mark, or of each reason of absence."""
    return ", ".join(_(words) % {"n": counts[kind]} for kind, words in COUNTED.items() if counts.get(kind))


def meaning(kind: str) -> str:
    """The word that a letter stands for."""
    return str(Mark(kind).label if kind in Mark.values else AbsenceReason(kind).label)


def key() -> list[tuple[str, str]]:
    """Every letter with its meaning, for the line that explains them."""
    return [(letter, meaning(kind)) for kind, letter in LETTERS.items()]
