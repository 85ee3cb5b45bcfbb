"""The list of programmes: in what order, found by what, narrowed to what, and taken away as a table."""

import csv
from datetime import date
from itertools import product

import pytest
from django.urls import reverse

from accounts.roles import Role
from organisations.models import OrganisationName
from programs.models import Course, Programme, ProgrammeBasis, ProgrammeRole, Skill, Topic
from programs.narrowing import in_state
from programs.states import BEGUN, FINISHED, PLANNED, RUNNING, programme_states
from tests.factories import make_agreement, make_facility, make_organisation, make_programme, make_user, post


@pytest.fixture
def ministry(db):
    return make_organisation("Kementerian Perindustrian")


@pytest.fixture
def official(ministry):
    return post(make_user(), Role.OFFICIAL, organisation=ministry)


def read(client, user, name, language="en", **query):
    client.force_login(user)
    client.cookies["language"] = language
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return response


def titles(response):
    return [programme.title for programme in response.context["rows"]]


@pytest.fixture
def two(ministry):
    """A programme of which much is known, and another of the same ministry."""
    prison = make_facility("lapas-contoh", name="Lapas Kelas IIB Contoh", province="Banten")
    OrganisationName.objects.create(organisation=prison.organisation, name="Penjara Lama", kind="alias")
    below = make_organisation("Ditjen IKMA", parent=ministry)
    OrganisationName.objects.create(organisation=below, name="Ditjen IKM", kind="alias")
    days = {"actual_start": date(2023, 7, 17), "actual_start_precision": "d"}
    known = make_programme("Pelatihan Batik", organiser=below, facility=prison, **days)
    foundation = make_organisation("Yayasan Batik Indonesia")
    ProgrammeRole.objects.create(programme=known, role="partner", position=1, organisation=foundation)
    agreement = make_agreement(ministry, foundation, title="Nota Kesepahaman", number_as_printed="12/M/2012")
    ProgrammeBasis.objects.create(programme=known, agreement=agreement, position=1)
    craft = Skill.objects.create(name="Kerajinan")
    course = Course.objects.create(skill=Skill.objects.create(name="Batik", parent=craft), title="Batik tulis")
    Topic.objects.create(programme=known, position=1, name="Batik cap", course=course)
    make_programme("Pelatihan Las", organiser=ministry)
    return known


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"q": "penjara lama"}, "“penjara lama”"),
        ({"q": "ditjen ikm"}, "“ditjen ikm”"),
        ({"year": "2023"}, "year: 2023"),
        ({"province": "Banten"}, "province: Banten"),
        ({"facility": "penjara"}, "facility: penjara"),
        ({"facility": "lapas-contoh"}, "facility: lapas-contoh"),
        ({"organiser": "IKM"}, "organiser: IKM"),
        ({"partner": "yayasan"}, "partner: yayasan"),
        ({"agreement": "12/M"}, "agreement: 12/M"),
        ({"agreement": "yayasan batik"}, "agreement: yayasan batik"),
        ({"skill": "Kerajinan"}, "skill: Kerajinan"),
        ({"skill": "Batik"}, "skill: Batik"),
        ({"state": "begun"}, "state: Begun"),
        ({"q": "batik", "year": "2023", "state": "begun"}, "“batik” · year: 2023 · state: Begun"),
    ],
)
def test_a_list_is_narrowed_and_says_in_words_by_what(client, official, two, asked, told):
    if "skill" in asked:
        asked = {"skill": str(Skill.objects.get(name=asked["skill"]).pk)}
    response = read(client, official, "programme_list", **asked)
    assert titles(response) == ["Pelatihan Batik"]
    assert response.context["result"] == f"Programmes: 1 · {told}"


@pytest.mark.parametrize(
    "asked",
    [
        {"year": "2024"},
        {"facility": "penjara baru"},
        {"organiser": "yayasan"},
        {"partner": "IKMA"},
        {"state": "finished"},
        {"q": "batik", "organiser": "lain"},
    ],
)
def test_what_does_not_fit_is_not_found_and_the_filters_stay(client, official, two, asked):
    response = read(client, official, "programme_list", **asked)
    assert titles(response) == []
    text = response.content.decode()
    assert "Nothing fits these filters." in text
    assert all(f'value="{value}"' in text for value in asked.values())


def test_what_is_not_known_can_be_asked_for(client, official, two):
    assert titles(read(client, official, "programme_list", state="unknown")) == ["Pelatihan Las"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("year", "dua ribu"), ("year", "20233"), ("province", "Atlantis"), ("skill", "x"), ("state", "y")],
)
def test_a_filter_that_makes_no_sense_finds_nothing_and_says_why(client, official, two, name, value):
    response = read(client, official, "programme_list", **{name: value})
    assert titles(response) == []
    assert response.context["filters"].errors[name]
    assert read(client, official, "programme_csv", **{name: value}).getvalue().decode().count("\r\n") == 1


def test_the_table_to_take_away_holds_the_rows_of_the_list_and_no_others(client, official, two):
    Programme.objects.filter(pk=two.pk).update(title="=HYPERLINK(1)")
    make_programme("Milik orang lain", organiser=make_organisation("Kementerian Lain"))
    for asked in ({}, {"q": "las"}, {"year": "2023"}):
        response = read(client, official, "programme_csv", **asked)
        table = list(csv.DictReader(response.getvalue().decode("utf-8-sig").splitlines(), delimiter=";"))
        listed = titles(read(client, official, "programme_list", **asked))
        assert [row["Title"].removeprefix("'") for row in table] == listed
    assert response["Content-Disposition"] == 'attachment; filename="programmes.csv"'
    (row,) = table
    assert row == {
        "Reference": "",
        "Title": "'=HYPERLINK(1)",
        "Origin of the title": "title stated by a source",
        "Kind": "Course or event",
        "Place": "Lapas Kelas IIB Contoh",
        "City": "",
        "Province": "",
        "Facility": "Lapas Kelas IIB Contoh",
        "Organiser": "Ditjen IKMA",
        "Partner": "Yayasan Batik Indonesia",
        "Topics": "Batik cap",
        "Agreements": "Nota Kesepahaman",
        "Start": "17 July 2023",
        "End": "",
        "Dates are": "actual",
        "State": "Begun",
        "Sample data": "",
    }


def test_the_list_leads_to_the_table_of_what_it_shows(client, official, two):
    for place in range(60):
        make_programme(f"Batik {place}", organiser=two.roles.get(role="organiser").organisation)
    first = read(client, official, "programme_list", q="batik")
    second = client.get(f"{reverse('programme_list')}?{first.context['rows'].next}").content.decode()
    assert f'href="{reverse("programme_csv")}?q=batik"' in second


def test_states_in_the_database_are_those_of_one_programme(ministry):
    days = [(None, ""), (date(2023, 1, 1), "y"), (date(2023, 7, 1), "m"), (date(2023, 7, 17), "d")]
    for kind, actual, planned in product(
        ("course", "standing"), product(days, days), ((days[0], days[0]), (days[2], days[3]))
    ):
        (start, end), (begin, close) = actual, planned
        if start[0] and end[0] and start[1] == end[1] == "d" and end[0] < start[0]:
            continue
        ends = {"actual_start": start, "actual_end": end, "planned_start": begin, "planned_end": close}
        known = {name: day for name, (day, _precision) in ends.items()}
        make_programme(kind=kind, **known, **{f"{name}_precision": how for name, (_day, how) in ends.items()})
    states = {"planned": PLANNED, "begun": BEGUN, "running": RUNNING, "finished": FINISHED}
    everything = list(Programme.objects.all())
    for on in (
        date(2022, 12, 31),
        date(2023, 1, 1),
        date(2023, 7, 1),
        date(2023, 7, 17),
        date(2023, 7, 31),
        date(2024, 1, 1),
    ):
        for name, state in states.items():
            found = set(in_state(Programme.objects.all(), name, on))
            assert found == {one for one in everything if state in programme_states(one, on)}, (name, on)
        unknown = set(in_state(Programme.objects.all(), "unknown", on))
        assert unknown == {one for one in everything if not programme_states(one, on)}, on
