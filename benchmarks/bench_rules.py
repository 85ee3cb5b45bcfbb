"""A prison of 3,000 people and ten rules: whom a class may take, the best first, and how many of each."""

import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from benchmarks.line import WARM, Ceiling
from benchmarks.world import hours
from lapas_training.logins import as_owner
from organisations.models import Facility
from participants.choices import CustodyDateKind
from participants.eligibility import answers, judged, rules_for
from participants.models import (
    BoardDecision,
    Custody,
    CustodyDate,
    DisciplineEntry,
    Domicile,
    Interest,
    Language,
    Person,
    RegisterNumber,
    RiskClass,
)
from participants.rule_choices import Risk
from participants.services.enrolments import enrol
from participants.services.standing import here, with_standing
from programs.models import Course, TrainingSession
from tests.factories import (
    NOW,
    TODAY,
    acting,
    make_course,
    make_facility,
    make_session,
    make_skill,
    make_user,
    post,
)
from tests.rules_on_joining import make_rule
from web.keys import uuid7

PEOPLE, CLASSES, ROUNDS = 3000, 40, 9
MILLISECONDS, QUESTIONS = 150, 10
FIRST = 50


def run() -> Iterator[Ceiling]:
    """The first fifty with their sentences and the counts, as the page of candidates asks for them."""
    chance = random.Random(7)
    facility = make_facility("lpp-tiga-ribu")
    registrar = post(make_user("registrar.aturan"), Role.REGISTRAR, facility=facility)
    with acting(registrar, facility):
        course = make_course("Batik tolok ukur", skill=make_skill("Batik tolok ukur"))
        fill(facility, course, chance)
        session = make_session(facility, course=course)
        ten_rules(facility, course)
    analyse()
    with acting(registrar, facility):
        taken = []
        for _n in range(WARM + ROUNDS):
            with CaptureQueriesContext(connection) as asked:
                began = time.perf_counter()
                found = offered(session)
                taken.append((time.perf_counter() - began) * 1000)
        assert len(found) == FIRST
    yield Ceiling(f"ten rules over {PEOPLE:,} people", statistics.median(taken[WARM:]), "ms", MILLISECONDS)
    yield Ceiling("ten rules, questions to the database", len(asked), "questions", QUESTIONS)


def offered(session: TrainingSession) -> list:
    """Whom the class may take, the best first, with why; and how many there are of each verdict.

    The prison is judged once: from its keys in their order come the counts, and the first fifty are read whole.
    """
    rules = rules_for(session, TODAY)
    held = with_standing(Person.objects.filter(facility=session.venue), at_facility=session.venue, day=TODAY)
    people = judged(held.filter(here()), rules, session, TODAY)
    best_first = people.order_by("verdict", F("ends_on").asc(nulls_last=True), "pk").values_list("pk", "verdict")
    keys, verdicts = zip(*best_first, strict=True)
    assert sum(Counter(verdicts).values()) == len(keys)
    said = answers(keys[:FIRST], rules, session, TODAY)
    whole = with_standing(Person.objects.filter(pk__in=keys[:FIRST]), at_facility=session.venue, day=TODAY).in_bulk()
    return [(whole[key], said[key]) for key in keys[:FIRST]]


def ten_rules(facility: Facility, course: Course) -> None:
    """One of most kinds, of every strength."""
    make_rule("share_served", of_course=course, share="third", by="day", strength="override")
    make_rule("release", of_course=course, when="within", months=24, days=7)
    make_rule("age", facility=facility, least=18, most=60, by="day")
    make_rule("risk", facility=facility, most="medium", strength="override")
    make_rule(
        "prerequisite", of_course=course, skill=str(make_skill("Dasar").pk), skill_name="Dasar", strength="advises"
    )
    make_rule("untrained", of_course=course, strength="advises")
    make_rule("interest", of_course=course, strength="advises")
    make_rule("board", facility=facility, months=24, strength="override", unknown="override")
    make_rule("language", facility=facility, languages=["id"], strength="advises")
    make_rule("discipline", facility=facility, months=6)


def fill(facility: Facility, course: Course, chance: random.Random) -> None:
    """Three thousand people with what is told of them, and forty classes that some of them sat in."""
    people = [_person(facility, n, chance) for n in range(PEOPLE)]
    Person.objects.bulk_create(people)
    stays = [
        Custody(id=uuid7(), person=person, facility=facility, legal_status="convict", admitted_on=date(2021, 1, 1))
        for person in people
    ]
    Custody.objects.bulk_create(stays)
    RegisterNumber.objects.bulk_create(
        RegisterNumber(custody=stay, facility=facility, number=f"BI.{n}/2021", valid_from=stay.admitted_on)
        for n, stay in enumerate(stays)
    )
    CustodyDate.objects.bulk_create(_dates(stays, chance))

    def some() -> list[Person]:
        return chance.sample(people, PEOPLE // 2)

    day = date(2023, 1, 5)
    Interest.objects.bulk_create(Interest(person=one, skill=course.skill, starts_on=day) for one in some())
    Domicile.objects.bulk_create(Domicile(person=one, place="Serang", starts_on=day) for one in some())
    Language.objects.bulk_create(Language(person=one, language="id", starts_on=day) for one in people)
    Language.objects.bulk_create(Language(person=one, language="su", starts_on=day) for one in some())
    BoardDecision.objects.bulk_create(BoardDecision(person=one, approves=True, starts_on=day) for one in some())
    RiskClass.objects.bulk_create(
        RiskClass(person=one, risk=chance.choice(Risk.values), starts_on=day) for one in people
    )
    DisciplineEntry.objects.bulk_create(
        DisciplineEntry(person=one, starts_on=day, ends_on=day + timedelta(days=10)) for one in some()
    )
    for week in range(CLASSES):
        past = make_session(facility, course=course if week % 4 == 0 else None, hours=hours(week - 150))
        enrol([one.pk for one in chance.sample(people, 30)], session=past, at=NOW - timedelta(days=900))


def _person(facility: Facility, n: int, chance: random.Random) -> Person:
    born = date(1960, 1, 1) + timedelta(days=chance.randrange(16000))
    return Person(id=uuid7(), name=f"Warga {n}", sex="P", birth_date=born, facility=facility)


def _dates(stays: list[Custody], chance: random.Random) -> Iterator[CustodyDate]:
    for stay in stays:
        length = chance.randrange(700, 5000)
        for kind, part in zip(CustodyDateKind.values, (1 / 3, 1 / 2, 2 / 3, 1), strict=True):
            for version in range(3):
                day = stay.admitted_on + timedelta(days=int(length * part) - 30 * version)
                known = stay.admitted_on + timedelta(days=300 * version)
                yield CustodyDate(custody=stay, kind=kind, day=day, known_from=known)


def analyse() -> None:
    """Let the planner know the tables, as it does some time after they were filled."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
