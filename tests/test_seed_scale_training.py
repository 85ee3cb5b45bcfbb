"""The classes of the invented nation hold to the rules that the real ones are held to. Read as the owner."""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.utils import translation

from accounts.models import Change
from lapas_training.logins import as_owner
from lapas_training.scale import Size
from lapas_training.scale.run import seed
from participants.eligibility import answers, rules_for
from participants.models import Attendance, AttendanceEvent, Enrolment, EnrolmentEvent, PeopleTally
from programs.models import Meeting, SessionEvent, SessionTally, TrainingSession
from reports.figures.check import differences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nation")]

SIZE = Size(
    facilities=5,
    people=900,
    organisations=60,
    programmes=60,
    agreements=10,
    classes=300,
    years=4,
    seed=1,
    until=date(2026, 6, 30),
)


@pytest.fixture(scope="module")
def nation(django_db_setup, django_db_blocker):
    """A small one for all tests of this file, in a transaction around them."""
    with django_db_blocker.unblock(), as_owner(), transaction.atomic():
        seed(SIZE, lambda _line: None)
        yield
        transaction.set_rollback(True)


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_it_is_as_large_as_was_asked_for():
    assert TrainingSession.objects.filter(invented=True).count() == 300
    assert 5 <= Meeting.objects.count() / 300 <= 7
    assert Enrolment.objects.count() > 5000


def test_classes_are_in_all_states_and_most_are_over():
    states = Counter(TrainingSession.objects.values_list("status", flat=True))
    assert states.keys() == {"draft", "approved", "open", "running", "finished", "cancelled"}
    assert states["finished"] > 200


def test_enrolments_became_everything_that_they_can_become():
    found = Counter(Enrolment.objects.values_list("status", flat=True))
    assert found.keys() >= {"waiting", "enrolled", "completed", "not_completed", "withdrawn"}
    assert found["completed"] > 2 / 3 * sum(found.values())
    kinds = set(Enrolment.objects.filter(status="withdrawn").values_list("reason_kind", flat=True))
    assert kinds >= {"own_wish", "health", "cancelled", "no_seat"}


def test_all_tallies_and_totals_equal_a_recount():
    assert list(differences()) == []


def test_the_triggers_that_were_off_would_have_written_the_same():
    columns = "id, venue_id, sex_as_enrolled, busy, status, joined_at, ended_at"
    before = rows(f"SELECT {columns} FROM participants_enrolment ORDER BY id")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")  # Those made for a single row would go through all rows for each of them.
        Enrolment.objects.update(name_as_enrolled=F("name_as_enrolled"))
        assert rows(f"SELECT {columns} FROM participants_enrolment ORDER BY id") == before
        transaction.set_rollback(True)
    sexes = Enrolment.objects.exclude(sex_as_enrolled=F("person__sex"))
    assert not sexes.exists() and len(before) == Enrolment.objects.count()


def test_no_trigger_is_left_off():
    off = "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgenabled <> 'O'"
    assert rows(off) == []


def test_the_events_of_each_lead_from_nothing_to_what_it_is_now():
    steps: dict = {}
    events = EnrolmentEvent.objects.order_by("pk").values_list("enrolment", "from_status", "to_status", "at")
    for enrolment, was, became, at in events:
        last, since = steps.get(enrolment, ("", None))
        assert was == last and (since is None or since <= at)
        steps[enrolment] = (became, at)
    now = {pk: (status, at) for pk, status, at in Enrolment.objects.values_list("pk", "status", "status_at")}
    assert steps == now


def test_the_events_of_each_class_lead_to_what_it_is_now():
    steps: dict = {}
    events = SessionEvent.objects.order_by("pk").values_list("session", "from_status", "to_status")
    for session, was, became in events:
        assert was == steps.get(session, "")
        steps[session] = became
    assert steps == dict(TrainingSession.objects.values_list("pk", "status"))


def test_everybody_was_at_the_venue_by_custody_or_tie_when_they_joined():
    joined = """
        SELECT e.facility_id = e.venue_id, coalesce(
          c.facility_id = e.venue_id AND c.admitted_on <= e.day AND (c.left_on IS NULL OR c.left_on > e.day),
          a.facility_id = e.venue_id AND a.starts_on <= e.day AND (a.ends_on IS NULL OR a.ends_on >= e.day))
        FROM (SELECT e.*, (coalesce(e.joined_at, e.status_at) AT TIME ZONE f.time_zone)::date AS day
              FROM participants_enrolment e JOIN organisations_facility f ON f.id = e.venue_id
              WHERE e.joined_at IS NOT NULL OR e.status = 'waiting') e
          LEFT JOIN participants_custody c ON c.id = e.custody_id
          LEFT JOIN participants_affiliation a ON a.id = e.affiliation_id"""
    assert set(rows(joined)) == {(True, True)}


def test_enrolments_keep_the_number_that_was_held_then():
    numbers = """
        SELECT count(*), count(n.id) FROM (
          SELECT e.*, (coalesce(e.joined_at, v.at) AT TIME ZONE f.time_zone)::date AS day
          FROM participants_enrolment e JOIN organisations_facility f ON f.id = e.venue_id
            JOIN participants_enrolmentevent v ON v.enrolment_id = e.id AND v.from_status = ''
          WHERE e.custody_id IS NOT NULL) e
        LEFT JOIN participants_registernumber n ON n.custody_id = e.custody_id AND n.number = e.number_as_enrolled
          AND n.valid_from <= e.day AND (n.valid_until IS NULL OR n.valid_until >= e.day)"""
    everybody, with_number = rows(numbers)[0]
    assert everybody == with_number > 5000


def test_rules_said_of_the_last_year_what_they_say_now():
    """One rule in a class that runs: its answers are those that judging gives of the same people."""
    session = TrainingSession.objects.filter(status="running", enrolments__rule_answers__isnull=False).first()
    rule, day = rules_for(session, SIZE.until)[0], SIZE.until
    seated = {row.person_id: row for row in session.enrolments.filter(status="enrolled")}
    kept = {
        person: [(said.verdict, said.value) for said in row.rule_answers.filter(rule=rule)]
        for person, row in seated.items()
    }
    with translation.override("id"):
        told = answers(seated, [rule], session, day)
    assert kept == {person: [(said.verdict, said.value) for said in found] for person, found in told.items()} != {}


def test_no_class_has_more_people_than_seats_and_nobody_two_meetings_at_once():
    assert not SessionTally.objects.filter(seats_taken__gt=F("capacity")).exists()
    twice = """
        SELECT count(*) FROM participants_enrolment a JOIN participants_enrolment b
          ON a.person_id = b.person_id AND a.id < b.id AND a.busy && b.busy"""
    assert rows(twice) == [(0,)]


def test_two_classes_on_one_day_are_a_morning_and_an_afternoon():
    both = """
        SELECT count(*) FROM participants_enrolment a JOIN participants_enrolment b
          ON a.person_id = b.person_id AND a.id < b.id AND a.session_id <> b.session_id
        WHERE range_merge(a.busy) && range_merge(b.busy)"""
    assert rows(both)[0][0] > 0


def test_the_last_year_has_its_marks():
    first = datetime(2025, 6, 28, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert not Attendance.objects.filter(meeting__starts_at__lt=first).exists()
    finished = TrainingSession.objects.filter(status="finished", planned_start__gt=date(2025, 7, 1))
    unmarked = Meeting.objects.filter(session__in=finished, session__tally__seats_taken__gt=0, attendance__isnull=True)
    assert finished.count() > 5 and not unmarked.exists()
    assert not Attendance.objects.filter(
        recorded_at__gte=F("meeting__ends_at") + timedelta(days=8), late_reason=""
    ).exists()
    assert AttendanceEvent.objects.count() == Attendance.objects.exclude(late_reason="").count()


def test_what_became_of_each_follows_from_the_marks():
    """Who completed a course came to four meetings of five at least; who came too seldom did not."""
    counted = Enrolment.objects.filter(
        session__status="finished", session__course__isnull=False, session__planned_start__gt=date(2025, 7, 1)
    ).annotate(marks=Count("attendance"), came=Count("attendance", filter=~Q(attendance__mark="absent")))
    completed = list(counted.filter(status="completed").values_list("marks", "came"))
    seldom = list(counted.filter(status="not_completed", reason_kind="attendance").values_list("marks", "came"))
    assert completed and all(came * 100 >= 80 * marks for marks, came in completed)
    assert seldom and all(came * 100 < 80 * marks for marks, came in seldom)


def test_every_row_that_leads_to_a_person_is_in_the_change_log():
    for table, model in (("participants_enrolment", Enrolment), ("participants_attendance", Attendance)):
        logged = Change.objects.filter(table=table, operation="I", person__isnull=False, page="seed_scale")
        assert logged.count() == model.objects.count() > 0


def test_people_are_counted_once_per_closed_year():
    years = PeopleTally.objects.filter(facility__isnull=True, programme__isnull=True, participant_kind="")
    assert set(years.values_list("year", flat=True)) >= {2023, 2025}
    assert all(row.people < row.enrolments for row in years.filter(year__gte=2023))
