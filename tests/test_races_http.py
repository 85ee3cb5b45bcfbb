"""Seats and hours over the web: several server processes, many people at their desks, one moment."""

import os
from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from django.test import Client

from participants.models import Enrolment
from participants.services.enrolments import enrol
from programs.models import SessionTally, TrainingSession
from programs.services.sessions import Hours
from tests.crowd import all_at_once
from tests.factories import NOW, acting, make_inmate, make_session
from tests.web_servers import servers
from tests.world import FAR

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]

SERVERS, THREADS = 4, 50 if os.environ.get("SOAK") else 8
SEATS = 7
TOKEN = "a" * 32
IN_FUTURE = Hours(first=date(2089, 1, 3), last=date(2089, 1, 8), starts=time(8), ends=time(12))
SAME_HOURS = Hours(first=date(2089, 1, 8), last=date(2089, 1, 12), starts=time(11), ends=time(13))


@dataclass
class Desk:
    """Somebody before a browser that is signed in, at one of the servers."""

    port: int
    session_key: str

    def enrol(self, session: TrainingSession, *people) -> tuple[int, str]:
        """Send what the button of the review sends; the status and the words of the page that comes."""
        connected = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            body = urlencode([("csrfmiddlewaretoken", TOKEN), *(("p", person.pk) for person in people)])
            cookies = f"session={self.session_key}; csrf={TOKEN}; language=en"
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
            connected.request("POST", f"/sessions/{session.pk}/enrol/", body, headers)
            answer = connected.getresponse()
            return answer.status, unescape(answer.read().decode())
        finally:
            connected.close()


@pytest.fixture(scope="module")
def ports(django_db_setup):
    """Where the servers answer."""
    with servers(SERVERS, threads=THREADS) as found:
        yield found


@pytest.fixture
def desks(ports, registrar) -> list[Desk]:
    """A desk for each thread of each server, all signed in before the race."""
    return [Desk(port, _signed_in(registrar)) for port in ports for _n in range(THREADS)]


def _signed_in(user) -> str:
    browser = Client()
    browser.force_login(user)
    return browser.cookies["session"].value


def people_at(facility, how_many: int) -> list:
    """People whose names are not part of one another."""
    return [make_inmate(facility, f"Warga Nomor {n:04d}", ends_on=FAR) for n in range(how_many)]


def what_was_said(results: list, full: str, clash: str = "nobody says this") -> Counter:
    """How often each page said which of the few things that may be said of the one person; all others as they are."""
    said = Counter()
    for result in results:
        if isinstance(result, Exception):
            said[repr(result)] += 1
            continue
        status, text = result
        reasons = {"full": full, "clash": clash, "in already": "Nothing has changed.", "in": "1 person was enrolled."}
        told = [word for word, sentence in reasons.items() if sentence in text]
        said[" and ".join(told) if status == 200 and told else f"{status}: {text[:400]}"] += 1
    return said


@pytest.mark.soak
def test_the_last_seven_seats_go_to_seven_and_everybody_else_is_told_why(desks, registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang, capacity=30, hours=IN_FUTURE)
        enrol([person.pk for person in people_at(tangerang, 30 - SEATS)], session=session, at=NOW)
        people = [make_inmate(tangerang, f"Pelamar {n:04d}", ends_on=FAR) for n in range(len(desks))]
    results = all_at_once(
        lambda pair: pair[0].enrol(session, pair[1]), zip(desks, people, strict=True), connected=False
    )
    full = "cannot be enrolled: class full, 30 of 30 seats."
    assert what_was_said(results, full) == {"in": SEATS, "full": len(desks) - SEATS}
    named = zip((person.name for person in people), (text for _status, text in results), strict=True)
    assert all(name in text and ("was enrolled." in text or f"{name} {full}" in text) for name, text in named)
    with acting(registrar, tangerang):
        assert Enrolment.objects.seated().count() == SessionTally.objects.get(session=session).seats_taken == 30


@pytest.mark.soak
def test_people_wanted_by_two_clashing_classes_sit_in_one_and_the_others_are_told_why(desks, registrar, tangerang):
    with acting(registrar, tangerang):
        classes = [make_session(tangerang, hours=hours) for hours in (IN_FUTURE, SAME_HOURS)]
        people = people_at(tangerang, len(desks) // 8)
    chosen = [(desk, classes[n % 2], people[n // 2 % len(people)]) for n, desk in enumerate(desks)]
    results = all_at_once(lambda one: one[0].enrol(*one[1:]), chosen, connected=False)
    said = what_was_said(results, "class full", "there is a meeting of")
    assert set(said) == {"in", "in already", "clash"}
    assert (said["in"], said["clash"], sum(said.values())) == (len(people), len(desks) // 2, len(desks))
    with acting(registrar, tangerang):
        seated = list(Enrolment.objects.seated().values_list("person", flat=True))
    assert sorted(seated) == sorted(person.pk for person in people)
