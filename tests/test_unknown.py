"""What nobody knows reads as that, on every page and in both languages: no zero, no None, no empty place."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.bare import make_bare_world
from tests.dom import Element, tree
from tests.matrix import rows
from tests.world import World

TWICE = {
    "programme": ["programme", "run"],
    "agreement": ["agreement", "alone"],
    "organisation": ["organisation", "held"],
    "session": ["session", "bare"],
    "person": ["person", "officer"],
}
"""Of these the bare world has two: with people, a bare row of each kind or a facility, and with less or nothing."""

SAYS = {"caption", "dd", "dt", "figcaption", "h1", "h2", "h3", "li", "p", "td", "th"}
"""Elements that stand for a fact."""

VANISH = {"acts", "line"}
"""They are gone from the page when nothing stands in them."""

TO_WRITE_IN = {"box", "gap", "why", "ttd"}
"""The places of a paper that a pen fills: cells of a sheet, the room above a signature line."""

CONTROLS = {"button", "input", "img", "select", "svg", "textarea"}

NOTHING = {"", ":", "-", "–", "—", "()", ",", "None", "nan", "False"}

COUNTED = {
    "edition",
    "home",
    "import_list",
    "person_list",
    "register_import",
    "session_choose",
    "to_link",
    "overview",
    "programme_report",
    "report_table",
    "report_classes",
    "roster_rows",
    "facility_report",
    "organisation_report",
    "agreement_report",
}
"""Their zeros are counts of what is kept here: nobody has to tell us those."""

ZERO = re.compile(r"(?<![\w.,:/-])0(?: ?%)?(?![\w.,:/-])")
NO_VALUE = re.compile(r"\b(?:None|nan)\b|\( *\)| ,|, ,")


@pytest.fixture
def world(db) -> World:
    return make_bare_world()


def pages_of(world: World, role: str, language: str) -> dict[tuple[str, str], Element]:
    """What a role reads on every page that the matrix opens to it, by the name of the page and of its thing."""
    client = Client()
    client.force_login(world.users[role])
    client.cookies["language"] = language
    found = {}
    for row in rows():
        if row.method != "GET" or row.gets[role] != "200":
            continue
        for thing in TWICE.get(row.thing, [row.thing]):
            response = client.get(reverse(row.name, args=[world.key_of(thing)] if thing else []))
            if "text/html" in response.headers["Content-Type"] and response.status_code == 200:
                page = tree(response.content.decode())
                found[row.name, thing or ""] = (page.all("main") or page.all("body"))[0]
    return found


def faults(name: str, main: Element) -> list[str]:
    """What stands on a page where nothing is known and does not say so."""
    found = [f"<{one.tag}> {one.attributes}: {str(one)!r}" for one in main if _says_nothing(one)]
    found += [f"<{one.tag}> is filled with None" for one in main if one.attributes.get("value") == "None"]
    for wrong in [NO_VALUE, *([] if name in COUNTED else [ZERO])]:
        found += [f"in words: {_around(main, match)}" for match in wrong.finditer(str(main))]
    return found


def _says_nothing(one: Element) -> bool:
    classes = set((one.attributes.get("class") or "").split())
    if one.tag not in SAYS or "aria-hidden" in one.attributes or classes & (VANISH | TO_WRITE_IN):
        return False
    return str(one) in NOTHING and not any(part.tag in CONTROLS for part in one)


def _around(main: Element, match: re.Match) -> str:
    return str(main)[max(0, match.start() - 40) : match.end() + 40]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("role", ["registrar", "own", "corrections", "agreements", "auditor"])
def test_no_page_shows_a_zero_none_or_an_empty_place_for_what_nobody_knows(world, role, language):
    pages = pages_of(world, role, language)
    assert len(pages) >= 8
    assert {page: found for page, main in pages.items() if (found := faults(page[0], main))} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "<dd> </dd>",
        "<table><tr><td></td></tr></table>",
        "<ul><li>None</li></ul>",
        "<p>Kursi: 0 dari 0</p>",
        "<p>0%</p>",
        "<p>Terisi 0 kursi</p>",
        "<p>Lahir: None</p>",
        "<p>Jawa Barat ( )</p>",
        '<input value="None">',
    ],
)
def test_what_stands_for_nothing_is_found(planted):
    assert faults("programme", tree(f"<main>{planted}</main>")) != []


@pytest.mark.parametrize(
    "planted",
    ["<p>10.00 WIB, 30 kursi, 2020</p>", "<dd>tidak diketahui</dd>", '<p class="line"></p>', "<p>105,0 kg</p>"],
)
def test_what_is_known_is_no_fault(planted):
    assert faults("programme", tree(f"<main>{planted}</main>")) == []


# The word stands beside each fact ----------------------------------------------------------------------------

ASKED = ["Target", "Trainers", "Lesson hours (JP)", "Selection", "Equipment", "Certificates", "Life afterwards"]
ABOUT_AN_AGREEMENT = ["Number", "Signed", "In force", "Term", "Scope"]

FACTS = [
    ("corrections", "programme", "programme", ["Start", "End", "Women only", "Basis", "Place", "Budget", *ASKED]),
    ("registrar", "programme", "run", ["Start", "End", "Women only", "Basis", *ASKED]),
    ("corrections", "agreement", "agreement", ["Its number", "Signatory", *ABOUT_AN_AGREEMENT]),
    ("corrections", "agreement", "alone", ABOUT_AN_AGREEMENT),
    ("corrections", "organisation", "held", ["Class", "Holds", "Place"]),
    (
        "corrections",
        "course",
        "course",
        ["Lesson hours (JP: jam pelajaran)", "Usual number of seats", "Minimum attendance", "Pass mark"],
    ),
    ("registrar", "session", "bare", ["Topic", "Room"]),
    (
        "registrar",
        "person",
        "person",
        ["Register number", "Born", "Sex", "NIK", "Nationality", "Education", "Offence", "Length"],
    ),
    ("registrar", "person", "officer", ["Born", "Sex", "NIK", "Nationality", "Education"]),
]
"""Who reads which page of which thing, and the words beside which nothing is known."""

CELLS = [
    ("corrections", "programme_list", "Hanya judul", ["Place", "Organiser", "Dates", "State"]),
    ("corrections", "agreement_list", "Pihak Tercetak", ["Signed", "In force"]),
    ("corrections", "course_list", "Batik dasar", ["JP", "Usual seats", "Minimum attendance"]),
    ("corrections", "source_list", "Berita", ["Publisher", "Published", "Read on"]),
    ("registrar", "session_list", "Kelas tanpa apa-apa", ["Dates"]),
    ("registrar", "person_list", "Bernama Saja", ["Register number", "Block", "Age", "End of sentence"]),
]
"""The same for rows of lists, found by a word in them."""

SENTENCES = [
    ("registrar", "session", "bare", ["This class has no seats yet.", "This class has no meetings yet."]),
    ("registrar", "session_list", "", ["No seats yet"]),
    ("registrar", "attendance_sheet", "meeting", ["room"]),
    ("corrections", "skill", "skill", ["No skill stands within this one."]),
    ("corrections", "programme", "programme", ["No class of this programme has been entered yet."]),
    ("corrections", "agreement", "agreement", ["not linked to an organisation", "without a title"]),
    ("corrections", "organisation", "organisation", ["from when to when:", "nothing above it"]),
]
"""What a page says in a sentence of its own."""


def one_page(world: World, role: str, name: str, thing: str) -> Element:
    client = Client()
    client.force_login(world.users[role])
    client.cookies["language"] = translation.get_language()
    page = tree(client.get(reverse(name, args=[world.key_of(thing)] if thing else [])).content.decode())
    return (page.all("main") or page.all("body"))[0]


@pytest.fixture(params=["id", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize(("role", "name", "thing", "words"), FACTS, ids=lambda one: one if isinstance(one, str) else "")
def test_the_word_for_unknown_stands_beside_each_fact(world, language, role, name, thing, words):
    beside: dict[str, list[bool]] = {}
    for word, value in one_page(world, role, name, thing).facts():
        beside.setdefault(word, []).append(bool(value.all("span", class_="unknown")))
    assert {word: any(beside.get(translation.gettext(word), [])) for word in words} == dict.fromkeys(words, True)


@pytest.mark.parametrize(("role", "name", "row", "words"), CELLS, ids=lambda one: one if isinstance(one, str) else "")
def test_the_word_for_unknown_stands_in_each_cell_of_a_list(world, language, role, name, row, words):
    (found,) = [line for line in one_page(world, role, name, "").all("tr") if row in str(line)]
    cells = {cell.attributes.get("data-label"): cell for cell in found.all("td")}
    told = {word: bool(cells[translation.gettext(word)].all("span", class_="unknown")) for word in words}
    assert told == dict.fromkeys(words, True)
    assert str(found.all("span", class_="unknown")[0]) == translation.gettext("not known")


@pytest.mark.parametrize(
    ("role", "name", "thing", "words"), SENTENCES, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_page_says_it_in_a_sentence_of_its_own(world, language, role, name, thing, words):
    text = str(one_page(world, role, name, thing))
    assert {word: translation.gettext(word) in text for word in words} == dict.fromkeys(words, True)
