"""Guests on pages: the venue agrees and ends it, the home prison finds the class, its own people and nobody else."""

import pytest
import time_machine

from accounts.models import PersonRead
from participants.models import Enrolment
from participants.services.enrolments import enrol
from programs.models import SessionGuest
from programs.services.guests import agree, end
from tests.counting import questions
from tests.factories import NOW, acting, make_inmate, make_session


@pytest.fixture(autouse=True)
def _a_week_before():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def session(registrar, tangerang):
    """A class of ten seats at Tangerang, with one woman of Tangerang in it."""
    with acting(registrar, tangerang):
        made = make_session(tangerang, capacity=10, title="Kelas Batik")
        enrol([make_inmate(tangerang, "Tuan Rumah").pk], session=made, at=NOW)
    return made


@pytest.fixture
def invited(session, registrar, cipinang):
    """Cipinang may send two people."""
    return agree(session, cipinang, seats=2, by=registrar.pk, at=NOW)


@pytest.fixture
def signed_in(client):
    """A browser in which somebody reads English."""

    def sign_in(user):
        client.cookies["language"] = "en"
        client.force_login(user)
        return client

    return sign_in


def names(answer) -> list[str]:
    roster = answer.context["roster"]
    return [seat.name for seat in (*roster.seats, *roster.waiting, *roster.left)]


def test_the_venue_agrees_and_the_class_stands_in_the_other_prisons_list(
    session, registrar, outsider, cipinang, signed_in
):
    at_home = signed_in(outsider)
    assert "Kelas Batik" not in at_home.get("/sessions/").text
    at_venue = signed_in(registrar)
    sent = {"facility": cipinang.name, "seats": "2"}
    answer = at_venue.post(f"/sessions/{session.pk}/guests/", sent, follow=True)
    assert ("may join now" in answer.text, SessionGuest.objects.get().seats) == (True, 2)
    assert cipinang.name in at_venue.get(f"/sessions/{session.pk}/").text
    assert "Kelas Batik" in signed_in(outsider).get("/sessions/").text


@pytest.mark.parametrize("sent", [{}, {"facility": "UPT Entah"}, {"facility": "LPP Kelas IIA Tangerang"}])
def test_what_cannot_be_agreed_is_said_at_the_field(sent, session, registrar, signed_in):
    answer = signed_in(registrar).post(f"/sessions/{session.pk}/guests/", sent)
    assert (list(answer.context["form"].errors), SessionGuest.objects.count()) == (["facility"], 0)


def test_a_prison_is_not_invited_twice(session, invited, registrar, cipinang, signed_in):
    answer = signed_in(registrar).post(f"/sessions/{session.pk}/guests/", {"facility": cipinang.name})
    assert "People of this prison may join this class already." in answer.text


def test_ending_says_first_what_it_does(session, invited, registrar, cipinang, signed_in):
    client = signed_in(registrar)
    asked = client.post(f"/sessions/{session.pk}/guests/", {"end": cipinang.code})
    assert ("Let nobody else" in asked.text, SessionGuest.objects.agreed().count()) == (True, 1)
    for _twice in range(2):
        client.post(f"/sessions/{session.pk}/guests/", {"end": cipinang.code, "sure": "1"})
    assert (SessionGuest.objects.get().ended_by, SessionGuest.objects.agreed().count()) == (registrar, 0)
    assert "Ended by" in client.get(f"/sessions/{session.pk}/guests/").text


def test_a_guest_finds_its_own_people_and_no_way_to_the_rest(
    session, invited, registrar, outsider, cipinang, auditor, signed_in
):
    with acting(outsider, cipinang):
        guest = make_inmate(cipinang, "Tamu Satu")
        enrol([guest.pk], session=session, home=cipinang, at=NOW)
    client = signed_in(outsider)
    answer = client.get(f"/sessions/{session.pk}/")
    assert (names(answer), answer.context["free"]) == (["Tamu Satu"], 1)
    assert ("Tuan Rumah" in answer.text, "held at LPP Kelas IIA Tangerang" in answer.text) == (False, True)
    with acting(auditor, audit=True):
        assert set(PersonRead.objects.filter(actor=outsider.pk, page="session").values_list("person", flat=True)) == {
            guest.pk
        }
    closed = ("edit", "meetings", "attendance", "guests")
    assert [client.get(f"/sessions/{session.pk}/{part}/").status_code for part in closed] == [404] * len(closed)
    assert [link for link in closed if f"/sessions/{session.pk}/{link}/" in answer.text] == []


def test_the_venue_reads_guests_as_enrolled_without_a_way_to_their_pages(
    session, invited, registrar, outsider, cipinang, signed_in
):
    with acting(outsider, cipinang):
        guest = make_inmate(cipinang, "Tamu Satu")
        (answer,) = enrol([guest.pk], session=session, home=cipinang, at=NOW)
    client = signed_in(registrar)
    read = client.get(f"/sessions/{session.pk}/")
    assert (names(read), f"/people/{guest.pk}/" in read.text) == (["Tamu Satu", "Tuan Rumah"], False)
    assert client.get(f"/people/{guest.pk}/").status_code == 404
    of_guest = client.get(f"/enrolments/{answer.enrolment}/").text
    assert ("Tamu Satu" in of_guest, "The home facility reads them." in of_guest) == (True, True)


def test_the_guest_prison_chooses_enrols_and_withdraws_its_own(
    session, invited, registrar, tangerang, outsider, cipinang, signed_in
):
    with acting(outsider, cipinang):
        guest = make_inmate(cipinang, "Tamu Satu")
    client = signed_in(outsider)
    offered = client.get(f"/sessions/{session.pk}/choose/").text
    assert ("Tamu Satu" in offered, "Tuan Rumah" in offered) == (True, False)
    client.post(f"/sessions/{session.pk}/enrol/", {"p": [str(guest.pk)]})
    with acting(outsider, cipinang):
        row = Enrolment.objects.get()
    assert (row.facility, row.status) == (cipinang, "enrolled")
    with acting(registrar, tangerang):
        host = Enrolment.objects.get(name_as_enrolled="Tuan Rumah")
    why = {"kind": "own_wish", "reason": "Tidak mau"}
    client.post(f"/sessions/{session.pk}/withdraw/", {"enrolment": [str(row.pk), str(host.pk)], **why})
    with acting(registrar, tangerang):
        assert dict(Enrolment.objects.values_list("name_as_enrolled", "status")) == {
            "Tuan Rumah": "enrolled",
            "Tamu Satu": "withdrawn",
        }


def test_after_the_agreement_ended_the_guest_still_reads_its_people_and_cannot_fill(
    session, invited, registrar, outsider, cipinang, signed_in
):
    with acting(outsider, cipinang):
        enrol([make_inmate(cipinang, "Tamu Satu").pk], session=session, home=cipinang, at=NOW)
    end(invited, by=registrar.pk, at=NOW)
    answer = signed_in(outsider).get(f"/sessions/{session.pk}/")
    assert (names(answer), "The agreement was ended" in answer.text) == (["Tamu Satu"], True)
    assert "Fill" not in answer.text


def test_the_page_of_a_guest_asks_no_more_for_many_than_for_few(session, registrar, outsider, cipinang, signed_in):
    agree(session, cipinang, by=registrar.pk, at=NOW)
    client, asked = signed_in(outsider), []
    for _round in range(2):
        with acting(outsider, cipinang):
            enrol([make_inmate(cipinang).pk for _n in range(3)], session=session, home=cipinang, at=NOW)
        asked.append(len(questions(client, f"/sessions/{session.pk}/")))
    assert asked[0] == asked[1] <= 12


@pytest.mark.parametrize("act", ["choose", "enrol", "withdraw", "suspend", "resume", "promote", "guests"])
def test_a_prison_that_was_not_invited_finds_nothing(act, session, outsider, signed_in):
    client = signed_in(outsider)
    assert client.get(f"/sessions/{session.pk}/").status_code == 404
    assert client.post(f"/sessions/{session.pk}/{act}/", {"p": [], "enrolment": []}).status_code == 404
