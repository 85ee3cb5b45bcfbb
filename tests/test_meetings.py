"""Meetings of a class in which people sit: added, moved, called off. The database judges; the service names people."""

from datetime import UTC, date, datetime, time, timedelta
from threading import Event
from time import sleep

import pytest
from django.core.exceptions import ValidationError

from participants.choices import Mark, WithdrawalReason
from participants.models import Attendance, Enrolment
from participants.services import moving
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol, withdraw
from participants.services.people import admit, leave
from programs.choices import SessionStatus
from programs.models import Meeting
from programs.services.session_states import move
from programs.services.sessions import Hours
from tests.crowd import all_at_once
from tests.factories import AFTERNOON, MORNING, NOW, acting, custody_of, make_inmate, make_session
from tests.raw import refused, run, works_for_the_owner

MOVE = "UPDATE programs_meeting SET starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'"
MARKED = "meeting_with_marks_is_not_moved"
ONE_DAY = Hours(first=date(2023, 7, 24), last=date(2023, 7, 24), starts=time(8), ends=time(12))


def seat(session, *people) -> None:
    enrol([person.pk for person in people], session=session, at=NOW)


def mark(meeting, by) -> None:
    """Everybody of the class was there."""
    rows = dict.fromkeys(Enrolment.objects.filter(session=meeting.session).values_list("pk", flat=True))
    record_attendance(meeting, {key: Marked(Mark.PRESENT) for key in rows}, by=by.pk, at=meeting.ends_at)


def said(work) -> str:
    """The sentences of a refusal."""
    with pytest.raises(ValidationError) as met:
        work()
    return " ".join(met.value.messages)


@pytest.fixture
def at_work(registrar, tangerang):
    """In the scope of the registrar of Tangerang."""
    with acting(registrar, tangerang):
        yield registrar


@pytest.fixture
def morning(at_work, tangerang):
    return make_session(tangerang, title="Batik pagi", hours=MORNING)


@pytest.fixture
def afternoon(at_work, tangerang):
    return make_session(tangerang, title="Pangan siang", hours=AFTERNOON)


def busy(person) -> list:
    return [row.busy for row in Enrolment.objects.filter(person=person).order_by("session__title")]


def test_meetings_are_added_by_weekdays_and_take_everybodys_hours(morning, tangerang):
    person = make_inmate(tangerang)
    seat(morning, person)
    weeks = Hours(date(2023, 7, 24), date(2023, 8, 4), time(8), time(10), weekdays={0, 2})
    made = moving.add(morning, weeks)
    assert [meeting.starts_at.astimezone(UTC) for meeting in made] == [
        datetime(2023, 7, 24, 1, tzinfo=UTC),
        datetime(2023, 7, 26, 1, tzinfo=UTC),
        datetime(2023, 7, 31, 1, tzinfo=UTC),
        datetime(2023, 8, 2, 1, tzinfo=UTC),
    ]
    assert len(busy(person)[0]) == 10


def test_a_meeting_is_moved_with_the_hours_of_those_who_come_to_it(morning, tangerang):
    people = [make_inmate(tangerang) for _ in range(3)]
    seat(morning, *people)
    gone = Enrolment.objects.get(person=people[0])
    withdraw([gone.pk], session=morning, kind=WithdrawalReason.OTHER, reason="Lain", at=NOW)
    meeting = morning.meetings.last()
    start = meeting.starts_at + timedelta(days=7)
    assert moving.move(meeting, start, start + timedelta(hours=2)) == 2
    assert busy(people[1])[0][-1].lower == start


@pytest.mark.parametrize("change", ["add", "move"])
def test_who_sits_elsewhere_then_is_named_with_class_and_hours_and_nothing_changes(
    change, morning, afternoon, tangerang
):
    person, free = make_inmate(tangerang, "SITI AMINAH"), make_inmate(tangerang, "DEWI")
    seat(morning, person, free)
    seat(afternoon, person)
    extra = moving.add(morning, ONE_DAY)[0]
    before = run("SELECT id, starts_at, ends_at FROM programs_meeting ORDER BY id")
    noon = datetime(2023, 7, 18, 6, 30, tzinfo=UTC)
    if change == "move":
        words = said(lambda: moving.move(extra, noon, noon + timedelta(hours=1)))
    else:
        words = said(
            lambda: moving.add(morning, Hours(date(2023, 7, 17), date(2023, 7, 19), time(13), time(14), weekdays={1}))
        )
    assert "Siti Aminah mengikuti Pangan siang pada Selasa, 18 Juli 2023, 13.00–15.30 WIB." in words
    assert "Dewi" not in words
    assert run("SELECT id, starts_at, ends_at FROM programs_meeting ORDER BY id") == before


def test_of_what_the_reader_does_not_see_no_name_and_no_place_is_told(
    registrar, outsider, tangerang, cipinang, morning
):
    person = make_inmate(tangerang, "SITI AMINAH")
    seat(morning, person)
    leave(custody_of(person), on=date(2023, 7, 12))
    with acting(outsider, tangerang, cipinang):
        admit(person, facility=cipinang, on=date(2023, 7, 12), number="B.I.900/2023")
        there = make_session(cipinang, title="Las di Cipinang", hours=AFTERNOON)
        enrol([person.pk], session=there, at=NOW + timedelta(days=3))
    with acting(registrar, tangerang):
        meeting = morning.meetings.last()
        start = meeting.starts_at + timedelta(hours=5)
        words = said(lambda: moving.move(meeting, start, start + timedelta(hours=1)))
    assert "di tempat yang tidak dapat Anda lihat" in words
    assert [secret in words for secret in ("Siti", "Las", "Cipinang")] == [False] * 3


def test_the_class_itself_meets_once_at_a_time_and_the_sentence_says_when(morning):
    meeting = morning.meetings.first()
    other = morning.meetings.last()
    words = said(lambda: moving.move(meeting, other.starts_at, other.ends_at))
    assert "Kelas ini sudah mempunyai pertemuan pada Sabtu, 22 Juli 2023, 08.00–12.00 WIB." in words
    assert "22 Juli 2023" in said(lambda: moving.add(morning, Hours(date(2023, 7, 22), date(2023, 7, 22), *TEN)))


TEN = (time(10), time(11))


def test_a_meeting_may_be_moved_by_less_than_its_own_length(morning):
    meeting = morning.meetings.first()
    moving.move(meeting, meeting.starts_at + timedelta(hours=1), meeting.ends_at + timedelta(hours=1))
    meeting.refresh_from_db()
    assert f"{meeting.starts_at:%H:%M}" == "02:00"


def test_a_meeting_with_marks_stays_and_the_sentence_says_the_way_on(at_work, morning, tangerang):
    seat(morning, make_inmate(tangerang))
    meeting = morning.meetings.first()
    mark(meeting, at_work)
    words = said(
        lambda: moving.move(meeting, meeting.starts_at + timedelta(days=9), meeting.ends_at + timedelta(days=9))
    )
    assert "batalkan pertemuan ini dengan alasan" in words
    assert refused(f"{MOVE} WHERE id = %(meeting)s", {"meeting": meeting.pk}) == MARKED
    other = make_session(tangerang)
    away = "UPDATE programs_meeting SET session_id = %(other)s WHERE id = %(meeting)s"
    assert refused(away, {"other": other.pk, "meeting": meeting.pk}) == MARKED
    free = morning.meetings.last()
    assert refused(f"{MOVE} WHERE id = %(meeting)s", {"meeting": free.pk}) == ""


@pytest.mark.django_db(transaction=True)
def test_it_is_the_trigger_that_refuses(registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
        seat(session, make_inmate(tangerang))
        meeting = session.meetings.last()
        mark(meeting, registrar)
    sql, values = f"{MOVE} WHERE id = %(meeting)s", {"meeting": meeting.pk}
    assert works_for_the_owner(sql, values, actor=registrar.pk) == MARKED
    gone = "DROP TRIGGER meeting_keeps_marks ON programs_meeting"
    assert works_for_the_owner(sql, values, actor=registrar.pk, after=gone) == ""


def test_a_cancelled_meeting_keeps_its_marks_and_frees_the_hours(at_work, morning, afternoon, tangerang):
    person = make_inmate(tangerang)
    seat(morning, person)
    meeting = morning.meetings.first()
    mark(meeting, at_work)
    moving.cancel(meeting, because="Listrik padam ")
    meeting.refresh_from_db()
    assert (meeting.cancelled, meeting.cancelled_because) == (True, "Listrik padam")
    assert Attendance.objects.filter(meeting=meeting, mark=Mark.PRESENT).count() == 1
    assert len(busy(person)[0]) == 5
    moving.cancel(meeting, because="Lain")
    meeting.refresh_from_db()
    assert meeting.cancelled_because == "Listrik padam"
    assert "dibatalkan" in said(lambda: moving.move(meeting, NOW, NOW + timedelta(hours=1)))


def test_cancelling_says_why(morning):
    assert said(lambda: moving.cancel(morning.meetings.first(), because="  ")) != ""
    assert not Meeting.objects.filter(cancelled=True).exists()


@pytest.mark.parametrize("status", [SessionStatus.FINISHED, SessionStatus.CANCELLED])
def test_the_meetings_of_a_closed_class_stay(status, morning):
    meeting = morning.meetings.first()
    move(morning, status, at=NOW, reason="Sebabnya")
    for work in (
        lambda: moving.add(morning, ONE_DAY),
        lambda: moving.move(meeting, NOW, NOW + timedelta(hours=1)),
        lambda: moving.cancel(meeting, because="Libur"),
    ):
        assert "sudah ditutup" in said(work)
    assert Meeting.objects.filter(session=morning, cancelled=False).count() == 6


def test_who_left_before_is_not_in_the_way_and_who_left_later_is_until_then(morning, afternoon, tangerang):
    person = make_inmate(tangerang, "SITI AMINAH")
    seat(morning, person)
    seat(afternoon, person)
    row = Enrolment.objects.get(person=person, session=morning)
    extra = moving.add(morning, ONE_DAY)[0]
    withdraw(
        [row.pk], session=morning, kind=WithdrawalReason.OTHER, reason="Lain", at=datetime(2023, 7, 18, tzinfo=UTC)
    )
    before, after = (datetime(2023, 7, day, 6, 30, tzinfo=UTC) for day in (17, 19))
    assert "Siti Aminah" in said(lambda: moving.move(extra, before, before + timedelta(hours=1)))
    assert moving.move(extra, after, after + timedelta(hours=1)) == 0


@pytest.mark.django_db(transaction=True)
def test_a_mark_that_is_being_taken_stops_a_move_at_the_same_moment(registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
        seat(session, make_inmate(tangerang))
        meeting = session.meetings.last()
    marked = Event()

    def take(_meeting) -> str:
        with acting(registrar, tangerang):
            mark(meeting, registrar)
            marked.set()
            sleep(0.4)
        return ""

    def shift(_meeting) -> str:
        marked.wait(20)
        with acting(registrar, tangerang):
            later = meeting.starts_at + timedelta(days=9)
            return said(lambda: moving.move(meeting, later, later + timedelta(hours=1)))

    told = all_at_once(lambda work: work(meeting), [take, shift])
    assert "batalkan pertemuan ini dengan alasan" in "".join(told)
