"""The timeline of agreements: where bars, gaps and edges lie, and which chains a page shows to whom."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from organisations.chains import steps
from organisations.timeline import LEFT, RIGHT, drawn
from tests.factories import make_agreement, make_organisation, make_user, post

pytestmark = pytest.mark.django_db
TODAY = date(2023, 7, 17)


@pytest.fixture
def keeper():
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


def agreed(begins=None, ends=None, party=None, *, begins_known="d", ends_known="d", **fields):
    known = {"in_force_from": begins, "in_force_from_precision": begins_known if begins else ""}
    known |= {"in_force_until": ends, "in_force_until_precision": ends_known if ends else ""}
    return make_agreement(party or make_organisation(), **{"status": "signed", **known, **fields})


def drawing(*agreements, since=2012, until=2021):
    chain = steps(list(agreements))
    with translation.override("en"):
        return drawn([chain], {one.pk: str(one) for one in agreements}, TODAY, since, until)


def kinds(found) -> list[str]:
    return [bar.css for bar in found.bars]


def test_the_chain_of_2012_shows_95_hatched_days_between_its_bars():
    first = agreed(date(2012, 5, 24), date(2017, 5, 24))
    second = agreed(date(2017, 8, 28), renews=first)
    found = drawing(first, second)
    assert kinds(found) == ["ended", "maybe", "gap"]
    ended, _maybe, gap = found.bars
    assert gap.x == pytest.approx(ended.x + ended.width, abs=0.2)
    assert gap.width == pytest.approx(95 / 3653 * (RIGHT - LEFT), abs=0.2)
    assert [text.words for text in found.texts if "95" in text.words] == ["no basis 95 days"]
    assert [(edge.css, edge.x) for edge in found.edges] == [("force", gap.x + gap.width)]


def test_a_day_known_to_the_month_is_dashed_and_the_rest_solid():
    found = drawing(agreed(date(2014, 3, 1), date(2016, 3, 31), begins_known="m"))
    dashed, solid = found.bars
    assert (dashed.css, solid.css) == ("maybe", "ended")
    assert dashed.x < solid.x
    assert dashed.x + dashed.width == pytest.approx(solid.x + solid.width, abs=0.2)


@pytest.mark.parametrize(
    ("fields", "words"),
    [({}, "in force on days that are not known"), ({"status": "draft", "begins": date(2015, 1, 1)}, "Draft")],
)
def test_what_has_no_bar_says_why(fields, words):
    found = drawing(agreed(**fields))
    assert (kinds(found), words in [str(text.words) for text in found.texts]) == ([], True)


def test_what_lies_outside_the_years_asked_for_ends_at_the_edge():
    (bar,) = drawing(agreed(date(2010, 1, 1), date(2030, 1, 1))).bars
    assert (bar.css, bar.x, bar.width) == ("force", LEFT, RIGHT - LEFT)


def read(client, user, **query):
    client.force_login(user)
    client.cookies["language"] = "en"
    return client.get(reverse("agreement_timeline"), query)


def shown(response) -> list[list[str]]:
    return [[step.agreement.title for _n, step in chain] for chain in response.context["chains"]]


def test_a_chain_stands_together_and_is_found_by_any_of_its_agreements(client, keeper):
    first = agreed(date(2012, 5, 24), date(2017, 5, 24), title="Nota 2012", kind="mou")
    agreed(date(2017, 8, 28), date(2022, 8, 27), title="PKS 2017", kind="pks", renews=first)
    agreed(date(2001, 1, 1), date(2002, 1, 1), title="Lama", kind="letter")
    assert sorted(shown(read(client, keeper))) == [["Lama"], ["Nota 2012", "PKS 2017"]]
    for query in ({"kind": "pks"}, {"since": 2020}, {"since": 2018, "until": 2019}):
        assert shown(read(client, keeper, **query)) == [["Nota 2012", "PKS 2017"]], query
    assert shown(read(client, keeper, until=2002)) == [["Lama"]]
    assert "95 days without a basis" in read(client, keeper, since=2012).text
    refused = read(client, keeper, since=2020, until=2012)
    assert "This year is before the first one." in refused.text


def test_an_official_sees_the_part_of_a_chain_that_is_in_sight(client):
    own = make_organisation()
    first = agreed(date(2012, 1, 1), date(2013, 1, 1), title="Mereka")
    agreed(date(2014, 1, 1), date(2015, 1, 1), own, title="Kami", renews=first)
    official = post(make_user(), Role.OFFICIAL, organisation=own)
    assert shown(read(client, official)) == [["Kami"]]
    outsider = post(make_user(), Role.OFFICIAL, organisation=make_organisation())
    assert "will stand here" in read(client, outsider).text


def test_the_page_of_an_agreement_draws_its_chain(client, keeper):
    first = agreed(date(2012, 5, 24), date(2017, 5, 24))
    second = agreed(date(2017, 8, 28), date(2022, 8, 27), renews=first)
    client.force_login(keeper)
    text = client.get(reverse("agreement", args=[second.pk])).text
    assert len(re.findall(r'<rect class="(?:ended|force|gap)"', text)) == 3
    assert reverse("agreement_timeline") in text
