"""Every counted figure of a report, defined once: what it is, of what it is made, what it is divided by.

The names are those of the field and of the glossary. An enrolment is one person in one class; people are counted in
``reports.figures.people`` alone. Officers are counted like others and can always be told apart (``Cell.of``).

A change of a definition raises ``VERSION``: an edition keeps the one by which its numbers were made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

VERSION = 1

LESSON_HOUR = 45
"""Minutes of one lesson hour (JP)."""


class Fig(models.TextChoices):
    """The figures, in the order in which a report tells them."""

    CLASSES = "classes", _("Classes")
    PLANNED = "planned", _("Planned seats")
    ENROLLED = "enrolled", _("Enrolled")
    ATTENDED = "attended", _("Attended")
    COMPLETED = "completed", _("Completed")
    NOT_COMPLETED = "not_completed", _("Not completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LESSON_HOURS = "lesson_hours", _("Lesson hours held")
    HOURS_ATTENDED = "hours_attended", _("Lesson hours attended")
    SEATS_USED = "seats_used", _("Seats used")
    ATTENDANCE_RATE = "attendance_rate", _("Attendance rate")
    COMPLETION_RATE = "completion_rate", _("Completion rate")
    TARGET = "target", _("Target")
    ACHIEVEMENT = "achievement", _("Achievement")
    COST = "cost_per_completed", _("Cost per completed")


@dataclass(frozen=True)
class Value:
    """One figure: its number, of a share also the two numbers that it is made of, and how much is not known.

    No number means unknown, which is never 0. ``unknown`` counts the classes, meetings or programmes of which the
    figure knows nothing. ``applies`` is false where a figure cannot be told: seats of one sex, for example.
    """

    number: Decimal | int | None = None
    numerator: Decimal | int | None = None
    denominator: Decimal | int | None = None
    unknown: int = 0
    applies: bool = True


@dataclass(frozen=True)
class Definition:
    """What a figure says, in one sentence; from which parts of the tallies; and how."""

    says: str
    parts: tuple[str, ...]
    make: Callable[[Mapping[str, int]], Value]
    is_share: bool = False


def plain(field: str) -> Callable[[Mapping[str, int]], Value]:
    """A number that is simply added up."""
    return lambda sums: Value(sums[field])


def where_known(field: str, of: str, unknown: str = "") -> Callable[[Mapping[str, int]], Value]:
    """A number that is known of some; where it is known of none, it is unknown."""
    return lambda sums: Value(sums[field] if sums[of] else None, unknown=sums[unknown] if unknown else 0)


def hours(field: str, of: str, unknown: str = "") -> Callable[[Mapping[str, int]], Value]:
    """Minutes as lesson hours."""

    def make(sums: Mapping[str, int]) -> Value:
        number = Decimal(sums[field]) / LESSON_HOUR if sums[of] else None
        return Value(number, sums[field], LESSON_HOUR, sums[unknown] if unknown else 0)

    return make


def share(top: str, *bottom: str, unknown: str = "") -> Callable[[Mapping[str, int]], Value]:
    """A share with both its numbers; of nothing there is none. It may be above one."""

    def make(sums: Mapping[str, int]) -> Value:
        below = sum(sums[name] for name in bottom)
        not_known = sums[unknown] if unknown else 0
        return Value(Decimal(sums[top]) / below, sums[top], below, not_known) if below else Value(unknown=not_known)

    return make


def cost(sums: Mapping[str, int]) -> Value:
    """Rupiah, added up in hundredths."""
    funds, funded = Decimal(sums["funds"]) / 100, sums["funded"]
    return (
        Value(funds / funded, funds, funded, sums["without_funds"]) if funded else Value(unknown=sums["without_funds"])
    )


DEFINITIONS: dict[Fig, Definition] = {
    Fig.CLASSES: Definition(_("Classes that were not cancelled."), ("class",), plain("classes")),
    Fig.PLANNED: Definition(
        _("Seats of classes that were not cancelled; a class without a number of seats is counted as not known."),
        ("class",),
        where_known("seats", of="with_seats", unknown="without_seats"),
    ),
    Fig.ENROLLED: Definition(
        _("Enrolments that hold a seat now or held it to the end; somebody in two classes counts twice."),
        ("group",),
        plain("enrolled"),
    ),
    Fig.ATTENDED: Definition(
        _("Marks of present or late, one for each person and meeting; a meeting without marks counts nowhere."),
        ("month",),
        where_known("attended", of="marks"),
    ),
    Fig.COMPLETED: Definition(_("Enrolments that ended as completed."), ("group",), plain("completed")),
    Fig.NOT_COMPLETED: Definition(
        _("Enrolments that held a seat to the end and were not completed, by reason."),
        ("group",),
        plain("not_completed"),
    ),
    Fig.WITHDRAWN: Definition(
        _("Enrolments that left a seat before the end, by reason."), ("group",), plain("withdrawn")
    ),
    Fig.LESSON_HOURS: Definition(
        _("Hours of meetings whose attendance was recorded, 45 minutes each; other meetings are counted as not known."),
        ("hours",),
        hours("marked_minutes", of="marked", unknown="unmarked"),
    ),
    Fig.HOURS_ATTENDED: Definition(
        _("Hours of each meeting times those present or late, 45 minutes each."),
        ("month",),
        hours("minutes", of="marks"),
    ),
    Fig.SEATS_USED: Definition(
        _("Enrolled, divided by planned seats."),
        ("class", "group"),
        share("enrolled", "seats", unknown="without_seats"),
        True,
    ),
    Fig.ATTENDANCE_RATE: Definition(
        _("Marks of present or late, divided by all marks."), ("month",), share("attended", "marks"), True
    ),
    Fig.COMPLETION_RATE: Definition(
        _("Completed, divided by all whose class ended for them: completed, not completed and withdrawn."),
        ("group",),
        share("completed", "completed", "not_completed", "withdrawn"),
        True,
    ),
    Fig.TARGET: Definition(
        _("Participants aimed at, by the sources of programmes with a class here; other programmes are not known."),
        ("programme",),
        where_known("target", of="with_target", unknown="without_target"),
    ),
    Fig.ACHIEVEMENT: Definition(
        _("Enrolled without officers, divided by target, of the programmes whose target is known."),
        ("programme",),
        share("realised", "target", unknown="without_target"),
        True,
    ),
    Fig.COST: Definition(
        _("Funds in rupiah, divided by completed, of the programmes of which every amount is known."),
        ("programme",),
        cost,
    ),
}
"""One line for each figure; ``docs/glossary.md`` has the same in words."""
