"""Waiting, suspending, coming back and guests in a real browser, with and without script, also on a phone."""

from collections.abc import Callable

import pytest

from tests.axe import faults, scrolls
from tests.journey import Visitor, confirm, review, visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TITLE = "Keterampilan hari ini"
WAYS = [(True, "id"), (False, "en")]


def look_of(script: bool) -> Callable[[Visitor], list[str]]:
    """How a page is looked at: axe-core is a script."""
    return (lambda visitor: faults(visitor.page)) if script else (lambda visitor: scrolls(visitor.page))


def class_of_today(staff: Visitor) -> str:
    """Open the class that meets today; answers its address."""
    staff.open("/sessions/")
    staff.press(f"main a[href^='/sessions/']:has-text('{TITLE}')")
    return staff.path


@pytest.mark.parametrize(("script", "language"), WAYS)
def test_people_wait_get_a_freed_seat_stay_away_and_come_back(script, language, browser, demo_server):
    look = look_of(script)
    with visiting(browser, demo_server, script=script, language=language) as staff:
        staff.enter("staff.tangerang")
        address = class_of_today(staff)
        taken = staff.page.locator("section[aria-labelledby=roster-title] .roster .name").count()
        waiting = "section[aria-labelledby=waiting-title] .roster .name"
        already = staff.page.locator(waiting).count()
        staff.open(f"{address}choose/")
        offered = [box.get_attribute("value") for box in staff.page.locator("label.pick input[name=p]").all()[:2]]
        staff.open(f"{address}edit/")
        staff.page.fill("[name=capacity]", str(taken))
        staff.press("form.panel .btn-primary")
        staff.open(f"{address}choose/")
        for key in offered:
            staff.page.check(f"label.pick input[value='{key}']")
        review(staff)
        confirm(staff)
        staff.open(address)
        assert (staff.page.locator(waiting).count(), look(staff)) == (already + 2, [])
        first = staff.texts(waiting)[0]

        staff.page.locator("section[aria-labelledby=roster-title] .roster input").first.check()
        staff.press("button[formaction$='/suspend/']")
        assert look(staff) == []
        staff.page.fill("[name=reason]", "Dirawat di RSUD")
        staff.press("form.panel .btn-primary")
        assert look(staff) == []
        away = staff.page.locator("section[aria-labelledby=roster-title] li:has(.chip) input").first
        away.check()
        staff.press("button[formaction$='/resume/']")
        assert staff.page.locator("button[formaction$='/resume/']").count() == 0

        staff.page.locator("section[aria-labelledby=roster-title] .roster input").last.check()
        staff.press("section[aria-labelledby=roster-title] .btn-danger")
        staff.page.locator("[name=kind]").first.check()
        staff.page.fill("[name=reason]", "Ingin ikut kelas lain")
        staff.press("form.confirm .btn-danger")
        staff.press("button[formaction$='/promote/']")
        assert first in staff.text()
        staff.open(address)
        assert (staff.page.locator(waiting).count(), first in staff.texts(waiting)) == (already + 1, False)

        staff.press("section[aria-labelledby=left-title] a[href^='/enrolments/']")
        assert ("Ingin ikut kelas lain" in staff.text(), look(staff)) == (True, [])
        assert staff.said == []


@pytest.mark.parametrize(("script", "language"), WAYS)
def test_a_prison_is_invited_sees_the_class_and_the_agreement_ends(script, language, browser, demo_server):
    look = look_of(script)
    with visiting(browser, demo_server, script=script, language=language) as staff:
        staff.enter("staff.tangerang")
        address = class_of_today(staff)
        staff.press(f"a[href='{address}guests/']")
        staff.page.fill("[name=facility]", "Lapas Kelas I Cipinang")
        staff.page.fill("[name=seats]", "2")
        staff.press("form.panel .btn-primary")
        assert ("Lapas Kelas I Cipinang" in staff.text(), look(staff)) == (True, [])
        with visiting(browser, demo_server, script=script, language=language) as guest:
            guest.enter("staff.cipinang")
            assert (class_of_today(guest), look(guest), guest.said) == (address, [], [])
        staff.press("button[name=end]")
        assert look(staff) == []
        staff.press("form.confirm .btn-danger")
        assert staff.page.locator("button[name=end]").count() == 0
        assert (look(staff), staff.said) == ([], [])
