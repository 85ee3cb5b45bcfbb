"""Choosing people for a class: who is offered, in what order, and why others are not."""

from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine

from accounts.models import PersonRead
from participants.choices import AffiliationKind, LegalStatus, WithdrawalReason
from participants.models import Enrolment, Interest, Person
from participants.services.enrolments import enrol, withdraw
from participants.services.people import affiliate
from programs.choices import SessionStatus
from programs.services.session_states import move
from tests.counting import questions
from tests.factories import (
    AFTERNOON,
    NOW,
    TODAY,
    acting,
    make_course,
    make_inmate,
    make_inmates,
    make_session,
    make_skill,
)

NOBODY = UUID("01890000-0000-7000-8000-000000000000")


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


def page_of(session, name="") -> str:
    return f"/sessions/{session.pk}/{name}"


def choose(client, session, **asked):
    """The candidates; a search is posted, so that no name stands in an address."""
    address = page_of(session, "choose/")
    return client.post(address, asked) if asked else client.get(address)


def names(answer):
    return [person.name for person in answer.context["choice"].can]


def others(answer):
    """Who cannot be chosen, and why."""
    return [(person.name, *person.hindrance.why) for person in answer.context["choice"].cannot]


def ticked(answer):
    choice = answer.context["choice"]
    return sorted(person.name for person in choice.people if person.pk in choice.ticked)


def read_by(user, auditor):
    with acting(auditor, audit=True):
        return sorted(PersonRead.objects.filter(actor=user.pk).values_list("page", "person"))


def test_the_page_offers_whom_the_facility_holds_and_who_is_free(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    inside, busy = make_inmates(tangerang, 2)
    make_inmate(tangerang, ends_on=TODAY - timedelta(days=1))
    free = make_inmate(tangerang, "D")
    enrol([inside.pk], session=session, at=NOW)
    enrol([busy.pk], session=make_session(tangerang), at=NOW)
    assert names(choose(at_work, session)) == [free.name]


def test_first_stand_those_released_soonest_after_the_class_and_last_those_who_leave_before_its_end(
    at_work, at_tangerang, tangerang
):
    session = make_session(tangerang)
    for name, day in (
        ("Sebelum", date(2023, 7, 20)),
        ("Kelak", date(2024, 1, 1)),
        ("Entah", None),
        ("Segera", date(2023, 7, 23)),
    ):
        make_inmate(tangerang, name, ends_on=day)
    assert names(choose(at_work, session)) == ["Segera", "Kelak", "Entah", "Sebelum"]


def test_of_those_released_on_one_day_who_was_never_trained_stands_first(at_work, at_tangerang, tangerang):
    once, never = make_inmate(tangerang, "A Pernah"), make_inmate(tangerang, "B Belum")
    enrol([once.pk], session=make_session(tangerang, hours=AFTERNOON), at=NOW)
    answer = choose(at_work, make_session(tangerang))
    assert [(person.name, person.rank.trained) for person in answer.context["choice"].can] == [
        (never.name, 0),
        (once.name, 1),
    ]
    assert ("never trained" in answer.text, "1 training before" in answer.text) == (True, True)


def test_who_was_withdrawn_was_not_trained(at_work, at_tangerang, tangerang):
    person, other = make_inmate(tangerang), make_session(tangerang, hours=AFTERNOON)
    enrol([person.pk], session=other, at=NOW)
    withdraw([Enrolment.objects.get().pk], session=other, kind=WithdrawalReason.OTHER, reason="Ada", at=NOW)
    assert [found.rank.trained for found in choose(at_work, make_session(tangerang)).context["choice"].can] == [0]


def test_each_row_says_number_block_and_age_or_that_it_is_not_known(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, "SITI AMINAH", birth_date=date(1990, 7, 11))
    make_inmate(tangerang, "Tanpa umur")
    officer = Person(name="Petugas")
    affiliate(officer, facility=tangerang, kind=AffiliationKind.OFFICER, on=date(2020, 1, 1))
    text = choose(at_work, make_session(tangerang)).text
    number, block = person.custodies.get().numbers.get().number, person.custodies.get().block
    assert f"{number} · block {block} · 32 years" in text
    assert ("Siti Aminah" in text, "age not known" in text, "Officer" in text) == (True, True, True)


def test_the_list_is_searched_by_name_number_and_block(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    ika, sumarni = make_inmate(tangerang, "Ika Setyowati"), make_inmate(tangerang, "Sumarni")
    ika.custodies.update(block="C-5")
    sumarni.custodies.update(block="A-1")
    stay = sumarni.custodies.get()
    assert names(choose(at_work, session, q="setyo")) == [ika.name]
    assert names(choose(at_work, session, q=stay.numbers.get().number.lower().replace(".", " "))) == [sumarni.name]
    assert names(choose(at_work, session, block=stay.block)) == [sumarni.name]
    assert names(choose(at_work, session, q="tidak ada")) == []


def test_a_search_keeps_whoever_is_ticked(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    ika, sumarni = make_inmate(tangerang, "Ika"), make_inmate(tangerang, "Sumarni")
    make_inmate(tangerang, "Wahyuni")
    answer = choose(at_work, session, q="ika", p=[sumarni.pk])
    assert (names(answer), ticked(answer)) == ([ika.name], [sumarni.name])
    assert [person.name for person in answer.context["choice"].kept] == [sumarni.name]


def test_the_first_that_fit_are_ticked_without_script(at_work, at_tangerang, tangerang):
    session = make_session(tangerang, capacity=3)
    make_inmate(tangerang, "Sebelum", ends_on=date(2023, 7, 20))
    enrol([make_inmate(tangerang).pk], session=session, at=NOW)
    for name in ("A", "B", "C"):
        make_inmate(tangerang, name)
    assert ticked(choose(at_work, session, pick="first")) == ["A", "B"]


def test_the_first_that_fit_never_include_who_leaves_before_the_end(at_work, at_tangerang, tangerang):
    make_inmate(tangerang, "Sebelum", ends_on=date(2023, 7, 20))
    assert ticked(choose(at_work, make_session(tangerang), pick="first")) == []


def test_whoever_is_looked_for_and_cannot_be_enrolled_is_listed_with_the_reason(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    inside, busy = make_inmate(tangerang, "Ika Dalam"), make_inmate(tangerang, "Ika Sibuk")
    make_inmate(tangerang, "Ika Usai", ends_on=TODAY - timedelta(days=1))
    enrol([inside.pk], session=session, at=NOW)
    enrol([busy.pk], session=make_session(tangerang, title="Konseling kelompok"), at=NOW)
    answer = choose(at_work, session, q="ika")
    assert others(answer) == [
        ("Ika Sibuk", "clash: Konseling kelompok, Monday, 17 July 2023 at 08:00 WIB"),
        ("Ika Usai", "sentence ended on 9 July 2023, release not recorded"),
        ("Ika Dalam", "in this class already"),
    ]
    assert [name for name, _why in others(choose(at_work, session))] == ["Ika Sibuk", "Ika Usai"]


def test_everybody_on_the_page_is_recorded_as_read(at_work, at_tangerang, tangerang, registrar, auditor):
    session = make_session(tangerang)
    inside, free = make_inmate(tangerang, "Ika Dalam"), make_inmate(tangerang, "Ika")
    make_inmate(tangerang, "Sumarni")
    enrol([inside.pk], session=session, at=NOW)
    choose(at_work, session, q="ika")
    assert read_by(registrar, auditor) == sorted(("session_choose", person.pk) for person in (inside, free))


@pytest.mark.parametrize("asked", [{}, {"q": "warga"}], ids=["all", "searched"])
def test_the_page_asks_the_database_as_often_for_many_people_as_for_one(at_work, at_tangerang, tangerang, asked):
    session = make_session(tangerang)
    make_inmates(tangerang, 1)
    address = page_of(session, "choose/")
    one = questions(at_work, address, asked)
    make_inmates(tangerang, 29)
    many = questions(at_work, address, asked)
    assert (len(many), len(many) <= 12) == (len(one), True)


def test_a_class_that_takes_nobody_in_says_so(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    move(session, SessionStatus.FINISHED, at=NOW)
    answer = at_work.get(page_of(session, "choose/"), follow=True)
    assert (answer.redirect_chain, "This class takes nobody in now: Finished" in answer.text) == (
        [(page_of(session), 302)],
        True,
    )
    refused = at_work.post(page_of(session, "enrol/"), {"p": str(make_inmate(tangerang).pk)}, follow=True)
    assert ("This class takes nobody in now: Finished" in refused.text, Enrolment.objects.count()) == (True, 0)


def test_of_two_who_were_never_trained_the_one_who_waits_longer_stands_first(at_work, at_tangerang, tangerang):
    skill, other = make_skill("Batik"), make_skill("Roti")
    session = make_session(tangerang, course=make_course("Batik dasar", skill=skill))
    people = [make_inmate(tangerang, name) for name in ("A Baru", "B Lama", "C Roti")]
    told = zip(people, (skill, skill, other), (date(2023, 6, 1), date(2023, 5, 2), date(2023, 1, 1)), strict=True)
    for person, wish, day in told:
        Interest.objects.create(person=person, skill=wish, starts_on=day)
    answer = choose(at_work, session)
    assert (names(answer), "Waiting since 2 May 2023." in answer.text) == (["B Lama", "A Baru", "C Roti"], True)


def test_the_list_is_narrowed_to_an_interest_and_to_a_legal_status(at_work, at_tangerang, tangerang):
    session, skill = make_session(tangerang), make_skill("Batik")
    keen, held = make_inmate(tangerang, "Berminat"), make_inmate(tangerang, "Tahanan")
    Interest.objects.create(person=keen, skill=skill, starts_on=date(2023, 5, 2))
    held.custodies.update(legal_status=LegalStatus.DETAINEE)
    assert names(choose(at_work, session, interest=skill.pk)) == ["Berminat"]
    assert names(choose(at_work, session, legal_status="detainee")) == ["Tahanan"]


def test_more_than_fifty_stand_on_pages_and_no_tick_gets_lost(at_work, at_tangerang, tangerang):
    session, people = make_session(tangerang, capacity=55), make_inmates(tangerang, 52)
    shown = choose(at_work, session)
    choice = shown.context["choice"]
    assert (len(choice.can), choice.next, "1–50 of 52" in shown.text) == (50, 50, True)
    second = choose(at_work, session, first="50", p=[person.pk for person in choice.can[:2]])
    choice = second.context["choice"]
    assert (len(choice.can), len(choice.kept), choice.previous, choice.next) == (2, 2, 0, None)
    assert len(choose(at_work, session, pick="first").context["choice"].ticked) == len(people)
