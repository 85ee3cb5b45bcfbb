"""Enrolling several people at once with an answer each, and withdrawing them."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from accounts.models import PersonRead
from accounts.roles import Role
from participants.models import Enrolment, EnrolmentEvent
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol
from programs.models import SessionTally
from tests.factories import (
    AFTERNOON,
    NOW,
    TODAY,
    acting,
    make_inmate,
    make_inmates,
    make_organisation,
    make_session,
    make_user,
    post,
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


def send(client, session, people):
    return client.post(page_of(session, "enrol/"), {"p": [str(getattr(person, "pk", person)) for person in people]})


def told(answer):
    """The groups of the result: title, how many, whether it stands open."""
    return [(bucket.title, bucket.n, bucket.open) for bucket in answer.context["buckets"]]


def read_by(user, auditor):
    with acting(auditor, audit=True):
        return sorted(PersonRead.objects.filter(actor=user.pk).values_list("page", "person"))


def test_thirty_people_fill_a_class_in_one_submission(at_work, at_tangerang, tangerang):
    session = make_session(tangerang, capacity=30)
    answer = send(at_work, session, make_inmates(tangerang, 30))
    assert told(answer) == [("Enrolled", 30, True)]
    assert ("30 people were enrolled." in answer.text, "The class is full" in answer.text) == (True, True)
    assert SessionTally.objects.get(session=session).seats_taken == 30


def test_number_31_is_refused_with_a_sentence_and_undoes_nobody(at_work, at_tangerang, tangerang):
    session = make_session(tangerang, capacity=30)
    people = [*make_inmates(tangerang, 30), make_inmate(tangerang, "Ika Setyowati")]
    answer = send(at_work, session, people)
    assert told(answer) == [("No seat left", 1, True), ("Enrolled", 30, False)]
    assert "30 enrolled, 1 not." in answer.text
    assert "Ika Setyowati cannot be enrolled: class full, 30 of 30 seats." in answer.text


def test_who_sits_in_a_meeting_at_that_hour_is_told_which(at_work, at_tangerang, tangerang):
    person = make_inmate(tangerang, "Ika Setyowati")
    enrol([person.pk], session=make_session(tangerang, title="Konseling kelompok"), at=NOW)
    answer = send(at_work, make_session(tangerang), [person])
    assert told(answer) == [("Time clash", 1, True)]
    assert (
        "Ika Setyowati cannot be enrolled: on Monday, 17 July 2023 at 08:00 WIB there is a meeting of "
        "Konseling kelompok." in answer.text
    )


def test_every_answer_has_its_group_the_most_urgent_first(at_work, at_tangerang, tangerang):
    session = make_session(tangerang, capacity=2)
    inside, busy, free, left_over = make_inmates(tangerang, 4)
    ended = make_inmate(tangerang, ends_on=TODAY - timedelta(days=1))
    enrol([inside.pk], session=session, at=NOW)
    enrol([busy.pk], session=make_session(tangerang), at=NOW)
    answer = send(at_work, session, [inside, busy, ended, free, left_over, NOBODY, "rubbish"])
    assert told(answer) == [
        ("Time clash", 1, True),
        ("No seat left", 1, True),
        ("Sentence ended", 1, True),
        ("Not found", 1, True),
        ("Already enrolled", 1, False),
        ("Enrolled", 1, False),
    ]


def test_the_same_sent_twice_does_no_harm(at_work, at_tangerang, tangerang):
    session, people = make_session(tangerang), make_inmates(tangerang, 3)
    send(at_work, session, people)
    answer = send(at_work, session, people)
    assert (told(answer), Enrolment.objects.count()) == ([("Already enrolled", 3, True)], 3)
    assert at_work.get(page_of(session, "enrol/")).headers["Location"] == page_of(session)


def test_who_chooses_nobody_is_asked_to(at_work, at_tangerang, tangerang):
    session = make_session(tangerang)
    answer = at_work.post(page_of(session, "enrol/"), follow=True)
    assert (answer.redirect_chain, "Tick at least one person." in answer.text) == (
        [(page_of(session, "choose/"), 302)],
        True,
    )


def test_the_names_in_the_answers_are_recorded_as_read(at_work, at_tangerang, tangerang, registrar, auditor):
    session, people = make_session(tangerang, capacity=1), make_inmates(tangerang, 2)
    send(at_work, session, [*people, NOBODY])
    assert read_by(registrar, auditor) == sorted(("session_enrol", person.pk) for person in people)


def test_nobody_is_enrolled_without_the_token_of_the_page(at_tangerang, registrar, tangerang):
    client = Client(enforce_csrf_checks=True)
    client.force_login(registrar)
    session, person = make_session(tangerang), make_inmate(tangerang)
    answer = client.get(page_of(session, "choose/"))
    form = answer.text.split('<form class="counting"')[1].split("</form>")[0]
    assert (form.count("csrfmiddlewaretoken"), f'formaction="{page_of(session, "review/")}"' in form) == (1, True)
    token = str(answer.context["csrf_token"])
    client.post(page_of(session, "enrol/"), {"p": str(person.pk)})
    assert Enrolment.objects.count() == 0
    client.post(page_of(session, "enrol/"), {"p": str(person.pk), "csrfmiddlewaretoken": token})
    assert Enrolment.objects.count() == 1


# Withdrawing ------------------------------------------------------------------------------------------------


@pytest.fixture
def klass(at_tangerang, tangerang):
    """A class of three."""
    session = make_session(tangerang)
    enrol([make_inmate(tangerang, name).pk for name in ("Ika", "Sumarni", "Wahyuni")], session=session, at=NOW)
    return session


def rows_of(*names_):
    return [str(row.pk) for row in Enrolment.objects.filter(name_as_enrolled__in=names_).order_by("name_as_enrolled")]


def test_before_it_is_done_the_page_says_what_happens_to_whom(at_work, klass, registrar):
    first = klass.meetings.earliest("starts_at")
    later = first.ends_at
    with time_machine.travel(later, tick=False):
        record_attendance(first, {UUID(rows_of("Ika")[0]): Marked("present")}, by=registrar.pk, at=later)
        at_work.force_login(registrar)
        answer = at_work.post(page_of(klass, "withdraw/"), {"enrolment": rows_of("Ika", "Sumarni"), "ask": "1"})
    assert answer.context["happens"] == [
        "2 enrolments end now, on Monday, 17 July 2023, for good. Whoever comes back is enrolled anew.",
        "1 mark of attendance is kept.",
        "5 later meetings are held without them.",
        "2 seats are free at once.",
    ]
    assert [name for name, _number in answer.context["people"]] == ["Ika", "Sumarni"]
    assert ("Withdraw 2 people from the class" in answer.text, Enrolment.objects.live().count()) == (True, 3)


def test_withdrawing_ends_the_chosen_and_says_how_many(at_work, klass):
    entered = {"enrolment": rows_of("Ika", "Sumarni"), "kind": "health", "reason": "Dirawat di RSUD"}
    answer = at_work.post(page_of(klass, "withdraw/"), entered, follow=True)
    assert answer.redirect_chain == [(page_of(klass), 302)]
    assert "2 people were withdrawn. 1 of 30 seats are taken." in answer.text
    ended = Enrolment.objects.filter(status="withdrawn").values_list("name_as_enrolled", "reason_kind", "reason")
    assert sorted(ended) == [("Ika", "health", "Dirawat di RSUD"), ("Sumarni", "health", "Dirawat di RSUD")]


@pytest.mark.parametrize(
    ("entered", "wrong"),
    [
        ({"reason": "Dirawat di RSUD"}, ["kind"]),
        ({"kind": "health", "reason": "  "}, ["reason"]),
        ({"kind": "rubbish", "reason": "Dirawat di RSUD"}, ["kind"]),
        ({}, ["kind", "reason"]),
    ],
)
def test_without_a_reason_the_form_comes_back_filled_and_nobody_leaves(at_work, klass, entered, wrong):
    answer = at_work.post(page_of(klass, "withdraw/"), {"enrolment": rows_of("Ika"), **entered})
    assert (sorted(answer.context["form"].errors), Enrolment.objects.live().count()) == (wrong, 3)
    assert f'name="enrolment" value="{rows_of("Ika")[0]}"' in answer.text
    assert (entered.get("reason", "").strip() in answer.text, "Withdraw Ika from the class?" in answer.text) == (
        True,
        True,
    )


def test_withdrawing_twice_changes_nothing(at_work, klass):
    entered = {"enrolment": rows_of("Ika"), "kind": "health", "reason": "Sakit"}
    at_work.post(page_of(klass, "withdraw/"), entered)
    again = at_work.post(page_of(klass, "withdraw/"), entered, follow=True)
    assert ("Nobody was chosen who is still in the class." in again.text, again.redirect_chain) == (
        True,
        [(page_of(klass), 302)],
    )
    assert EnrolmentEvent.objects.filter(to_status="withdrawn").count() == 1


def test_only_people_of_this_class_can_be_chosen(at_work, klass, tangerang):
    other = make_session(tangerang, hours=AFTERNOON)
    enrol([make_inmate(tangerang, "Lain").pk], session=other, at=NOW)
    at_work.post(page_of(klass, "withdraw/"), {"enrolment": rows_of("Lain"), "kind": "health", "reason": "Sakit"})
    assert Enrolment.objects.live().count() == 4


def test_whom_the_question_names_is_recorded_as_read(at_work, klass, registrar, auditor):
    at_work.post(page_of(klass, "withdraw/"), {"enrolment": rows_of("Ika"), "ask": "1"})
    ika = Enrolment.objects.get(name_as_enrolled="Ika").person_id
    assert read_by(registrar, auditor) == [("session_withdraw", ika)]


# Who may ----------------------------------------------------------------------------------------------------

PAGES = ("choose/", "enrol/", "withdraw/")


def test_another_prison_gets_not_found_for_all_of_it_and_changes_nothing(client, outsider, klass, tangerang):
    stranger = make_inmate(tangerang)
    client.force_login(outsider)
    body = {"p": str(stranger.pk), "enrolment": rows_of("Ika"), "kind": "health", "reason": "Sakit"}
    addresses = [page_of(klass, name) for name in PAGES]
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    assert [client.post(address, body).status_code for address in addresses[1:]] == [404] * 2
    assert Enrolment.objects.live().count() == 3


def test_keys_of_another_prison_in_the_body_move_nobody(client, registrar, outsider, tangerang, cipinang, klass):
    client.force_login(outsider)
    with acting(outsider, cipinang):
        own = make_session(cipinang)
    with acting(registrar, tangerang):
        stranger = make_inmate(tangerang, "Rahasia")
    answer = send(client, own, [stranger])
    assert ([bucket.n for bucket in answer.context["buckets"]], "Rahasia" in answer.text) == ([1], False)
    body = {"enrolment": rows_of("Ika"), "kind": "health", "reason": "Sakit"}
    assert client.post(page_of(own, "withdraw/"), body).headers["Location"] == page_of(own)
    with acting(registrar, tangerang):
        assert (Enrolment.objects.live().count(), Enrolment.objects.filter(person=stranger).count()) == (3, 0)


@pytest.mark.parametrize("role", [Role.CORRECTIONS, Role.AGREEMENTS, Role.AUDITOR, Role.ADMINISTRATOR, Role.OFFICIAL])
def test_enrolling_is_for_the_staff_of_a_facility_alone(client, klass, role):
    at_an_organisation = {"organisation": make_organisation()} if role is Role.OFFICIAL else {}
    client.force_login(post(make_user(), role, **at_an_organisation))
    assert [client.get(page_of(klass, name)).status_code for name in PAGES] == [403] * 3
    assert [client.post(page_of(klass, name)).status_code for name in PAGES] == [403] * 3
