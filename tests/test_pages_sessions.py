"""The list of classes, and the page of one class."""

from contextlib import contextmanager
from datetime import date, time, timedelta

import pytest
import time_machine

from accounts.models import PersonRead
from accounts.roles import Role
from organisations.models import Source
from participants.choices import WithdrawalReason
from participants.models import Enrolment
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol, withdraw
from participants.services.people import admit, leave
from programs.choices import SessionStatus
from programs.models import ProgrammeBasis, ProgrammeSource
from programs.services.session_states import move
from programs.services.sessions import Hours
from tests.counting import questions
from tests.factories import (
    NOW,
    TODAY,
    acting,
    custody_of,
    make_agreement,
    make_facility,
    make_inmate,
    make_organisation,
    make_programme,
    make_session,
    make_topic,
    make_user,
    post,
)

LIST, NEW = "/sessions/", "/sessions/new/"


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


@pytest.fixture
def at_tangerang(registrar, tangerang):
    with acting(registrar, tangerang):
        yield


@contextmanager
def at(client, user, moment):
    """The user signed in again at another moment: whoever was idle so long has been signed out."""
    with time_machine.travel(moment, tick=False):
        client.force_login(user)
        yield


def page_of(session) -> str:
    return f"/sessions/{session.pk}/"


def fill(session, how_many, **fields):
    people = [make_inmate(session.venue, **fields) for _ in range(how_many)]
    enrol([person.pk for person in people], session=session, at=NOW)
    return people


def titles(answer):
    return [row.title for row in answer.context["rows"]]


def lines(answer, part="seats"):
    """Each line of the roster: name, and the chips it carries."""
    return [
        (seat.name, [deviation.label for deviation in seat.deviations])
        for seat in getattr(answer.context["roster"], part)
    ]


# The list ---------------------------------------------------------------------------------------------------


def test_the_list_shows_the_classes_of_the_own_facility_newest_first(at_work, outsider, tangerang, cipinang, registrar):
    with acting(outsider, cipinang):
        make_session(cipinang, title="Las")
    with acting(registrar, tangerang):
        for title, day in (("Lama", date(2022, 1, 3)), ("Baru", date(2023, 9, 4)), ("Batik", date(2023, 7, 17))):
            make_session(tangerang, title=title, hours=Hours(day, day, time(8), time(10)))
    assert titles(at_work.get(LIST)) == ["Baru", "Batik", "Lama"]


def test_the_list_says_state_dates_and_seats(at_work, at_tangerang, tangerang):
    fill(make_session(tangerang, title="Batik", capacity=4), 3)
    text = at_work.get(LIST).text
    assert [words in text for words in ("Open for enrolment", "17–22 July 2023", "3 of 4 seats taken")] == [True] * 3


def test_the_list_is_searched_by_class_programme_and_state(at_work, at_tangerang, tangerang):
    sewing = make_programme("Menjahit dasar", facility=tangerang)
    make_session(tangerang, title="Angkatan satu", programme=sewing)
    move(make_session(tangerang, title="Batik tulis"), SessionStatus.FINISHED, at=NOW, reason="Sebabnya")
    assert titles(at_work.get(LIST, {"q": "batik"})) == ["Batik tulis"]
    assert titles(at_work.get(LIST, {"q": "menjahit satu"})) == ["Angkatan satu"]
    assert titles(at_work.get(LIST, {"status": "finished"})) == ["Batik tulis"]
    assert titles(at_work.get(LIST, {"q": "las"})) == []
    assert "Clear the filters" in at_work.get(LIST, {"q": "las"}).text


def test_an_empty_list_says_what_to_do_next(at_work):
    answer = at_work.get(LIST)
    assert (titles(answer), NEW in answer.text) == ([], True)


def test_the_list_asks_the_database_as_often_for_thirty_classes_as_for_one(at_work, at_tangerang, tangerang):
    make_session(tangerang)
    one = questions(at_work, LIST)
    for _ in range(29):
        make_session(tangerang)
    thirty = questions(at_work, LIST)
    assert (len(thirty), len(thirty) <= 12) == (len(one), True)


# The page of a class ----------------------------------------------------------------------------------------


@pytest.fixture
def programme(tangerang):
    """The programme that runs at Tangerang, with one topic."""
    found = make_programme("Wirausaha Baru IKM", facility=tangerang)
    make_topic(found, "Olahan pangan")
    return found


def test_the_page_shows_thirty_people_on_thirty_lines_and_the_free_seats(at_work, at_tangerang, tangerang):
    session = make_session(tangerang, capacity=32)
    people = fill(session, 30)
    answer = at_work.get(page_of(session))
    assert sorted(name for name, _chips in lines(answer)) == sorted(person.name for person in people)
    assert "Seats 31–32 are free" in answer.text
    assert "Fill 2 free seats" in answer.text


def test_names_are_shown_as_enrolled_in_ordinary_letters(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    fill(session, 1, name="SITI AMINAH")
    assert lines(at_work.get(page_of(session))) == [("Siti Aminah", [])]


def test_only_what_differs_carries_a_chip(at_work, at_tangerang, tangerang, registrar):
    session = make_session(tangerang)
    fill(session, 1, name="A Biasa")
    fill(session, 1, name="B Segera", ends_on=date(2023, 7, 20))
    fill(session, 1, name="C Berakhir", ends_on=TODAY)
    gone = fill(session, 1, name="D Pindah")[0]
    held = fill(session, 1, name="E Ditahan")[0]
    leave(custody_of(gone), on=TODAY)
    Enrolment.objects.filter(person=held).update(status="suspended", status_at=NOW, reason="Sakit")
    with at(at_work, registrar, NOW + timedelta(days=1)):
        assert lines(at_work.get(page_of(session))) == [
            ("A Biasa", []),
            ("B Segera", ["sentence ends 20/07/2023, before the class"]),
            ("C Berakhir", ["ended, release not recorded"]),
            ("D Pindah", ["left this facility on 10/07/2023"]),
            ("E Ditahan", ["suspended since 10/07/2023"]),
        ]


def test_whoever_joined_after_the_class_began_carries_the_day(at_work, at_tangerang, tangerang, registrar):
    session = make_session(tangerang)
    late = NOW + timedelta(days=8)
    enrol([make_inmate(tangerang, "Terlambat").pk], session=session, at=late)
    with at(at_work, registrar, late):
        assert lines(at_work.get(page_of(session))) == [("Terlambat", ["joined 18/07/2023"])]


def test_whoever_left_the_class_is_listed_apart_with_the_reason(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    fill(session, 2, name="Ika")
    row = Enrolment.objects.first()
    withdraw([row.pk], session=session, kind=WithdrawalReason.HEALTH, reason="Dirawat di RSUD", at=NOW)
    answer = at_work.get(page_of(session))
    assert (len(lines(answer)), lines(answer, "left")) == (1, [("Ika", [])])
    assert "Health: Dirawat di RSUD" in answer.text


def test_a_person_who_was_moved_stays_on_the_roster_without_a_way_to_her_page(
    at_work, registrar, outsider, tangerang, cipinang
):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
        person = fill(session, 1, name="Ika Setyowati")[0]
        leave(custody_of(person), on=TODAY)
    with acting(outsider, tangerang, cipinang):
        admit(person, facility=cipinang, on=TODAY, number="B.I.9/2023")
    text = at_work.get(page_of(session)).text
    assert ("Ika Setyowati" in text, f"/people/{person.pk}/" in text) == (True, False)


def test_meetings_lead_to_their_attendance_and_say_what_is_recorded(at_work, at_tangerang, tangerang, registrar):
    session = make_session(tangerang)
    fill(session, 3)
    first = session.meetings.earliest("starts_at")
    rows = list(Enrolment.objects.values_list("pk", flat=True))
    marks = {rows[0]: Marked("present"), rows[1]: Marked("absent", "sick")}
    later = first.ends_at
    with at(at_work, registrar, later):
        record_attendance(first, marks, by=registrar.pk, at=later)
        answer = at_work.get(page_of(session))
        assert [f"/meetings/{meeting.pk}/attendance/" in answer.text for meeting in answer.context["meetings"]] == [
            True
        ] * 6
        assert "1 present, 1 sick, 1 not recorded" in answer.text


def test_a_day_is_that_of_the_venue(client, registrar):
    jayapura = make_facility("lapas-jayapura", time_zone="Asia/Jayapura")
    client.cookies["language"] = "en"
    client.force_login(post(registrar, Role.REGISTRAR, facility=jayapura))
    with acting(registrar, jayapura):
        at_midnight = Hours(date(2023, 12, 2), date(2023, 12, 2), time(0, 30), time(2))
        session = make_session(jayapura, hours=at_midnight)
    text = client.get(page_of(session)).text
    assert ("Saturday, 2 December 2023" in text, "00:30–02:00 WIT" in text) == (True, True)


def test_what_is_unknown_says_where_it_was_looked_for(at_work, at_tangerang, tangerang, programme):
    source = Source.objects.create(title="Berita Juli 2023")
    ProgrammeSource.objects.create(programme=programme, source=source, position=1)
    agreement = make_agreement(make_organisation("Kementerian"), tangerang.organisation)
    ProgrammeBasis.objects.create(programme=programme, agreement=agreement, position=1)
    text = at_work.get(page_of(make_session(tangerang, programme=programme))).text
    assert (f"/agreements/{agreement.pk}/" in text, text.count("Source: Berita Juli 2023")) == (True, 2)


def test_a_class_of_the_demonstration_says_so_and_so_does_one_with_invented_people(at_work, at_tangerang, tangerang):
    plain, invented, people = (make_session(tangerang, invented=flag) for flag in (False, True, False))
    fill(people, 1, invented=True)
    assert [at_work.get(page_of(session)).context["invented"] for session in (plain, invented, people)] == [
        False,
        True,
        True,
    ]


def test_everybody_on_the_page_is_recorded_as_read(at_work, at_tangerang, tangerang, registrar, auditor):
    session = make_session(tangerang)
    people = fill(session, 3)
    withdraw([Enrolment.objects.first().pk], session=session, kind=WithdrawalReason.OTHER, reason="Ada", at=NOW)
    at_work.get(page_of(session))
    with acting(auditor, audit=True):
        read = PersonRead.objects.values_list("person", "actor", "page")
        assert sorted(read) == sorted((person.pk, registrar.pk, "session") for person in people)


@pytest.mark.parametrize("more", [29, pytest.param(299, id="299")])
def test_the_page_asks_the_database_as_often_for_many_people_as_for_one(at_work, at_tangerang, tangerang, more):
    session = make_session(tangerang, capacity=300)
    fill(session, 1)
    one = questions(at_work, page_of(session))
    fill(session, more)
    many = questions(at_work, page_of(session))
    assert (len(many), len(many) <= 12) == (len(one), True), many


# Who may ----------------------------------------------------------------------------------------------------


def test_a_class_of_another_prison_is_not_found(client, outsider, registrar, tangerang):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
    client.force_login(outsider)
    assert client.get(page_of(session)).status_code == 404


@pytest.mark.parametrize("role", [Role.CORRECTIONS, Role.AGREEMENTS, Role.AUDITOR, Role.ADMINISTRATOR, Role.OFFICIAL])
def test_classes_are_for_the_staff_of_a_facility_alone(client, registrar, tangerang, role):
    with acting(registrar, tangerang):
        session = make_session(tangerang)
    at_an_organisation = {"organisation": make_organisation()} if role is Role.OFFICIAL else {}
    client.force_login(post(make_user(), role, **at_an_organisation))
    answers = [client.get(address).status_code for address in (LIST, NEW, page_of(session))]
    assert [*answers, client.post(NEW).status_code] == [403] * 4
