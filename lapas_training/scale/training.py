"""What was trained: classes, meetings, who sat in them, their marks, and what became of them; in the order of days."""

from collections.abc import Iterator, Sequence
from random import Random

from django.db import connection

from lapas_training.scale import Size, World
from lapas_training.scale.chance import chance
from lapas_training.scale.classes import Class, plan_classes, text
from lapas_training.scale.copy import Loading
from lapas_training.scale.enrolling import load_enrolments, prepare_stage
from lapas_training.scale.marks import marks_of
from lapas_training.scale.sitting import CALLED_OFF, Seat, Sitting, enrolment_rows
from participants.models import Attendance, PeopleTally
from programs.choices import SessionStatus
from programs.models import Meeting, TrainingSession

BATCH = 1000
MARKED_DAYS = 365
SESSION = (
    "id", "programme", "topic", "course", "title", "batch", "venue", "room", "planned_start", "planned_end",
    "capacity", "status", "status_at", "invented",
)  # fmt: skip
MARK = (
    "enrolment", "meeting", "session", "mark", "reason_kind", "recorded_by", "recorded_at", "captured", "late_reason",
)  # fmt: skip
STAGE = """
    CREATE TEMP TABLE scale_state (
      id uuid, status text, at timestamptz, reason text, first_day date, last_day date) ON COMMIT DROP"""
MOVE = """
    UPDATE programs_trainingsession s
    SET status = c.status, status_at = c.at, status_reason = c.reason, actual_start = c.first_day,
      actual_end = c.last_day
    FROM scale_state c WHERE c.id = s.id"""


def make_training(size: Size, world: World, loading: Loading) -> None:
    """A thousand classes at a time: recorded, filled, marked, and then brought to the state that they are in now."""
    classes, sitting, dice = plan_classes(size, world), Sitting(size, world), chance(size.seed, "marks")
    until = size.until.toordinal()
    prepare_stage()
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
    for first in range(0, len(classes), BATCH):
        batch = classes[first : first + BATCH]
        by_key = sorted(batch, key=lambda one: one.id)
        loading.rows(TrainingSession, SESSION, map(_session, by_key))
        loading.rows(Meeting, ("id", "session", "starts_at", "ends_at"), _meetings(by_key))
        filled = [(one, sitting.seats(one)) for one in batch]
        load_enrolments((row for one, seats in filled for row in enrolment_rows(one, seats)), loading)
        loading.rows(Attendance, MARK, sorted(_marks(dice, filled, until, loading.signer)))
        loading.stage("scale_state", ("id", "status", "at", "reason", "first_day", "last_day"), _states(by_key))
        loading.work("classes brought on", MOVE)
    loading.work(PeopleTally._meta.db_table, "SELECT close_periods(%s)", [size.until])


def _session(one: Class) -> tuple:
    planned = one.at(min(one.days[0] - 20, one.changed), "08:00")
    return (
        one.id,
        one.programme,
        one.topic,
        one.course,
        one.title,
        f"Angkatan {one.batch}",
        one.place.id,
        f"Ruang {1 + one.batch % 4}",
        text(one.days[0]),
        text(one.days[-1]),
        one.capacity,
        one.first_status,
        planned,
        "t",
    )


def _meetings(classes: Sequence[Class]) -> Iterator[tuple]:
    for one in classes:
        begins, ends = one.hours
        for day, meeting in zip(one.days, one.meetings, strict=True):
            yield meeting, one.id, one.at(day, begins), one.at(day, ends)


def _marks(dice: Random, filled: list[tuple[Class, list[Seat]]], until: int, signer: str) -> Iterator[tuple]:
    for one, seats in filled:
        if one.days[0] > until - MARKED_DAYS:
            yield from marks_of(dice, one, seats, until, signer)


def _states(classes: Sequence[Class]) -> Iterator[tuple]:
    """What became of those that did not stay as they were recorded, with the real days where they are known."""
    for one in classes:
        if one.status == one.first_status:
            continue
        began = one.status in (SessionStatus.RUNNING, SessionStatus.FINISHED)
        yield (
            one.id,
            one.status,
            one.at(one.changed, "18:00"),
            CALLED_OFF if one.status == SessionStatus.CANCELLED else "",
            text(one.days[0]) if began else None,
            text(one.days[-1]) if one.is_over else None,
        )
