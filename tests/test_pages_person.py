"""The page of one person: until when, where each day comes from, and what nobody has told yet."""

from datetime import date, timedelta

import pytest
import time_machine

from participants.choices import AffiliationKind
from participants.days import months_after, months_between, years_before, years_between
from participants.models import CustodyDate, Person, RegisterNumber
from participants.services.people import admit, affiliate, leave
from tests.factories import NOW, TODAY, acting, custody_of, make_inmate


@pytest.fixture(autouse=True)
def _a_week_before():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at_work(client, registrar):
    client.cookies["language"] = "en"
    client.force_login(registrar)
    return client


@pytest.fixture
def at_tangerang(registrar, tangerang):
    with acting(registrar, tangerang):
        yield


def page_of(client, person):
    return client.get(f"/people/{person.pk}/")


def missing(client, person) -> list[str]:
    return page_of(client, person).context["facts"].missing


KNOWN = {"nik": "3603015107900001", "birth_date": date(1990, 7, 11), "nationality": "WNI", "education": "SMA"}


def test_each_day_says_where_it_comes_from_and_since_when_it_is_known(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, admitted_on=date(2022, 7, 2), ends_on=date(2024, 2, 14))
    known = {"known_from": date(2023, 7, 5), "origin": "remission"}
    CustodyDate.objects.create(custody=custody_of(person), kind="end", day=date(2024, 1, 14), **known)
    answer = page_of(at_work, person)
    end = answer.context["facts"].stages[-1]
    assert (end.day, end.origin, end.known_from) == (date(2024, 1, 14), "remission", date(2023, 7, 5))
    row = answer.text.partition("End of sentence</th>")[2].partition("</tr>")[0]
    said = ("14/01/2024", "<s", "formerly", "14/02/2024", "remission, 5 July 2023")
    assert [words in row for words in said] == [True] * 5


@pytest.mark.parametrize(
    ("ends_on", "said"),
    [
        (TODAY, "10 July 2023, today"),
        (TODAY + timedelta(days=1), "11 July 2023, in 1 day"),
        (date(2023, 9, 9), "9 September 2023, in 61 days"),
        (date(2023, 9, 10), "10 September 2023, in 2 months"),
        (date(2024, 1, 14), "14 January 2024, in 6 months"),
        (TODAY - timedelta(days=1), "9 July 2023</span>"),
    ],
)
def test_the_head_says_how_far_away_the_end_is(at_work, at_tangerang, tangerang, ends_on, said):
    text = page_of(at_work, make_inmate(tangerang, ends_on=ends_on)).text
    assert f"sentence until {said}" in text


def test_whose_sentence_has_ended_is_still_called_that(at_work, at_tangerang, tangerang):
    text = page_of(at_work, make_inmate(tangerang, ends_on=TODAY - timedelta(days=1))).text
    assert "ended, release not recorded" in text


def test_who_came_back_was_first_admitted_then(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, admitted_on=date(2020, 3, 1))
    assert "first admitted" not in page_of(at_work, person).text
    leave(custody_of(person), on=date(2021, 3, 1))
    admit(person, facility=tangerang, on=date(2023, 3, 4), number="B.I.999/2023")
    text = page_of(at_work, person).text
    assert [words in text for words in ("4 March 2023", "first admitted 1 March 2020")] == [True, True]


def test_what_is_missing_stands_in_one_place_and_leads_to_the_register(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, ends_on=None)
    answer = page_of(at_work, person)
    assert answer.context["facts"].missing == [
        "No NIK yet.",
        "No birth date yet.",
        "No nationality yet.",
        "No education yet.",
        "No end of sentence yet; a sentence for life has none.",
    ]
    panel = answer.text.partition('id="missing-title"')[2].partition("</section>")[0]
    assert [words in panel for words in ("No NIK yet.", 'href="/people/import/"')] == [True, True]


def test_who_does_not_bring_registers_in_is_told_who_does(client, instructor, at_tangerang, tangerang):
    person = make_inmate(tangerang)
    client.cookies["language"] = "en"
    client.force_login(instructor)
    panel = page_of(client, person).text.partition('id="missing-title"')[2].partition("</section>")[0]
    assert [words in panel for words in ("The registrar fills this in", "/people/import/")] == [True, False]


def test_where_nothing_is_missing_nothing_is_said_of_it(at_work, at_tangerang, tangerang):
    answer = page_of(at_work, make_inmate(tangerang, **KNOWN))
    assert (answer.context["facts"].missing, "missing-title" in answer.text) == ([], False)


def test_a_foreigner_lacks_no_nik_and_a_sentence_for_life_no_end(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, ends_on=None, **KNOWN | {"nik": None, "nationality": "WNA"})
    RegisterNumber.objects.update(register_class="SH")
    assert missing(at_work, person) == []


def test_a_number_that_holds_no_more_and_an_empty_block_are_missed(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, **KNOWN)
    RegisterNumber.objects.update(valid_until=TODAY - timedelta(days=1))
    stay = custody_of(person)
    stay.block = ""
    stay.save(update_fields=["block"])
    assert missing(at_work, person) == ["No register number that holds today.", "No block yet."]


def test_of_officers_and_of_those_who_left_nothing_is_missed(at_work, at_tangerang, tangerang):
    officer, gone = Person(name="Petugas Satu"), make_inmate(tangerang)
    affiliate(officer, facility=tangerang, kind=AffiliationKind.OFFICER, on=date(2020, 1, 1))
    leave(custody_of(gone), on=TODAY)
    assert [missing(at_work, person) for person in (officer, gone)] == [[], []]


# Days that pages count with ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2023, 7, 10), 3, date(2023, 10, 10)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 12, 31), 12, date(2024, 12, 31)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
    ],
)
def test_so_many_months_later_is_the_same_day_or_the_last_of_the_month(day, months, then):
    assert months_after(day, months) == then


@pytest.mark.parametrize("day", [date(2023, 7, 10), date(2024, 2, 29), date(2023, 2, 28), date(2023, 3, 1)])
@pytest.mark.parametrize("years", [0, 1, 18, 40])
def test_who_was_born_so_many_years_before_is_as_old_and_who_was_born_a_day_later_is_not(day, years):
    born = years_before(day, years)
    assert (years_between(born, day), years_between(born + timedelta(days=1), day)) == (years, years - 1)


def test_a_month_has_passed_on_its_day_and_not_before():
    ends = (date(2023, 8, 9), date(2023, 8, 10), date(2024, 7, 10))
    assert [months_between(date(2023, 7, 10), end) for end in ends] == [0, 1, 12]
