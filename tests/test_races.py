"""Seats and hours under a hundred connections: exact, and everyone is told why."""

import os
from collections import Counter

import pytest
from django.db import IntegrityError, OperationalError, connection

from participants.choices import WithdrawalReason
from participants.models import Enrolment
from participants.services.answers import Outcome
from participants.services.enrolments import enrol, promote, withdraw
from programs.models import SessionTally
from programs.services.guests import agree
from tests.attacks import enrol as raw_enrolment
from tests.crowd import all_at_once
from tests.factories import AFTERNOON, MORNING, NOW, acting, custody_of, make_inmates, make_session
from tests.raw import dropped, run

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 20 if os.environ.get("SOAK") else 2


@pytest.fixture
def answers_of(registrar, tangerang):
    """What a member of staff is told who enrols these people now."""

    def enrol_now(people, session):
        with acting(registrar, tangerang):
            return enrol(people, session=session, at=NOW)

    return enrol_now


def tallies_equal_a_recount() -> bool:
    return not run(
        """SELECT 1 FROM programs_sessiontally t LEFT JOIN (
             SELECT session_id, count(*) FILTER (WHERE holds_seat(status)) AS seats
             FROM participants_enrolment GROUP BY 1) e USING (session_id)
           WHERE t.seats_taken <> coalesce(e.seats, 0)"""
    )


@pytest.mark.soak
@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_a_hundred_people_for_ten_seats(attempt, registrar, tangerang, answers_of):
    with acting(registrar, tangerang):
        session = make_session(tangerang, capacity=10)
        people = make_inmates(tangerang, 100)
    results = all_at_once(lambda person: answers_of([person.pk], session)[0], people)
    assert Counter(answer.outcome for answer in results) == {Outcome.ENROLLED: 10, Outcome.FULL: 90}
    assert all(answer.name in answer.sentence for answer in results)
    with acting(registrar, tangerang):
        assert Enrolment.objects.count() == SessionTally.objects.get(session=session).seats_taken == 10


@pytest.mark.soak
@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_forty_people_shared_by_ten_clashing_classes(attempt, registrar, tangerang, answers_of):
    with acting(registrar, tangerang):
        sessions = [make_session(tangerang, capacity=7) for _ in range(10)]
        people = [person.pk for person in make_inmates(tangerang, 40)]
    chosen = [(people[n % 40 :: 4][:10], sessions[n % 10]) for n in range(100)]
    results = all_at_once(lambda pair: answers_of(*pair), chosen)
    assert [result for result in results if isinstance(result, Exception)] == []
    told = Counter(answer.outcome for answers in results for answer in answers)
    assert set(told) <= {Outcome.ENROLLED, Outcome.FULL, Outcome.CLASH, Outcome.ALREADY_IN}
    with acting(registrar, tangerang):
        assert Enrolment.objects.count() == told[Outcome.ENROLLED]
        assert Enrolment.objects.values("person").distinct().count() == told[Outcome.ENROLLED]
        assert max(SessionTally.objects.values_list("seats_taken", flat=True)) <= 7
        assert tallies_equal_a_recount()


def raw_race(registrar, facility, rows) -> Counter:
    """Send one raw INSERT per row at once; how often which constraint refused (none: it went in)."""

    def insert(row):
        with acting(registrar, facility):
            run(raw_enrolment(), row)

    results = all_at_once(insert, rows)
    return Counter(r.__cause__.diag.constraint_name if isinstance(r, IntegrityError) else r for r in results)


def rows_of(people, sessions, facility) -> list[dict]:
    stays = {person.pk: custody_of(person).pk for person in people}
    pairs = [(person, session) for session in sessions for person in people]
    return [{"open": s.pk, "free": p.pk, "free_custody": stays[p.pk], "here": facility.pk} for p, s in pairs]


def test_raw_inserts_that_ask_nobody_oversell_nothing(registrar, tangerang):
    with acting(registrar, tangerang):
        rows = rows_of(make_inmates(tangerang, 100), [make_session(tangerang, capacity=10)], tangerang)
    assert raw_race(registrar, tangerang, rows) == {None: 10, "session_not_over_capacity": 90}


def test_without_the_constraint_the_same_inserts_oversell(registrar, tangerang):
    with acting(registrar, tangerang):
        rows = rows_of(make_inmates(tangerang, 100), [make_session(tangerang, capacity=10)], tangerang)
    with dropped("programs_sessiontally", "session_not_over_capacity"):
        assert raw_race(registrar, tangerang, rows) == {None: 100}


def test_raw_inserts_put_nobody_into_two_classes_at_once(registrar, tangerang):
    with acting(registrar, tangerang):
        rows = rows_of(make_inmates(tangerang, 1), [make_session(tangerang) for _ in range(100)], tangerang)
    assert raw_race(registrar, tangerang, rows) == {None: 1, "enrolment_no_two_meetings_at_once": 99}


def test_without_the_constraint_the_same_inserts_put_one_person_into_a_hundred(registrar, tangerang):
    with acting(registrar, tangerang):
        rows = rows_of(make_inmates(tangerang, 1), [make_session(tangerang) for _ in range(100)], tangerang)
    with dropped("participants_enrolment", "enrolment_no_two_meetings_at_once"):
        assert raw_race(registrar, tangerang, rows) == {None: 100}


def test_raw_inserts_of_guests_take_no_more_seats_than_are_lent(registrar, outsider, tangerang, cipinang):
    with acting(registrar, tangerang):
        session = make_session(tangerang, capacity=30)
    agree(session, cipinang, seats=3, by=registrar.pk, at=NOW)
    with acting(outsider, cipinang):
        rows = rows_of(make_inmates(cipinang, 40), [session], cipinang)
    assert raw_race(outsider, cipinang, rows) == {None: 3, "enrolment_guest_has_seat": 37}


def test_a_freed_seat_is_given_once_though_many_give_it(registrar, tangerang, answers_of):
    with acting(registrar, tangerang):
        session = make_session(tangerang, capacity=3)
        people = [person.pk for person in make_inmates(tangerang, 12)]
        rows = [answer.enrolment for answer in enrol(people, session=session, at=NOW, queue=True)]
        withdraw(rows[:2], session=session, kind=WithdrawalReason.STAFF, reason="Salah", at=NOW)

    def give(_n):
        with acting(registrar, tangerang):
            return [answer.enrolment for answer in promote(session=session, at=NOW) if answer.enrolment]

    given = all_at_once(give, range(40))
    assert sorted(row for found in given for row in found) == sorted(rows[3:5])
    with acting(registrar, tangerang):
        assert (SessionTally.objects.get(session=session).waiting, tallies_equal_a_recount()) == (7, True)


def test_meetings_that_move_while_people_enrol_leave_no_stale_hours(registrar, tangerang, answers_of):
    with acting(registrar, tangerang):
        morning, afternoon = make_session(tangerang, hours=MORNING), make_session(tangerang, hours=AFTERNOON)
        people = make_inmates(tangerang, 40)

    def act(n):
        if n < 40:
            return answers_of([people[n].pk], (morning, afternoon)[n % 2])
        with acting(registrar, tangerang):
            connection.cursor().execute(
                "UPDATE programs_meeting SET starts_at = starts_at + interval '1 minute' WHERE session_id = %s",
                [(morning, afternoon)[n % 2].pk],
            )

    results = all_at_once(act, range(50))
    assert [r for r in results if isinstance(r, Exception) and not isinstance(r, OperationalError)] == []
    with acting(registrar, tangerang):
        assert not run(
            """SELECT 1 FROM participants_enrolment e JOIN (
                 SELECT session_id, range_agg(tstzrange(starts_at, ends_at)) AS busy FROM programs_meeting GROUP BY 1
               ) m USING (session_id) WHERE e.busy <> m.busy"""
        )
