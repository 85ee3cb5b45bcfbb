"""The partner's page: everything a body signed, promised and did, also under other names and as other bodies."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from organisations.models import Commitment, Organisation
from programs.models import ProgrammeBasis
from tests.counting import questions
from tests.factories import make_agreement, make_organisation, make_programme, make_user, post
from tests.histories import became

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


def signed(body: Organisation, title: str, year: int, **promise):
    agreement = make_agreement(
        body, make_organisation(), title=title, signed_on=date(year, 1, 1), signed_on_precision="d"
    )
    if promise:
        Commitment.objects.create(agreement=agreement, position=1, party=agreement.parties.get(position=1), **promise)
    return agreement


def read(client, user, body):
    client.force_login(user)
    client.cookies["language"] = "en"
    return client.get(reverse("partner", args=[body.pk]))


def test_the_line_of_a_body_stands_on_each_page_of_it_and_a_sister_does_not(client, keeper):
    old, one, sister = (make_organisation(name) for name in ("Kementerian Lama", "Kementerian Satu", "Kementerian Dua"))
    became(old, one, sister)
    for body, title, year in ((old, "Nota 2012", 2012), (one, "Nota 2025", 2025), (sister, "Nota 2026", 2026)):
        signed(body, title, year)
    titles = {
        body: [agreement.title for agreement, *_rest in read(client, keeper, body).context["told"]]
        for body in (old, one, sister)
    }
    assert titles == {
        old: ["Nota 2026", "Nota 2025", "Nota 2012"], one: ["Nota 2025", "Nota 2012"],
        sister: ["Nota 2026", "Nota 2012"],
    }  # fmt: skip
    (_agreement, as_whom, *_rest) = read(client, keeper, one).context["told"][1]
    assert as_whom == ["Kementerian Lama"]


def test_a_promise_stands_with_what_was_delivered_and_what_nobody_counts_is_unknown(client, keeper):
    body = make_organisation("Yayasan Bina")
    first = signed(body, "Nota 2020", 2020, kind="programmes", quantity=2, unit="programmes")
    signed(body, "Nota 2019", 2019, kind="trainers", quantity=12, unit="people")
    programme = make_programme(organiser=body, actual_start=date(2021, 1, 1), actual_start_precision="d")
    ProgrammeBasis.objects.create(programme=programme, agreement=first, position=1)
    response = read(client, keeper, body)
    told = [
        (words, count.number, count.share) for _a, _w, of, _o in response.context["told"] for _one, words, count in of
    ]
    assert told == [("Programmes: 2 programmes", 1, "50%"), ("Trainers: 12 people", None, "")]
    assert "a part in 1 programme" in response.text


def test_promises_of_the_other_party_are_not_its_own(client, keeper):
    body = make_organisation()
    agreement = signed(body, "Nota", 2020)
    other = agreement.parties.get(position=2)
    Commitment.objects.create(agreement=agreement, position=1, party=other, kind="venue", text_as_printed="Tempat")
    Commitment.objects.create(agreement=agreement, position=2, kind="other", text_as_printed="Para pihak bekerja sama")
    ((_agreement, _as_whom, promises, others),) = read(client, keeper, body).context["told"]
    assert (promises, others) == ([], 1)


def test_twenty_agreements_ask_no_more_than_two(client, keeper):
    body = make_organisation()
    asked = []
    for how_many in (2, 18):
        for n in range(how_many):
            signed(body, f"Nota {n}", 2000 + n, kind="seats", quantity=30, unit="people")
        client.force_login(keeper)
        asked.append(len(questions(client, reverse("partner", args=[body.pk]))))
    assert (asked[0] == asked[1], asked[1] <= 12) == (True, True), asked


def test_an_official_of_another_body_finds_nothing(client):
    body = make_organisation()
    signed(body, "Nota", 2020)
    outsider = post(make_user(), Role.OFFICIAL, organisation=make_organisation())
    assert read(client, outsider, body).status_code == 404
