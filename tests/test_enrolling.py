"""One gate into a class: seats, hours, answers."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from participants.choices import AffiliationKind, WithdrawalReason
from participants.models import Enrolment, EnrolmentEvent, Person, RegisterNumber
from participants.services.answers import Outcome
from participants.services.candidates import candidates
from participants.services.enrolments import enrol, withdraw
from participants.services.people import admit, affiliate, leave
from programs.choices import SessionStatus
from programs.models import SessionTally
from programs.services.session_states import move
from programs.services.sessions import Hours
from tests.factories import (
    AFTERNOON,
    MORNING,
    NOW,
    TODAY,
    acting,
    custody_of,
    make_facility,
    make_inmate,
    make_inmates,
    make_session,
)


@pytest.fixture
def at_tangerang(registrar, tangerang):
    with acting(registrar, tangerang):
        yield


def outcomes(answers):
    return [answer.outcome for answer in answers]


def test_thirty_people_take_thirty_seats_and_number_31_is_told_that_the_class_is_full(at_tangerang, tangerang):
    session = make_session(tangerang, capacity=30)
    people = make_inmates(tangerang, 31)
    answers = enrol([person.pk for person in people], session=session, at=NOW)
    assert outcomes(answers) == [Outcome.ENROLLED] * 30 + [Outcome.FULL]
    assert SessionTally.objects.get(session=session).seats_taken == 30
    assert people[30].name in answers[30].sentence


def test_who_sits_in_a_meeting_at_that_hour_is_refused_with_the_meeting_named(at_tangerang, tangerang):
    person = make_inmate(tangerang)
    enrol([person.pk], session=make_session(tangerang, title="Konseling kelompok"), at=NOW)
    answer = enrol([person.pk], session=make_session(tangerang), at=NOW)[0]
    assert answer.outcome is Outcome.CLASH
    assert "Konseling kelompok" in answer.sentence
    assert "17" in answer.sentence


def test_morning_and_afternoon_classes_of_the_same_days_do_not_clash(at_tangerang, tangerang):
    person = make_inmate(tangerang)
    enrol([person.pk], session=make_session(tangerang, hours=MORNING), at=NOW)
    assert outcomes(enrol([person.pk], session=make_session(tangerang, hours=AFTERNOON), at=NOW)) == [Outcome.ENROLLED]


def test_a_second_click_changes_nothing(at_tangerang, tangerang):
    session, person = make_session(tangerang), make_inmate(tangerang)
    enrol([person.pk], session=session, at=NOW)
    assert outcomes(enrol([person.pk], session=session, at=NOW)) == [Outcome.ALREADY_IN]
    assert Enrolment.objects.count() == 1


def test_whose_sentence_has_ended_is_refused_and_is_no_candidate(at_tangerang, tangerang):
    session = make_session(tangerang)
    gone = make_inmate(tangerang, ends_on=TODAY - timedelta(days=1))
    last_day = make_inmate(tangerang, ends_on=TODAY)
    endless = make_inmate(tangerang, ends_on=None)
    assert set(candidates(session, day=TODAY)) == {last_day, endless}
    assert outcomes(enrol([gone.pk], session=session, at=NOW)) == [Outcome.SENTENCE_ENDED]


def test_candidates_are_held_here_free_and_not_in_the_class(at_tangerang, tangerang):
    session, other = make_session(tangerang), make_session(tangerang)
    inside, busy, free = make_inmates(tangerang, 3)
    enrol([inside.pk], session=session, at=NOW)
    enrol([busy.pk], session=other, at=NOW)
    assert list(candidates(session, day=TODAY)) == [free]


def test_somebody_of_another_prison_is_not_found_and_not_named(registrar, outsider, tangerang, cipinang):
    with acting(outsider, cipinang):
        hidden = make_inmate(cipinang, "Rahasia Cipinang")
    with acting(registrar, tangerang):
        answer = enrol([hidden.pk], session=make_session(tangerang), at=NOW)[0]
        assert answer.outcome is Outcome.NOT_HERE
        assert "Rahasia" not in answer.sentence


def test_an_officer_takes_part_by_affiliation(at_tangerang, tangerang):
    officer = Person(name="Petugas Satu")
    affiliate(officer, facility=tangerang, kind=AffiliationKind.OFFICER, on=date(2020, 1, 1))
    enrol([officer.pk], session=make_session(tangerang), at=NOW)
    row = Enrolment.objects.get()
    assert (row.participant_kind, row.custody_id, row.affiliation.kind) == ("officer", None, "officer")


def test_a_class_that_is_not_open_takes_nobody(at_tangerang, tangerang):
    session = make_session(tangerang)
    move(session, SessionStatus.FINISHED, at=NOW, reason="Sebabnya")
    with pytest.raises(ValidationError) as refused:
        enrol([make_inmate(tangerang).pk], session=session, at=NOW)
    assert refused.value.code == "not_enrolling"


def test_withdrawing_frees_the_seat_and_needs_a_reason(at_tangerang, tangerang, registrar):
    session, person = make_session(tangerang, capacity=1), make_inmate(tangerang)
    enrol([person.pk], session=session, at=NOW)
    row = Enrolment.objects.get()
    with pytest.raises(ValidationError):
        withdraw([row.pk], session=session, kind=WithdrawalReason.HEALTH, reason=" ", at=NOW)
    assert withdraw([row.pk], session=session, kind=WithdrawalReason.HEALTH, reason="Sakit", at=NOW) == 1
    assert withdraw([row.pk], session=session, kind=WithdrawalReason.HEALTH, reason="Sakit", at=NOW) == 0
    assert SessionTally.objects.get(session=session).seats_taken == 0
    events = EnrolmentEvent.objects.values_list("from_status", "to_status", "reason", "actor_id")
    assert list(events) == [("", "enrolled", "", registrar.pk), ("enrolled", "withdrawn", "Sakit", registrar.pk)]


def test_who_attended_a_morning_and_left_may_join_again_from_then_on(at_tangerang, tangerang):
    session, person = make_session(tangerang), make_inmate(tangerang)
    enrol([person.pk], session=session, at=NOW)
    left = NOW + timedelta(days=8)
    withdraw([Enrolment.objects.get().pk], session=session, kind=WithdrawalReason.OWN_WISH, reason="Ingin", at=left)
    back = left + timedelta(hours=1)
    assert outcomes(enrol([person.pk], session=session, at=back)) == [Outcome.ENROLLED]
    assert list(Enrolment.objects.order_by("status_at").values_list("status", "joined_at")) == [
        ("withdrawn", None),
        ("enrolled", back),
    ]


def test_a_stay_that_ends_gives_its_number_back(at_tangerang, tangerang):
    person = make_inmate(tangerang)
    leave(custody_of(person), on=TODAY)
    number = RegisterNumber.objects.get()
    assert number.valid_until == TODAY - timedelta(days=1)
    admit(Person(name="Lain"), facility=tangerang, on=TODAY, number=number.number)


def test_the_meeting_in_the_way_is_named_by_the_day_and_the_clock_of_its_place(registrar):
    keerom = make_facility("lpp-keerom", time_zone="Asia/Jayapura")
    night = Hours(first=date(2023, 12, 2), last=date(2023, 12, 2), starts=time(0, 30), ends=time(1, 30))
    with acting(registrar, keerom):
        person = make_inmate(keerom)
        enrol([person.pk], session=make_session(keerom, hours=night), at=NOW)
        answer = enrol([person.pk], session=make_session(keerom, hours=night), at=NOW)[0]
    assert ("2 Desember 2023" in answer.sentence, "00.30 WIT" in answer.sentence) == (True, True)
