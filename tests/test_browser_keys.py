"""By keyboard alone; and the controls: what the other browser tests look for is found where it is planted."""

import pytest
from django.utils import timezone

from tests.axe import faults
from tests.journey import enrol, new_class, visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FOCUSED = "document.activeElement"
RING = """() => {
    const focused = document.activeElement, label = focused.closest("label");
    const ring = element => element && getComputedStyle(element).outlineStyle !== "none"
        && parseFloat(getComputedStyle(element).outlineWidth) >= 3;
    return ring(focused) || ring(label) ? "" : focused.outerHTML.slice(0, 120);
}"""


@pytest.fixture
def staff(browser, demo_server):
    """The registrar of Tangerang, signed in."""
    with visiting(browser, demo_server) as visitor:
        visitor.enter("staff.tangerang")
        yield visitor


def test_signing_in_takes_no_mouse(browser, demo_server):
    with visiting(browser, demo_server) as visitor:
        visitor.open("/accounts/login/")
        visitor.page.focus("[name=username]")
        keys = visitor.page.keyboard
        keys.type("staff.tangerang")
        keys.press("Tab")
        keys.type("kata-sandi-contoh")
        with visitor.page.expect_navigation():
            keys.press("Enter")
        assert visitor.text("h1") == "Hari ini"


def test_the_first_stop_leads_past_the_menu(staff):
    staff.page.keyboard.press("Tab")
    skip = staff.page.locator("a.skip")
    assert (skip.evaluate(f"link => link === {FOCUSED}"), skip.bounding_box()["y"] >= 0) == (True, True)
    staff.page.keyboard.press("Enter")
    assert staff.page.evaluate(f"{FOCUSED}.id") == "content"
    staff.page.keyboard.press("Tab")
    assert staff.page.evaluate(f"{FOCUSED}.closest('main') !== null")


@pytest.mark.parametrize("address", ["/", "/sessions/new/", "/people/", "/sessions/"])
def test_where_the_keyboard_stands_is_always_seen(address, staff):
    staff.open(address)
    unseen, stops = [], 0
    staff.page.keyboard.press("Tab")
    while staff.page.evaluate(f"{FOCUSED} !== document.body") and stops < 30:
        unseen += filter(None, [staff.page.evaluate(RING)])
        stops += 1
        staff.page.keyboard.press("Tab")
    assert (unseen, stops > 10) == ([], True)


def test_a_menu_opens_and_closes_by_keyboard(staff):
    menu = staff.page.locator(".site-top details.menu").last
    menu.locator("summary").focus()
    staff.page.keyboard.press("Enter")
    staff.page.keyboard.press("Tab")
    assert staff.page.evaluate(f"{FOCUSED}.closest('.sheet') !== null")
    staff.page.keyboard.press("Escape")
    assert (menu.get_attribute("open"), staff.page.evaluate(f"{FOCUSED}.tagName")) == (None, "SUMMARY")


def test_marks_are_set_by_their_letters(staff):
    today = {"first": timezone.localdate(), "last": timezone.localdate(), "starts": "00.00", "ends": "23.59"}
    session = new_class(staff, "Kelas ketik", seats=3, **today)
    enrol(staff, session, 3)
    staff.open(session)
    staff.press("section[aria-labelledby=meetings-title] li a")
    staff.page.focus("fieldset.att input[type=radio]")
    for key in "htx":
        staff.page.keyboard.press(key)
    assert staff.page.evaluate(f"{FOCUSED}.name").startswith("reason-")
    marks = staff.page.locator("fieldset.att input:checked").all()
    assert [mark.input_value() for mark in marks] == ["present", "late", "absent"]


def test_a_planted_fault_of_access_is_found(browser, demo_server):
    with visiting(browser, demo_server) as visitor:
        visitor.open("/accounts/login/")
        assert faults(visitor.page) == []
        visitor.page.evaluate(
            """() => {
                document.querySelector("label").remove();
                const pale = document.querySelector("h1");
                pale.className = "planted text-light";
            }"""
        )
        found = {fault.split(":")[1].strip() for fault in faults(visitor.page)}
        assert {"label", "color-contrast"} <= found


def test_a_page_that_is_too_wide_is_found(browser, demo_server):
    with visiting(browser, demo_server) as visitor:
        visitor.open("/accounts/login/")
        visitor.page.evaluate(
            "() => { const title = document.querySelector('h1'); title.className = 'text-nowrap';"
            " title.textContent = 'Pemasyarakatan '.repeat(5); }"
        )
        assert "360: scrolls sideways" in faults(visitor.page)


def test_whatever_breaks_the_policy_or_asks_elsewhere_is_heard(browser, demo_server):
    with visiting(browser, demo_server) as visitor:
        visitor.open("/accounts/login/")
        assert visitor.said == []
        visitor.page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
        visitor.page.evaluate("() => void setTimeout(() => { throw new Error('planted') })")
        visitor.page.goto(demo_server.replace("localhost", "127.0.0.1") + "/healthz")
        heard = " ".join(visitor.said)
        assert all(sign in heard for sign in ("Content Security Policy", "planted", "127.0.0.1"))
