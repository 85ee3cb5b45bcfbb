"""Rules 1 to 5 of the design hold in the database: raw SQL of the application's own role cannot break them."""

import re
from datetime import timedelta

import pytest

from participants.choices import WithdrawalReason
from participants.models import Enrolment, Question
from participants.services.closing import close
from participants.services.enrolments import enrol, withdraw
from programs.choices import SessionStatus
from programs.services.guests import agree, end
from tests import attacks, attacks_on_joining
from tests.attacks import Attack
from tests.factories import AFTERNOON, MORNING, NOW, acting, custody_of, make_inmate, make_session, make_skill
from tests.raw import refused, run, works_for_the_owner
from tests.rules_on_joining import make_rule

ATTACKS = [*attacks.ATTACKS, *attacks_on_joining.ATTACKS]
NOT_ALLOWED = [*attacks.NOT_ALLOWED, *attacks_on_joining.NOT_ALLOWED]


def enrolment(session, person, *, at=NOW) -> Enrolment:
    enrol([person.pk], session=session, at=at)
    return Enrolment.objects.get(session=session, person=person)


def invite(registrar, tangerang, cipinang) -> dict:
    """A class that lends one seat to another prison, taken, and one that lent some until the agreement ended."""
    lending, over = make_session(tangerang, capacity=5), make_session(tangerang, capacity=5)
    agree(lending, cipinang, seats=1, by=registrar.pk, at=NOW)
    ended = agree(over, cipinang, seats=1, by=registrar.pk, at=NOW)
    with acting(registrar, tangerang, cipinang):
        stranger, guest, other, waiting = (make_inmate(cipinang) for _ in range(4))
        enrol([guest.pk], session=lending, home=cipinang, at=NOW)
        *_seated, queued = enrol([other.pk, waiting.pk], session=over, home=cipinang, at=NOW, queue=True)
        keys = {"stranger": stranger.pk, "stranger_custody": custody_of(stranger).pk}
    end(ended, by=registrar.pk, at=NOW)
    return keys | {"lending": lending.pk, "there": cipinang.pk, "guest_waiting": queued.enrolment}


def build_world(registrar, tangerang, cipinang) -> dict:
    """Classes and people in the states that the attacks need, by the names that they use."""
    full = make_session(tangerang, capacity=1, hours=MORNING)
    roomy = make_session(tangerang, capacity=5, hours=AFTERNOON)
    sessions = {
        "full": full,
        "same_hours": make_session(tangerang, capacity=5, hours=MORNING),
        "seatless": make_session(tangerang, capacity=None),
        "last_seat": make_session(tangerang, capacity=1),
        "open": make_session(tangerang, capacity=5),
        "afternoon": roomy,
        "roomy": roomy,
    }
    people = {
        name: make_inmate(tangerang) for name in ("seated", "free", "second", "waiting", "gone", "done", "waiting_only")
    }
    live = enrolment(full, people["seated"])
    enrolment(roomy, people["seated"])
    enrolment(roomy, people["waiting"])
    ended = enrolment(roomy, people["gone"])
    withdraw([ended.pk], session=roomy, kind=WithdrawalReason.OTHER, reason="Lain", at=NOW + timedelta(days=9))
    done = enrolment(roomy, people["done"])
    over = NOW + timedelta(days=9)
    Enrolment.objects.filter(pk=done.pk).update(status="completed", status_at=over, ended_at=over)
    queued = make_session(tangerang, capacity=0, hours=AFTERNOON)
    enrol([people["waiting_only"].pk], session=queued, at=NOW, queue=True)
    sessions |= {
        "queued": queued,
        "draft": make_session(tangerang, status=SessionStatus.DRAFT),
        "over": make_session(tangerang),
    }
    close(sessions["over"], at=NOW + timedelta(days=60))
    asked = {
        "skill": make_skill(),
        "question": Question.objects.create(text="Sehat?"),
        "rule": make_rule("age", facility=tangerang, strength="advises", least=18, by="day"),
    }
    return {
        **{name: one.pk for name, one in asked.items()},
        **invite(registrar, tangerang, cipinang),
        **{name: session.pk for name, session in sessions.items()},
        **{name: person.pk for name, person in people.items()},
        **{f"{name}_custody": custody_of(person).pk for name, person in people.items()},
        "live": live.pk,
        "ended": ended.pk,
        "done": done.pk,
        "here": tangerang.pk,
        "actor": registrar.pk,
    }


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_the_database_refuses(attack: Attack, registrar, tangerang, cipinang):
    with acting(registrar, tangerang):
        world = build_world(registrar, tangerang, cipinang)
        assert refused(attack.sql, world) == attack.by


@pytest.mark.django_db(transaction=True)
def test_without_its_constraint_every_attack_would_succeed(registrar, tangerang, cipinang):
    with acting(registrar, tangerang):
        world = build_world(registrar, tangerang, cipinang)
    with_it = {a.what: works_for_the_owner(a.sql, world, actor=registrar.pk) for a in ATTACKS}
    without_it = {a.what: works_for_the_owner(a.sql, world, actor=registrar.pk, after=a.control) for a in ATTACKS}
    assert with_it == {attack.what: attack.by for attack in ATTACKS}
    assert without_it == {attack.what: "" for attack in ATTACKS}


@pytest.mark.parametrize(("what", "sql"), NOT_ALLOWED, ids=[what.replace(" ", "-") for what, _sql in NOT_ALLOWED])
def test_the_application_has_no_right_to(what, sql, registrar, tangerang):
    with acting(registrar, tangerang):
        assert refused(sql) == "42501"


def test_hours_and_venue_that_a_client_sends_are_ignored(registrar, tangerang, cipinang):
    with acting(registrar, tangerang):
        row = enrolment(make_session(tangerang), make_inmate(tangerang))
        before = run("SELECT busy, venue_id FROM participants_enrolment")
        values = {"id": row.pk, "there": cipinang.pk}
        assert (
            refused("UPDATE participants_enrolment SET busy = '{}', venue_id = %(there)s WHERE id = %(id)s", values)
            == ""
        )
        assert run("SELECT busy, venue_id FROM participants_enrolment") == before


def test_a_persons_facility_that_a_client_sends_is_ignored(registrar, tangerang, cipinang):
    with acting(registrar, tangerang, cipinang):
        person = make_inmate(tangerang)
        values = {"id": person.pk, "there": cipinang.pk}
        run("UPDATE participants_person SET facility_id = %(there)s WHERE id = %(id)s", values)
        assert run("SELECT facility_id FROM participants_person") == [(tangerang.pk,)]


def test_no_status_changes_without_somebody_who_answers_for_it(registrar, tangerang):
    with acting(registrar, tangerang):
        row = enrolment(make_session(tangerang), make_inmate(tangerang))
        run("SELECT set_config('app.actor', '', true)")
        sql = "UPDATE participants_enrolment SET status = 'suspended', reason = 'Sakit' WHERE id = %(id)s"
        assert refused(sql, {"id": row.pk}) == "23502"


def test_a_moved_class_moves_the_hours_of_everyone_in_it(registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
        enrolment(session, make_inmate(tangerang))
        later = "UPDATE programs_meeting SET starts_at = starts_at + interval '1 hour', ends_at = ends_at + {0}"
        run(later.format("interval '1 hour'"))
        hours = "SELECT range_agg(tstzrange(starts_at, ends_at)) FROM programs_meeting"
        assert run("SELECT busy FROM participants_enrolment") == run(hours)


def joined_in_a_kept_plan(functions: list[tuple[str, str]]) -> list[str]:
    """Of these names and sources, those that join the rows before and after in a statement whose plan is kept."""
    join = re.compile(r"\b(new|old)_rows\b[^;]*\bJOIN\s+(?!\1)(new|old)_rows\b")
    planned_each_time = re.compile(r"EXECUTE (\$q\$.*?\$q\$|'[^']*')", re.DOTALL)
    return sorted(name for name, source in functions if join.search(planned_each_time.sub("", source)))


def test_no_trigger_keeps_the_plan_of_a_join_of_the_rows_before_and_after(db):
    functions = run("SELECT proname, prosrc FROM pg_proc WHERE prorettype = 'trigger'::regtype")
    joining = {name for name, source in functions if re.search(r"JOIN (old|new)_rows", source)}
    assert {"enrolment_count", "history_participants_enrolment"} <= joining
    assert joined_in_a_kept_plan(functions) == []


def test_a_trigger_that_keeps_such_a_plan_is_found():
    join = "SELECT 1 FROM new_rows n JOIN old_rows o USING (id)"
    functions = [("kept", f"{join};"), ("planned", f"EXECUTE $q$ {join} $q$;"), ("short", f"EXECUTE '{join}';")]
    assert joined_in_a_kept_plan(functions) == ["kept"]
