"""People of another prison in a class: the venue agrees, the home prison chooses, each sees what is theirs."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from participants.choices import WithdrawalReason
from participants.models import Enrolment, EnrolmentEvent, Person
from participants.services.answers import Outcome
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol, promote, review, withdraw
from programs.models import SessionGuest, TrainingSession
from programs.services.guests import agree, end
from tests.factories import (
    AFTERNOON,
    NOW,
    acting,
    make_facility,
    make_inmate,
    make_inmates,
    make_session,
    make_user,
    post,
)
from tests.raw import refused

LATER = NOW + timedelta(hours=2)


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
def third(db):
    """Another prison, and a registrar there: nobody asked it."""
    facility = make_facility("lpp-palembang", name="LPP Palembang")
    return facility, post(make_user("staff.palembang"), Role.REGISTRAR, facility=facility)


def names() -> set[str]:
    return set(Enrolment.objects.values_list("name_as_enrolled", flat=True))


def test_without_an_agreement_nobody_of_another_prison_joins(session, outsider, cipinang):
    with acting(outsider, cipinang):
        guest = make_inmate(cipinang)
        for ask in (review, enrol):
            with pytest.raises(ValidationError) as refused_:
                ask([guest.pk], session=session, home=cipinang, at=NOW)
            assert refused_.value.code == "not_invited"
        assert not TrainingSession.objects.open_to(outsider).exists()


def test_the_home_prison_enrols_its_own_people_and_sees_only_them(
    session, invited, registrar, outsider, tangerang, cipinang
):
    with acting(outsider, cipinang):
        guest = make_inmate(cipinang, "Tamu Satu")
        (answer,) = enrol([guest.pk], session=session, home=cipinang, at=NOW)
        assert answer.outcome is Outcome.ENROLLED
        row = Enrolment.objects.get()
        assert (row.facility, row.venue, row.name_as_enrolled) == (cipinang, tangerang, "Tamu Satu")
        assert list(TrainingSession.objects.open_to(outsider)) == [session]
        assert list(TrainingSession.objects.visible_to(outsider)) == []
    with acting(registrar, tangerang):
        assert names() == {"Tuan Rumah", "Tamu Satu"}
        assert not Person.objects.filter(pk=guest.pk).exists()


def test_an_outsider_sees_nothing_of_it_and_enrols_nobody(session, invited, third, outsider, cipinang):
    facility, user = third
    with acting(outsider, cipinang):
        enrol([make_inmate(cipinang).pk], session=session, home=cipinang, at=NOW)
    with acting(user, facility):
        own = make_inmate(facility)
        assert (Enrolment.objects.count(), EnrolmentEvent.objects.count()) == (0, 0)
        assert not TrainingSession.objects.open_to(user).exists()
        with pytest.raises(ValidationError):
            enrol([own.pk], session=session, home=facility, at=NOW)


def test_guests_take_no_more_seats_than_are_lent(session, invited, outsider, cipinang):
    with acting(outsider, cipinang):
        people = make_inmates(cipinang, 4)
        answers = enrol([p.pk for p in people[:3]], session=session, home=cipinang, at=NOW)
        assert [a.outcome for a in answers] == [Outcome.ENROLLED, Outcome.ENROLLED, Outcome.FULL]
        (waiting,) = enrol([people[3].pk], session=session, home=cipinang, at=NOW, queue=True)
        assert waiting.outcome is Outcome.WAITING
        withdraw([answers[0].enrolment], session=session, kind=WithdrawalReason.STAFF, reason="Salah", at=LATER)
        assert [a.outcome for a in promote(session=session, home=cipinang, at=LATER)] == [Outcome.ENROLLED]


def test_where_no_number_is_agreed_guests_may_take_every_free_seat(session, registrar, outsider, cipinang):
    agree(session, cipinang, by=registrar.pk, at=NOW)
    with acting(outsider, cipinang):
        answers = enrol([p.pk for p in make_inmates(cipinang, 10)], session=session, home=cipinang, at=NOW)
    assert [a.outcome for a in answers] == [Outcome.ENROLLED] * 9 + [Outcome.FULL]


def test_a_guest_who_sits_elsewhere_at_that_hour_is_told_so(session, invited, outsider, cipinang):
    with acting(outsider, cipinang):
        guest = make_inmate(cipinang)
        enrol([guest.pk], session=make_session(cipinang, title="Kelas Sendiri"), at=NOW)
        (answer,) = enrol([guest.pk], session=session, home=cipinang, at=NOW)
        assert (answer.outcome, "Kelas Sendiri" in answer.sentence) == (Outcome.CLASH, True)
        assert (
            enrol([guest.pk], session=make_session(cipinang, hours=AFTERNOON), at=NOW)[0].outcome is not Outcome.CLASH
        )


def test_the_venue_takes_attendance_of_guests_and_may_withdraw_them(
    session, invited, registrar, outsider, tangerang, cipinang
):
    with acting(outsider, cipinang):
        (answer,) = enrol([make_inmate(cipinang).pk], session=session, home=cipinang, at=NOW)
    meeting = session.meetings.earliest("starts_at")
    with acting(registrar, tangerang):
        marks = {answer.enrolment: Marked("present")}
        assert record_attendance(meeting, marks, by=registrar.pk, at=meeting.ends_at) == [answer.enrolment]
        assert withdraw([answer.enrolment], session=session, kind="staff", reason="Penuh", at=meeting.ends_at) == 1
    with acting(outsider, cipinang):
        row = Enrolment.objects.get()
        assert (row.status, row.attendance.count()) == ("withdrawn", 1)
        assert EnrolmentEvent.objects.filter(enrolment=row).last().actor == registrar


def test_the_home_prison_withdraws_its_own_people_and_no_others(
    session, invited, registrar, outsider, tangerang, cipinang
):
    with acting(registrar, tangerang):
        host = Enrolment.objects.get().pk
    with acting(outsider, cipinang):
        (answer,) = enrol([make_inmate(cipinang).pk], session=session, home=cipinang, at=NOW)
        given = {"session": session, "kind": WithdrawalReason.TRANSFER, "reason": "Pindah", "at": LATER}
        assert withdraw([host, answer.enrolment], **given) == 1
    with acting(registrar, tangerang):
        assert Enrolment.objects.get(pk=host).status == "enrolled"


def test_an_ended_agreement_lets_nobody_else_in_and_takes_nobody_out(session, invited, registrar, outsider, cipinang):
    with acting(outsider, cipinang):
        one, other = make_inmates(cipinang, 2)
        enrol([one.pk], session=session, home=cipinang, at=NOW)
    assert (end(invited, by=registrar.pk, at=LATER), end(invited, by=registrar.pk, at=LATER)) == (True, False)
    with acting(outsider, cipinang):
        with pytest.raises(ValidationError) as refused_:
            enrol([other.pk], session=session, home=cipinang, at=LATER)
        assert (refused_.value.code, Enrolment.objects.get().status) == ("not_invited", "enrolled")
        assert list(TrainingSession.objects.open_to(outsider)) == [session]
    again = agree(session, cipinang, by=registrar.pk, at=LATER)
    assert SessionGuest.objects.agreed().get() == again


@pytest.mark.parametrize("seats", [None, 3])
def test_a_prison_is_invited_once_and_the_venue_not_at_all(seats, session, invited, registrar, tangerang, cipinang):
    for facility, code in ((cipinang, "sessionguest_agreed_once"), (tangerang, None)):
        with pytest.raises(ValidationError) as refused_:
            agree(session, facility, seats=seats, by=registrar.pk, at=NOW)
        assert code is None or refused_.value.code == code
    assert SessionGuest.objects.count() == 1


GUEST = """
    INSERT INTO programs_sessionguest (session_id, facility_id, seats, agreed_by_id, agreed_at, ended_by_id, ended_at)
    VALUES (%(session)s, %(there)s, {seats}, %(by)s, now(), {ended_by}, {ended_at})"""


@pytest.mark.parametrize(
    ("seats", "ended_by", "ended_at", "refuses"),
    [
        ("0", "NULL", "NULL", "sessionguest_has_seats"),
        ("1", "NULL", "now()", "sessionguest_ended_by_somebody"),
        ("1", "%(by)s", "now() - interval '1 day'", "sessionguest_ended_by_somebody"),
        ("1", "%(by)s", "now()", ""),
        ("NULL", "NULL", "NULL", "sessionguest_agreed_once"),
    ],
)
def test_the_database_keeps_agreements_in_order(
    seats, ended_by, ended_at, refuses, session, invited, registrar, cipinang
):
    row = {"session": session.pk, "there": cipinang.pk, "by": registrar.pk}
    with acting(registrar):
        assert refused(GUEST.format(seats=seats, ended_by=ended_by, ended_at=ended_at), row) == refuses
