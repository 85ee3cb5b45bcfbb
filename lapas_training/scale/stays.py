"""Where somebody was held or guided, from when until when, and what the court said: the course of a life in custody."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lapas_training.scale import Place, Size
from participants.choices import LegalStatus

MONTH = 30.4
MOVED_FROM_REMAND, HELD_BEFORE, GUIDED_AFTERWARDS, WITHOUT_END = 0.35, 0.08, 0.12, 0.008


@dataclass(frozen=True)
class Stay:
    """One stay; the day of leaving is the day of arriving elsewhere."""

    place: Place
    legal_status: str
    admitted_on: date
    left_on: date | None
    first_half_of_two: bool = False
    """Began before the verdict and goes on after it, so that there are two register numbers."""


@dataclass(frozen=True)
class Course:
    """The stays of a person, oldest first, and the sentence of the last imprisonment, if there is one."""

    stays: list[Stay]
    arrested_on: date
    sentenced_on: date | None = None
    months: int = 0
    ends_on: date | None = None
    """None for a life sentence, and where there is no sentence yet."""


class Stays:
    """Makes courses that lead to a given facility."""

    def __init__(self, dice: Random, facilities: list[Place], size: Size):
        self.dice, self.until = dice, size.until
        self.remand = self._by_province(facilities, ("rutan",)) or {"": facilities}
        self.guiding = self._by_province(facilities, ("bapas",)) or {"": facilities}
        self.prisons = [place for place in facilities if place.kind in ("lapas", "rutan")] or facilities

    @staticmethod
    def _by_province(facilities: list[Place], kinds: tuple) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in facilities:
            if place.kind in kinds:
                found.setdefault(place.province_code, []).append(place)
        return found

    def course(self, place: Place, sex: str, recorded: date, held_before: bool) -> Course:
        """How somebody came to this facility about the day of recording, or long before it, and what came after."""
        dice = self.dice
        came = recorded - timedelta(days=int(dice.uniform(0, 5) ** 2 * 60 if held_before else dice.uniform(0, 15)))
        if place.kind == "bapas":
            course = self._client(place, came)
        elif dice.random() < self._detained(place):
            course = self._detainee(place, came)
        else:
            course = self._convict(place, came)
        if dice.random() < HELD_BEFORE and sex == "L":
            return self._with_earlier(course)
        return course

    def _detained(self, place: Place) -> float:
        return {"rutan": 0.45, "lapas": 0.05, "lpp": 0.08, "lpka": 0.1}[place.kind]

    def _left(self, day: date | None) -> date | None:
        """A day to come is not known yet."""
        return day if day and day <= self.until else None

    def _detainee(self, place: Place, came: date) -> Course:
        left = came + timedelta(days=self.dice.randrange(20, 260))
        return Course([Stay(place, LegalStatus.DETAINEE, came, self._left(left))], arrested_on=came)

    def _client(self, place: Place, came: date) -> Course:
        ends = came + timedelta(days=self.dice.randrange(120, 1200))
        return Course([Stay(place, LegalStatus.CLIENT, came, self._left(ends))], came, None, 0, ends)

    def _convict(self, place: Place, came: date) -> Course:
        """Months by chance, most between two and seven years; out at two thirds, or later."""
        dice = self.dice
        status = LegalStatus.JUVENILE if place.kind == "lpka" else LegalStatus.CONVICT
        months = min(max(int(dice.lognormvariate(4.3, 0.6)), 6), 240) if place.kind != "lpka" else dice.randrange(6, 48)
        before = timedelta(days=dice.randrange(40, 200))
        moved = place.kind != "rutan" and dice.random() < MOVED_FROM_REMAND
        arrested = came - before if moved else came
        sentenced = came if moved else came + before
        if sentenced > self.until:
            return self._detainee(place, came)
        if dice.random() < WITHOUT_END and status == LegalStatus.CONVICT:
            return Course(self._stays(place, status, arrested, came, None, moved), arrested, sentenced, 0, None)
        ends = arrested + timedelta(days=int(months * MONTH))
        out = arrested + timedelta(days=int(months * MONTH * dice.choice((0.667, 0.7, 0.75, 0.85, 0.95, 1))))
        out = max(out, sentenced + timedelta(days=10))
        stays = self._stays(place, status, arrested, came, out, moved)
        if stays[-1].left_on and stays[-1].left_on < ends and dice.random() < GUIDED_AFTERWARDS:
            guiding = self._near(self.guiding, place)
            stays.append(Stay(guiding, LegalStatus.CLIENT, stays[-1].left_on, self._left(ends)))
        return Course(stays, arrested, sentenced, months, max(ends, out))

    def _stays(
        self, place: Place, status: str, arrested: date, came: date, out: date | None, moved: bool
    ) -> list[Stay]:
        last = Stay(place, status, came, self._left(out), first_half_of_two=not moved)
        if not moved:
            return [last]
        return [Stay(self._near(self.remand, place), LegalStatus.DETAINEE, arrested, came), last]

    def _with_earlier(self, course: Course) -> Course:
        """Held once before, for something else, years ago."""
        left = course.stays[0].admitted_on - timedelta(days=self.dice.randrange(200, 2500))
        came = left - timedelta(days=self.dice.randrange(100, 1200))
        earlier = Stay(self.dice.choice(self.prisons), LegalStatus.CONVICT, came, left)
        return Course([earlier, *course.stays], course.arrested_on, course.sentenced_on, course.months, course.ends_on)

    def _near(self, of_province: dict[str, list[Place]], place: Place) -> Place:
        """One of the same province, else any."""
        there = of_province.get(place.province_code) or next(iter(of_province.values()))
        return there[int(self.dice.random() * len(there))]


def _months(dice: Random) -> int:
    """The length of a sentence: half of them under six years, few beyond twelve."""
    return min(max(int(dice.lognormvariate(4.3, 0.6)), 6), 240)
