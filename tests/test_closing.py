"""Closing a class: completed by attendance or by a signed decision, once, and corrected only with a reason."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from participants.choices import EnrolmentStatus, Mark, NotCompletedReason
from participants.models import Enrolment, EnrolmentEvent
from participants.services.attendance import Marked, record_attendance
from participants.services.closing import cancel, close, closing_of, correct
from participants.services.enrolments import Result, enrol, suspend
from programs.choices import SessionStatus
from programs.models import Meeting, SessionEvent, SessionTally
from programs.services.session_states import move
from programs.services.sessions import Hours
from tests.factories import MORNING, NOW, acting, make_course, make_inmate, make_inmates, make_programme, make_session

AFTER = NOW + timedelta(days=30)
COMPLETED, NOT_COMPLETED = EnrolmentStatus.COMPLETED, EnrolmentStatus.NOT_COMPLETED


@pytest.fixture
def at_work(registrar, tangerang):
    with acting(registrar, tangerang):
        yield registrar


def make_class(facility, by, *came: int, minimum=None, of="course", marked=6):
    """A class of six meetings: the first person comes to the first so many of those that are marked, and so on."""
    asks = {"minimum_attendance": minimum}
    course = make_course(**asks) if minimum is not None and of == "course" else None
    programme = make_programme(facility=facility, **(asks if of == "programme" else {}))
    session = make_session(facility, course=course, programme=programme, hours=MORNING)
    people = [make_inmate(facility, f"WARGA {n}") for n in range(len(came))]
    enrol([person.pk for person in people], session=session, at=NOW)
    keys = [Enrolment.objects.get(person=person).pk for person in people]
    for day, meeting in enumerate(session.meetings.all()[:marked]):
        marks = {
            key: Marked(Mark.PRESENT) if day < days else Marked(Mark.ABSENT, "sick")
            for key, days in zip(keys, came, strict=True)
        }
        record_attendance(meeting, marks, by=by.pk, at=meeting.ends_at)
    return session, keys


def results(keys) -> list[tuple[str, str, str]]:
    rows = {row.pk: row for row in Enrolment.objects.filter(pk__in=keys)}
    return [(rows[key].status, rows[key].reason_kind, rows[key].reason) for key in keys]


def code(work) -> str:
    """The code of a refusal, or the field that it is about."""
    with pytest.raises(ValidationError) as met:
        work()
    refused = met.value
    return refused.code if hasattr(refused, "code") else next(iter(refused.error_dict))


@pytest.mark.parametrize("of", ["course", "programme"])
def test_who_reaches_the_minimum_has_completed(of, at_work, tangerang):
    session, keys = make_class(tangerang, at_work, 6, 3, 2, minimum=50, of=of)
    assert close(session, at=AFTER)
    assert results(keys) == [
        (COMPLETED, "", ""),
        (COMPLETED, "", ""),
        (NOT_COMPLETED, NotCompletedReason.ATTENDANCE, ""),
    ]
    tally = SessionTally.objects.get(session=session)
    assert (tally.seats_taken, tally.completed, tally.not_completed) == (3, 2, 1)
    assert (session.status, session.actual_start, session.actual_end) == (
        SessionStatus.FINISHED,
        date(2023, 7, 17),
        date(2023, 7, 22),
    )


def test_the_course_goes_before_the_programme(at_work, tangerang):
    session, keys = make_class(tangerang, at_work, 3, minimum=50)
    session.programme.minimum_attendance = 90
    session.programme.save()
    close(session, at=AFTER)
    assert results(keys) == [(COMPLETED, "", "")]


def test_where_no_minimum_is_known_everybody_seated_has_completed(at_work, tangerang):
    session, keys = make_class(tangerang, at_work, 6, 0)
    assert closing_of(session, at=AFTER).minimum is None
    close(session, at=AFTER)
    assert results(keys) == [(COMPLETED, "", "")] * 2


@pytest.mark.parametrize(
    ("came", "marked", "counted"),
    [(3, 4, COMPLETED), (2, 5, None), (1, 5, NOT_COMPLETED), (0, 0, None), (2, 6, NOT_COMPLETED), (3, 6, COMPLETED)],
)
def test_what_is_missing_is_neither_present_nor_absent(came, marked, counted, at_work, tangerang):
    session, _keys = make_class(tangerang, at_work, came, minimum=50, marked=marked)
    closing = closing_of(session, at=AFTER)
    assert [one.as_counted for one in closing.standings] == [counted]
    assert len(closing.incomplete) == 6 - marked


def test_an_open_result_is_recorded_first_or_decided_with_a_reason(at_work, tangerang):
    session, (key,) = make_class(tangerang, at_work, 2, minimum=50, marked=5)
    assert code(lambda: close(session, at=AFTER)) == "open"
    assert code(lambda: close(session, {key: Result(COMPLETED)}, at=AFTER)) == "unsigned"
    assert Enrolment.objects.get().status == EnrolmentStatus.ENROLLED
    assert close(session, {key: Result(COMPLETED, reason="Lembar hadir hilang")}, at=AFTER)
    assert results([key]) == [(COMPLETED, "", "Lembar hadir hilang")]


def test_staff_decide_against_the_count_only_with_a_reason(at_work, tangerang):
    session, keys = make_class(tangerang, at_work, 6, 0, minimum=50)
    against = {keys[0]: Result(NOT_COMPLETED, NotCompletedReason.ASSESSMENT), keys[1]: Result(COMPLETED)}
    assert code(lambda: close(session, against, at=AFTER)) == "unsigned"
    signed = {
        keys[0]: Result(NOT_COMPLETED, NotCompletedReason.ASSESSMENT, "Tidak lulus praktik"),
        keys[1]: Result(COMPLETED, reason="Sakit, sudah menyusul"),
    }
    close(session, signed, at=AFTER)
    assert results(keys) == [
        (NOT_COMPLETED, NotCompletedReason.ASSESSMENT, "Tidak lulus praktik"),
        (COMPLETED, "", "Sakit, sudah menyusul"),
    ]


def test_a_second_click_changes_nothing(at_work, tangerang):
    session, _keys = make_class(tangerang, at_work, 6, 0, minimum=50)
    close(session, at=AFTER)
    before = EnrolmentEvent.objects.count(), SessionEvent.objects.count()
    assert not close(session, at=AFTER + timedelta(minutes=1))
    assert (EnrolmentEvent.objects.count(), SessionEvent.objects.count()) == before


def test_a_class_that_was_finished_before_results_were_kept_gets_them(at_work, tangerang):
    session, keys = make_class(tangerang, at_work, 6, 0, minimum=50)
    move(session, SessionStatus.FINISHED, at=AFTER)
    assert close(session, at=AFTER)
    assert [status for status, _kind, _words in results(keys)] == [COMPLETED, NOT_COMPLETED]
    assert not close(session, at=AFTER)


def test_marks_that_changed_since_they_were_looked_at_are_looked_at_again(at_work, tangerang):
    session, (key,) = make_class(tangerang, at_work, 3, minimum=50)
    seal = closing_of(session, at=AFTER).seal
    meeting = session.meetings.first()
    record_attendance(
        meeting, {key: Marked(Mark.ABSENT, "sick")}, by=at_work.pk, at=meeting.ends_at + timedelta(days=1)
    )
    assert code(lambda: close(session, at=AFTER, seen=seal)) == "changed"
    assert close(session, at=AFTER, seen=closing_of(session, at=AFTER).seal)
    assert results([key])[0][0] == NOT_COMPLETED


def test_whoever_waits_leaves_and_whoever_is_suspended_gets_a_result(at_work, tangerang):
    session, (key,) = make_class(tangerang, at_work, 6, minimum=50)
    session.capacity = 1
    session.save()
    late = make_inmate(tangerang, "TERLAMBAT")
    enrol([late.pk], session=session, at=NOW, queue=True)
    suspend([key], session=session, reason="Sakit", at=AFTER)
    close(session, at=AFTER)
    assert results([key]) == [(COMPLETED, "", "")]
    assert Enrolment.objects.get(person=late).status == EnrolmentStatus.WITHDRAWN


def test_a_class_with_meetings_to_come_stays_open(at_work, tangerang):
    session, _keys = make_class(tangerang, at_work, 6)
    assert code(lambda: close(session, at=NOW + timedelta(days=8))) == "to_come"


def test_a_draft_cannot_be_closed(at_work, tangerang):
    session = make_session(tangerang, status=SessionStatus.DRAFT)
    assert code(lambda: close(session, at=AFTER)) == "not_now"


def test_a_corrected_result_says_why_and_keeps_the_old_one(at_work, tangerang):
    session, (key,) = make_class(tangerang, at_work, 0, minimum=50)
    close(session, at=AFTER)
    row = Enrolment.objects.select_related("session").get()
    assert code(lambda: correct(row, Result(COMPLETED), at=AFTER)) == "reason"
    assert correct(row, Result(COMPLETED, reason="Salah baca lembar"), at=AFTER + timedelta(days=1))
    assert results([key]) == [(COMPLETED, "", "Salah baca lembar")]
    told = EnrolmentEvent.objects.values_list("to_status", "reason_kind", "reason")
    assert list(told)[1:] == [(NOT_COMPLETED, "attendance", ""), (COMPLETED, "", "Salah baca lembar")]


def test_nothing_is_corrected_before_the_class_is_closed(at_work, tangerang):
    make_class(tangerang, at_work, 6)
    row = Enrolment.objects.select_related("session").get()
    assert code(lambda: correct(row, Result(COMPLETED, reason="Lain"), at=AFTER)) == "no_result"


def test_calling_off_withdraws_everybody_and_keeps_what_was_attended(at_work, tangerang):
    session, keys = make_class(tangerang, at_work, 2, marked=2)
    assert code(lambda: cancel(session, reason=" ", at=AFTER)) == "reason"
    assert cancel(session, reason="Pelatih sakit", at=AFTER)
    assert not cancel(session, reason="Lain", at=AFTER)
    assert results(keys) == [(EnrolmentStatus.WITHDRAWN, "cancelled", "Pelatih sakit")]
    assert Enrolment.objects.get().attendance.count() == 2
    assert (session.status, session.status_reason) == (SessionStatus.CANCELLED, "Pelatih sakit")


def test_three_hundred_people_are_closed_in_as_many_statements_as_three(
    at_work, tangerang, django_assert_max_num_queries
):
    hours = Hours(first=date(2023, 7, 17), last=date(2023, 7, 17), starts=time(8), ends=time(9))
    session = make_session(tangerang, capacity=300, hours=hours)
    people = make_inmates(tangerang, 300)
    enrol([person.pk for person in people], session=session, at=NOW)
    with django_assert_max_num_queries(40):
        assert close(session, at=AFTER)
    assert SessionTally.objects.get(session=session).completed == 300
    assert Meeting.objects.filter(session=session).count() == 1
