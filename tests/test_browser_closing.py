"""A class closed and a result corrected in a real browser, with and without script, by keyboard, on a phone."""

from datetime import date

import pytest

from tests.axe import faults, scrolls
from tests.journey import enrol, new_class, visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize(("script", "language", "width"), [(True, "id", 360), (False, "en", 1280)])
def test_a_class_is_closed_and_a_result_corrected(script, language, width, browser, demo_server):
    day = date(2024, 3, 4) if script else date(2024, 3, 5)
    with visiting(browser, demo_server, script=script, language=language) as staff:
        staff.enter("staff.tangerang")
        session = new_class(staff, f"Tutup {language}", first=day, last=day, starts="08.00", ends="09.00", seats=2)
        enrol(staff, session, 2)
        staff.page.set_viewport_size({"width": width, "height": 800})
        staff.open(f"{session}close/")
        assert (faults(staff.page, contrast=False) if script else scrolls(staff.page)) == []
        assert staff.page.evaluate("document.scrollingElement.scrollWidth") <= width
        first = staff.page.locator("tbody tr").first
        first.locator("summary").press("Enter")
        first.locator("select").select_option("other")
        staff.press("main form .btn-danger")
        first = staff.page.locator("tbody tr").first
        assert first.locator(".invalid-feedback").count() == 1
        first.locator("input[type=text]").fill("Keluar sebelum selesai")
        staff.press("main form .btn-danger")
        assert staff.path == session
        assert staff.page.locator("a[href$='/correct/']").count() == 2
        staff.open(f"{session}close/")
        assert staff.path == session
        other = staff.page.locator("ol.roster li", has=staff.page.locator(".chip")).locator("a[href$='/correct/']")
        staff.press(other)
        assert "Keluar sebelum selesai" in staff.text()
        assert (faults(staff.page, contrast=False) if script else scrolls(staff.page)) == []
        staff.page.locator("[name=result]").first.check()
        staff.page.fill("[name=reason]", "Salah orang")
        staff.press("form.panel .btn-primary")
        assert staff.path == session
        assert staff.said == []
