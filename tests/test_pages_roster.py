"""On the page of a class: suspending, coming back, the waiting list; and the page of one enrolment."""

from datetime import timedelta

import pytest
import time_machine

from participants.choices import EnrolmentStatus, NotCompletedReason, WithdrawalReason
from participants.models import Enrolment
from participants.services.enrolments import Result, enrol, finish, withdraw
from tests.factories import NOW, acting, make_inmate, make_session
from tests.rules_on_joining import make_rule


@pytest.fixture(autouse=True)
def _a_week_before():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at_work(client, registrar):
    """The registrar of Tangerang, reading English: the words are those of the source."""
    client.cookies["language"] = "en"
    client.force_login(registrar)
    return client


@pytest.fixture(autouse=True)
def _at_tangerang(registrar, tangerang):
    with acting(registrar, tangerang):
        yield


NAMES = ("Ana", "Beti", "Cici", "Dewi")


@pytest.fixture
def full_class(tangerang):
    """A class of two seats, both taken, and two who wait."""
    session = make_session(tangerang, capacity=2)
    people = [make_inmate(tangerang, name) for name in NAMES]
    enrol([person.pk for person in people], session=session, at=NOW, queue=True)
    return session


def row_of(name: str) -> Enrolment:
    return Enrolment.objects.get(name_as_enrolled=name)


def send(client, session, act, *names, **more):
    chosen = [str(row_of(name).pk) for name in names]
    return client.post(f"/sessions/{session.pk}/{act}/", {"enrolment": chosen, **more}, follow=True)


def waiting(answer) -> list[str]:
    return [seat.name for seat in answer.context["roster"].waiting]


def test_the_class_shows_who_waits_in_their_order(at_work, full_class):
    answer = at_work.get(f"/sessions/{full_class.pk}/")
    assert (waiting(answer), "Waiting list (2)" in answer.text) == (["Cici", "Dewi"], True)
    assert "Give the free seat" not in answer.text


def test_a_freed_seat_is_given_with_one_click(at_work, full_class):
    withdraw([row_of("Ana").pk], session=full_class, kind=WithdrawalReason.HEALTH, reason="Sakit", at=NOW)
    assert "Give the free seat to who waits longest" in at_work.get(f"/sessions/{full_class.pk}/").text
    answer = send(at_work, full_class, "promote")
    assert [(bucket.title, [row["name"] for row in bucket.rows]) for bucket in answer.context["buckets"]] == [
        ("Enrolled", ["Cici"])
    ]
    assert waiting(send(at_work, full_class, "promote")) == ["Dewi"]


def test_who_waits_is_taken_off_the_list_with_a_reason(at_work, full_class):
    answer = send(at_work, full_class, "withdraw", "Cici", kind="own_wish", reason="Tidak mau")
    assert (waiting(answer), row_of("Cici").status) == (["Dewi"], "withdrawn")


def test_suspending_asks_for_the_reason_first(at_work, full_class):
    asked = send(at_work, full_class, "suspend", "Ana", ask="1")
    assert ("Suspend Ana for a time?" in asked.text, row_of("Ana").status) == (True, "enrolled")
    empty = send(at_work, full_class, "suspend", "Ana", reason="")
    assert (list(empty.context["form"].errors), row_of("Ana").status) == (["reason"], "enrolled")
    done = send(at_work, full_class, "suspend", "Ana", "Beti", reason="Dirawat")
    assert ("2 people were suspended." in done.text, row_of("Beti").reason) == (True, "Dirawat")


def test_who_is_suspended_comes_back_with_one_click(at_work, full_class):
    assert "Back in class" not in at_work.get(f"/sessions/{full_class.pk}/").text
    send(at_work, full_class, "suspend", "Ana", reason="Dirawat")
    assert "Back in class" in at_work.get(f"/sessions/{full_class.pk}/").text
    answer = send(at_work, full_class, "resume", "Ana", "Beti")
    assert ("1 person is back in the class." in answer.text, row_of("Ana").status) == (True, "enrolled")
    again = send(at_work, full_class, "resume", "Ana")
    assert "Nobody was chosen who is suspended." in again.text


def test_nobody_of_another_class_is_suspended_through_this_one(at_work, full_class, tangerang):
    other = make_session(tangerang)
    answer = send(at_work, other, "suspend", "Ana", reason="Dirawat")
    assert ("Nobody was chosen who could be suspended." in answer.text, row_of("Ana").status) == (True, "enrolled")


def test_the_page_of_an_enrolment_tells_who_changed_what_when_and_why(at_work, full_class, registrar):
    send(at_work, full_class, "suspend", "Ana", reason="Dirawat di RSUD")
    wrong = Result(EnrolmentStatus.NOT_COMPLETED, NotCompletedReason.ATTENDANCE)
    finish({row_of("Ana").pk: wrong}, session=full_class, at=NOW)
    right = Result(EnrolmentStatus.COMPLETED, reason="Daftar hadir salah hari")
    finish({row_of("Ana").pk: right}, session=full_class, at=NOW + timedelta(minutes=5))
    answer = at_work.get(f"/enrolments/{row_of('Ana').pk}/")
    told = [(event.title, event.why) for event in answer.context["events"]]
    assert told == [
        ("Corrected: Completed, was Not completed", "Daftar hadir salah hari"),
        ("Not completed", "Too little attendance"),
        ("Suspended", "Dirawat di RSUD"),
        ("Enrolled", ""),
    ]
    who = registrar.get_full_name()
    assert {event.who for event in answer.context["events"]} == {who}


def test_the_page_of_an_enrolment_tells_what_the_rules_said_and_who_set_one_aside(at_work, tangerang, registrar):
    make_rule("sex", strength="override", facility=tangerang, sex="L")
    person, session = make_inmate(tangerang, "Ika"), make_session(tangerang)
    enrol([person.pk], session=session, at=NOW, overrides={person.pk: "Putusan TPP"})
    answer = at_work.get(f"/enrolments/{row_of('Ika').pk}/")
    (said,) = answer.context["rules"]
    assert (said.reason, said.by) == ("Putusan TPP", registrar.get_full_name())
    assert all(words in answer.text for words in (said.rule, said.verdict, "Putusan TPP"))


def test_an_enrolment_of_which_no_rule_was_asked_says_so(at_work, full_class):
    assert "No rule on joining was in force then." in at_work.get(f"/enrolments/{row_of('Ana').pk}/").text


def test_an_outsider_finds_no_enrolment_and_changes_none(client, outsider, full_class):
    client.force_login(outsider)
    key = row_of("Ana").pk
    assert client.get(f"/enrolments/{key}/").status_code == 404
    for act in ("suspend", "resume", "promote"):
        sent = client.post(f"/sessions/{full_class.pk}/{act}/", {"enrolment": [str(key)], "reason": "Lain"})
        assert sent.status_code == 404
    assert row_of("Ana").status == "enrolled"
