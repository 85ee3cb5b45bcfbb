"""Programmes in a real Chromium: rows without a reload, numbers that disagree, narrowing, at 360 px and by keyboard."""

import pytest

from tests.axe import faults
from tests.journey import visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def official(browser, demo_server):
    """The official of the ministry, in English."""
    with visiting(browser, demo_server) as visitor:
        visitor.enter("official.kemenperin")
        visitor.speak("en")
        yield visitor
        visitor.speak("id")
    assert visitor.said == []


def new_programme(visitor, title: str) -> str:
    """Make one by its title alone; answers its address."""
    visitor.open("/programmes/new/")
    visitor.page.fill("[name=title]", title)
    visitor.press("main button.btn-primary")
    return visitor.path


def add_row(visitor, prefix: str, number: int) -> None:
    """Press the button that adds a row, with the keyboard, and wait for it."""
    button = visitor.page.locator(f"button[name=add][value={prefix}]")
    button.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector(f"[name^={prefix}-{number}-]")


def test_rows_are_added_without_a_reload_and_keep_what_was_typed(official):
    official.open("/programmes/new/")
    official.page.evaluate("window.notReloaded = true")
    official.page.fill("[name=title]", "Pelatihan uji")
    official.page.fill("[name=actual_start]", "Maret 2023")
    official.page.fill("[name=topics-0-name]", "Batik")
    add_row(official, "topics", 1)
    assert official.page.evaluate("document.activeElement.name") == "topics-1-name"
    official.page.keyboard.type("Kain")
    add_row(official, "roles", 1)
    assert official.page.evaluate("window.notReloaded") is True
    assert faults(official.page) == []
    official.press("main button.btn-primary")
    assert official.texts("section[aria-labelledby=topics-title] li") == ["Batik", "Kain"]
    assert "March 2023" in official.text(".page-head .line")
    assert "Kementerian Perindustrian" in official.text("section[aria-labelledby=parties-title]")


def test_numbers_that_disagree_are_settled_with_a_reason_by_keyboard_on_a_small_screen(official):
    official.page.set_viewport_size({"width": 360, "height": 740})
    programme = new_programme(official, "Pelatihan nasional")
    official.press(f"a[href='{programme}figures/']")
    for number, value in enumerate(("975", "1,006")):
        add_row(official, "figures", number)
        official.page.select_option(f"[name=figures-{number}-measure]", "participants")
        official.page.select_option(f"[name=figures-{number}-unit]", "people")
        official.page.fill(f"[name=figures-{number}-value]", value)
    assert faults(official.page) == []
    official.press("main button.btn-primary")
    assert "975 people · 1,006 people" in official.text("main")
    assert faults(official.page) == []
    official.press("main ul.list a")
    official.page.locator("[name=figure]").last.focus()
    official.page.keyboard.press("Space")
    official.page.keyboard.press("Tab")
    official.page.keyboard.type("The later count.")
    assert faults(official.page) == []
    official.press("main button.btn-primary")
    row = official.page.locator("tr", has_text="1,006 people").inner_text()
    assert "used" in row and "The later count." in row and "Chosen by" in row
    assert "kept" in official.page.locator("tr", has_text="975 people").inner_text()
    wide = official.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert (wide, faults(official.page)) == (0, [])


def test_a_list_is_narrowed_and_what_is_set_stays_to_be_seen(official):
    official.open("/programmes/")
    official.page.click("details.more > summary")
    official.page.fill("[name=year]", "2023")
    official.press("form.filters button[type=submit]")
    assert "year: 2023" in official.text(".result")
    assert official.page.input_value("[name=year]") == "2023" and official.page.is_visible("[name=year]")
    assert faults(official.page) == []
    with official.page.expect_download() as taken:
        official.page.click("a[href^='/programmes/csv/']")
    assert taken.value.suggested_filename == "programmes.csv"
    official.open("/programmes/?year=dua")
    assert "is-invalid" in official.page.locator("[name=year]").get_attribute("class")
    assert faults(official.page) == []
