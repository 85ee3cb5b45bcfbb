"""The first page of a facility's staff."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from accounts.roles import Role
from participants.models import Enrolment
from participants.services.attendance import Marked, record_attendance
from participants.services.closing import cancel
from participants.services.enrolments import enrol
from programs.models import Meeting
from programs.services.sessions import Hours
from tests.counting import questions
from tests.factories import NOW, acting, make_facility, make_inmate, make_session, make_user, post

HOME = "/"
DAY = date(2023, 7, 18)
NOON = datetime(2023, 7, 18, 5, 0, tzinfo=UTC)
"""Twelve o'clock in Tangerang."""

BEFORE = datetime(2023, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon_in_tangerang():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def at_work(client, registrar):
    """The registrar of Tangerang, reading English: the words are those of the source."""
    client.cookies["language"] = "en"
    client.force_login(registrar)
    return client


@pytest.fixture
def at_tangerang(registrar, tangerang):
    with acting(registrar, tangerang):
        yield


def on(first, last=None, starts=time(8), ends=time(10)) -> Hours:
    return Hours(first=first, last=last or first, starts=starts, ends=ends)


def held(facility, title, hours, people=2):
    """A class of so many people."""
    session = make_session(facility, title=title, hours=hours)
    enrol([make_inmate(facility).pk for _ in range(people)], session=session, at=BEFORE)
    return session


def mark(session, how_many, by, *, number=0):
    """Mark that many people present at one of its meetings."""
    meeting = Meeting.objects.filter(session=session).order_by("starts_at")[number]
    rows = Enrolment.objects.filter(session=session)[:how_many]
    record_attendance(meeting, {row.pk: Marked("present") for row in rows}, by=by.pk, at=NOON)
    return meeting


def states(answer) -> list[tuple]:
    return [(row.meeting.session.title, row.state) for row in answer.context["rows"]]


def test_each_class_of_today_says_what_there_is_to_do(at_work, at_tangerang, tangerang, registrar):
    mark(held(tangerang, "A", on(DAY, starts=time(7), ends=time(8))), 2, registrar)
    mark(held(tangerang, "B", on(DAY)), 1, registrar)
    held(tangerang, "C", on(DAY, starts=time(9), ends=time(11)))
    held(tangerang, "D", on(DAY, starts=time(10), ends=time(11)), people=0)
    held(tangerang, "E", on(DAY, starts=time(13), ends=time(15)))
    answer = at_work.get(HOME)
    assert states(answer) == [("A", "complete"), ("B", "partial"), ("C", "open"), ("D", "empty"), ("E", "coming")]
    words = ("Recorded 2 of 2", "2 present", "Recorded 1 of 2", "1 person not recorded", "Complete 1 mark")
    more = ("Recorded 0 of 2", "Take attendance", "No participants yet", "Begins at 13:00", "2 sheets not complete")
    assert [word in answer.text for word in words + more] == [True] * 10


def test_one_button_is_filled_that_of_the_first_class_that_needs_work(at_work, at_tangerang, tangerang, registrar):
    mark(held(tangerang, "A", on(DAY, starts=time(7), ends=time(8))), 2, registrar)
    meeting = mark(held(tangerang, "B", on(DAY)), 1, registrar)
    held(tangerang, "C", on(DAY, starts=time(9), ends=time(11)))
    text = at_work.get(HOME).text
    assert text.count("btn-primary") == 1
    assert f'<a class="btn btn-primary" href="/meetings/{meeting.pk}/attendance/">Complete 1 mark' in text


def test_it_reminds_of_fourteen_days_and_looks_ahead_for_seven(at_work, at_tangerang, tangerang, registrar):
    for days in (-15, -14, -1, 1, 7, 8):
        held(tangerang, f"{days:+}", on(DAY + timedelta(days=days)))
    mark(held(tangerang, "complete", on(DAY - timedelta(days=2))), 2, registrar)
    held(tangerang, "empty", on(DAY - timedelta(days=3)), people=0)
    context = at_work.get(HOME).context
    assert context["rows"] == []
    assert [meeting.session.title for meeting in context["behind"]] == ["-1", "-14"]
    soon = [(day, [meeting.session.title for meeting in meetings]) for day, meetings in context["soon"]]
    assert soon == [(DAY + timedelta(days=1), ["+1"]), (DAY + timedelta(days=7), ["+7"])]


def test_what_was_cancelled_is_not_waited_for(at_work, at_tangerang, tangerang):
    Meeting.objects.filter(session=held(tangerang, "A", on(DAY))).update(cancelled=True, cancelled_because="Libur")
    cancel(held(tangerang, "B", on(DAY)), reason="Sebabnya", at=NOW)
    assert states(at_work.get(HOME)) == []


def test_without_any_class_there_is_one_button_to_make_one(at_work, tangerang):
    text = at_work.get(HOME).text
    assert (text.count('href="/sessions/new/"'), "No class yet." in text) == (1, True)


def test_a_day_with_no_class_says_so_and_still_shows_what_comes(at_work, at_tangerang, tangerang):
    held(tangerang, "Besok", on(DAY + timedelta(days=1)))
    text = at_work.get(HOME).text
    assert [words in text for words in ("No class meets today.", "Besok", "No class yet.")] == [True, True, False]


@pytest.mark.parametrize(
    ("zone", "name", "shown"),
    [
        ("Asia/Jayapura", "WIT", ["Tengah malam"]),
        ("Asia/Makassar", "WITA", []),
        ("Asia/Jakarta", "WIB", []),
    ],
)
def test_today_is_the_day_of_the_venue(db, client, zone, name, shown):
    """At 15.40 UTC it is 2 December in Jayapura, and still the 1st in Makassar and Jakarta."""
    with time_machine.travel(datetime(2023, 12, 1, 15, 40, tzinfo=UTC), tick=False):
        facility = make_facility(time_zone=zone)
        user = post(make_user(), Role.REGISTRAR, facility=facility)
        client.cookies["language"] = "en"
        client.force_login(user)
        with acting(user, facility):
            held(facility, "Tengah malam", on(date(2023, 12, 2), starts=time(0, 30), ends=time(2)))
        answer = client.get(HOME)
    assert [title for title, _state in states(answer)] == shown
    assert f"00:30–02:00 {name}" in answer.text
    assert answer.context["day"] == (date(2023, 12, 2) if shown else date(2023, 12, 1))


def test_a_class_after_midnight_in_jayapura_can_be_taken_although_jakarta_has_yesterday(client, registrar):
    with time_machine.travel(datetime(2023, 12, 1, 15, 40, tzinfo=UTC), tick=False):
        jayapura = make_facility("lapas-jayapura", time_zone="Asia/Jayapura")
        client.force_login(post(registrar, Role.REGISTRAR, facility=jayapura))
        with acting(registrar, jayapura):
            held(jayapura, "Tengah malam", on(date(2023, 12, 2), starts=time(0, 30), ends=time(2)))
        assert states(client.get(HOME)) == [("Tengah malam", "open")]


def test_the_classes_of_another_prison_are_nobodys_business(client, at_tangerang, tangerang, outsider):
    held(tangerang, "Rahasia", on(DAY, DAY + timedelta(days=2)))
    client.force_login(outsider)
    answer = client.get(HOME)
    assert (states(answer), "Rahasia" in answer.text) == ([], False)


def test_invented_classes_are_called_that(at_work, at_tangerang, tangerang):
    make_session(tangerang, hours=on(DAY))
    assert "Sample data" not in at_work.get(HOME).text
    make_session(tangerang, hours=on(DAY), invented=True)
    assert "Sample data, invented people" in at_work.get(HOME).text


def test_thirty_classes_cost_as_many_questions_as_one(at_work, at_tangerang, tangerang, registrar):
    def another():
        return mark(held(tangerang, "Kelas", on(DAY - timedelta(days=1), DAY + timedelta(days=1))), 1, registrar)

    another()
    one = questions(at_work, HOME)
    for _ in range(29):
        another()
    thirty = questions(at_work, HOME)
    assert (len(thirty), len(thirty) <= 12) == (len(one), True)
