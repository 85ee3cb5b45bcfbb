"""Which state of a class may follow which: the written table, cell by cell, in the database, with who and why."""

import itertools
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from programs.choices import SESSION_TRANSITIONS, SessionStatus
from programs.models import SessionEvent, TrainingSession
from programs.services import session_states
from tests.factories import NOW, acting, make_session
from tests.raw import refused, run, works_for_the_owner

STATES = [state.value for state in SessionStatus]
MOVE = "UPDATE programs_trainingsession SET status = %(to)s, status_at = now(), status_reason = %(reason)s"


def way_to(state: str, way: tuple = ("",)) -> list[str]:
    """A shortest way from nothing to a state, by the table."""
    if way[-1] == state:
        return list(way[1:])
    ways = [way_to(state, (*way, following)) for following in SESSION_TRANSITIONS[way[-1]] if following not in way]
    return min(filter(None, ways), key=len, default=[])


def brought_to(facility, state: str) -> TrainingSession:
    first, *rest = way_to(state)
    session = make_session(facility, status=first)
    for following in rest:
        assert refused(MOVE, {"to": following, "reason": "Sebabnya"}) == ""
    session.refresh_from_db()
    return session


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(STATES, 2)))
def test_the_database_and_the_service_allow_exactly_the_written_moves(before, after, registrar, tangerang):
    with acting(registrar, tangerang):
        session, allowed = brought_to(tangerang, before), after in SESSION_TRANSITIONS[before]
        if not allowed:
            with pytest.raises(ValidationError):
                session_states.move(session, after, at=NOW, reason="Sebabnya")
        refusal = "" if allowed else "sessionevent_transition_allowed"
        assert refused(MOVE, {"to": after, "reason": "Sebabnya"}) == refusal
        assert TrainingSession.objects.get().status == (after if allowed else before)


@pytest.mark.parametrize("state", STATES)
def test_a_class_begins_only_as_the_table_says(state, registrar, tangerang):
    sql = (
        "INSERT INTO programs_trainingsession (id, programme_id, venue_id, title, batch, place_kind, place, room,"
        " status, status_reason, invented) SELECT gen_random_uuid(), programme_id, venue_id, 'Lain', '', 'facility',"
        " '', '', %(to)s, 'Sebabnya', false FROM programs_trainingsession"
    )
    with acting(registrar, tangerang):
        make_session(tangerang)
        assert (refused(sql, {"to": state}) == "") == (state in SESSION_TRANSITIONS[""])


@pytest.mark.parametrize(
    ("before", "after", "refuses"),
    [("open", "cancelled", "session_cancelled_says_why"), ("approved", "draft", "sessionevent_sent_back_says_why")],
)
def test_calling_off_and_sending_back_say_why(before, after, refuses, registrar, tangerang):
    with acting(registrar, tangerang):
        session = brought_to(tangerang, before)
        run("UPDATE programs_trainingsession SET status_reason = ''")
        assert refused(MOVE, {"to": after, "reason": ""}) == refuses
        with pytest.raises(ValidationError) as met:
            session_states.move(session, after, at=NOW, reason="  ")
        assert list(met.value.error_dict) == ["reason"]


def test_nobody_changes_a_state_without_a_name(registrar, tangerang):
    with acting(registrar, tangerang):
        make_session(tangerang)
        with_name = refused(MOVE, {"to": "running", "reason": ""})
        run("SELECT set_config('app.actor', '', true)")
        without = refused(MOVE, {"to": "finished", "reason": ""})
    assert (with_name, without != "") == ("", True)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO programs_sessionevent SELECT * FROM programs_sessionevent LIMIT 1",
        "UPDATE programs_sessionevent SET reason = 'Lain'",
        "DELETE FROM programs_sessionevent",
    ],
)
def test_the_log_is_written_by_the_database_alone(sql, registrar, tangerang):
    with acting(registrar, tangerang):
        make_session(tangerang)
        assert refused(sql) == "42501"


def test_the_reason_is_not_rewritten_without_a_change_of_state(registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
        session_states.move(session, SessionStatus.CANCELLED, at=NOW, reason="Pelatih sakit")
        run("UPDATE programs_trainingsession SET status_reason = 'Lain', status_at = now()")
        stored = TrainingSession.objects.get()
        assert (stored.status_reason, stored.status_at) == ("Pelatih sakit", NOW)


@pytest.mark.django_db(transaction=True)
def test_without_its_check_a_forbidden_move_would_succeed(registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
        session_states.move(session, SessionStatus.FINISHED, at=NOW)
    attack, values = MOVE, {"to": "open", "reason": ""}
    control = "ALTER TABLE programs_sessionevent DROP CONSTRAINT sessionevent_transition_allowed"
    assert works_for_the_owner(attack, values, actor=registrar.pk) == "sessionevent_transition_allowed"
    assert works_for_the_owner(attack, values, actor=registrar.pk, after=control) == ""


def test_every_step_is_kept_with_who_when_and_why(registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang, status=SessionStatus.DRAFT, at=NOW)
        hour = timedelta(hours=1)
        assert session_states.approve(session, at=NOW + hour)
        assert session_states.send_back(session, reason=" Jadwal bentrok ", at=NOW + 2 * hour)
        assert session_states.approve(session, at=NOW + 3 * hour)
        assert session_states.open_up(session, at=NOW + 4 * hour)
        assert session_states.begin(session, at=NOW + 5 * hour)
        assert not session_states.begin(session, at=NOW + 6 * hour)
        told = SessionEvent.objects.values_list("from_status", "to_status", "reason", "at", "actor")
        assert list(told) == [
            ("", "draft", "", NOW, registrar.pk),
            ("draft", "approved", "", NOW + hour, registrar.pk),
            ("approved", "draft", "Jadwal bentrok", NOW + 2 * hour, registrar.pk),
            ("draft", "approved", "", NOW + 3 * hour, registrar.pk),
            ("approved", "open", "", NOW + 4 * hour, registrar.pk),
            ("open", "running", "", NOW + 5 * hour, registrar.pk),
        ]
