"""When a programme runs and how far it has come, from dates that may be partial, planned only, or unknown."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from organisations.days import possible_days
from organisations.states import State
from programs.choices import ProgrammeKind, SessionStatus
from programs.models import Programme, SessionEvent, TrainingSession

PLANNED = State("plan", _("Planned"))
BEGUN = State("run", _("Begun"))
RUNNING = State("run", SessionStatus.RUNNING.label)
FINISHED = State("done", SessionStatus.FINISHED.label)

SHAPES = {
    SessionStatus.DRAFT: "plan",
    SessionStatus.APPROVED: "plan",
    SessionStatus.OPEN: "run",
    SessionStatus.RUNNING: "run",
    SessionStatus.FINISHED: "done",
    SessionStatus.CANCELLED: "stop",
}


@dataclass(frozen=True)
class Days:
    """The first and last day of a programme, each with its precision; ``planned`` where nothing else is known."""

    first: date | None
    last: date | None
    first_precision: str
    last_precision: str
    planned: bool


def days_of(programme: Programme) -> Days:
    """The days on which a programme ran; the planned ones only where no other is known."""
    actual = programme.actual_start is not None or programme.actual_end is not None
    kind = "actual" if actual else "planned"
    first, last = getattr(programme, f"{kind}_start"), getattr(programme, f"{kind}_end")
    return Days(
        first,
        last,
        getattr(programme, f"{kind}_start_precision"),
        getattr(programme, f"{kind}_end_precision"),
        planned=not actual and (first is not None or last is not None),
    )


def programme_states(programme: Programme, on: date) -> list[State]:
    """How far a programme has come on a day: two states where its dates leave that open, none where unknown.

    Where only planned days are known, the state follows the plan. A standing unit of which no end is known runs on.
    ``programs.narrowing.in_state`` says the same in the database.
    """
    days = days_of(programme)
    earliest_end, latest_end = possible_days(days.last or date.max, days.last_precision)
    if days.first is None:
        return [FINISHED] if latest_end < on else []
    earliest, latest = possible_days(days.first, days.first_precision)
    ends = days.last is not None or programme.kind == ProgrammeKind.STANDING
    possible = [
        (PLANNED, min(latest, latest_end) > on),
        (BEGUN, not ends and earliest <= on),
        (RUNNING, ends and earliest <= on <= latest_end),
        (FINISHED, earliest_end < on),
    ]
    return [state for state, holds in possible if holds]


def session_state(session: TrainingSession) -> State:
    """The stored state of a class, with its shape."""
    return State(SHAPES[session.status], session.get_status_display())


def event_state(event: SessionEvent) -> State:
    """What a class became by one event, with its shape."""
    return State(SHAPES[event.to_status], event.get_to_status_display())
