"""The overview, the table of any two things and the classes behind a number: who sees what, and that it adds up."""

import re

import pytest
from django.urls import reverse

from accounts.models import PersonRead
from accounts.roles import Role
from accounts.scope import scope
from participants.services.enrolments import enrol
from reports.models import RosterReading
from tests.counting import questions
from tests.factories import (
    NOW,
    acting,
    make_inmates,
    make_organisation,
    make_programme,
    make_session,
    make_user,
    post,
)
from tests.figures_recount import Raw
from tests.tangerang import TITLE, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(tangerang, registrar):
    """The Tangerang programme, with two people in each of its three classes."""
    return tell(tangerang, registrar=registrar, people=2)


@pytest.fixture
def corrections():
    return post(make_user("official.corrections"), Role.CORRECTIONS)


@pytest.fixture
def elsewhere(told, outsider, cipinang):
    """A class of another ministry at another prison."""
    other = make_organisation("Kementerian Lain")
    with acting(outsider, cipinang):
        programme = make_programme("Las Cipinang", organiser=other, facility=cipinang)
        session = make_session(cipinang, title="Kelas Las", programme=programme, capacity=10)
        enrol([person.pk for person in make_inmates(cipinang, 3)], session=session, at=NOW)
    return programme


def read(client, user, address, query=None, language="id"):
    client.force_login(user)
    client.cookies["language"] = language
    return client.get(address, query or {})


def cells(response, key) -> dict:
    """What a table of a report says, row by row."""
    section = next(one for one in response.context["document"].sections if one.key == key)
    rows = [*section.grid.rows, *filter(None, [section.grid.total])]
    return {row.head.words: [cell.words for cell in row.cells] for row in rows}


def test_the_overview_adds_up_what_the_rosters_hold(client, corrections, elsewhere):
    response = read(client, corrections, reverse("overview"), language="en")
    enrolled = sum(counted["enrolled"] for *_where, counted in Raw().facts() if "enrolled" in counted)
    assert enrolled == 9
    assert cells(response, "provinces")["Total"][:3] == ["4", "100", "9"]
    assert cells(response, "ministries")["Kementerian Lain"][1] == "3"
    assert sorted(row[1] for row in cells(response, "ministries").values()) == ["3", "6", "9"]


def test_a_filter_stays_in_the_address_and_is_said_in_words(client, corrections, elsewhere):
    asked = {"ministry": str(elsewhere.roles.get(role="organiser").organisation_id)}
    response = read(client, corrections, reverse("overview"), asked, language="en")
    assert cells(response, "provinces")["Total"][2] == "3"
    text = response.content.decode()
    assert "Ministry: Kementerian Lain" in text
    assert f"/reports/classes/?ministry={asked['ministry']}" in text


def test_a_quarter_without_its_year_is_asked_for(client, corrections, told):
    text = read(client, corrections, reverse("overview"), {"quarter": "2"}, language="en").content.decode()
    assert "Write the year of this quarter or month." in text


def test_an_organiser_crosses_its_own_programmes_and_no_other(client, told, elsewhere):
    official = post(make_user("official.kemenperin"), Role.OFFICIAL, organisation=told.ministry)
    response = read(client, official, reverse("report_table"), {"rows": "programme", "columns": "year"}, "en")
    assert cells(response, "table")["Total"][-1] == "6"
    for address in (reverse("report_table"), reverse("report_classes")):
        text = read(client, official, address).content.decode()
        assert "Las" not in text
        assert [name for name in told.names if name in text] == []
    assert read(client, official, reverse("overview")).status_code == 403


def test_another_ministry_reads_no_figure_at_all(client, told):
    other = post(make_user("official.other"), Role.OFFICIAL, organisation=make_organisation("Kementerian Lain"))
    for query in ({}, {"rows": "programme", "columns": "month"}, {"rows": "province", "figure": "classes"}):
        response = read(client, other, reverse("report_table"), query)
        assert response.context["document"].sections[0].grid.rows == ()
    text = read(client, other, reverse("report_classes")).content.decode()
    assert TITLE not in text
    asked = {"programme": str(told.programme.pk)}
    assert read(client, other, reverse("report_classes"), asked).status_code == 404


def test_staff_read_the_classes_of_their_own_facility(client, registrar, told, elsewhere):
    response = read(client, registrar, reverse("report_table"), {"rows": "facility"}, language="en")
    assert cells(response, "table") == {"LPP Kelas IIA Tangerang": ["6"], "Total": ["6"]}
    assert "Kelas Las" not in read(client, registrar, reverse("report_classes")).content.decode()


def test_keepers_of_agreements_read_per_agreement_and_by_no_place(client, told, elsewhere):
    keeper = post(make_user("agreements.admin"), Role.AGREEMENTS)
    assert read(client, keeper, reverse("report_table"), {"rows": "agreement"}).status_code == 200
    assert read(client, keeper, reverse("report_classes")).status_code == 403
    text = read(client, keeper, reverse("report_table"), {"rows": "province"}).content.decode()
    assert "Banten" not in text


def test_every_number_that_a_keeper_of_agreements_may_follow_opens(client, told, elsewhere):
    keeper = post(make_user("agreements.admin"), Role.AGREEMENTS)
    text = read(client, keeper, reverse("report_table"), {"rows": "programme"}).content.decode()
    behind = sorted(set(re.findall(r'href="(/reports/classes/[^"]*)"', text)))
    assert behind != []
    assert [client.get(address.replace("&amp;", "&")).status_code for address in behind] == [200] * len(behind)


def test_rows_open_for_a_purpose_that_is_kept_with_every_person_shown(client, told, corrections):
    session = told.programme.sessions.order_by("pk").first()
    address = reverse("roster_purpose", args=[session.pk])
    asked = read(client, corrections, address)
    assert asked.status_code == 200
    assert [name for name in told.names if name in asked.content.decode()] == []
    assert client.post(address, {"purpose": "x"}).status_code == 200
    opened = client.post(address, {"purpose": "Memeriksa hasil"}, follow=True)
    text = opened.content.decode()
    assert sum(name in text for name in told.names) == 2
    with acting(corrections):
        assert [one.purpose for one in RosterReading.objects.all()] == ["Memeriksa hasil"]
        reading = RosterReading.objects.get()
    with scope(actor=None, audit=True):
        assert PersonRead.objects.filter(page="roster_rows", actor=corrections.pk).count() == 2
    another = post(make_user("other.corrections"), Role.CORRECTIONS)
    assert read(client, another, reverse("roster_rows", args=[reading.pk])).status_code == 404


def test_pages_of_figures_ask_the_same_however_much_there_is(client, corrections, registrar, told):
    client.force_login(corrections)
    addresses = [
        reverse("overview"), f"{reverse('report_table')}?rows=programme&columns=year", reverse("report_classes")
    ]  # fmt: skip
    before = [len(questions(client, address)) for address in addresses]
    with acting(registrar, told.facility):
        for _ in range(5):
            make_session(told.facility, programme=make_programme(organiser=make_organisation()))
    assert [len(questions(client, address)) for address in addresses] == before
    assert max(before) <= 12
