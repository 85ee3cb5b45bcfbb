"""What a body was called on a day, as three pages say it: that of an agreement, of a programme and of the body.

What they should say is worked out by ``tests.histories`` and the words below, not by asking what the pages ask.
"""

import os
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from lapas_training.demo.organisations import make_organisations
from organisations.models import OrganisationName
from programs.models import ProgrammeRole
from tests.dom import Element, tree
from tests.factories import make_agreement, make_programme, make_user, post
from tests.histories import build, chains, days_of, kept, last_of, possible

NAMES = ["Balai", "Balai Besar", "Balai Besar Latihan", "Kantor Balai", "Balai Kerja", "Kementerian Balai Besar"]
"""Each is a part of another, so that no name may be taken as said where a longer one is printed."""


@pytest.fixture
def keeper(db):
    """Who keeps the agreements: all three pages open to them."""
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


def main(client, user, name: str, *args, **query) -> Element:
    """What one reads on a page, in English."""
    client.force_login(user)
    client.cookies["language"] = "en"
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return tree(response.content.decode()).one("main")


def beside(element: Element, word: str) -> str:
    """What stands beside a word in a list of facts, the first time that it stands there."""
    return next(str(value) for told, value in element.facts() if told == word)


def on_the_agreement(client, user, organisation, day: date, precision: str) -> tuple[str, str]:
    """The name of its party on the day of signing, and today."""
    agreement = make_agreement(organisation, signed_on=day, signed_on_precision=precision)
    page = main(client, user, "agreement", agreement.pk)
    return beside(page, "Called on the day of signing"), beside(page, "Called today")


def on_the_programme(client, user, organisation, day: date, precision: str, printed: str) -> list[str]:
    """Its name as printed and what is written beneath it."""
    programme = make_programme(actual_start=day, actual_start_precision=precision)
    ProgrammeRole.objects.create(
        programme=programme, role="partner", position=1, organisation=organisation, name_as_printed=printed
    )
    page = main(client, user, "programme", programme.pk)
    (body,) = [value for word, value in page.facts() if word in ("Partner", "Partners")]
    return [str(body.one("a")), *(str(one) for one in body.all("span", class_="source"))]


def on_its_own(client, user, organisation, asked: str) -> tuple[str, str]:
    """The name on the day asked for, and today."""
    panel = main(client, user, "organisation", organisation.pk, on=asked).all("dl", class_="facts")[0]
    (_word, today), (_day, then) = panel.facts()
    return str(then), str(today)


# What they should say ----------------------------------------------------------------------------------------


def written(day: date, precision: str) -> str:
    """A day as it is written in English, no more exactly than it is known."""
    return date_format(day, {"d": "j F Y", "m": "F Y", "y": "Y"}[precision])


def told(chain, day: date, precision: str) -> tuple[list[str], str]:
    """The names on a day, month or year, and why there are several: what changed within it, as far as one knows."""
    places = sorted({place for one in days_of(day, precision) for place in possible(chain, one)})
    open_ones = [chain[place - 1] for place in places if place - 1 in places]
    remarks = [
        f"changed on {written(turn, how)}" if how == "d" else f"changed in {written(turn, how)}, day not known"
        for turn, how, _what in open_ones
    ]
    return [NAMES[place] for place in places], "; ".join(remarks)


def listed(names: list[str], remark: str) -> str:
    """One name in each line, and the remark, as the pages of agreements and of the body write them."""
    return " ".join([*names, remark] if remark else names)


def in_words(names: list[str], remark: str) -> str:
    """The names in one line, as the page of a programme writes them."""
    both = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{both} ({remark})" if remark else both


def lines(printed: str, then: tuple[list[str], str], today: tuple[list[str], str]) -> list[str]:
    """The name as printed, that of the time of the programme unless it is the printed one, and another one of today."""
    heading = printed or in_words(then[0], "")
    said = not then[1] and (heading == then[0][0] or heading.startswith(f"{then[0][0]} – "))
    return [
        heading,
        *([] if said else [f"Called then: {in_words(*then)}"]),
        *([] if today[0] == then[0] and len(today[0]) == 1 else [f"Called today: {in_words(*today)}"]),
    ]


# Random histories --------------------------------------------------------------------------------------------


@st.composite
def days_beside(draw, chain):
    """A day, often one beside a turn of the history, and how well one knows it."""
    turn, precision, _how = draw(st.sampled_from(chain))
    turns = [turn, kept(turn, precision), last_of(turn, precision)]
    near = [date.fromordinal(one.toordinal() + n) for one in turns for n in (-1, 0, 1)]
    day = draw(st.one_of(st.sampled_from(near), st.dates(date(1989, 1, 1), date(2031, 12, 31))))
    asked = draw(st.sampled_from("dmy"))
    return kept(day, asked), asked


@st.composite
def cases(draw):
    """A history, a day, which of its bodies is asked for, and under what name it is printed."""
    chain = draw(chains(apart=True))
    day, precision = draw(days_beside(chain))
    which = draw(st.integers(0, len(chain)))
    printed = st.sampled_from([*NAMES, *(f"{name} – Bagian Umum" for name in NAMES), "Nama tercetak", ""])
    return chain, day, precision, which, draw(printed)


@settings(
    max_examples=400 if os.environ.get("SOAK") else 25,
    deadline=None,
    derandomize=not os.environ.get("SOAK"),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(case=cases())
@pytest.mark.soak
def test_over_random_histories_all_three_pages_tell_the_names_of_a_day_and_of_today(case, client, keeper):
    chain, day, precision, which, printed = case
    organisation, _name = build(chain, NAMES.__getitem__)[which]
    with translation.override("en"):
        then, today = told(chain, day, precision), told(chain, timezone.localdate(), "d")
        both = listed(*then), listed(*today)
        assert on_the_agreement(client, keeper, organisation, day, precision) == both
        assert on_its_own(client, keeper, organisation, written(day, precision)) == both
        found = on_the_programme(client, keeper, organisation, day, precision, printed)
        assert found == lines(printed, then, today)


# The ministry ------------------------------------------------------------------------------------------------

PRINTED = "Kementerian Hukum dan HAM"
LAW = "Kementerian Hukum dan Hak Asasi Manusia"
THREE = ["Kementerian Hak Asasi Manusia", "Kementerian Hukum", "Kementerian Imigrasi dan Pemasyarakatan"]
IN_OCTOBER = "changed in October 2024, day not known"


@pytest.fixture
def law(db):
    """The ministry that became three, as the demonstration keeps it."""
    make_organisations()
    return OrganisationName.objects.get(name=LAW).organisation


def split(words: str) -> tuple[set[str], str]:
    """The names among some words, in any order, and the remark. Of the three no one knows which came first."""
    left = words
    found = set()
    for name in sorted([LAW, *THREE], key=len, reverse=True):
        if name in left:
            found.add(name)
            left = left.replace(name, "")
    return found, left.strip(" ,()").removeprefix("and ").strip(" ,()")


@pytest.mark.parametrize(
    ("day", "names", "remark"),
    [
        (date(2024, 9, 30), {LAW}, ""),
        (date(2024, 10, 10), {LAW, *THREE}, IN_OCTOBER),
        (None, set(THREE), ""),
    ],
    ids=["on 30 September 2024", "on 10 October 2024", "today"],
)
def test_the_ministry_is_called_right_on_all_three_pages(client, keeper, law, day, names, remark):
    day = day or timezone.localdate()
    then, today = on_the_agreement(client, keeper, law, day, "d")
    assert (split(then), split(today)) == ((names, remark), (set(THREE), ""))
    with translation.override("en"):
        then, today = on_its_own(client, keeper, law, written(day, "d"))
    assert (split(then), split(today)) == ((names, remark), (set(THREE), ""))
    heading, then, *today = on_the_programme(client, keeper, law, day, "d", PRINTED)
    assert (heading, then[:13]) == (PRINTED, "Called then: ")
    assert split(then[13:].replace(" and ", ", ")) == (names, remark)
    assert [split(words.removeprefix("Called today: "))[0] for words in today] == [set(THREE)]


def test_one_of_the_three_was_called_otherwise_before_and_the_printed_name_does_not_hide_what_it_is_called_today(
    client, keeper, law
):
    one = OrganisationName.objects.get(name="Kementerian Hukum").organisation
    assert on_the_programme(client, keeper, one, date(2024, 9, 30), "d", PRINTED) == [
        PRINTED,
        f"Called then: {LAW}",
        "Called today: Kementerian Hukum",
    ]
