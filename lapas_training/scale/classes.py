"""Classes: of which programme, where, on which days and hours, and how far each has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from lapas_training.scale import Place, Planned, Size, World
from lapas_training.scale.chance import chance, key_on
from programs.choices import SessionStatus

CAPACITIES = (20, 25, 30, 30, 32, 34, 36, 42)
HOW_MANY_MEETINGS = (4, 5, 6, 6, 6, 7, 8)
STEPS = (1, 1, 2, 3)
"""Days from one meeting to the next."""
HOURS = (
    (("08:00", "11:00"), ("08:30", "11:30"), ("09:00", "11:15")),
    (("13:00", "15:00"), ("13:00", "15:15"), ("13:30", "16:00")),
)
"""By slot: mornings and afternoons, so that somebody can sit in two classes on one day."""

AHEAD, APART, CALLED_OFF = 45, 14, 0.03
"""Days after the last one that are planned for; days from one class of a programme to the next."""

SUNDAY = 0
TEXTS: dict[int, str] = {}


def text(day: int) -> str:
    """The ordinal of a day as it is written."""
    if day not in TEXTS:
        TEXTS[day] = date.fromordinal(day).isoformat()
    return TEXTS[day]


@dataclass(slots=True)
class Class:
    """One class; days are ordinals."""

    id: str
    place: Place
    programme: str
    topic: str
    course: str | None
    title: str
    batch: int
    days: list[int]
    meetings: list[str]
    slot: int
    hours: tuple[str, str]
    capacity: int
    first_status: str
    status: str
    changed: int
    """The day on which it came to its status."""

    @property
    def is_over(self) -> bool:
        return self.status == SessionStatus.FINISHED

    def at(self, day: int, clock: str) -> str:
        """An instant by the clock of the venue."""
        return f"{text(day)} {clock}{self.place.offset}"


def plan_classes(size: Size, world: World) -> list[Class]:
    """As many as were asked for, spread over the programmes by the size of their places, in the order of their days."""
    dice = chance(size.seed, "classes")
    runs = [(programme, place) for programme in world.programmes for place in programme.places]
    weights = [place.weight**0.5 * _growth(programme.day, size) for programme, place in runs]
    total, so_far, made = sum(weights), 0.0, []
    for (programme, place), weight in zip(runs, weights, strict=True):
        first = int(so_far * size.classes / total)
        so_far += weight
        how_many = (size.classes if (programme, place) is runs[-1] else int(so_far * size.classes / total)) - first
        made.extend(_of_programme(dice, programme, place, how_many, size.until.toordinal()))
    return sorted(made, key=lambda one: (one.days[0], one.id))


def _growth(day: date, size: Size) -> float:
    """More people are held each year, so more classes are given."""
    return 0.5 + 2 * (day - size.since).days / max((size.until - size.since).days, 1)


def _of_programme(dice: Random, programme: Planned, place: Place, how_many: int, until: int) -> Iterator[Class]:
    """The classes of one programme at one place, one after the other where there is time for that."""
    begins = programme.day.toordinal()
    span = max(min(how_many * APART, until + AHEAD - begins), 1)
    for n in range(how_many):
        start = begins + int((n + dice.random()) * span / how_many)
        topic, course, subject = programme.topics[n % len(programme.topics)]
        days = _days(dice, start)
        slot = n % 2 if how_many > 4 else int(dice.random() * 2)
        first, status, changed = _states(dice, days, until)
        yield Class(
            id=key_on(dice, days[0] - 21),
            place=place,
            programme=programme.id,
            topic=topic,
            course=course,
            title=f"{subject} {place.city}",
            batch=n + 1,
            days=days,
            meetings=[key_on(dice, days[0] - 21) for _day in days],
            slot=slot,
            hours=HOURS[slot][int(dice.random() * 3)],
            capacity=CAPACITIES[int(dice.random() * len(CAPACITIES))],
            first_status=first,
            status=status,
            changed=changed,
        )


def _days(dice: Random, start: int) -> list[int]:
    """The days of its meetings; none is on a Sunday."""
    step, days = dice.choice(STEPS), []
    for n in range(dice.choice(HOW_MANY_MEETINGS)):
        day = max(start + n * step, days[-1] + 1 if days else 0)
        days.append(day + 1 if day % 7 == SUNDAY else day)
    return days


def _states(dice: Random, days: list[int], until: int) -> tuple[str, str, int]:
    """The state in which it was recorded, the one it is in on the last day, and since when."""
    by_chance = dice.random()
    if by_chance < CALLED_OFF and days[0] - 3 <= until:
        return SessionStatus.OPEN, SessionStatus.CANCELLED, days[0] - 3
    if days[-1] + 2 <= until:
        return (SessionStatus.OPEN if by_chance < 0.8 else SessionStatus.RUNNING), SessionStatus.FINISHED, days[-1] + 2
    if days[0] <= until:
        return SessionStatus.OPEN, SessionStatus.RUNNING, days[0]
    if by_chance < 0.5:
        return SessionStatus.OPEN, SessionStatus.OPEN, days[0] - 20
    if by_chance < 0.75:
        return SessionStatus.DRAFT, SessionStatus.APPROVED, days[0] - 15
    return SessionStatus.DRAFT, SessionStatus.DRAFT, days[0] - 20
