"""What pages look like in the middle of things: with errors shown, refusals, nothing found, menus open.

In both languages, on a desk and a phone, there is nothing for axe to find, and nothing scrolls sideways.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.axe import faults
from tests.journey import LANGUAGES, enrol, new_class, send, visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


class Looking:
    """A visitor, and what was wrong with the pages that they looked at closely."""

    def __init__(self, visitor, language):
        self.visitor, self.page, self.found = visitor, visitor.page, []
        self.contrast, self.week = language == LANGUAGES[0], LANGUAGES.index(language) * 2 + 1

    def look(self, what: str) -> None:
        """Keep what is wrong with the page that is shown now."""
        self.found += [(what, fault) for fault in faults(self.page, contrast=self.contrast)]

    def day(self, more: int = 0):
        """A day that no class of the other language takes."""
        return timezone.localdate() + timedelta(weeks=self.week, days=more)

    def soon(self) -> dict:
        return {"first": self.day(), "last": self.day(2), "starts": "13.00", "ends": "15.00"}


@pytest.fixture(params=LANGUAGES)
def looking(request, browser, demo_server):
    """Somebody who is not signed in yet."""
    with visiting(browser, demo_server, language=request.param) as visitor:
        looking = Looking(visitor, request.param)
        yield looking
    assert (looking.found, visitor.said) == ([], [])


def test_at_the_door(looking):
    looking.visitor.open("/accounts/login/")
    looking.look("sign-in")
    for _attempt in range(6):
        looking.visitor.sign_in("nobody", "wrong")
        if looking.page.locator("[role=alert]").count() and not _attempt:
            looking.look("refused")
    assert looking.visitor.text(".code-no") == "429"
    looking.look("locked")
    looking.visitor.sign_in("postrelease.banten")
    looking.visitor.sign_out()
    looking.look("signed out")


def test_forms_that_came_back(looking):
    looking.visitor.enter("staff.tangerang")
    looking.visitor.open("/sessions/new/")
    looking.page.fill("[name=first]", "31/02/2026")
    looking.page.fill("[name=capacity]", "tiga puluh")
    looking.visitor.press("form.panel [type=submit]")
    assert looking.page.locator("section.errors li").count() >= 4
    assert looking.page.input_value("[name=capacity]") == "tiga puluh"
    looking.look("new class with errors")
    looking.visitor.open("/accounts/password/")
    looking.page.fill("[name=old_password]", "wrong")
    looking.visitor.press("form.panel [type=submit]")
    looking.look("password with errors")


def test_from_choosing_to_leaving(looking):
    staff = looking.visitor
    staff.enter("staff.tangerang")
    session = new_class(staff, "Kelas ukir", seats=3, **looking.soon())
    looking.look("new class")
    other = new_class(staff, "Kelas cetak", seats=1, **looking.soon())
    enrol(staff, other, 1)
    looking.look("enrolled")
    staff.open(other)
    taken = looking.page.locator("ol.roster a.name").first.inner_text()
    staff.open(f"{session}choose/")
    boxes = looking.page.locator("label.pick input[name=p]")
    for place in range(5):
        boxes.nth(place).check()
    looking.page.fill("[name=q]", taken)
    staff.press(".filters [type=submit]")
    assert looking.page.locator("li.pick.off").count() >= 1
    looking.look("search with reasons")
    send(staff)
    assert looking.page.locator(".bucket.stop li").count() == 2
    looking.look("two refused")
    staff.open(session)
    looking.page.locator("ol.roster input[name=enrolment]").first.check()
    staff.press("button[name=ask]")
    looking.look("asked before leaving")
    staff.press("form.confirm button.btn-danger")
    looking.look("asked again for the reason")
    looking.page.locator("form.confirm input[name=kind]").first.check()
    looking.page.fill("form.confirm [name=reason]", "Pindah kamar.")
    staff.press("form.confirm button.btn-danger")
    looking.look("one has left")


def test_attendance(looking):
    staff = looking.visitor
    staff.enter("staff.tangerang")
    now = {"first": timezone.localdate(), "last": looking.day(), "starts": "00.00", "ends": "23.59"}
    session = new_class(staff, "Kelas rotan", seats=4, **now)
    looking.look("class without people")
    enrol(staff, session, 4)
    staff.open(session)
    staff.press("section[aria-labelledby=meetings-title] li:last-child a")
    looking.look("not begun")
    staff.open(session)
    staff.press("section[aria-labelledby=meetings-title] li:first-child a")
    staff.press("button[value=semua-hadir]")
    looking.look("all present")
    looking.page.locator("fieldset.att label.x").first.click()
    looking.page.locator("fieldset.att label.t").last.click()
    staff.press("button[value=simpan]")
    looking.look("a reason is missing")
    looking.page.locator("select[name^=reason-]").first.select_option("sick")
    staff.press("button[value=simpan]")
    looking.look("saved")
    staff.press(f".acts a[href='{session}attendance/']")
    looking.look("whole class")


def test_what_is_not_there(looking):
    looking.visitor.enter("staff.tangerang")
    for address in ("/sessions/?q=xyz", "/programmes/?q=xyz", "/agreements/?q=xyz", "/reports/?q=xyz"):
        looking.visitor.open(address)
        assert looking.page.locator(".empty[role=status]").count() == 1, address
        looking.look(f"nothing found at {address}")
    looking.visitor.open("/people/")
    looking.page.fill("[name=q]", "xyz")
    looking.visitor.press(".filters [type=submit]")
    looking.look("nobody found")
    assert looking.visitor.open("/nowhere/") == 404
    looking.look("404")
    assert looking.visitor.open("/audit/reads/") == 403
    looking.look("403")


def test_menus_open(looking):
    looking.visitor.enter("staff.tangerang")
    for menu in looking.page.locator("details.menu > summary").all():
        menu.click()
        looking.look("menu")
        looking.page.keyboard.press("Escape")
    looking.visitor.open("/sessions/?q=olahan")
    looking.visitor.press("table.data th a")
    looking.look("finished class")
    looking.visitor.press("ol.roster a.name")
    looking.look("a person with a history")
