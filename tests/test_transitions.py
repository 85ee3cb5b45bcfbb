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
from tests.raw import refused

MOVE = """
    UPDATE participants_enrolment SET status = %(to)s, status_at = now(), reason_kind = %(kind)s, reason = %(reason)s,
      ended_at = CASE WHEN %(ends)s THEN now() END"""
STATUSES = [status.value for status in EnrolmentStatus]


def values(status: str, **more) -> dict:
    left = status == EnrolmentStatus.WITHDRAWN
    said = {"kind": "other" if left else "", "reason": "Lain" if left else ""}
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
    ended = "NULL" if status in LIVE else "now()"
    reason = "'Lain'" if status == EnrolmentStatus.WITHDRAWN else "''"
    sql = raw_enrolment(status=f"'{status}'", ended=ended, reason=reason)
    return refused(sql.replace("now(), '',", "now(), 'other',") if reason != "''" else sql, row)


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
        assert bool(row.busy) == (now in SEATED or (now == "withdrawn" and sat))
