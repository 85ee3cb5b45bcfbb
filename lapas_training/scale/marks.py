"""Attendance of the last year: who came to which meeting, so that what became of each follows from the marks."""

from collections.abc import Iterator
from random import Random

from lapas_training.scale.classes import Class
from lapas_training.scale.sitting import Seat
from participants.choices import AbsenceReason, Capture, EnrolmentStatus, Mark, NotCompletedReason
from programs.choices import SessionStatus

REASONS = (
    AbsenceReason.SICK, AbsenceReason.SICK, AbsenceReason.COURT, AbsenceReason.VISIT, AbsenceReason.REFUSED,
    AbsenceReason.EXCUSED, AbsenceReason.SECURITY,
)  # fmt: skip
PAPER_LATE, LATE = 0.01, 0.04
MINIMUM = 80
"""Percent of the meetings, as every invented course asks for."""

ALLOWED_DAYS = 7
SHEET_CAME_LATE = "Daftar hadir kertas terlambat diterima (contoh)"


def marks_of(dice: Random, one: Class, seats: list[Seat], until: int, signer: str) -> Iterator[tuple]:
    """The marks of one class up to the day before the last one; those of some meetings came late, with the reason."""
    if one.status not in (SessionStatus.FINISHED, SessionStatus.RUNNING):
        return
    held = [(day, meeting) for day, meeting in zip(one.days, one.meetings, strict=True) if day < until]
    late = {day for day, _meeting in held if dice.random() < PAPER_LATE and day + ALLOWED_DAYS + 3 <= until}
    told = {day: _told(one, day, day in late) for day, _meeting in held}
    for seat in seats:
        if seat.joined is None:
            continue
        asked = [
            (day, meeting) for day, meeting in held if seat.joined <= day and (seat.ended is None or day <= seat.ended)
        ]
        missed = _missed(dice, seat, len(asked))
        for n, (day, meeting) in enumerate(asked):
            absent = n in missed
            recorded, captured, why = told[day]
            yield (
                seat.id,
                meeting,
                one.id,
                Mark.ABSENT if absent else Mark.LATE if dice.random() < LATE else Mark.PRESENT,
                dice.choice(REASONS) if absent else "",
                signer,
                recorded,
                captured,
                why,
            )


def _told(one: Class, day: int, came_late: bool) -> tuple[str, str, str]:
    """When a sheet was entered, how, and why not in time."""
    if came_late:
        return one.at(day + ALLOWED_DAYS + 3, "10:00"), Capture.PAPER, SHEET_CAME_LATE
    return one.at(day, "16:30"), Capture.SAMPLE, ""


def _missed(dice: Random, seat: Seat, asked: int) -> frozenset[int]:
    """Which meetings somebody missed: few enough to complete, or too many, as the result says."""
    may = asked * (100 - MINIMUM) // 100
    if seat.status == EnrolmentStatus.NOT_COMPLETED and seat.reason_kind == NotCompletedReason.ATTENDANCE:
        how_many = min(may + 1 + int(dice.random() * 2), asked)
    else:
        how_many = int(dice.random() * (may + 1)) if dice.random() < 0.4 else 0
    return frozenset(dice.sample(range(asked), how_many)) if how_many else frozenset()
