"""The reports of a facility, an agreement and a body: promised against delivered, and who reads which."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from organisations.models import Commitment
from participants.services.enrolments import enrol
from programs.models import ProgrammeBasis
from tests.counting import questions
from tests.factories import (
    NOW,
    acting,
    make_agreement,
    make_inmates,
    make_organisation,
    make_programme,
    make_session,
    make_user,
    post,
)
from tests.tangerang import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(tangerang, registrar):
    """The Tangerang programme, with two people in each of its three classes."""
    return tell(tangerang, registrar=registrar, people=2)


@pytest.fixture
def agreement(told):
    """The agreement that it rests on, with three promises."""
    found = told.programme.bases.get().agreement
    party = found.parties.order_by("position").first()
    promises = (("seats", 4, "people"), ("classes", 5, "classes"), ("equipment", 10, "pieces"))
    for place, (kind, quantity, unit) in enumerate(promises, start=1):
        Commitment.objects.create(
            agreement=found, party=party, position=place, kind=kind, quantity=quantity, unit=unit
        )  # fmt: skip
    return found


@pytest.fixture
def keeper():
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


def read(client, user, name, key, language="en", query=None):
    client.force_login(user)
    client.cookies["language"] = language
    return client.get(reverse(name, args=[key]), query or {})


def section(response, key):
    return next(one for one in response.context["document"].sections if one.key == key)


def rows(response, key) -> dict:
    grid = section(response, key).grid
    return {row.head.words: [cell.words for cell in row.cells] for row in [*grid.rows, *filter(None, [grid.total])]}


def test_what_was_promised_stands_beside_what_was_delivered(client, keeper, agreement):
    told = rows(read(client, keeper, "agreement_report", agreement.pk), "promises")
    assert told["Seats for participants"][2:] == ["4 people", "6 people", "150%", "more than promised"]
    assert told["Classes"][2:] == ["5 classes", "3 classes", "60%", "less than promised until now"]
    assert told["Equipment"][2:] == ["10 pieces", "", "", ""]


def test_a_programme_on_two_agreements_counts_fully_for_each_and_once_in_the_total(client, keeper, told, agreement):
    body = agreement.parties.order_by("position").first().organisation
    second = make_agreement(body, make_organisation("Yayasan"), title="Perjanjian kedua")
    ProgrammeBasis.objects.create(programme=told.programme, agreement=second, position=2)
    response = read(client, keeper, "organisation_report", body.pk)
    figures = rows(response, "agreements")
    assert [figures[name][1] for name in figures] == ["6", "6", "6"]
    assert "counts fully for each, and once in the total." in response.content.decode()


def test_an_agreement_opens_to_its_parties_and_keepers_and_names_nobody(client, keeper, told, agreement, registrar):
    own = post(make_user("official.kemenperin"), Role.OFFICIAL, organisation=told.ministry)
    corrections = post(make_user("official.corrections"), Role.CORRECTIONS)
    for user in (own, keeper, corrections):
        for name, key in (("agreement_report", agreement.pk), ("organisation_report", told.ministry.pk)):
            response = read(client, user, name, key)
            assert response.status_code == 200
            assert [one for one in told.names if one in response.content.decode()] == []
    other = post(make_user("official.other"), Role.OFFICIAL, organisation=make_organisation("Kementerian Lain"))
    assert read(client, other, "agreement_report", agreement.pk).status_code == 404
    assert read(client, other, "organisation_report", told.ministry.pk).status_code == 404
    assert read(client, registrar, "agreement_report", agreement.pk).status_code == 403


def test_a_facility_reads_its_own_rows_exactly_and_no_other(client, registrar, outsider, told, cipinang):
    with acting(outsider, cipinang):
        session = make_session(cipinang, programme=told.programme, capacity=9)
        enrol([person.pk for person in make_inmates(cipinang, 3)], session=session, at=NOW)
    response = read(client, registrar, "facility_report", told.facility.code)
    assert rows(response, "programmes")["Total"][:3] == ["3", "90", "6"]
    assert read(client, registrar, "facility_report", cipinang.code).status_code == 404
    corrections = post(make_user(), Role.CORRECTIONS)
    assert rows(read(client, corrections, "facility_report", cipinang.code), "programmes")["Total"][2] == "3"


def test_a_year_in_the_address_narrows_the_report_of_a_facility(client, registrar, told):
    response = read(client, registrar, "facility_report", told.facility.code, query={"year": "2020"})
    assert section(response, "programmes").grid.rows == ()
    assert "Period: 2020" in response.content.decode()


def test_reports_of_bodies_ask_the_same_however_much_there_is(client, keeper, told, agreement, registrar):
    client.force_login(keeper)
    names = (("agreement_report", agreement.pk), ("organisation_report", told.ministry.pk))
    addresses = [reverse(name, args=[key]) for name, key in names]
    before = [len(questions(client, address)) for address in addresses]
    with acting(registrar, told.facility):
        for place in range(2, 8):
            programme = make_programme(organiser=told.organiser)
            ProgrammeBasis.objects.create(programme=programme, agreement=agreement, position=1)
            make_session(told.facility, programme=programme)
            Commitment.objects.create(
                agreement=agreement, position=place + 3, kind="seats", quantity=1, unit="people",
                due_on=date(timezone.localdate().year, 1, 1), due_on_precision="y",
            )  # fmt: skip
    assert [len(questions(client, address)) for address in addresses] == before


@pytest.mark.parametrize("how", ["xlsx", "csv"])
def test_every_report_leaves_as_a_file_that_holds_the_same(client, told, agreement, how):
    client.force_login(post(make_user("official.corrections"), Role.CORRECTIONS))
    addresses = [
        reverse(f"overview_{how}"),
        reverse(f"report_table_{how}") + "?rows=facility",
        reverse(f"facility_report_{how}", args=[told.facility.code]),
        reverse(f"agreement_report_{how}", args=[agreement.pk]),
        reverse(f"organisation_report_{how}", args=[told.ministry.pk]),
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        content = response.getvalue()
        assert len(content) > 200
        assert how == "xlsx" or [one for one in told.names if one.encode() in content] == []
