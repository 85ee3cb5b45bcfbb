"""Rules on joining, and what is told of somebody, in a real browser: with and without script, on a phone."""

import pytest

from tests.axe import faults, scrolls
from tests.journey import visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RULES = "/facilities/lpp-tangerang/rules/"


@pytest.mark.parametrize(("script", "language", "width"), [(True, "id", 360), (False, "en", 1280)])
def test_a_rule_is_made_and_a_person_told_why(script, language, width, browser, demo_server):
    with visiting(browser, demo_server, script=script, language=language) as staff:
        staff.enter("staff.tangerang")
        staff.page.set_viewport_size({"width": width, "height": 800})

        def in_order() -> None:
            """Nobody is kept out of the page, and nothing scrolls sideways."""
            assert (faults(staff.page, contrast=False) if script else scrolls(staff.page)) == []
            assert staff.page.evaluate("document.scrollingElement.scrollWidth") <= width

        staff.open(RULES)
        in_order()
        staff.press(".page-head .btn-primary, main a.btn-primary")
        in_order()
        staff.press("a[href$='?kind=language']")
        staff.page.locator("[name=languages][value=zh]").check()
        staff.page.locator("[name=strength][value=blocks]").check()
        staff.page.locator("[name=unknown][value=override]").check()
        in_order()
        staff.press("[name=preview]")
        assert staff.page.locator("[role=status] strong").count() == 1
        in_order()
        staff.press("form.panel .btn-primary")
        assert staff.path == RULES
        in_order()
        staff.open("/people/")
        staff.press(staff.page.locator("main a[href^='/people/0']").first)
        person = staff.path
        in_order()
        staff.open(f"{person}facts/new/?kind=language")
        staff.page.select_option("select[name=language]", "jv" if script else "su")
        staff.press("form.panel .btn-primary")
        assert staff.path == f"{person}#told"
        staff.open(f"{person}joining/")
        assert staff.page.locator("main li .chip").count() >= 1
        in_order()
        assert staff.said == []
