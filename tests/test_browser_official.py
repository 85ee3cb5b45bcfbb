"""The official of the organiser reads the Tangerang report in a real browser: every figure with its origin, no name."""

import pytest

from tests.journey import named_in, names, visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TOPICS = "section[aria-labelledby=topics-title] table"
TITLE = "Bimbingan Teknis Wirausaha Baru IKM"
STATED, COUNTED, DERIVED, PLANNED = "dinyatakan sumber", "dihitung dari daftar", "diturunkan", "rencana"


@pytest.fixture
def official(browser, demo_server):
    """The official of the organiser, on the report of the Tangerang programme."""
    with visiting(browser, demo_server) as visitor:
        visitor.enter("official.kemenperin")
        visitor.press(visitor.named("link", "Laporan"))
        visitor.press(visitor.named("link", TITLE))
        yield visitor
    assert visitor.said == []


def origins(visitor) -> dict[str, str]:
    """What each small letter of the page stands for."""
    lines = visitor.page.locator("ul.notes li").all()
    return {line.locator("b").inner_text(): line.locator("span").first.inner_text() for line in lines}


def cells(visitor, row) -> list[tuple[str, str]]:
    """The figures of a row of the table, each with its origin; a share of others has none of its own."""
    kinds = origins(visitor)
    found = [(cell.inner_text(), cell.locator("a").all_inner_texts()) for cell in row.locator("td").all()]
    return [(words.removesuffix("".join(marks)).strip(), *(kinds[mark] for mark in marks)) for words, marks in found]


def figure(visitor, label: str) -> str:
    """The card with these words; a word may also stand in another."""
    return visitor.text(f".figures .fig:has-text('{label}')")


def test_stated_counted_and_derived_stand_apart(official):
    rows = official.page.locator(f"{TOPICS} tbody tr").all()
    used = ("100%",)
    batik = [("30", STATED), ("30", COUNTED), ("30", PLANNED), used]
    assert [cells(official, row) for row in rows] == [batik, [("30", DERIVED), *batik[1:]], batik]
    whole = official.page.locator(f"{TOPICS} tfoot tr")
    assert cells(official, whole) == [("90", STATED), ("90", COUNTED), ("90", PLANNED), used]
    derived = official.texts(f"ul.notes li:has-text('{DERIVED}')")
    assert sum("90 − 30 − 30" in words for words in derived) == 1


def test_the_key_figures_say_of_what_they_are(official):
    assert "17–22 Juli 2023" in official.text(".page-head .line")
    people = figure(official, "Peserta")
    assert people.startswith("Peserta 90") and "Target: tidak diketahui" in people
    enrolled = figure(official, "Terdaftar")
    assert enrolled.startswith("Terdaftar 90") and "100% (90 dari 90)" in enrolled
    assert "30a · 30c · 30a" in figure(official, "Topik")
    assert "6 hari" in figure(official, "Lama")
    before = figure(official, "268")
    assert "LPP Kelas IIA Tangerang" in before and "tidak termasuk dalam 90" in before


def test_the_parties_and_partners_stand_there_as_printed(official):
    basis = official.text("section[aria-labelledby=parties-title]")
    for words in (
        "Kementerian Perindustrian",
        "Kementerian Hukum dan HAM",
        "Ditjen Industri Kecil, Menengah dan Aneka (IKMA)",
        "Ditjen Pemasyarakatan",
        "Ikatan Pimpinan Tinggi Perempuan Indonesia (PIMTI)",
        "Yayasan Batik Indonesia (YBI)",
    ):
        assert words in basis


def test_no_name_of_an_inmate_stands_in_the_report(official):
    everyone = names()
    assert len(everyone) > 300
    assert named_in(official.page, everyone) == []


def test_a_planted_name_is_found(official):
    everyone = names()
    planted = next(name for name in everyone if len(name.split()) == 3)
    official.page.evaluate("name => document.querySelector('main').append(name)", planted)
    assert planted in named_in(official.page, everyone)


def test_the_official_of_another_ministry_does_not_find_the_report(official, browser, demo_server):
    with visiting(browser, demo_server) as other:
        other.enter("official.other")
        assert (other.open(official.path), other.text("h1")) == (404, "Halaman tidak ditemukan")
