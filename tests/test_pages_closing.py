"""The acts on a class, its closing, the correction of a result and late attendance, as pages."""

from datetime import timedelta

import pytest
import time_machine

from accounts.models import PersonRead
from accounts.roles import Role
from participants.choices import Mark
from participants.models import Attendance, Enrolment, EnrolmentEvent
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol
from programs.choices import SessionStatus
from programs.models import TrainingSession
from tests.counting import questions
from tests.factories import NOW, acting, make_course, make_inmate, make_session, make_user, post

AFTER = NOW + timedelta(days=13)


@pytest.fixture(autouse=True)
def _the_day_after():
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def at_work(client, registrar):
    client.cookies["language"] = "en"
    client.force_login(registrar)
    return client


@pytest.fixture
def batik(registrar, tangerang):
    """Six meetings, at least half of them to be attended: SITI came to all, DEWI to none."""
    with acting(registrar, tangerang):
        session = make_session(tangerang, title="Batik cap", course=make_course(minimum_attendance=50))
        enrol([make_inmate(tangerang, name).pk for name in ("DEWI", "SITI")], session=session, at=NOW)
        dewi, siti = Enrolment.objects.order_by("name_as_enrolled").values_list("pk", flat=True)
        for meeting in session.meetings.all():
            marks = {dewi: Marked(Mark.ABSENT, "refused"), siti: Marked(Mark.PRESENT)}
            record_attendance(meeting, marks, by=registrar.pk, at=meeting.ends_at)
    session.dewi, session.siti = dewi, siti
    return session


def results(session) -> list[tuple[str, str, str]]:
    rows = Enrolment.objects.filter(session=session).order_by("name_as_enrolled")
    return list(rows.values_list("status", "reason_kind", "reason"))


def seal(client, session) -> str:
    return client.get(f"/sessions/{session.pk}/close/").context["closing"].seal


def test_closing_shows_what_was_counted_and_writes_exactly_that(at_work, batik, registrar, tangerang):
    url = f"/sessions/{batik.pk}/close/"
    shown = at_work.get(url)
    words = shown.content.decode()
    assert ("not completed: below 50%" in words, "minimum attendance 50%, as the course asks" in words) == (True, True)
    assert at_work.post(url, {"seen": shown.context["closing"].seal}).status_code == 302
    with acting(registrar, tangerang):
        assert results(batik) == [("not_completed", "attendance", ""), ("completed", "", "")]
        before = EnrolmentEvent.objects.count()
    assert at_work.post(url, {"seen": shown.context["closing"].seal}).status_code == 302
    with acting(registrar, tangerang):
        assert EnrolmentEvent.objects.count() == before
        assert TrainingSession.objects.get(pk=batik.pk).status == SessionStatus.FINISHED


def test_a_decision_without_a_reason_comes_back_filled(at_work, batik, registrar, tangerang):
    url, seen = f"/sessions/{batik.pk}/close/", seal(at_work, batik)
    answer = at_work.post(url, {"seen": seen, f"result-{batik.dewi}": "completed"})
    assert answer.status_code == 200
    assert "Write why this is decided against what was counted." in answer.content.decode()
    assert (
        at_work.post(url, {"seen": seen, f"result-{batik.dewi}": "completed", f"why-{batik.dewi}": "TPP"}).status_code
        == 302
    )
    with acting(registrar, tangerang):
        assert results(batik) == [("completed", "", "TPP"), ("completed", "", "")]


def test_marks_that_are_missing_are_named_and_linked_first(at_work, batik, registrar, tangerang):
    with acting(registrar, tangerang):
        late = make_inmate(tangerang, "AYU")
        enrol([late.pk], session=batik, at=NOW)
        first = batik.meetings.first()
    words = at_work.get(f"/sessions/{batik.pk}/close/").content.decode()
    assert "Marks are missing" in words
    assert words.index(f"/meetings/{first.pk}/attendance/") < words.index("Results of 3 people")


def test_a_page_of_other_marks_is_not_taken(at_work, batik):
    answer = at_work.post(f"/sessions/{batik.pk}/close/", {"seen": "other"})
    assert "changed since you opened this page" in answer.content.decode()


def test_who_is_shown_is_recorded_and_the_page_asks_as_often_for_many(at_work, batik, registrar, tangerang):
    url = f"/sessions/{batik.pk}/close/"
    few = len(questions(at_work, url))
    with acting(registrar, tangerang):
        enrol([make_inmate(tangerang).pk for _n in range(8)], session=batik, at=NOW)
    assert len(questions(at_work, url)) == few <= 12
    with acting(registrar, tangerang, audit=True):
        assert PersonRead.objects.filter(page="session_close").values("person").distinct().count() == 10


def test_a_result_is_corrected_with_a_reason_and_the_old_one_is_shown(at_work, batik, registrar, tangerang):
    at_work.post(f"/sessions/{batik.pk}/close/", {"seen": seal(at_work, batik)})
    url = f"/enrolments/{batik.dewi}/correct/"
    assert at_work.post(url, {"result": "completed", "reason": ""}).status_code == 200
    assert at_work.post(url, {"result": "completed", "reason": "Salah baca"}).status_code == 302
    words = at_work.get(url).content.decode()
    assert ("Too little attendance" in words, "Salah baca" in words) == (True, True)
    with acting(registrar, tangerang):
        assert results(batik)[0] == ("completed", "", "Salah baca")


def test_marks_after_closing_need_a_reason_and_show_what_was(at_work, batik, registrar, tangerang):
    at_work.post(f"/sessions/{batik.pk}/close/", {"seen": seal(at_work, batik)})
    with acting(registrar, tangerang):
        meeting = batik.meetings.first()
    url, changed = f"/meetings/{meeting.pk}/attendance/", {f"mark-{batik.dewi}": "present"}
    assert "Write why this is entered or changed only now." in at_work.post(url, changed).content.decode()
    assert at_work.post(url, changed | {"late_reason": "Lembar ditemukan"}).status_code == 302
    words = at_work.get(url).content.decode()
    assert ("Lembar ditemukan" in words, "<del>refused</del>" in words) == (True, True)
    assert "H*" in at_work.get(f"/sessions/{batik.pk}/attendance/").content.decode()
    with acting(registrar, tangerang):
        assert Attendance.objects.get(meeting=meeting, enrolment=batik.dewi).late_reason == "Lembar ditemukan"


def test_calling_off_says_what_happens_and_asks_why(at_work, batik, registrar, tangerang):
    url = f"/sessions/{batik.pk}/cancel/"
    assert "2 people are withdrawn" in at_work.get(url).content.decode()
    assert at_work.post(url, {"reason": ""}).status_code == 200
    assert at_work.post(url, {"reason": "Pelatih sakit"}).status_code == 302
    assert "Pelatih sakit" in at_work.get(f"/sessions/{batik.pk}/").content.decode()
    with acting(registrar, tangerang):
        assert {status for status, _kind, _words in results(batik)} == {"withdrawn"}


def test_a_draft_is_approved_by_the_head_and_opened_by_staff(client, at_work, registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang, status=SessionStatus.DRAFT)
    assert at_work.post(f"/sessions/{session.pk}/approve/").status_code == 403
    assert "/approve/" not in at_work.get(f"/sessions/{session.pk}/").content.decode()
    client.force_login(post(make_user(), Role.HEAD, facility=tangerang))
    assert "/approve/" in client.get(f"/sessions/{session.pk}/").content.decode()
    assert client.post(f"/sessions/{session.pk}/approve/").status_code == 302
    client.force_login(registrar)
    for act in ("open", "begin"):
        assert client.post(f"/sessions/{session.pk}/{act}/").status_code == 302
    with acting(registrar, tangerang):
        told = session.events.values_list("to_status", flat=True)
        assert list(told) == ["draft", "approved", "open", "running"]
