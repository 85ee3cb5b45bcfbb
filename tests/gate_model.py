"""A simple model of classes and who sits in them, that knows nothing of the database: time is counted in half hours."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Jakarta")
MIDNIGHT = datetime(2023, 7, 28, tzinfo=ZONE)
"""The first moment of a model: classes run over the end of a month."""

DAY = 48
SEATED = ("enrolled", "suspended", "completed", "not_completed")
SITTING, UNSEATED, RESULTS = ("enrolled", "suspended"), ("proposed", "waiting"), ("completed", "not_completed")
LIVE = (*SITTING, *UNSEATED)
CAME = ("present", "late")


def instant(half_hours: int) -> datetime:
    """The instant after so many half hours."""
    return MIDNIGHT + timedelta(minutes=30 * half_hours)


def half_hours(moment: datetime) -> int:
    """How many half hours after the first moment this is."""
    return round((moment - MIDNIGHT).total_seconds() / 1800)


@dataclass
class Person:
    """Somebody who is held or works at a prison, or at none any more."""

    key: object
    kind: str
    at: str | None
    """The name of the prison."""
    since: int = -1000
    """The day on which the stay there began."""
    ends: int = 1000
    """The last day of the sentence."""
    young: bool = False
    """Whether the rule of the prison asks for a decision."""


@dataclass
class Meeting:
    """Some half hours of a class, and who was marked how."""

    key: object
    start: int
    end: int
    cancelled: bool = False
    marks: dict["Enrolled", str] = field(default_factory=dict)

    @property
    def hours(self) -> set[int]:
        return set() if self.cancelled else set(range(self.start, self.end))


@dataclass(eq=False)
class Enrolled:
    """One enrolment with all that happened to it."""

    key: object
    person: Person
    of: "Class"
    home: str
    status: str = ""
    joined: int | None = None
    ended: int | None = None
    reason: tuple[str, str] = ("", "")
    since: int = 0
    decided: bool = False
    """Whether a rule was set aside with a reason."""
    events: list[tuple] = field(default_factory=list)

    def become(self, status: str, at: int, kind: str = "", words: str = "") -> None:
        """Another status; the end of an enrolment stays where it was when a result is corrected."""
        self.events.append((self.status, status, kind, words))
        self.status, self.since, self.reason = status, at, (kind, words)
        if status not in LIVE and self.ended is None:
            self.ended = at

    @property
    def sat(self) -> bool:
        """Whether they ever held a seat."""
        return any(event[1] == "enrolled" for event in self.events)

    @property
    def busy(self) -> set[int]:
        """The half hours that are the class's."""
        hours = {hour for hour in self.of.hours if self.joined is None or hour >= self.joined}
        if self.status in SEATED:
            return hours
        return {hour for hour in hours if hour < self.ended} if self.status == "withdrawn" and self.sat else set()

    def asked(self, meeting: Meeting) -> bool:
        """Whether somebody waits for them at this meeting."""
        gone_later = self.status == "withdrawn" and self.ended > meeting.start
        never_came = self.joined is not None and self.ended is not None and self.ended <= self.joined
        joined = self.joined is None or self.joined < meeting.end
        return (self.status in SEATED or gone_later) and joined and not never_came


@dataclass(eq=False)
class Class:
    """A class with its days, its people, and how many seats it lends to other prisons."""

    key: object
    capacity: int
    status: str
    minimum: int | None
    meetings: list[Meeting] = field(default_factory=list)
    people: list[Enrolled] = field(default_factory=list)
    lent: dict[str, int | None] = field(default_factory=dict)

    @property
    def held(self) -> list[Meeting]:
        return [meeting for meeting in self.meetings if not meeting.cancelled]

    @property
    def hours(self) -> set[int]:
        return set().union(*(meeting.hours for meeting in self.meetings))

    @property
    def closed(self) -> bool:
        return self.status in ("finished", "cancelled")

    def those(self, *states: str) -> list[Enrolled]:
        """Everybody who stands so."""
        return [one for one in self.people if one.status in states]

    def counted(self) -> tuple:
        """Seats, waiting, completed, not completed, withdrawn, meetings."""
        states = Counter(one.status for one in self.people)
        ended = (states[status] for status in ("completed", "not_completed", "withdrawn"))
        return sum(states[status] for status in SEATED), states["waiting"], *ended, len(self.held)

    def free(self, home: str, venue: str) -> int:
        """Seats for people of a prison."""
        free = self.capacity - len(self.those(*SEATED))
        if home == venue or self.lent[home] is None:
            return free
        return min(free, self.lent[home] - sum(one.home == home for one in self.those(*SEATED)))

    def groups(self) -> dict[str, tuple]:
        """By kind of people: enrolled, completed, not completed, left a seat."""
        found = {}
        for kind in {one.person.kind for one in self.people}:
            of_kind = [one for one in self.people if one.person.kind == kind]
            states = Counter(one.status for one in of_kind)
            left = sum(one.status == "withdrawn" and one.sat for one in of_kind)
            counts = (sum(states[s] for s in SEATED), states["completed"], states["not_completed"], left)
            if any(counts):
                found[kind] = counts
        return found

    def months(self) -> dict[tuple, tuple]:
        """By month and kind of people: marks, how many came, minutes of those."""
        found: Counter = Counter()
        for meeting in self.held:
            month = instant(meeting.start).date().replace(day=1)
            for one, mark in meeting.marks.items():
                minutes = 30 * (meeting.end - meeting.start)
                for n, value in enumerate((1, mark in CAME, minutes * (mark in CAME))):
                    found[month, one.person.kind, n] += value
        groups = {key[:2] for key in found}
        return {group: tuple(found[(*group, n)] for n in range(3)) for group in groups}

    def result(self, one: Enrolled) -> str | None:
        """What the marks say of somebody who sits here to the end; nothing where they leave it open."""
        if self.minimum is None:
            return "completed"
        asked = [meeting for meeting in self.held if one in meeting.marks or one.asked(meeting)]
        came = sum(meeting.marks.get(one) in CAME for meeting in asked)
        open_ = sum(one not in meeting.marks for meeting in asked)
        if not asked or came * 100 < self.minimum * len(asked) <= (came + open_) * 100:
            return None
        return "completed" if came * 100 >= self.minimum * len(asked) else "not_completed"


@dataclass
class World:
    """All of it at one moment."""

    venue: str
    now: int
    people: list[Person] = field(default_factory=list)
    classes: list[Class] = field(default_factory=list)

    @property
    def today(self) -> int:
        return self.now // DAY

    def busy(self, person: Person, but: Enrolled | None = None) -> set[int]:
        """The half hours at which somebody sits anywhere."""
        rows = (one for each in self.classes for one in each.people if one.person is person and one is not but)
        return set().union(*(one.busy for one in rows))

    def nobody_sits_twice(self) -> bool:
        """Whether no two classes want somebody at once."""
        return all(
            sum(len(one.busy) for each in self.classes for one in each.people if one.person is person)
            == len(self.busy(person))
            for person in self.people
        )

    def begun(self, of: Class) -> int | None:
        """From when on somebody who joins now counts; nothing before the first meeting: then all of it counts."""
        return self.now if of.hours and min(of.hours) < self.now else None

    def outcome(self, person: Person, of: Class, home: str, free: int, **how) -> str:
        """What the gate answers for one person."""
        wanted = {hour for hour in of.hours if self.begun(of) is None or hour >= self.now}
        if person.at != home:
            return "not_here"
        if not how.get("waiting") and any(one.person is person for one in of.those(*LIVE)):
            return "already_in"
        if person.ends < self.today:
            return "sentence_ended"
        if wanted & self.busy(person):
            return "clash"
        if free <= 0 and not how.get("queue"):
            return "full"
        if person.young and not how.get("decided"):
            return "needs_override"
        return "enrolled" if free > 0 else "waiting"
