"""Finding people in a real Chromium: as one types and without script, in both languages, at a desk and on a phone."""

import pytest

from tests.axe import SIZES, faults
from tests.journey import LANGUAGES, visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LIST = "/people/"
DESK, PHONE = ({"width": width, "height": height} for width, height in SIZES)


def total(clerk) -> int:
    """How many people there are, by the sentence above them: "50 of 360 people"."""
    return int(clerk.text("#people-result").split()[2].replace(".", "").replace(",", ""))


def shown(clerk) -> list[str]:
    """Who is in the list."""
    return clerk.texts("#people tbody th a")


def once(clerk, what: str) -> None:
    """Wait until the sentence above the list says this."""
    clerk.page.locator("#people-result", has_text=what).wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_follows_what_is_typed_narrowed_and_cleared(browser, demo_server, language):
    with visiting(browser, demo_server, language=language) as clerk:
        clerk.enter("staff.tangerang")
        clerk.open(LIST)
        everybody, first = total(clerk), shown(clerk)[0]
        word = first.split()[0]
        box = clerk.page.locator("[name=q]")
        box.press_sequentially(word.upper())
        once(clerk, f"“{word.upper()}”")
        assert (clerk.path, first in shown(clerk), total(clerk) < everybody) == (f"{LIST}?found=1", True, True)
        assert clerk.page.evaluate("document.activeElement.name") == "q"
        clerk.page.reload()
        assert (box.input_value(), first in shown(clerk)) == (word.upper(), True)
        clerk.page.click(".filters summary")
        clerk.page.select_option("[name=trained]", "yes")
        clerk.page.fill("[name=age_from]", "x")
        clerk.page.locator("#people .errors a[href='#id_age_from']").wait_for()
        assert faults(clerk.page, contrast=language == LANGUAGES[0]) == []
        clerk.page.fill("[name=age_from]", "")
        clerk.page.locator("#people .errors").wait_for(state="detached")
        box.fill("Tidakada Siapapun")
        clerk.page.locator("#people .empty").wait_for()
        clerk.press("#people .empty a")
        assert (clerk.path, total(clerk), box.input_value()) == (LIST, everybody, "")
    assert clerk.said == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_script_the_button_finds_and_the_link_clears(browser, demo_server, language):
    with visiting(browser, demo_server, script=False, language=language) as clerk:
        clerk.enter("staff.tangerang")
        clerk.open(LIST)
        everybody, first = total(clerk), shown(clerk)[0]
        clerk.page.fill("[name=q]", first)
        clerk.press("form.filters [type=submit]")
        assert (clerk.path, first in shown(clerk), total(clerk) < everybody) == (f"{LIST}?found=1", True, True)
        clerk.page.click(".filters summary")
        clerk.page.select_option("[name=in_class]", "no")
        clerk.page.fill("[name=until]", "31/12/2099")
        clerk.press("form.filters [type=submit]")
        assert "31 " in clerk.text("#people-result")
        clerk.press(f"#people .links a[href='{LIST}']")
        assert (clerk.path, total(clerk)) == (LIST, everybody)
    assert clerk.said == []


def test_the_list_is_taken_away_as_it_is_narrowed(browser, demo_server):
    with visiting(browser, demo_server) as clerk:
        clerk.enter("staff.tangerang")
        clerk.open(LIST)
        clerk.page.fill("[name=q]", shown(clerk)[0])
        once(clerk, "“")
        with clerk.page.expect_download() as taken:
            clerk.page.click("#people .links a[href^='/people/csv/']")
        lines = taken.value.path().read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == 1 + total(clerk)
        assert taken.value.suggested_filename.startswith("orang-")
    assert clerk.said == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_and_person_fit_a_phone_and_hold_nothing_for_axe_to_find(browser, demo_server, language):
    with visiting(browser, demo_server, language=language) as clerk:
        clerk.enter("staff.tangerang")
        clerk.open(LIST)
        clerk.page.click(".filters summary")
        assert faults(clerk.page, contrast=language == LANGUAGES[0]) == []
        clerk.page.set_viewport_size(PHONE)
        clerk.press("#people tbody th a")
        assert faults(clerk.page, contrast=language == LANGUAGES[0]) == []
        clerk.page.set_viewport_size(DESK)
    assert clerk.said == []
