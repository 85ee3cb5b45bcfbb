"""The list of people, and the page of one: what the facility of now may know."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from accounts.models import PersonRead
from accounts.roles import Role
from accounts.scope import scope
from participants.choices import AffiliationKind, CustodyDateKind
from participants.models import CustodyDate, Enrolment, Person, RegisterNumber, Sentence
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol
from participants.services.people import admit, affiliate, leave
from programs.services.sessions import Hours
from tests.counting import questions
from tests.factories import (
    NOW,
    TODAY,
    acting,
    custody_of,
    make_facility,
    make_inmate,
    make_inmates,
    make_programme,
    make_session,
    make_user,
    post,
)

LIST = "/people/"


def search(client, asked):
    """Look for people as the form does: posted, so that no name stands in an address."""
    answer = client.post(LIST, asked, follow=True)
    addresses = [address for address, _status in answer.redirect_chain]
    assert addresses in ([f"{LIST}?found=1"], [LIST]) or answer.status_code == 403
    return answer


JUNE = Hours(first=date(2023, 6, 5), last=date(2023, 6, 8), starts=time(8), ends=time(12))
MAY = datetime(2023, 5, 1, tzinfo=UTC)


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


def page_of(person) -> str:
    return f"/people/{person.pk}/"


def names(answer) -> list[str]:
    return [person.name for person in answer.context["rows"]]


def history(answer) -> list[tuple]:
    return [(event.when, event.title, *event.lines) for event in answer.context["facts"].history]


# The list ---------------------------------------------------------------------------------------------------


def test_the_list_holds_those_of_the_own_facility_by_name_whatever_its_capitals(
    at_work, registrar, outsider, tangerang, cipinang
):
    with acting(outsider, cipinang):
        make_inmate(cipinang, "Rahasia")
    with acting(registrar, tangerang):
        for name in ("budi", "ANI", "Citra"):
            make_inmate(tangerang, name)
    answer = at_work.get(LIST)
    assert names(answer) == ["ANI", "budi", "Citra"]
    assert [word in answer.text for word in (">Ani<", ">Budi<", "3 of 3 people", "Rahasia")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_line_says_number_block_age_end_of_sentence_and_class(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, "Ani", birth_date=date(1990, 7, 11), ends_on=date(2025, 2, 3))
    session = make_session(tangerang, title="Batik cap")
    enrol([person.pk], session=session, at=NOW)
    row = at_work.get(LIST).context["rows"].rows[0]
    number = RegisterNumber.objects.get().number
    assert (row.number, row.block, row.age, row.ends_on) == (number, custody_of(person).block, 32, date(2025, 2, 3))
    assert [seat.session for seat in row.classes] == [session]


def test_a_class_that_is_over_is_no_class_now(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang)
    enrol([person.pk], session=make_session(tangerang, hours=JUNE), at=MAY)
    assert at_work.get(LIST).context["rows"].rows[0].classes == []


def test_whose_sentence_has_ended_is_called_that_until_a_release_is_recorded(at_work, at_tangerang, tangerang):
    make_inmate(tangerang, "Ani", ends_on=TODAY - timedelta(days=1))
    make_inmate(tangerang, "Budi", ends_on=TODAY)
    text = at_work.get(LIST).text
    assert text.count("ended, release not recorded") == 1


def test_people_are_found_by_part_of_name_alias_or_any_register_number(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, "Siti Aminah", alias="Mimin")
    make_inmate(tangerang, "Sulastri")
    stay = custody_of(person)
    RegisterNumber.objects.filter(custody=stay).update(valid_until=date(2023, 1, 1))
    RegisterNumber.objects.create(custody=stay, facility=tangerang, number="B.I 777/2023", valid_from=date(2023, 1, 2))
    old = RegisterNumber.objects.get(custody=stay, valid_until=date(2023, 1, 1)).number
    for words in ("aminah", "AMINAH siti", "mimin", "bi777", "B.I.777/2023", old):
        assert names(search(at_work, {"q": words})) == ["Siti Aminah"], words
    answer = search(at_work, {"q": "Zainab"})
    assert (names(answer), "Nothing was found for “Zainab”" in answer.text) == ([], True)


def test_people_are_found_by_block_and_blocks_stand_in_their_order(at_work, at_tangerang, tangerang):
    for name, block in (("Ani", "A-10"), ("Budi", "A-2"), ("Citra", "B-1")):
        stay = custody_of(make_inmate(tangerang, name))
        stay.block = block
        stay.save(update_fields=["block"])
    answer = search(at_work, {"block": "A-2"})
    assert names(answer) == ["Budi"]
    choices = answer.context["filters"].fields["block"].choices
    assert [block for block, _label in choices] == ["", "A-2", "A-10", "B-1"]


def test_those_who_left_are_listed_only_when_asked_for(at_work, at_tangerang, tangerang):
    make_inmate(tangerang, "Ani")
    leave(custody_of(make_inmate(tangerang, "Budi")), on=TODAY)
    found = [names(search(at_work, {"who": who})) for who in ("", "left", "all")]
    assert found == [["Ani"], ["Budi"], ["Ani", "Budi"]]


def test_an_empty_list_says_who_will_stand_there_and_who_brings_them(at_work):
    text = at_work.get(LIST).text
    assert [words in text for words in ("No people yet.", "which the registrar brings in")] == [True, True]


def test_fifty_people_stand_on_a_page_and_the_way_on_names_nobody(at_work, at_tangerang, tangerang):
    make_inmates(tangerang, 51)
    first = at_work.get(LIST).context["rows"]
    second = at_work.get(f"{LIST}?{first.next}").context["rows"]
    assert (len(first), len(second), first.next) == (50, 1, f"after={first.rows[-1].pk}")


def test_three_hundred_people_cost_as_many_questions_as_one(at_work, at_tangerang, tangerang):
    costs = []
    session = make_session(tangerang, capacity=300)
    for more in (1, 29, 270):
        enrol([person.pk for person in make_inmates(tangerang, more)], session=session, at=NOW)
        costs.append(len(questions(at_work, LIST)))
    assert (set(costs), costs[0] <= 12) == ({costs[0]}, True)


# One person -------------------------------------------------------------------------------------------------


def test_the_page_says_where_since_when_until_when_and_where_each_day_comes_from(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, "NUR HAYATI", admitted_on=date(2022, 7, 2), ends_on=date(2024, 2, 14))
    CustodyDate.objects.create(
        custody=custody_of(person), kind="end", day=date(2024, 1, 14), known_from=date(2023, 7, 5), origin="remisi"
    )
    answer = at_work.get(page_of(person))
    end = answer.context["facts"].stages[-1]
    assert (end.day, end.origin, end.earlier, end.passed) == (date(2024, 1, 14), "remisi", (date(2024, 2, 14),), False)
    said = ("<h1>Nur Hayati</h1>", tangerang.name, "2 July 2022", "sentence until 14 January 2024", "14/02/2024")
    assert [words in answer.text for words in said] == [True] * 5


def test_a_version_of_a_later_day_is_not_known_yet(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, ends_on=date(2024, 2, 14))
    tomorrow = TODAY + timedelta(days=1)
    CustodyDate.objects.create(custody=custody_of(person), kind="end", day=date(2024, 1, 1), known_from=tomorrow)
    assert at_work.get(page_of(person)).context["facts"].stages[-1].day == date(2024, 2, 14)


def test_register_numbers_of_then_stand_below_that_of_now(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang)
    stay = custody_of(person)
    RegisterNumber.objects.update(number="A.III.88/2022", valid_until=date(2022, 9, 1))
    RegisterNumber.objects.create(custody=stay, facility=tangerang, number="B.I.171/2022", valid_from=date(2022, 9, 2))
    answer = at_work.get(page_of(person))
    assert [number.number for number in answer.context["facts"].numbers] == ["B.I.171/2022", "A.III.88/2022"]
    assert "formerly A.III.88/2022" in answer.text


def test_what_nobody_knows_is_called_unknown(at_work, at_tangerang, tangerang):
    text = at_work.get(page_of(make_inmate(tangerang, ends_on=None))).text
    unknown, facts = 'class="unknown">not known<', text.partition('<h2 id="now-title">')[2]
    answers = [facts.partition(f"<dt>{label}</dt>")[2].partition("</dd>")[0] for label in ("NIK", "Born", "Education")]
    assert [unknown in answer for answer in answers] == [True] * 3
    assert facts.partition("dates-title")[2].count(unknown) >= len(CustodyDateKind)


def test_an_officer_has_a_page_without_numbers_or_days_of_a_sentence(at_work, at_tangerang, tangerang):
    officer = Person(name="Petugas Satu")
    affiliate(officer, facility=tangerang, kind=AffiliationKind.OFFICER, on=date(2020, 1, 1))
    text = at_work.get(page_of(officer)).text
    assert [words in text for words in ("Petugas Satu", "Officer", "Days of the sentence")] == [True, True, False]


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.REGISTRAR, True), (Role.HEAD, True), (Role.INSTRUCTOR, False)], ids=str
)
def test_offence_and_length_are_for_registrar_and_head(client, at_tangerang, tangerang, role, sees):
    person = make_inmate(tangerang)
    Sentence.objects.create(custody=custody_of(person), offence="Pasal 362", years=3, months=6)
    client.cookies["language"] = "en"
    client.force_login(post(make_user("reader"), role, facility=tangerang))
    text = client.get(page_of(person)).text
    assert [words in text for words in ("Offence", "Pasal 362", "3 years 6 months")] == [sees] * 3


def test_a_registrar_of_one_prison_who_instructs_at_another_reads_no_offence_there(
    at_work, registrar, outsider, tangerang, cipinang
):
    post(registrar, Role.INSTRUCTOR, facility=cipinang)
    with acting(outsider, cipinang):
        person = make_inmate(cipinang)
        Sentence.objects.create(custody=custody_of(person), offence="Pasal 362")
    text = at_work.get(page_of(person)).text
    assert (person.name in text, "Offence" in text) == (True, False)


# Training history travels with the person -------------------------------------------------------------------


@pytest.fixture
def moved(registrar, outsider, tangerang, cipinang):
    """Ika was trained at Cipinang with Joko in June and is held at Tangerang since; her class of then."""
    with acting(outsider, cipinang):
        programme = make_programme("Kerja Sama Las", facility=cipinang)
        session = make_session(cipinang, title="Las dasar", programme=programme, hours=JUNE)
        ika, joko = make_inmate(cipinang, "Ika Setyowati"), make_inmate(cipinang, "Joko Rahasia")
        enrol([ika.pk, joko.pk], session=session, at=MAY)
        rows = {row.person_id: row for row in Enrolment.objects.all()}
        for meeting, mark in zip(session.meetings.order_by("starts_at"), ("present", "late", "absent"), strict=False):
            marks = {rows[ika.pk].pk: Marked(mark, "sick" if mark == "absent" else "")}
            record_attendance(meeting, marks, by=outsider.pk, at=meeting.ends_at)
        ended = datetime(2023, 6, 8, 6, tzinfo=UTC)
        Enrolment.objects.update(status="completed", status_at=ended, ended_at=ended)
        leave(custody_of(ika), on=date(2023, 7, 1))
    with acting(registrar, tangerang, cipinang):
        admit(ika, facility=tangerang, on=date(2023, 7, 1), number="B.I.171/2023")
    return ika, session


def test_who_holds_a_person_now_reads_class_dates_and_result_of_then(at_work, moved):
    ika, session = moved
    answer = at_work.get(page_of(ika))
    assert history(answer) == [
        ("1 July 2023", "Came to LPP Kelas IIA Tangerang", "Number B.I.171/2023"),
        (
            "5–8 June 2023",
            "Las dasar",
            "Kerja Sama Las",
            "Lapas Kelas I Cipinang",
            "attended 2 of 3 meetings (67%)",
        ),
    ]
    training = answer.context["facts"].history[1]
    assert (training.state.label, training.mark) == ("Completed", "done")
    assert [words in answer.text for words in ("Joko", str(session.pk))] == [False, False]


def test_the_other_participants_and_the_class_itself_stay_where_they_were(at_work, moved):
    _ika, session = moved
    pages = (f"/sessions/{session.pk}/", f"/sessions/{session.pk}/attendance/")
    assert [at_work.get(address).status_code for address in pages] == [404, 404]


def test_the_facility_of_then_keeps_its_roster_and_loses_the_persons_page(client, outsider, moved):
    ika, session = moved
    client.force_login(outsider)
    assert client.get(page_of(ika)).status_code == 404
    text = client.get(f"/sessions/{session.pk}/attendance/").text
    assert [name in text for name in ("Ika Setyowati", "Joko Rahasia")] == [True, True]


def test_a_third_prison_does_not_learn_that_the_person_exists(client, moved):
    palembang = make_facility("lpp-palembang")
    client.force_login(post(make_user("staff.palembang"), Role.REGISTRAR, facility=palembang))
    ika, session = moved
    addresses = (page_of(ika), f"/sessions/{session.pk}/attendance/")
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert names(search(client, {"q": "Ika", "who": "all"})) == []


def test_a_training_at_home_leads_to_its_class_and_a_way_out_says_why(at_work, at_tangerang, tangerang):
    person, session = make_inmate(tangerang), make_session(tangerang, title="Batik cap", hours=JUNE)
    enrol([person.pk], session=session, at=MAY)
    left = datetime(2023, 6, 6, 17, 30, tzinfo=UTC)
    Enrolment.objects.update(status="withdrawn", status_at=left, ended_at=left, reason_kind="health", reason="Sakit")
    event = at_work.get(page_of(person)).context["facts"].history[0]
    assert (event.when, event.title, event.lines[-1]) == ("7 June 2023", "Left Batik cap", "Reason: Health")
    assert (event.mark, event.href) == ("gone", f"/sessions/{session.pk}/")


# Rights, log, cost ------------------------------------------------------------------------------------------


def test_people_are_not_for_those_without_a_prison(client, auditor, at_tangerang, tangerang):
    addresses = (LIST, page_of(make_inmate(tangerang)))
    for user in (auditor, post(make_user("official"), Role.CORRECTIONS)):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [403, 403]


def test_everyone_who_is_shown_is_recorded_as_read_and_nobody_else(at_work, at_tangerang, tangerang):
    shown, _other = make_inmate(tangerang, "Ani"), make_inmate(tangerang, "Budi")
    search(at_work, {"q": "ani"})
    at_work.get(page_of(shown))
    with scope(actor=None, audit=True):
        seen = sorted(PersonRead.objects.values_list("page", "person"))
    assert seen == [("person", shown.pk), ("person_list", shown.pk)]


def test_thirty_trainings_cost_as_many_questions_as_one(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang)

    def trained(day):
        session = make_session(tangerang, hours=Hours(day, day, time(8), time(9)))
        enrol([person.pk], session=session, at=MAY)

    trained(date(2023, 6, 1))
    one = questions(at_work, page_of(person))
    for number in range(29):
        trained(date(2023, 7, 1) + timedelta(days=number))
    thirty = questions(at_work, page_of(person))
    assert (len(thirty), len(thirty) <= 12) == (len(one), True)


def test_the_address_and_title_of_no_page_but_the_persons_own_hold_a_name(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, "Rahayu")
    answer = at_work.get(LIST)
    assert ("Rahayu" in answer.text.partition("</title>")[0], page_of(person) in answer.text) == (False, True)


def test_what_was_searched_for_is_kept_for_the_next_page_and_forgotten_by_the_plain_list(
    at_work, at_tangerang, tangerang
):
    for n in range(60):
        make_inmate(tangerang, f"Ani {n:02}")
    make_inmate(tangerang, "Budi")
    first = search(at_work, {"q": "ani"})
    second = at_work.get(f"{LIST}?{first.context['rows'].next}")
    assert (len(names(first)), len(names(second)), "ani" in second.request["QUERY_STRING"].lower()) == (50, 10, False)
    assert at_work.get(LIST).context["filters"].words == ""
