"""The page of candidates of a prison of 3,000 people with ten rules: the first fifty and how many in each group."""

import random
import statistics
import time
from collections.abc import Iterator

import time_machine
from django.test import Client

from accounts.roles import Role
from benchmarks.bench_rules import PEOPLE, analyse, fill, ten_rules
from benchmarks.line import WARM, Ceiling
from participants.services.choosing import SHOWN
from tests.counting import questions
from tests.factories import NOW, acting, make_course, make_facility, make_session, make_skill, make_user, post

ROUNDS = 15
MILLISECONDS, QUESTIONS = 150, 10


def run() -> Iterator[Ceiling]:
    """The whole page as the browser gets it, through all middleware: as it opens, searched, and with thirty chosen."""
    facility = make_facility("lpp-kandidat")
    registrar = post(make_user("registrar.kandidat"), Role.REGISTRAR, facility=facility)
    with acting(registrar, facility):
        course = make_course("Batik kandidat", skill=make_skill("Batik kandidat"))
        fill(facility, course, random.Random(7))
        session = make_session(facility, course=course, capacity=30)
        ten_rules(facility, course)
    analyse()
    client, address = Client(), f"/sessions/{session.pk}/choose/"
    with time_machine.travel(NOW):
        client.force_login(registrar)
        yield from _measured(client, address)


def _measured(client: Client, address: str) -> Iterator[Ceiling]:
    for what, posted in (
        ("the page", None),
        ("a name searched for", {"q": "warga 29"}),
        ("a click", {"pick": "first"}),
    ):
        taken = [_read(client, address, posted) for _n in range(WARM + ROUNDS)]
        median = statistics.median(taken[WARM:])
        yield Ceiling(f"candidates of {PEOPLE:,} people, ten rules: {what}", median, "ms", MILLISECONDS)
    most = len(questions(client, address))
    yield Ceiling("candidates, questions to the database", most, "questions", QUESTIONS)


def _read(client: Client, address: str, posted: dict | None) -> float:
    began = time.perf_counter()
    answer = client.post(address, posted) if posted else client.get(address)
    taken = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200
    assert posted or answer.content.count(b'class="pick') >= SHOWN, answer.content.count(b'class="pick')
    return taken
