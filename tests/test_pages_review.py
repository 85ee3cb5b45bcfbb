"""The review before enrolling, and the lists that lead to it: what would become of each, and what then does."""

import io
from datetime import date, timedelta

import pytest
import time_machine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import PersonRead
from participants.choices import EnrolmentStatus
from participants.models import EligibilityRule, Enrolment
from participants.rule_choices import RuleKind, Strength
from participants.services.enrolments import enrol
from participants.services.finding_listed import AT_MOST
from participants.services.people import leave
from programs.choices import SessionStatus
from programs.services.session_states import move
from tests.counting import questions
from tests.factories import AFTERNOON, NOW, TODAY, acting, custody_of, make_inmate, make_inmates, make_session


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


def review(client, session, people, **typed):
    return client.post(page_of(session, "review/"), {"p": [str(person.pk) for person in people]} | typed)


def confirm(client, session, people, **typed):
    return client.post(page_of(session, "enrol/"), {"p": [str(person.pk) for person in people], "asked": "1"} | typed)


def paste(client, session, *lines):
    return client.post(page_of(session, "choose/paste/"), {"numbers": "\n".join(lines)})


def upload(client, session, name, content):
    return client.post(page_of(session, "choose/upload/"), {"file": SimpleUploadedFile(name, content)})


def groups(answer):
    """The groups of the review: title, and who is in it."""
    return {str(bucket.group.title): [person.name for person in bucket.people] for bucket in answer.context["buckets"]}


def results(answer):
    """The groups of the answers, with how many each holds."""
    return {str(bucket.title): bucket.n for bucket in answer.context["buckets"]}


def number_of(person) -> str:
    return custody_of(person).numbers.get().number


def a_rule(facility, *, least: int, strength: str):
    """Whoever is younger than that does not fit."""
    return EligibilityRule.objects.create(
        facility=facility,
        kind=RuleKind.AGE,
        parameters={"least": least, "by": "start"},
        strength=strength,
        starts_on=date(2020, 1, 1),
    )


# What the review says -----------------------------------------------------------------------------------------


def test_the_review_sorts_the_chosen_and_does_nothing(at_work, at_tangerang, tangerang):
    session = make_session(tangerang, capacity=2)
    inside, busy, free, left_over = (make_inmate(tangerang, name) for name in ("Dalam", "Sibuk", "Bisa", "Lebih"))
    ended = make_inmate(tangerang, "Usai", ends_on=TODAY - timedelta(days=1))
    enrol([inside.pk], session=session, at=NOW)
    enrol([busy.pk], session=make_session(tangerang, title="Konseling kelompok"), at=NOW)
    answer = review(at_work, session, [inside, busy, ended, free, left_over])
    assert groups(answer) == {
        "Can be enrolled": ["Bisa"],
        "No seat left": ["Lebih"],
        "Time clash": ["Sibuk"],
        "Sentence ended": ["Usai"],
        "Already enrolled": ["Dalam"],
    }
    assert "clash: Konseling kelompok, Monday, 17 July 2023 at 08:00 WIB" in answer.text
    assert ("1 person will be enrolled" in answer.text, "Enrol 1 person" in answer.text) == (True, True)
    assert Enrolment.objects.filter(session=session).count() == 1


def test_who_has_left_meanwhile_is_counted_and_not_named(at_work, at_tangerang, tangerang):
    session, gone = make_session(tangerang), make_inmate(tangerang, "Rahasia Pindah")
    leave(custody_of(gone), on=TODAY)
    answer = review(at_work, session, [gone])
    assert "1 of the chosen is not at LPP Kelas IIA Tangerang any more." in answer.text
    assert ("Rahasia Pindah" in answer.text, "Enrol" in answer.text.split("action-bar")[1]) == (False, False)


def test_everybody_in_the_review_is_recorded_as_read(at_work, at_tangerang, tangerang, registrar, auditor):
    session, person = make_session(tangerang), make_inmate(tangerang)
    review(at_work, session, [person])
    with acting(registrar, audit=True):
        found = list(PersonRead.objects.filter(actor=registrar.pk).values_list("page", "person"))
    assert found == [("session_review", person.pk)]


def test_the_review_asks_the_database_as_often_for_many_people_as_for_one(at_work, at_tangerang, tangerang):
    session, people = make_session(tangerang), make_inmates(tangerang, 30)
    address = page_of(session, "review/")
    one = questions(at_work, address, {"p": [people[0].pk]})
    many = questions(at_work, address, {"p": [person.pk for person in people]})
    assert (len(many), len(many) <= 12) == (len(one), True)


def test_a_closed_class_is_not_reviewed(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    move(session, SessionStatus.FINISHED, at=NOW)
    answer = at_work.post(page_of(session, "review/"), {"p": str(make_inmate(tangerang).pk)}, follow=True)
    assert "This class takes nobody in now: Finished" in answer.text
    assert at_work.get(page_of(session, "choose/paste/")).headers["Location"] == page_of(session)


def test_nobody_reviews_for_another_prison(client, outsider, registrar, tangerang):
    with acting(registrar, tangerang):
        session, person = make_session(tangerang), make_inmate(tangerang)
    client.force_login(outsider)
    found = [client.post(page_of(session, name), {"p": str(person.pk)}).status_code for name in ("review/", "enrol/")]
    found += [client.get(page_of(session, f"choose/{name}/")).status_code for name in ("paste", "upload", "copy")]
    assert found == [404] * 5


# What confirming does -----------------------------------------------------------------------------------------


def test_who_finds_no_seat_waits_where_that_is_ticked(at_work, at_tangerang, tangerang):
    session, people = make_session(tangerang, capacity=1), make_inmates(tangerang, 2)
    assert 'name="queue" value="1" checked' in review(at_work, session, people).text
    answer = confirm(at_work, session, people, queue="1")
    assert results(answer) == {"On the waiting list": 1, "Enrolled": 1}
    assert "1 enrolled, 1 on the waiting list." in answer.text
    found = Enrolment.objects.filter(session=session).order_by("person_id").values_list("status", flat=True)
    assert sorted(found) == [EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING]


def test_whom_somebody_else_took_the_seat_from_is_told_and_can_still_wait(at_work, at_tangerang, tangerang):
    session, (late, quick) = make_session(tangerang, capacity=1), make_inmates(tangerang, 2)
    assert groups(review(at_work, session, [late])) == {"Can be enrolled": [late.name]}
    enrol([quick.pk], session=session, at=NOW)
    answer = confirm(at_work, session, [late])
    assert (results(answer), "class full, 1 of 1 seats" in answer.text) == ({"No seat left": 1}, True)
    assert "Put them on the waiting list" in answer.text
    assert results(confirm(at_work, session, [late], queue="1")) == {"On the waiting list": 1}


def test_a_second_click_changes_nothing_and_says_so(at_work, at_tangerang, tangerang):
    session, people = make_session(tangerang, capacity=2), make_inmates(tangerang, 3)
    confirm(at_work, session, people, queue="1")
    before = list(Enrolment.objects.order_by("pk").values_list("pk", "status", "status_at"))
    answer = confirm(at_work, session, people, queue="1")
    assert results(answer) == {"Already enrolled": 3}
    assert "Nothing has changed: everybody chosen is in this class already." in answer.text
    assert list(Enrolment.objects.order_by("pk").values_list("pk", "status", "status_at")) == before


def test_a_reason_that_is_too_long_comes_back_as_it_was_typed_and_nobody_is_enrolled(at_work, at_tangerang, tangerang):
    session, person, other = make_session(tangerang), make_inmate(tangerang, "Hesti Nuraini"), make_inmate(tangerang)
    words = "Surat Ka. UPT. " * 40
    answer = confirm(at_work, session, [person, other], **{f"why-{person.pk}": words})
    assert (words.strip() in answer.text, Enrolment.objects.count()) == (True, 0)
    assert "The reason for Hesti Nuraini is too long." in answer.text
    assert "Write the reason in at most 500 signs." in answer.text


# Rules --------------------------------------------------------------------------------------------------------


def test_whom_a_rule_asks_a_decision_for_stands_apart_with_a_field_for_the_reason(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    a_rule(tangerang, least=40, strength=Strength.OVERRIDE)
    old = make_inmate(tangerang, "Tua", birth_date=date(1960, 1, 1))
    young = make_inmate(tangerang, "Muda", birth_date=date(2000, 1, 1))
    choose = at_work.get(page_of(session, "choose/")).context["choice"]
    assert ([p.name for p in choose.can], [p.name for p in choose.decision]) == (["Tua"], ["Muda"])
    answer = review(at_work, session, [old, young])
    assert groups(answer) == {"Needs a decision": ["Muda"], "Can be enrolled": ["Tua"]}
    assert f'name="why-{young.pk}"' in answer.text
    refused = confirm(at_work, session, [old, young])
    assert results(refused) == {"Needs a decision": 1, "Enrolled": 1}
    taken = confirm(at_work, session, [young], **{f"why-{young.pk}": "Surat Ka. UPT 11 Juli 2023"})
    assert results(taken) == {"Enrolled": 1}


def test_a_typed_reason_stays_beside_the_name_when_it_is_reviewed_again(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    a_rule(tangerang, least=40, strength=Strength.OVERRIDE)
    young = make_inmate(tangerang, "Muda", birth_date=date(2000, 1, 1))
    answer = review(at_work, session, [young], **{f"why-{young.pk}": "Pindah ke dekat mitra", "asked": "1"})
    assert (groups(answer), "Pindah ke dekat mitra</textarea>" in answer.text) == ({"Needs a decision": ["Muda"]}, True)


def test_whom_a_rule_blocks_cannot_be_chosen_and_is_told_what_would_change_it(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    a_rule(tangerang, least=40, strength=Strength.BLOCKS)
    young = make_inmate(tangerang, "Muda", birth_date=date(2000, 1, 1))
    (found,) = at_work.get(page_of(session, "choose/")).context["choice"].cannot
    assert (found.name, bool(found.hindrance.why), bool(found.hindrance.way_on)) == ("Muda", True, True)
    assert groups(review(at_work, session, [young])) == {"Does not meet the rules": ["Muda"]}
    answer = confirm(at_work, session, [young], **{f"why-{young.pk}": "Tetap"})
    assert (results(answer), Enrolment.objects.count()) == ({"Does not meet the rules": 1}, 0)


# Lists --------------------------------------------------------------------------------------------------------


def test_pasted_numbers_are_found_in_any_spelling_and_in_their_order(at_work, at_tangerang, tangerang):
    session, (one, two, three) = make_session(tangerang), make_inmates(tangerang, 3)
    first, second, third = map(number_of, (one, two, three))
    answer = paste(
        at_work, session, third.lower().replace(".", " "), "", f"2\t{first}\tSiti Aminah", f"3. {second}", first
    )
    assert groups(answer) == {"Can be enrolled": [three.name, one.name, two.name]}
    assert ("3 people from a pasted list" in answer.text, "1 line named somebody a second" in answer.text) == (
        True,
        True,
    )


def test_a_number_that_nobody_has_is_shown_with_its_line_and_similar_ones(at_work, at_tangerang, tangerang):
    session, person = make_session(tangerang), make_inmate(tangerang, "Rohmah Ayu")
    number = number_of(person)
    answer = paste(at_work, session, "", number.replace("/", "9/"), "Z.X.1/1900")
    lost = [(one.line.n, one.line.words, [found for found, _who in one.near]) for one in answer.context["lost"]]
    assert lost == [(2, number.replace("/", "9/"), [number]), (3, "Z.X.1/1900", [])]
    assert f"Similar: {number}, Rohmah Ayu" in answer.text
    again = review(at_work, session, [person], lost=["3:Z.X.1/1900"], asked="1", way="pasted")
    assert groups(again) == {"Can be enrolled": ["Rohmah Ayu"]}
    assert ("Z.X.1/1900" in again.text, "2 people from a pasted list" in again.text) == (True, True)
    assert "Z.X.1/1900" in confirm(at_work, session, [person], lost=["3:Z.X.1/1900"]).text


def test_a_number_of_somebody_of_another_prison_is_nobodys_and_similar_to_nobodys(
    at_work, outsider, registrar, tangerang, cipinang
):
    with acting(outsider, cipinang):
        number = number_of(make_inmate(cipinang, "Rahasia Cipinang"))
    with acting(registrar, tangerang):
        session = make_session(tangerang)
    answer = paste(at_work, session, number, number.replace("/", "9/"))
    assert [(one.line.n, list(one.near)) for one in answer.context["lost"]] == [(1, []), (2, [])]
    assert "Rahasia" not in answer.text


def test_an_earlier_number_of_a_stay_still_names_the_person(at_work, at_tangerang, tangerang):
    session, person = make_session(tangerang), make_inmate(tangerang)
    stay = custody_of(person)
    stay.numbers.update(valid_until=TODAY - timedelta(days=30))
    old = number_of(person)
    stay.numbers.create(facility=tangerang, number="B.I.9000/2023", valid_from=TODAY - timedelta(days=29))
    assert groups(paste(at_work, session, old, "b.i.9000/2023")) == {"Can be enrolled": [person.name]}


def test_nothing_and_too_much_are_refused_with_a_sentence_and_come_back(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    assert "Not filled in yet." in paste(at_work, session).text
    answer = paste(at_work, session, *(f"B.I.{n}/2022" for n in range(AT_MOST + 1)))
    assert (f"The list has {AT_MOST + 1} lines" in answer.text, "B.I.77/2022" in answer.text) == (True, True)


def workbook(*rows) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate(rows):
            sheet.write_row(at, 0, cells)
    return kept.getvalue()


def test_a_workbook_with_a_letterhead_and_a_column_of_numbers_is_read(at_work, at_tangerang, tangerang):
    session, (one, two) = make_session(tangerang), make_inmates(tangerang, 2)
    rows = (
        ["DAFTAR PESERTA 2023"],
        ["No", "Nama", "No. Reg"],
        [1, 2, 3],
        [1, "X", number_of(two)],
        [2, "Y", number_of(one)],
    )
    answer = upload(at_work, session, "daftar.xlsx", workbook(*rows))
    assert groups(answer) == {"Can be enrolled": [two.name, one.name]}
    assert "2 people from an uploaded list" in answer.text


@pytest.mark.parametrize("between", [";", ",", "\t"])
def test_a_text_table_without_column_names_is_read(at_work, at_tangerang, tangerang, between):
    session, people = make_session(tangerang), make_inmates(tangerang, 3)
    table = "\n".join(between.join(["Nama", number_of(person), "A-1"]) for person in people)
    answer = upload(at_work, session, "daftar.csv", table.encode())
    assert groups(answer) == {"Can be enrolled": [person.name for person in people]}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 x", "This is a PDF"),
        (b"nama\nsiti\n", "No row of the file holds a register number."),
        (b"", "The file is empty. Choose the file with the list."),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(at_work, at_tangerang, tangerang, content, sentence):
    assert sentence in upload(at_work, make_session(tangerang), "daftar.csv", content).text


def test_people_of_another_class_are_copied(at_work, at_tangerang, tangerang, auditor, registrar):
    other = make_session(tangerang, title="Batik dasar", hours=AFTERNOON)
    here, gone = make_inmate(tangerang, "Ada"), make_inmate(tangerang, "Pergi")
    enrol([here.pk, gone.pk], session=other, at=NOW)
    session = make_session(tangerang)
    make_session(tangerang, title="Kosong")
    listed = at_work.get(page_of(session, "choose/copy/"))
    assert [row.title for row in listed.context["rows"].rows] == ["Batik dasar"]
    answer = at_work.get(page_of(session, f"choose/copy/?source={other.pk}"))
    assert [row.name_as_enrolled for row in answer.context["rows"]] == ["Ada", "Pergi"]
    found = review(at_work, session, [here], way="copied")
    assert (groups(found), "1 person from another class" in found.text) == ({"Can be enrolled": ["Ada"]}, True)


def test_a_class_of_another_prison_is_not_found_for_copying(at_work, outsider, registrar, tangerang, cipinang):
    with acting(outsider, cipinang):
        other = make_session(cipinang, title="Rahasia")
        enrol([make_inmate(cipinang).pk], session=other, at=NOW)
    with acting(registrar, tangerang):
        session = make_session(tangerang)
    assert "Rahasia" not in at_work.get(page_of(session, "choose/copy/")).text
    assert at_work.get(page_of(session, f"choose/copy/?source={other.pk}")).status_code == 404
