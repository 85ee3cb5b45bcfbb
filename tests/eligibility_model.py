"""Random people, what is told of them, and a simple model of every kind of rule that knows nothing of the SQL."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db.models import F

from participants.models import (
    BoardDecision,
    Custody,
    CustodyDate,
    DisciplineEntry,
    Domicile,
    Enrolment,
    Interest,
    Language,
    Person,
    QuestionAnswer,
    RegisterNumber,
    RiskClass,
)
from web.keys import uuid7

RISKS = ["minimum", "medium", "maximum", "super_max"]
STAGES = ["third", "half", "two_thirds", "end"]
PLACES = [("Serang", "Banten"), ("Kota Bogor", "Jawa Barat"), ("Garut", "JAWA BARAT"), ("Pandeglang", "")]
LANGUAGES = ["id", "jv", "su"]
VERDICTS = {"passes": 0, "advises": 1, "override": 2, "blocks": 3}


def shifted(day: date, months: int) -> date:
    """The same day of another month, or its last one."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass
class Told:
    """A person as the test knows them."""

    row: Person
    status: str
    stay: Custody
    register_class: str = "B.I"
    dates: dict = field(default_factory=dict)
    """(kind, known from) → day"""
    interests: list = field(default_factory=list)
    """(which skill, from, until, mistaken), and likewise below"""
    domiciles: list = field(default_factory=list)
    languages: list = field(default_factory=list)
    measures: list = field(default_factory=list)
    decisions: list = field(default_factory=list)
    risks: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    trainings: list = field(default_factory=list)
    """(which class, status, on what day)"""


def near(chance: Random, day: date) -> date:
    """A day often beside one at which something turns: so many months away, one more or less; or a leap day."""
    turn = shifted(day, chance.choice([-36, -24, -12, -6, -6, -1, 0, 0, 0, 1, 6, 6, 12, 24]))
    turn = chance.choice([turn, turn, turn, date(2024, 2, 29), date(2020, 2, 29), date(2023, 3, 1)])
    return turn + timedelta(days=chance.choice([-1, 0, 0, 1, chance.randrange(-40, 40)]))


def spans(chance: Random, day: date, values: list, most: int = 3, by=lambda value: ()) -> list:
    """Facts with a first day, perhaps a last one, some of them mistakes; of one thing no two from the same day."""
    found = {}
    for _n in range(chance.randrange(most + 1)):
        value, first = chance.choice(values), near(chance, day)
        last = max(first, near(chance, day)) if chance.random() < 0.5 else None
        found[by(value), first] = (value, first, last, chance.random() < 0.1)
    return list(found.values())


def make_people(
    chance: Random, facility, day: date, how_many: int, classes: list, skills: list, question
) -> list[Told]:
    """So many people with whatever is told of them, written in bulk."""
    people = []
    for n in range(how_many):
        born = shifted(day, -12 * chance.choice([17, 18, 18, 19, 40, 60, 61])) + timedelta(
            days=chance.choice([-1, 0, 1])
        )
        row = Person(
            id=uuid7(),
            name=f"Warga {n}",
            sex=chance.choice(["P", "P", "L", ""]),
            birth_date=chance.choice([born, born, born, date(2004, 2, 29), None]),
            facility=facility,
        )
        status = chance.choice(["convict", "convict", "detainee", "juvenile"])
        stay = Custody(id=uuid7(), person=row, facility=facility, legal_status=status, admitted_on=date(2000, 1, 1))
        told = Told(row, status, stay, chance.choice(["B.I", "B.I", "B.I", "SH", "Mati", ""]))
        for kind in STAGES:
            for _v in range(chance.randrange(4)):
                told.dates[kind, near(chance, day)] = near(chance, day)
        told.interests = spans(chance, day, skills, by=lambda skill: skill.pk)
        told.domiciles = spans(chance, day, PLACES)
        told.languages = spans(chance, day, LANGUAGES, by=str)
        told.measures = spans(chance, day, [None], most=2)
        told.decisions = spans(chance, day, [True, True, False])
        told.risks = spans(chance, day, RISKS)
        told.answers = spans(chance, day, [True, False])
        for one in chance.sample(classes, chance.randrange(min(3, len(classes) + 1))):
            status_then = chance.choice(["completed", "completed", "enrolled", "suspended", "withdrawn", "waiting"])
            told.trainings.append((one, status_then, near(chance, day)))
        people.append(told)
    write(people, facility, question)
    return people


def write(people: list[Told], facility, question) -> None:
    """What is told of them, into the database."""
    Person.objects.bulk_create(told.row for told in people)
    Custody.objects.bulk_create(told.stay for told in people)
    RegisterNumber.objects.bulk_create(
        RegisterNumber(custody=told.stay, facility=facility, number=f"{n}/2000", register_class=told.register_class)
        for n, told in enumerate(people)
    )
    CustodyDate.objects.bulk_create(
        CustodyDate(custody=told.stay, kind=kind, known_from=known, day=when)
        for told in people
        for (kind, known), when in told.dates.items()
    )
    for model, name, columns in (
        (Interest, "interests", lambda skill: {"skill": skill}),
        (Domicile, "domiciles", lambda place: {"place": place[0], "province": place[1]}),
        (Language, "languages", lambda language: {"language": language}),
        (DisciplineEntry, "measures", lambda _none: {}),
        (BoardDecision, "decisions", lambda approves: {"approves": approves}),
        (RiskClass, "risks", lambda risk: {"risk": risk}),
        (QuestionAnswer, "answers", lambda yes: {"question": question, "yes": yes}),
    ):
        model.objects.bulk_create(
            model(person=told.row, starts_on=first, ends_on=last, mistaken=mistaken, **columns(value))
            for told in people
            for value, first, last, mistaken in getattr(told, name)
        )
    seat(people, facility)


def seat(people: list[Told], facility) -> None:
    """Their enrolments: first as somebody who joins, then as what came of it, in the morning of the day."""
    rows: dict[str, list[Enrolment]] = {}
    for told in people:
        for session, status, on in told.trainings:
            at = datetime(on.year, on.month, on.day, 8, tzinfo=ZoneInfo(facility.time_zone))
            of = {"session": session, "person": told.row, "custody": told.stay, "facility": facility}
            as_what = {"participant_kind": told.status, "name_as_enrolled": told.row.name}
            begun = "waiting" if status == "waiting" else "enrolled"
            rows.setdefault(status, []).append(Enrolment(id=uuid7(), status=begun, status_at=at, **of, **as_what))
    Enrolment.objects.bulk_create(row for some in rows.values() for row in some)
    for status, some in rows.items():
        ended = {"ended_at": F("status_at")} if status in ("completed", "withdrawn") else {}
        why = {"reason": "Lain", "reason_kind": "other" if status == "withdrawn" else ""}
        if status not in ("enrolled", "waiting"):
            Enrolment.objects.filter(pk__in=[row.pk for row in some]).update(status=status, **ended, **why)


def holding(facts: list, day: date) -> list:
    """Of (what, from, until, mistaken) those that hold on a day, the oldest first."""
    kept = [f for f in facts if not f[3] and f[1] <= day and (f[2] is None or f[2] >= day)]
    return sorted(kept, key=lambda fact: fact[1])


def newest_holding(facts: list, day: date):
    """What the newest of them says; nothing where none holds."""
    kept = holding(facts, day)
    return kept[-1][0] if kept else None


class Model:
    """Each kind of rule once more, in plain Python: whether it fits, does not, or is not known."""

    def __init__(self, session, day: date, end: date | None, taught: list):
        self.session, self.day, self.end, self.taught = session, day, end, taught

    def verdict(self, rule, told: Told) -> int:
        """What comes of a rule for somebody."""
        fits = getattr(self, rule.kind)(told, rule.parameters)
        return VERDICTS[rule.unknown] if fits is None else 0 if fits else VERDICTS[rule.strength]

    def date_of(self, told: Told, kind: str) -> date | None:
        """A day of the sentence as it was known on the day."""
        known = [(since, when) for (what, since), when in told.dates.items() if what == kind and since <= self.day]
        if not known and told.register_class in ("SH", "Mati"):
            return date(9999, 12, 31)
        return max(known)[1] if known else None

    def by(self, asked: dict) -> date:
        """The day on which a share or an age is asked for."""
        start = self.session.planned_start
        return start if asked["by"] == "start" and start and start > self.day else self.day

    def share_served(self, told, asked):
        when = self.date_of(told, asked["share"])
        return None if when is None else when <= self.by(asked)

    def release(self, told, asked):
        when = self.date_of(told, "end")
        if when is None or self.end is None:
            return None
        base = self.end + timedelta(days=asked["days"])
        far = shifted(base, asked["months"])
        return {"after": when >= far, "before": when <= far, "within": base <= when <= far}[asked["when"]]

    def age(self, told, asked):
        born, by = told.row.birth_date, self.by(asked)
        if born is None:
            return None
        years = sum(1 for year in range(born.year + 1, by.year + 1) if birthday(born, year) <= by)
        return (asked["least"] is None or years >= asked["least"]) and (asked["most"] is None or years <= asked["most"])

    def sex(self, told, asked):
        return None if not told.row.sex else told.row.sex == asked["sex"]

    def takes_part_as(self, told, asked):
        return told.status in asked["kinds"]

    def risk(self, told, asked):
        risk = newest_holding(told.risks, self.day)
        return None if risk is None else RISKS.index(risk) <= RISKS.index(asked["most"])

    def had(self, told, courses, statuses) -> bool:
        return any(
            session != self.session and session.course in courses and status in statuses and on <= self.day
            for session, status, on in told.trainings
        )

    def prerequisite(self, told, asked):
        return self.had(told, asked["_courses"], ["completed"])

    def untrained(self, told, asked):
        return not self.had(told, self.taught, ["completed", "enrolled", "suspended"])

    def interest(self, told, asked):
        begun = [f for f in told.interests if not f[3] and f[1] <= self.day and f[0].pk in asked["_near"]]
        return None if not begun else any(f[2] is None or f[2] >= self.day for f in begun)

    def board(self, told, asked):
        kept = holding(told.decisions, self.day)
        if asked["months"]:
            kept = [fact for fact in kept if fact[1] >= shifted(self.day, -asked["months"])]
        return kept[-1][0] if kept else None

    def domicile(self, told, asked):
        lives = newest_holding(told.domiciles, self.day)
        wanted = {place.lower() for place in asked["places"]}
        return None if lives is None else bool(wanted & {part.lower() for part in lives if part})

    def language(self, told, asked):
        spoken = {fact[0] for fact in holding(told.languages, self.day)}
        return None if not spoken else bool(spoken & set(asked["languages"]))

    def discipline(self, told, asked):
        limit = shifted(self.day, -asked["months"])
        return all(m[3] or m[1] > self.day or (m[2] is not None and m[2] <= limit) for m in told.measures)

    def question(self, told, asked):
        answer = newest_holding(told.answers, self.day)
        return None if answer is None else ("yes" if answer else "no") == asked["wanted"]


def birthday(born: date, year: int) -> date:
    """In a year without 29 February, the day after the 28th."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
