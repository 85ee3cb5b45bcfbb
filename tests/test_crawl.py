"""No page that somebody without a right to names can reach holds a name; a planted one is found."""

import pytest
from django.test import Client

from accounts.roles import Role
from organisations.choices import HowKnown
from participants.choices import AbsenceReason, Mark
from participants.models import Attendance, Enrolment, Person, RegisterNumber
from participants.services.attendance import Marked, record_attendance
from participants.services.enrolments import enrol
from programs.models import Figure, ProgrammeBasis, Statement
from tests.crawl import crawl
from tests.factories import (
    NOW,
    acting,
    agree_on_guests,
    make_agreement,
    make_inmate,
    make_organisation,
    make_programme,
    make_session,
    make_topic,
    make_user,
    post,
)

CANARY = "Kanari"
"""Begins the name of everyone who must not be named."""


@pytest.fixture
def world(registrar, outsider, tangerang, cipinang):
    """Two prisons with people in classes of an organiser's programmes, marks and agreements."""
    ministry, partner = make_organisation("Kementerian Uji"), make_organisation("Yayasan Uji")
    programmes = []
    for user, facility in ((registrar, tangerang), (outsider, cipinang)):
        programme = make_programme(f"Kegiatan {facility.code}", organiser=ministry, facility=facility)
        topic = make_topic(programme)
        Figure.objects.create(
            programme=programme,
            topic=topic,
            measure="participants",
            unit="people",
            value=3,
            how_known=HowKnown.STATED,
            used=True,
        )
        ProgrammeBasis.objects.create(programme=programme, agreement=make_agreement(ministry, partner), position=1)
        with acting(user, facility):
            session = make_session(facility, programme=programme, topic=topic)
            people = [make_inmate(facility, f"{CANARY} {facility.code} {n}") for n in range(3)]
            enrol([person.pk for person in people], session=session, at=NOW)
            meeting = session.meetings.first()
            mark = Marked(Mark.ABSENT, AbsenceReason.SICK, f"{CANARY} sakit")
            marks = dict.fromkeys(Enrolment.objects.values_list("pk", flat=True), mark)
            record_attendance(meeting, marks, by=user.pk, at=meeting.ends_at)
        programmes.append(programme)
    visit(session, registrar, tangerang, outsider)
    return {"organiser": ministry, "other": make_organisation("Kementerian Lain"), "programmes": programmes}


def visit(session, registrar, tangerang, host) -> None:
    """The class at the other prison takes somebody of Tangerang as well."""
    agree_on_guests(session, [tangerang], host)
    with acting(registrar, tangerang):
        guest = make_inmate(tangerang, f"{CANARY} tamu")
        enrol([guest.pk], session=session, home=tangerang, at=NOW)


def signed_in(user) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def secrets(registrar, outsider, tangerang, cipinang) -> list[str]:
    """What must not be seen: the mark in the names, and every register number."""
    with acting(registrar, tangerang, cipinang):
        assert Person.objects.count() == 7 and Attendance.objects.count() == 6
        return [CANARY, *RegisterNumber.objects.values_list("number", flat=True)]


ROLES = [Role.OFFICIAL, Role.CORRECTIONS, Role.AGREEMENTS, Role.POSTRELEASE, Role.AUDITOR, Role.ADMINISTRATOR]


def reader(role: Role, world, tangerang):
    """Somebody with a role that sees no names."""
    places = {Role.OFFICIAL: {"organisation": world["organiser"]}, Role.POSTRELEASE: {"facility": tangerang}}
    user = make_user(is_staff=role == Role.ADMINISTRATOR, is_superuser=role == Role.ADMINISTRATOR)
    return post(user, role, **places.get(role, {}))


def leaks(pages: dict[str, str], words: list[str]) -> list[tuple[str, str]]:
    return [(address, word) for address, text in pages.items() for word in words if word.lower() in text.lower()]


@pytest.mark.parametrize("role", ROLES)
def test_no_name_and_no_number_reaches(role, world, registrar, outsider, tangerang, cipinang):
    pages = crawl(signed_in(reader(role, world, tangerang)))
    assert len(pages) > 3
    assert leaks(pages, secrets(registrar, outsider, tangerang, cipinang)) == []


def test_an_official_of_another_ministry_sees_no_programme_and_no_count(
    world, registrar, outsider, tangerang, cipinang
):
    user = post(make_user(), Role.OFFICIAL, organisation=world["other"])
    pages = crawl(signed_in(user))
    titles = [programme.title for programme in world["programmes"]]
    assert leaks(pages, [*secrets(registrar, outsider, tangerang, cipinang), *titles]) == []


def test_staff_of_one_prison_see_nobody_of_another(world, registrar, outsider, tangerang, cipinang):
    pages = crawl(signed_in(registrar))
    assert leaks(pages, [f"{CANARY} {cipinang.code}"]) == []
    assert leaks(pages, [f"{CANARY} {tangerang.code} 1"]) != []


def test_a_planted_name_is_found(world, tangerang):
    Statement.objects.create(programme=world["programmes"][0], kind="products", text=f"Karya {CANARY} Satu")
    pages = crawl(signed_in(reader(Role.OFFICIAL, world, tangerang)))
    assert leaks(pages, [CANARY]) != []
