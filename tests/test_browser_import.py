"""A register in a real Chromium, with script and without, in both languages: file, columns, preview, people."""

from itertools import count

import pytest

from tests.axe import faults
from tests.imports import WHILE_ONE_IS_OPEN
from tests.journey import page_name, visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
batches = count(1)
"""Each test brings other people, under column names of its own."""


def strange_file(batch: int) -> bytes:
    """A register whose columns nobody knows but two, with a row to refuse."""
    lines = [f"Yang Dibina {batch};Buku {batch};Gender;Tgl Masuk;Tgl Lahir"]
    lines += [f"Orang Uji {batch} {n};B.I.{batch}{n}/2021;L;01/12/2020;0{n}/02/1990" for n in range(1, 4)]
    lines += [f"Orang Salah {batch};B.I.{batch}9/2021;L;01/12/2020;31/02/1990"]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_register_comes_in_by_file_columns_preview_and_confirmation(browser, demo_server, script, language):
    batch, seen = next(batches), set()
    with visiting(browser, demo_server, script=script) as clerk:
        clerk.enter("staff.cipinang")
        if language == "en":
            clerk.speak("en")
        clerk.open("/people/")
        clerk.press("a[href='/people/import/']")
        seen.add(looked_at(clerk, script))
        file = {"name": "register.csv", "mimeType": "text/csv", "buffer": strange_file(batch)}
        clerk.page.set_input_files("[name=file]", file)
        clerk.press("main button.btn-primary")
        assert clerk.path.endswith("/columns/")
        seen.add(looked_at(clerk, script))
        clerk.page.select_option("[name=c0]", "name")
        clerk.page.select_option("[name=c1]", "register_no")
        clerk.press("main button.btn-primary")
        assert clerk.texts("dl.tally dd")[:2] == ["4", "3"]
        assert "31/02/1990" in clerk.text("details.stop")
        seen.add(looked_at(clerk, script))
        seen.add(taken_away(clerk, "refused-rows.xlsx"))
        clerk.press("[name=act][value=confirm]")
        assert clerk.texts("dl.tally dd")[:2] == ["4", "3"]
        seen.add(looked_at(clerk, script))
        clerk.press("a.btn-primary")
        assert f"Orang Uji {batch} 1" in clerk.text("table")
        if language == "en":
            clerk.speak("id")
    assert (clerk.said, seen) == ([], WHILE_ONE_IS_OPEN | {"import_list"})


def taken_away(clerk, called: str) -> str:
    """The file behind the link to the refused rows; answers the name of its address."""
    with clerk.page.expect_download() as taken:
        clerk.page.click("details.stop a[href$='/refused/']")
    assert taken.value.suggested_filename == called
    return page_name(taken.value.url.removeprefix(clerk.base))


def looked_at(clerk, script: bool) -> str:
    """No rule of access is broken and nothing scrolls sideways, at a desk and on a phone; answers the page's name."""
    if script:
        assert faults(clerk.page) == []
    clerk.page.set_viewport_size({"width": 360, "height": 740})
    wider = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
    assert clerk.page.evaluate(wider) is False
    clerk.page.set_viewport_size({"width": 1366, "height": 768})
    return page_name(clerk.path)
