"""Through the states of an enrolment by the services: reviewed, waiting, suspended, returned, finished, corrected."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.choices import EnrolmentStatus, NotCompletedReason, WithdrawalReason
from participants.models import Enrolment, EnrolmentEvent
from participants.services.answers import Outcome
from participants.services.enrolments import Result, enrol, finish, promote, resume, review, suspend, withdraw
from programs.models import SessionTally
from tests.factories import NOW, TODAY, acting, make_inmate, make_inmates, make_session

LATER = NOW + timedelta(hours=2)
COMPLETED = Result(EnrolmentStatus.COMPLETED)


@pytest.fixture(autouse=True)
def _at_work(registrar, tangerang):
    with acting(registrar, tangerang):
        yield


@pytest.fixture
def in_class(tangerang):
    """Put people into a class; their enrolments, in the order given."""

    def put(people, session, **more):
        answers = enrol([person.pk for person in people], session=session, at=NOW, **more)
        return [answer.enrolment for answer in answers]

    return put


def status_of(enrolment) -> str:
    return Enrolment.objects.get(pk=enrolment).status


def history(enrolment) -> list[tuple]:
    events = EnrolmentEvent.objects.filter(enrolment=enrolment)
    return list(events.values_list("from_status", "to_status", "reason_kind", "reason"))


def counted(session) -> tuple[int, int, int, int, int]:
    tally = SessionTally.objects.get(session=session)
    return tally.seats_taken, tally.waiting, tally.completed, tally.not_completed, tally.withdrawn


def everybody(session, tangerang) -> list:
    """One of each whom the gate can answer differently, and more who are free than there are seats."""
    inside, busy, *free = make_inmates(tangerang, 5)
    ended = make_inmate(tangerang, ends_on=TODAY - timedelta(days=1))
    enrol([inside.pk], session=session, at=NOW)
    enrol([busy.pk], session=make_session(tangerang), at=NOW)
    return [person.pk for person in (inside, free[0], ended, busy, free[1], free[2])]


@pytest.mark.parametrize("queue", [False, True])
def test_a_review_says_what_enrolling_then_does_and_writes_nothing(queue, tangerang):
    session = make_session(tangerang, capacity=2)
    people = everybody(session, tangerang)
    before = (Enrolment.objects.count(), EnrolmentEvent.objects.count(), counted(session))
    said = review(people, session=session, at=NOW, queue=queue)
    assert (Enrolment.objects.count(), EnrolmentEvent.objects.count(), counted(session)) == before
    done = enrol(people, session=session, at=NOW, queue=queue)
    assert [(a.outcome, a.sentence) for a in said] == [(a.outcome, a.sentence) for a in done]
    without_seat = Outcome.WAITING if queue else Outcome.FULL
    assert [answer.outcome for answer in said] == [
        Outcome.ALREADY_IN,
        Outcome.ENROLLED,
        Outcome.SENTENCE_ENDED,
        Outcome.CLASH,
        without_seat,
        without_seat,
    ]


def test_enrolling_many_asks_no_more_questions_than_enrolling_few(tangerang):
    session, asked = make_session(tangerang, capacity=10), []
    for people in (make_inmates(tangerang, 2), make_inmates(tangerang, 30)):
        with CaptureQueriesContext(connection) as caught:
            enrol([person.pk for person in people], session=session, at=NOW, queue=True)
        asked.append(len(caught))
    assert asked[0] == asked[1] <= 14


def test_who_finds_no_seat_waits_in_the_order_given_and_is_told_the_place(tangerang, in_class):
    session = make_session(tangerang, capacity=1)
    people = make_inmates(tangerang, 4)
    answers = enrol([person.pk for person in people], session=session, at=NOW, queue=True)
    assert [answer.outcome for answer in answers] == [Outcome.ENROLLED] + [Outcome.WAITING] * 3
    assert "2" in answers[2].sentence
    queue = Enrolment.objects.filter(session=session).queue()
    assert [row.person_id for row in queue] == [person.pk for person in people[1:]]
    assert counted(session)[:2] == (1, 3)
    assert {bool(row.busy) for row in queue} == {False}


def test_a_freed_seat_goes_to_who_waits_longest(tangerang, in_class):
    session = make_session(tangerang, capacity=1)
    first, second, third = in_class(make_inmates(tangerang, 3), session, queue=True)
    assert [answer.outcome for answer in promote(session=session, at=LATER)] == [Outcome.FULL] * 2
    withdraw([first], session=session, kind=WithdrawalReason.HEALTH, reason="Sakit", at=LATER)
    answers = promote(session=session, at=LATER)
    assert [(a.outcome, a.enrolment) for a in answers] == [(Outcome.ENROLLED, second), (Outcome.FULL, None)]
    assert (status_of(second), status_of(third), counted(session)) == ("enrolled", "waiting", (1, 1, 0, 0, 1))
    assert history(second) == [("", "waiting", "", ""), ("waiting", "enrolled", "", "")]


def test_a_second_offer_of_the_same_seat_changes_nothing(tangerang, in_class):
    session = make_session(tangerang, capacity=1)
    first, second, _third = in_class(make_inmates(tangerang, 3), session, queue=True)
    withdraw([first], session=session, kind=WithdrawalReason.STAFF, reason="Salah", at=LATER)
    promote(session=session, at=LATER)
    assert [answer.outcome for answer in promote(session=session, at=LATER)] == [Outcome.FULL]
    assert status_of(second) == "enrolled"


def test_whoever_of_the_waiting_may_not_join_now_keeps_the_place_and_the_next_has_the_seat(tangerang, in_class):
    session = make_session(tangerang, capacity=1)
    people = make_inmates(tangerang, 3)
    first, busy, free = in_class(people, session, queue=True)
    enrol([people[1].pk], session=make_session(tangerang), at=NOW)
    withdraw([first], session=session, kind=WithdrawalReason.STAFF, reason="Salah", at=LATER)
    assert [answer.outcome for answer in promote(session=session, at=LATER)] == [Outcome.CLASH, Outcome.ENROLLED]
    assert (status_of(busy), status_of(free)) == ("waiting", "enrolled")


def test_who_gets_a_seat_after_the_class_began_counts_from_then(tangerang, in_class):
    session = make_session(tangerang, capacity=1)
    first, second = in_class(make_inmates(tangerang, 2), session, queue=True)
    begun = NOW + timedelta(days=9)
    withdraw([first], session=session, kind=WithdrawalReason.STAFF, reason="Salah", at=begun)
    promote(session=session, at=begun)
    row = Enrolment.objects.get(pk=second)
    assert (row.joined_at, row.busy[0].lower >= begun) == (begun, True)


def test_who_waits_can_leave_the_list(tangerang, in_class):
    session = make_session(tangerang, capacity=1)
    _first, second = in_class(make_inmates(tangerang, 2), session, queue=True)
    assert withdraw([second], session=session, kind=WithdrawalReason.OWN_WISH, reason="Tidak mau", at=LATER) == 1
    assert counted(session) == (1, 0, 0, 0, 1)


def test_who_is_suspended_keeps_seat_and_hours_and_comes_back(tangerang, in_class):
    session = make_session(tangerang)
    one, other = in_class(make_inmates(tangerang, 2), session)
    hours = Enrolment.objects.get(pk=one).busy
    assert suspend([one], session=session, reason="Dirawat", at=LATER) == 1
    assert suspend([one], session=session, reason="Dirawat", at=LATER) == 0
    row = Enrolment.objects.get(pk=one)
    assert (row.status, row.busy, counted(session)[0], status_of(other)) == ("suspended", hours, 2, "enrolled")
    assert resume([one, other], session=session, at=LATER) == 1
    assert history(one) == [
        ("", "enrolled", "", ""),
        ("enrolled", "suspended", "", "Dirawat"),
        ("suspended", "enrolled", "", ""),
    ]


def test_suspending_needs_a_reason(tangerang, in_class):
    session = make_session(tangerang)
    (one,) = in_class(make_inmates(tangerang, 1), session)
    with pytest.raises(ValidationError) as refused:
        suspend([one], session=session, reason="  ", at=LATER)
    assert (refused.value.error_dict.keys(), status_of(one)) == ({"reason"}, "enrolled")


def test_a_class_of_another_address_changes_nobody(tangerang, in_class):
    session, other = make_session(tangerang), make_session(tangerang)
    (one,) = in_class(make_inmates(tangerang, 1), session)
    assert suspend([one], session=other, reason="Dirawat", at=LATER) == 0
    assert finish({one: COMPLETED}, session=other, at=LATER) == 0
    assert status_of(one) == "enrolled"


def test_a_class_ends_with_a_result_for_each_who_held_a_seat(tangerang, in_class):
    session = make_session(tangerang, capacity=4)
    done, decided, absent, away, waiting = in_class(make_inmates(tangerang, 5), session, queue=True)
    suspend([away], session=session, reason="Dirawat", at=NOW)
    results = {
        done: COMPLETED,
        decided: Result(EnrolmentStatus.COMPLETED, reason="Putusan TPP"),
        absent: Result(EnrolmentStatus.NOT_COMPLETED, NotCompletedReason.ATTENDANCE),
        away: Result(EnrolmentStatus.NOT_COMPLETED, NotCompletedReason.OTHER, "Sakit sampai akhir"),
        waiting: COMPLETED,
    }
    assert finish(results, session=session, at=LATER) == 4
    assert finish(results, session=session, at=LATER) == 0
    rows = Enrolment.objects.filter(session=session).in_bulk()
    assert [(rows[key].status, rows[key].reason_kind, rows[key].reason) for key in results] == [
        ("completed", "", ""),
        ("completed", "", "Putusan TPP"),
        ("not_completed", "attendance", ""),
        ("not_completed", "other", "Sakit sampai akhir"),
        ("waiting", "", ""),
    ]
    assert counted(session) == (4, 1, 2, 2, 0)


def test_a_result_is_corrected_with_a_reason_and_the_old_one_stays(tangerang, in_class):
    session = make_session(tangerang)
    (one,) = in_class(make_inmates(tangerang, 1), session)
    finish({one: COMPLETED}, session=session, at=LATER)
    wrong = Result(EnrolmentStatus.NOT_COMPLETED, NotCompletedReason.ATTENDANCE)
    with pytest.raises(ValidationError) as refused:
        finish({one: wrong}, session=session, at=LATER + timedelta(days=3))
    assert refused.value.code == "enrolmentevent_correction_has_reason"
    right = Result(wrong.status, wrong.reason_kind, "Daftar hadir salah hari")
    assert finish({one: right}, session=session, at=LATER + timedelta(days=3)) == 1
    row = Enrolment.objects.get(pk=one)
    assert (row.ended_at, row.status_at) == (LATER, LATER + timedelta(days=3))
    assert history(one)[1:] == [
        ("enrolled", "completed", "", ""),
        ("completed", "not_completed", "attendance", "Daftar hadir salah hari"),
    ]


def test_who_left_has_no_result(tangerang, in_class):
    session = make_session(tangerang)
    (one,) = in_class(make_inmates(tangerang, 1), session)
    withdraw([one], session=session, kind=WithdrawalReason.RELEASE, reason="Bebas", at=LATER)
    assert (finish({one: COMPLETED}, session=session, at=LATER), status_of(one)) == (0, "withdrawn")


@pytest.mark.parametrize("kind", WithdrawalReason.values)
def test_people_are_withdrawn_for_every_kind_of_reason(kind, tangerang, in_class):
    session = make_session(tangerang)
    (one,) = in_class(make_inmates(tangerang, 1), session)
    assert withdraw([one], session=session, kind=kind, reason="Sebabnya", at=LATER) == 1
    assert history(one)[1:] == [("enrolled", "withdrawn", kind, "Sebabnya")]
