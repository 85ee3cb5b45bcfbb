"""A hundred connections at the gate at once, under ten rules, beside the same statements sent as plain SQL."""

import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Barrier
from uuid import UUID

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from benchmarks.bench_candidates import analyse, ten_rules
from benchmarks.line import Line
from benchmarks.world import hours
from organisations.models import Facility
from participants.models import Custody
from participants.services.answers import Outcome
from participants.services.enrolments import enrol
from programs.models import Course, Programme, TrainingSession
from tests.factories import (
    NOW,
    acting,
    make_course,
    make_facility,
    make_inmate,
    make_programme,
    make_session,
    make_skill,
    make_user,
    post,
)
from tests.raw import login
from web.keys import uuid7

THREADS, CLASSES, TURNS, ROUNDS, WARM = 100, 10, 2, 3, 1
"""Connections; classes at the same hours, that each a tenth of them wants; classes one after another in a round."""

KEY = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BEGINS_AND_ENDS = ("BEGIN", "COMMIT")


@dataclass
class Gate:
    """A prison with rules, a member of its staff, and groups of people, one for each thread."""

    facility: Facility
    registrar: User
    course: Course
    programme: Programme
    groups: list[list[UUID]]
    stays: dict[UUID, UUID]
    week: int = 0

    def classes(self, at_once: int = CLASSES) -> list[TrainingSession]:
        """Classes that meet in the same week, the next of all."""
        self.week += 1
        with acting(self.registrar, self.facility):
            return [
                make_session(
                    self.facility,
                    programme=self.programme,
                    course=self.course,
                    capacity=5000,
                    hours=hours(self.week),
                )
                for _n in range(at_once)
            ]

    def enrol(self, group: int, size: int, session: TrainingSession) -> list:
        """So many people of a group into a class, as a page does."""
        people = self.groups[group][:size]
        with acting(self.registrar, self.facility):
            return enrol(people, session=session, at=NOW, overrides=dict.fromkeys(people, "Keputusan kepala"))


def run() -> Iterator[Line]:
    """One person at a time, and ten."""
    gate = build(most=10)
    for size, words in ((1, "one person"), (10, "ten people")):
        mine, peer = throughputs(gate, size)
        what = f"{THREADS} connections at the gate, {words} at a time"
        yield Line(what, mine, "the same statements in plain SQL", peer, 2)


def build(most: int) -> Gate:
    """The people are alike: nothing blocks, and one rule must be set aside for each."""
    facility = make_facility("lpp-gerbang")
    registrar = post(make_user("registrar.gerbang"), Role.REGISTRAR, facility=facility)
    with acting(registrar, facility):
        skill = make_skill("Batik gerbang")
        course, programme = make_course("Batik gerbang", skill=skill), make_programme(facility=facility)
        born, ends = date(1990, 1, 1), date(2024, 6, 1)
        people = [make_inmate(facility, birth_date=born, ends_on=ends).pk for _n in range((THREADS + 1) * most)]
        ten_rules(facility, course)
        stays = dict(Custody.objects.values_list("person", "pk"))
    groups = [people[n * most : (n + 1) * most] for n in range(THREADS + 1)]
    return Gate(facility, registrar, course, programme, groups, stays)


def throughputs(gate: Gate, size: int) -> tuple[float, float]:
    """Milliseconds for each submission with a hundred at once: of the service, and of its statements in plain SQL."""
    template = recorded(gate, size)
    analyse()
    taken: tuple[list[float], list[float]] = ([], [])
    for _n in range(WARM + ROUNDS):
        turns = [gate.classes() for _turn in range(TURNS)]
        taken[0].append(at_once(lambda n, turns=turns: served(gate, size, n, turns)))
        turns = [gate.classes() for _turn in range(TURNS)]
        scripts = [[template.for_group(gate, n, turn[n % CLASSES]) for turn in turns] for n in range(THREADS)]
        random.shuffle(scripts)
        taken[1].append(at_once(lambda n, scripts=scripts: sent(scripts[n])))
    mine, theirs = (statistics.median(each[WARM:]) * 1000 / (THREADS * TURNS) for each in taken)
    return mine, theirs


def at_once(connected: Callable[[int], Iterator]) -> float:
    """Seconds from the moment at which all are connected to the end of the last; each goes on after connecting."""
    start, began = Barrier(THREADS), []

    def one(n: int) -> float:
        steps = connected(n)
        next(steps)
        start.wait(timeout=120)
        began.append(time.perf_counter())
        list(steps)
        return time.perf_counter()

    with ThreadPoolExecutor(THREADS) as pool:
        ends = list(pool.map(one, range(THREADS)))
    return max(ends) - min(began)


def served(gate: Gate, size: int, n: int, turns: Sequence) -> Iterator:
    """One thread of the service."""
    connection.ensure_connection()
    yield
    try:
        for turn in turns:
            answers = gate.enrol(n, size, turn[n % CLASSES])
            assert [answer.outcome for answer in answers] == [Outcome.ENROLLED] * size
    finally:
        connection.close()


def sent(scripts: Sequence[list[str]]) -> Iterator:
    """One thread that sends the statements and reads what comes, on the same driver."""
    with psycopg.connect(**login(connection.settings_dict), cursor_factory=psycopg.ClientCursor) as plain:
        yield
        for script in scripts:
            with plain.transaction(), plain.cursor() as cursor:
                for statement in script:
                    cursor.execute(statement)
                    if cursor.description:
                        cursor.fetchall()


@dataclass
class Template:
    """The statements of one enrolment, with the keys that differ from one to the next."""

    statements: list[str]
    session: UUID
    people: list[UUID]
    enrolments: list[UUID]

    def for_group(self, gate: Gate, group: int, session: TrainingSession) -> list[str]:
        """The same statements for other people and another class."""
        people = gate.groups[group][: len(self.people)]
        keys = {self.session: session.pk, **dict(zip(self.people, people, strict=True))}
        keys |= {gate.stays[old]: gate.stays[new] for old, new in zip(self.people, people, strict=True)}
        keys |= {old: uuid7() for old in self.enrolments}
        words = {written: new.hex for old, new in keys.items() for written in (old.hex, str(old))}
        return [KEY.sub(lambda found: words.get(found[0], found[0]), one) for one in self.statements]


def recorded(gate: Gate, size: int) -> Template:
    """What the gate sends for people whom nobody else of the run enrols."""
    (session,) = gate.classes(1)
    with CaptureQueriesContext(connection) as caught:
        answers = gate.enrol(THREADS, size, session)
    statements = [query["sql"] for query in caught if query["sql"] not in BEGINS_AND_ENDS]
    return Template(statements, session.pk, gate.groups[THREADS][:size], [answer.enrolment for answer in answers])
