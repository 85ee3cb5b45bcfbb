"""A new class: the form, and the meetings that follow from it."""

from datetime import date

import pytest
import time_machine

from accounts.roles import Role
from programs.models import Meeting, TrainingSession
from tests.factories import (
    NOW,
    make_facility,
    make_programme,
    make_topic,
    post,
)

NEW = "/sessions/new/"


@pytest.fixture(autouse=True)
def _a_week_before():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at_work(client, registrar):
    """The registrar of Tangerang, reading English: the words are those of the source."""
    client.cookies["language"] = "en"
    client.force_login(registrar)
    return client


def page_of(session) -> str:
    return f"/sessions/{session.pk}/"


@pytest.fixture
def programme(tangerang):
    """The programme that runs at Tangerang, with one topic."""
    found = make_programme("Wirausaha Baru IKM", facility=tangerang)
    make_topic(found, "Olahan pangan")
    return found


def entered(programme, /, **changed):
    """A form filled in rightly, but for what the test changes."""
    filled = {
        "programme": programme.pk,
        "topic": programme.topics.get().pk,
        "title": "Pangan pagi",
        "first": "17/07/2023",
        "last": "22 Juli 2023",
        "starts": "08.00",
        "ends": "12.00",
        "weekdays": ["0", "1", "2", "3", "4", "5", "6"],
        "capacity": "30",
        "place_kind": "facility",
        "room": "Dapur",
    }
    return filled | changed


def refused(answer):
    """The fields that the form wants corrected, and what it kept of what was typed."""
    assert (answer.status_code, TrainingSession.objects.count()) == (200, 0)
    return sorted(answer.context["form"].errors)


def test_a_class_is_made_with_a_meeting_on_every_chosen_day_by_the_clock_of_the_venue(at_work, programme, tangerang):
    answer = at_work.post(NEW, entered(programme, weekdays=["0", "2", "4"]), follow=True)
    made = TrainingSession.objects.get()
    assert answer.redirect_chain == [(page_of(made), 302)]
    assert (made.title, made.topic.name, made.venue, made.capacity, made.room, made.status) == (
        "Pangan pagi",
        "Olahan pangan",
        tangerang,
        30,
        "Dapur",
        "open",
    )
    hours = [f"{m.starts_at:%d %H:%M}–{m.ends_at:%H:%M}" for m in Meeting.objects.order_by("starts_at")]
    assert hours == ["17 01:00–05:00", "19 01:00–05:00", "21 01:00–05:00"]
    assert "3 meetings: 17–22 July 2023, 08:00–12:00 WIB. 30 seats are free." in answer.text


def test_a_class_without_a_title_takes_that_of_its_topic_and_without_a_last_day_lasts_one(at_work, programme):
    at_work.post(NEW, entered(programme, title="", last=""))
    made = TrainingSession.objects.get()
    assert (made.title, made.planned_start, made.planned_end) == ("Olahan pangan", date(2023, 7, 17), date(2023, 7, 17))


def test_the_form_comes_back_filled_with_every_wrong_field_named(at_work, programme):
    answer = at_work.post(
        NEW, entered(programme, capacity="tiga puluh", last="2/7/2023", starts="jam 8", room="Dapur 2")
    )
    assert refused(answer) == ["capacity", "last", "starts"]
    kept = [
        f'value="{typed}"' in answer.text for typed in ("tiga puluh", "2/7/2023", "jam 8", "Dapur 2", "Pangan pagi")
    ]
    assert kept == [True] * 5
    assert "The last day, 2 July 2023, is before the first day, 17 July 2023." in answer.text
    assert "<title>Error: New class" in answer.text


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"weekdays": []}, ["weekdays"]),
        ({"first": "17/07/2023", "last": "17/07/2023", "weekdays": ["6"]}, ["weekdays"]),
        ({"ends": "07.00"}, ["ends"]),
        ({"last": "17/07/2030"}, ["last"]),
        ({"first": "01/01/1999", "last": ""}, ["first"]),
        ({"first": "31/12/2100", "last": ""}, ["first"]),
        ({"title": "", "topic": ""}, ["title"]),
        ({"capacity": "0"}, ["capacity"]),
        ({"capacity": "99999999999"}, ["capacity"]),
        ({"programme": ""}, ["programme"]),
        ({"topic": "rubbish", "programme": "rubbish"}, ["programme", "topic"]),
    ],
)
def test_a_class_that_makes_no_sense_is_refused_at_its_field(at_work, programme, changed, fields):
    assert refused(at_work.post(NEW, entered(programme, **changed))) == fields


def test_a_topic_of_another_programme_is_refused(at_work, programme, tangerang):
    other = make_topic(make_programme("Batik", facility=tangerang), "Pewarnaan")
    assert refused(at_work.post(NEW, entered(programme, topic=other.pk))) == ["topic"]


def test_a_programme_or_facility_that_is_not_the_own_is_not_taken(at_work, programme, cipinang, registrar):
    hidden = make_programme("Las", facility=cipinang)
    make_topic(hidden)
    assert refused(at_work.post(NEW, entered(hidden))) == ["programme", "topic"]
    ignored = at_work.post(NEW, entered(programme, facility=cipinang.pk))
    assert (ignored.status_code, TrainingSession.objects.get().venue.code) == (302, "lpp-tangerang")


def test_whoever_serves_at_two_facilities_says_where(client, registrar, tangerang, programme, cipinang):
    palembang = make_facility("lpp-palembang", name="LPP Palembang", time_zone="Asia/Jayapura")
    client.force_login(post(registrar, Role.REGISTRAR, facility=palembang))
    assert refused(client.post(NEW, entered(programme))) == ["facility"]
    assert refused(client.post(NEW, entered(programme, facility=cipinang.pk))) == ["facility"]
    client.post(NEW, entered(programme, facility=palembang.pk))
    assert TrainingSession.objects.get().venue == palembang
    assert f"{Meeting.objects.earliest('starts_at').starts_at:%d %H:%M}" == "16 23:00"


def test_the_address_may_name_the_programme(at_work, programme):
    chosen = [
        at_work.get(NEW, {"programme": named}).context["form"]["programme"].value() for named in (programme.pk, "x")
    ]
    assert chosen == [programme.pk, None]


def test_without_any_programme_the_page_says_whom_to_ask(at_work):
    assert "The administrator enters programmes." in at_work.get(NEW).text
