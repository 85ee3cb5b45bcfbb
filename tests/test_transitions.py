"""Which status of an enrolment may follow which: the written table, cell by cell, in the database."""

import itertools
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.choices import LIVE, SEATED, TRANSITIONS, EnrolmentStatus
from participants.models import Enrolment, EnrolmentEvent
from programs.models import SessionTally
from tests.attacks import enrol as raw_enrolment
from tests.factories import acting, custody_of, make_inmate, make_session
from tests.raw import refused, run

MOVE = """
    UPDATE participants_enrolment SET status = %(to)s, status_at = now(), reason_kind = %(kind)s, reason = %(reason)s,
      ended_at = CASE WHEN %(ends)s THEN coalesce(ended_at, now()) END"""
STATUSES = [status.value for status in EnrolmentStatus]


KINDS = {EnrolmentStatus.WITHDRAWN: "own_wish", EnrolmentStatus.NOT_COMPLETED: "attendance"}
"""By status: a kind of reason that belongs to it."""


def values(status: str, **more) -> dict:
    said = {"kind": KINDS.get(status, ""), "reason": "Sebabnya"}
    return {"to": status, "ends": status not in LIVE, **said, **more}


def ways_to(status: str, way: tuple = ("",)) -> list[str]:
    """A shortest way from nothing to a status, by the table."""
    if way[-1] == status:
        return list(way[1:])
    ways = [ways_to(status, (*way, following)) for following in TRANSITIONS[way[-1]] if following not in way]
    return min(filter(None, ways), key=len, default=[])


def begin(facility, status: str, person=None) -> str:
    """Write an enrolment of this status by hand; what refused it."""
    person = person or make_inmate(facility)
    row = {
        "open": make_session(facility).pk,
        "free": person.pk,
        "free_custody": custody_of(person).pk,
        "here": facility.pk,
    }
    kind = KINDS.get(status, "")
    ended = "NULL" if status in LIVE else "now()"
    sql = raw_enrolment(status=f"'{status}'", ended=ended, reason_kind=f"'{kind}'", reason="'Sebabnya'")
    return refused(sql, row)


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(STATUSES, 2)))
def test_the_database_allows_exactly_the_written_moves(before, after, registrar, tangerang):
    with acting(registrar, tangerang):
        first, *rest = ways_to(before)
        assert begin(tangerang, first) == ""
        for status in rest:
            assert refused(MOVE, values(status)) == ""
        allowed = after in TRANSITIONS[before]
        assert (refused(MOVE, values(after)) == "") == allowed
        assert Enrolment.objects.get().status == (after if allowed else before)


@pytest.mark.parametrize("status", STATUSES)
def test_an_enrolment_begins_only_as_the_table_says(status, registrar, tangerang):
    with acting(registrar, tangerang):
        assert (begin(tangerang, status) == "") == (status in TRANSITIONS[""])


REASONS = [
    ("suspended", "enrolled", "", "", "enrolment_suspended_has_reason"),
    ("withdrawn", "enrolled", "own_wish", "", "enrolment_withdrawn_has_reason"),
    ("withdrawn", "enrolled", "", "Sebabnya", "enrolment_withdrawn_has_reason"),
    ("withdrawn", "waiting", "", "", "enrolment_withdrawn_has_reason"),
    ("not_completed", "enrolled", "", "Sebabnya", "enrolment_not_completed_says_why"),
    ("not_completed", "enrolled", "other", "", "enrolment_not_completed_says_why"),
    ("not_completed", "suspended", "attendance", "", ""),
    ("completed", "enrolled", "", "", ""),
    ("completed", "enrolled", "", "Keputusan TPP", ""),
    ("enrolled", "suspended", "", "", ""),
    ("enrolled", "waiting", "", "", ""),
    ("completed", "not_completed", "", "", "enrolmentevent_correction_has_reason"),
    ("not_completed", "completed", "attendance", "", "enrolmentevent_correction_has_reason"),
    ("not_completed", "completed", "attendance", "Salah hitung", ""),
    ("withdrawn", "enrolled", "attendance", "Sebabnya", "enrolment_kind_of_reason_fits"),
    ("not_completed", "enrolled", "transfer", "Sebabnya", "enrolment_kind_of_reason_fits"),
    ("completed", "enrolled", "attendance", "", "enrolment_kind_of_reason_fits"),
]
"""Where to, from where, kind, words, and what refuses it."""


@pytest.mark.parametrize(("after", "before", "kind", "words", "refuses"), REASONS)
def test_a_change_says_what_it_must(after, before, kind, words, refuses, registrar, tangerang):
    with acting(registrar, tangerang):
        first, *rest = ways_to(before)
        assert begin(tangerang, first) == ""
        for status in rest:
            assert refused(MOVE, values(status)) == ""
        assert refused(MOVE, values(after, kind=kind, reason=words)) == refuses


def test_a_corrected_result_keeps_what_was_said_before(registrar, tangerang):
    with acting(registrar, tangerang):
        assert begin(tangerang, "enrolled") == ""
        for status in ("not_completed", "completed"):
            assert refused(MOVE, values(status, reason=f"Sebab {status}")) == ""
        seen = EnrolmentEvent.objects.values_list("from_status", "to_status", "reason_kind", "reason")
        tally = SessionTally.objects.get()
        assert list(seen)[1:] == [
            ("enrolled", "not_completed", "attendance", "Sebab not_completed"),
            ("not_completed", "completed", "", "Sebab completed"),
        ]
        assert (tally.seats_taken, tally.completed, tally.not_completed) == (1, 1, 0)


def test_python_and_the_database_agree_on_who_holds_a_seat(db):
    assert {status for status in STATUSES if run("SELECT holds_seat(%(s)s)", {"s": status}) == [(True,)]} == set(SEATED)


@settings(
    max_examples=200 if os.environ.get("SOAK") else 20,
    deadline=None,
    derandomize=not os.environ.get("SOAK"),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=st.lists(st.sampled_from(STATUSES), max_size=8))
@pytest.mark.soak
def test_after_any_moves_tally_events_and_status_agree(moves, registrar, tangerang):
    with acting(registrar, tangerang):
        person = make_inmate(tangerang)
        assert begin(tangerang, "proposed", person) == ""
        row = Enrolment.objects.get(person=person)
        now, sat = "proposed", False
        for move in moves:
            if move != now and refused(MOVE + " WHERE id = %(id)s", values(move, id=row.pk)) == "":
                assert move in TRANSITIONS[now]
                now, sat = move, sat or move in SEATED
        row.refresh_from_db()
        tally = SessionTally.objects.get(session=row.session_id)
        assert (row.status, EnrolmentEvent.objects.filter(enrolment=row).last().to_status) == (now, now)
        assert (tally.seats_taken, tally.waiting) == (int(now in SEATED), int(now == "waiting"))
        ended = (tally.completed, tally.not_completed, tally.withdrawn)
        assert ended == tuple(int(now == status) for status in ("completed", "not_completed", "withdrawn"))
        assert bool(row.busy) == (now in SEATED or (now == "withdrawn" and sat))
