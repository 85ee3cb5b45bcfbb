"""Attendance closes after the days that the facility gives; later entry says why, and what a mark was before stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from participants.choices import Mark
from participants.models import Attendance, AttendanceEvent, Enrolment
from participants.services.attendance import Marked, ends, is_late, record_attendance
from participants.services.closing import close
from participants.services.enrolments import enrol
from tests.factories import NOW, acting, make_inmate, make_session
from tests.raw import refused

PRESENT, SICK = Marked(Mark.PRESENT), Marked(Mark.ABSENT, "sick")
CHANGE = "UPDATE participants_attendance SET mark = 'late', recorded_at = recorded_at + %(after)s::interval"


@pytest.fixture
def at_work(registrar, tangerang):
    with acting(registrar, tangerang):
        yield registrar


@pytest.fixture
def meeting(at_work, tangerang):
    session = make_session(tangerang)
    enrol([make_inmate(tangerang).pk], session=session, at=NOW)
    return session.meetings.first()


def record(meeting, by, mark, at, **why) -> list:
    return record_attendance(meeting, {Enrolment.objects.get().pk: mark}, by=by.pk, at=at, **why)


def code(work) -> str:
    with pytest.raises(ValidationError) as met:
        work()
    return met.value.code


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Jakarta", 17), ("Asia/Makassar", 16), ("Asia/Jayapura", 15)])
def test_the_window_ends_with_the_last_day_by_the_clock_of_the_venue(zone, hour, meeting, tangerang):
    meeting.session.venue.time_zone = zone
    end = ends(meeting)
    assert (end.astimezone().utctimetuple().tm_mday, end.utctimetuple().tm_hour) == (24, hour)
    assert (is_late(meeting, end - timedelta(seconds=1)), is_late(meeting, end)) == (False, True)


@pytest.mark.parametrize("days", [0, 7, 30])
def test_python_and_the_database_agree_on_the_boundary(days, meeting, at_work, tangerang):
    meeting.session.venue.attendance_days = days
    meeting.session.venue.save()
    end = ends(meeting)
    record(meeting, at_work, PRESENT, meeting.ends_at)
    before = {"after": f"{(end - meeting.ends_at).total_seconds() - 1} seconds"}
    at = {"after": f"{(end - meeting.ends_at).total_seconds()} seconds"}
    assert refused(CHANGE, at) == "attendance_late_says_why"
    assert refused(CHANGE, before) == ""


def test_a_late_entry_or_change_says_why_and_the_old_value_stays(meeting, at_work):
    record(meeting, at_work, PRESENT, meeting.ends_at)
    late = ends(meeting) + timedelta(days=3)
    assert code(lambda: record(meeting, at_work, SICK, late)) == "late"
    assert record(meeting, at_work, SICK, late, late_reason=" Lembar terlambat ") != []
    assert record(meeting, at_work, SICK, late + timedelta(days=1)) == []
    told = AttendanceEvent.objects.values_list("from_mark", "to_mark", "to_reason_kind", "reason", "actor", "at")
    assert list(told) == [("present", "absent", "sick", "Lembar terlambat", at_work.pk, late)]
    assert Attendance.objects.get().late_reason == "Lembar terlambat"


def test_a_change_in_time_needs_no_reason_and_keeps_the_old_value_as_well(meeting, at_work):
    record(meeting, at_work, PRESENT, meeting.ends_at)
    record(meeting, at_work, SICK, meeting.ends_at + timedelta(hours=1))
    told = AttendanceEvent.objects.values_list("from_mark", "to_mark", "reason")
    assert list(told) == [("present", "absent", "")]


def test_after_closing_every_change_says_why(meeting, at_work):
    record(meeting, at_work, PRESENT, meeting.ends_at)
    over = NOW + timedelta(days=13)
    close(meeting.session, at=over)
    meeting.session.refresh_from_db()
    assert code(lambda: record(meeting, at_work, SICK, over)) == "late"
    assert refused(CHANGE, {"after": "1 hour"}) == "attendance_late_says_why"
    assert record(meeting, at_work, SICK, over, late_reason="Salah baca") != []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE participants_attendance SET mark = 'late'",
        "UPDATE participants_attendance SET mark = 'late', recorded_at = recorded_at - interval '1 day'",
        "UPDATE participants_attendance SET late_reason = 'Lain'",
    ],
)
def test_a_changed_mark_has_a_time_and_reason_of_its_own(sql, meeting, at_work):
    record(meeting, at_work, PRESENT, meeting.ends_at)
    assert refused(sql) == "attendance_reason_goes_with_mark"


def test_the_days_are_at_most_a_year(tangerang):
    sql = "UPDATE organisations_facility SET attendance_days = 367"
    assert refused(sql) == "facility_attendance_days_at_most_a_year"
