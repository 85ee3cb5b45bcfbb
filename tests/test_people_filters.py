"""Narrowing the list of people: what is typed, what is chosen, and what the page says of both."""

from datetime import date, timedelta

import pytest
import time_machine

from accounts.roles import Role
from participants.choices import AffiliationKind, CustodyDateKind, LegalStatus
from participants.models import Custody, CustodyDate, Enrolment, Person
from participants.services.enrolments import enrol
from participants.services.people import admit, affiliate
from tests.counting import questions
from tests.factories import (
    NOW,
    TODAY,
    acting,
    custody_of,
    make_inmate,
    make_inmates,
    make_session,
    make_user,
    post,
)

LIST = "/people/"


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


def search(client, asked):
    return client.post(LIST, asked, follow=True)


def typed(client, asked):
    """What htmx asks while somebody types."""
    return client.post(LIST, asked, headers={"HX-Request": "true"})


def names(answer) -> list[str]:
    return [person.name for person in answer.context["rows"]]


# What is chosen ---------------------------------------------------------------------------------------------


def test_by_legal_status(at_work, at_tangerang, tangerang):
    make_inmate(tangerang, "Ani")
    admit(Person(name="Budi"), facility=tangerang, on=TODAY, number="A.III.1/2023", legal_status=LegalStatus.DETAINEE)
    answer = search(at_work, {"legal_status": "detainee"})
    assert (names(answer), "1 of 1 people · detainee" in answer.text) == (["Budi"], True)


def test_by_age_with_the_birthday_itself(at_work, at_tangerang, tangerang):
    for name, born in (
        ("Turns 30 today", date(1993, 7, 10)),
        ("Turns 30 tomorrow", date(1993, 7, 11)),
        ("Turns 41 today", date(1982, 7, 10)),
        ("Turns 41 tomorrow", date(1982, 7, 11)),
        ("Nobody knows", None),
    ):
        make_inmate(tangerang, name, birth_date=born)
    both = search(at_work, {"age_from": "30", "age_to": "40"})
    assert (names(both), "aged 30 to 40" in both.text) == (["Turns 30 today", "Turns 41 tomorrow"], True)
    assert names(search(at_work, {"age_from": "41"})) == ["Turns 41 today"]
    assert names(search(at_work, {"age_to": "29"})) == ["Turns 30 tomorrow"]


def test_by_the_end_of_the_sentence(at_work, at_tangerang, tangerang):
    for name, ends_on in (
        ("Ended", TODAY - timedelta(days=1)),
        ("Today", TODAY),
        ("Three months", date(2023, 10, 10)),
        ("A day more", date(2023, 10, 11)),
        ("Unknown", None),
    ):
        make_inmate(tangerang, name, ends_on=ends_on)
    affiliate(Person(name="Officer"), facility=tangerang, kind=AffiliationKind.OFFICER, on=date(2020, 1, 1))
    asked = ({"ends": "3"}, {"ends": "past"}, {"ends": "unknown"}, {"until": "10/07/2023"})
    assert [names(search(at_work, one)) for one in asked] == [
        ["Three months", "Today"],
        ["Ended"],
        ["Unknown"],
        ["Ended", "Today"],
    ]


def test_the_end_that_is_known_now_counts_and_not_the_one_of_before(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, "Ani", ends_on=date(2023, 9, 1))
    CustodyDate.objects.create(
        custody=custody_of(person), kind=CustodyDateKind.END, day=date(2024, 9, 1), known_from=date(2023, 7, 1)
    )
    assert [names(search(at_work, {"ends": months})) for months in ("3", "24")] == [[], ["Ani"]]


def test_by_training_and_by_class_now(at_work, at_tangerang, tangerang):
    _never, gone, over, now = (make_inmate(tangerang, name) for name in ("Never", "Gone", "Over", "Now"))
    enrol([now.pk], session=make_session(tangerang, title="Batik cap"), at=NOW)
    past = make_session(tangerang, title="Las dasar")
    enrol([gone.pk, over.pk], session=past, at=NOW)
    ended = {"status_at": NOW, "ended_at": NOW}
    Enrolment.objects.filter(person=over).update(status="completed", **ended)
    Enrolment.objects.filter(person=gone).update(status="withdrawn", reason_kind="health", reason="Sakit", **ended)
    asked = ({"trained": "yes"}, {"trained": "no"}, {"in_class": "yes"}, {"in_class": "no"})
    found = [names(search(at_work, one)) for one in asked]
    assert found == [["Now", "Over"], ["Gone", "Never"], ["Now"], ["Gone", "Never", "Over"]]
    rows = at_work.get(LIST).context["rows"].rows
    assert [(row.name, row.trainings) for row in rows] == [("Gone", 0), ("Never", 0), ("Now", 1), ("Over", 1)]


def test_everything_together_is_said_in_words(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, "Ani", birth_date=date(1990, 1, 1), ends_on=date(2024, 1, 1))
    make_inmate(tangerang, "Budi")
    asked = {"q": "ani", "block": custody_of(person).block, "who": "all", "legal_status": "convict", "ends": "12"}
    asked |= {"until": "1/2/2024", "age_from": "20", "trained": "no", "in_class": "no"}
    answer = search(at_work, asked)
    assert (names(answer), answer.context["result"]) == (
        ["Ani"],
        f"1 of 1 people · “ani” · block {asked['block']} · all · convict · never trained · in no class now"
        " · sentence ends within 12 months · sentence ends by 1 February 2024 · aged 20 or more",
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"age_from": "tiga"}, "Age from: Write it in digits, for example 30."),
        ({"age_from": "40", "age_to": "30"}, "Age to: This is less than the age it begins from."),
        ({"until": "besok"}, "Sentence ends by: Write the day like this: 17/07/2023. This was written: besok."),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_still_counts(at_work, at_tangerang, tangerang, asked, said):
    make_inmate(tangerang, "Ani", birth_date=date(1980, 1, 1))
    make_inmate(tangerang, "Budi")
    for answer in (search(at_work, asked | {"q": "ani"}), typed(at_work, asked | {"q": "ani"})):
        assert (names(answer), said in answer.text) == (["Ani"], True)
    assert all(value in search(at_work, asked).text for value in asked.values())


def test_the_stage_that_has_passed_and_the_one_ahead_stand_beside_the_end(at_work, at_tangerang, tangerang):
    stay = custody_of(make_inmate(tangerang, ends_on=date(2024, 2, 14)))
    for kind, day in (("third", date(2022, 12, 22)), ("half", date(2023, 3, 16)), ("two_thirds", date(2023, 9, 1))):
        CustodyDate.objects.create(custody=stay, kind=kind, day=day, known_from=date(2022, 7, 2))
    row = at_work.get(LIST).context["rows"].rows[0]
    assert (row.passed, row.ahead) == ("one half", ("two thirds", date(2023, 9, 1)))


# As one types -----------------------------------------------------------------------------------------------


def test_typing_changes_the_results_alone_and_the_address_tells_no_name(at_work, at_tangerang, tangerang):
    make_inmate(tangerang, "Muh. Yusuf")
    make_inmate(tangerang, "Sulastri")
    answer = typed(at_work, {"q": "muhammad"})
    assert (names(answer), answer.headers["HX-Replace-Url"]) == (["Muh. Yusuf"], f"{LIST}?found=1")
    assert [mark in answer.text for mark in ("<html", 'id="people-result" hx-swap-oob', "<form")] == [
        False,
        True,
        False,
    ]
    assert names(at_work.get(f"{LIST}?found=1")) == ["Muh. Yusuf"]


def test_typing_nothing_any_more_shows_everybody_under_the_plain_address(at_work, at_tangerang, tangerang):
    make_inmate(tangerang, "Ani")
    typed(at_work, {"q": "x"})
    answer = typed(at_work, {"q": ""})
    assert (names(answer), answer.headers["HX-Replace-Url"]) == (["Ani"], LIST)


def test_the_pages_of_what_was_typed_are_pages_of_it(at_work, at_tangerang, tangerang):
    make_inmates(tangerang, 51)
    make_inmate(tangerang, "Zainab")
    rows = typed(at_work, {"q": "warga"}).context["rows"]
    assert (rows.next, len(at_work.get(f"{LIST}?{rows.next}").context["rows"])) == (
        f"found=1&after={rows.rows[-1].pk}",
        1,
    )


def test_who_sees_two_prisons_finds_by_the_beginning_of_a_word(
    client, registrar, outsider, tangerang, cipinang, at_tangerang
):
    make_inmate(tangerang, "Suparti")
    with acting(outsider, cipinang):
        make_inmate(cipinang, "Suparto")
    post(registrar, Role.INSTRUCTOR, facility=cipinang)
    client.force_login(registrar)
    assert [names(search(client, {"q": words})) for words in ("supar", "parti")] == [["Suparti", "Suparto"], []]
    client.force_login(post(make_user("one"), Role.INSTRUCTOR, facility=tangerang))
    assert [names(search(client, {"q": words})) for words in ("supar", "parti")] == [["Suparti"], ["Suparti"]]


def test_searching_among_three_hundred_costs_as_many_questions_as_among_one(at_work, at_tangerang, tangerang):
    costs = []
    session = make_session(tangerang, capacity=300)
    asked = {"q": "warga", "who": "all", "ends": "24", "trained": "yes", "in_class": "yes", "legal_status": "convict"}
    for more in (1, 29, 270):
        enrol([person.pk for person in make_inmates(tangerang, more)], session=session, at=NOW)
        Custody.objects.update(block="A-1")
        CustodyDate.objects.update(day=date(2024, 1, 1))
        search(at_work, asked)
        costs.append(len(questions(at_work, f"{LIST}?found=1")))
    assert (set(costs), costs[0] <= 12) == ({costs[0]}, True)
