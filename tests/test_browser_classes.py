"""Skills, courses, classes and meetings in a real browser, with and without script, also on a phone."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.axe import faults, scrolls
from tests.journey import Visitor, visiting
from web.dates import short_date

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PROGRAMME = "Bimbingan Teknis Wirausaha Baru IKM"


def faults_of(visitor: Visitor) -> list[str]:
    """All that is wrong with the page; axe-core is a script."""
    return faults(visitor.page, contrast=False)


def scrolls_of(visitor: Visitor) -> list[str]:
    """What can be found without script."""
    return scrolls(visitor.page)


def fill(visitor: Visitor, **entries: str) -> None:
    """Type into the fields of these names."""
    for name, typed in entries.items():
        visitor.page.fill(f"[name={name.replace('__', '-')}]", typed)


def send(visitor: Visitor) -> None:
    """Press the one filled button of the page's form."""
    visitor.press("form.panel .btn-primary, form.confirm .btn-danger")


def more(visitor: Visitor, rows: str) -> None:
    """Ask for one more row, and wait until it stands there."""
    boxes = f"#rows-{rows} fieldset"
    there = visitor.page.locator(boxes).count()
    visitor.page.click(f"button[name=add][value={rows}]")
    visitor.page.locator(boxes).nth(there).wait_for()


def a_course(ministry: Visitor, title: str, look: Callable) -> str:
    """A skill with a code and a course with two modules; answers the course's address."""
    ministry.open("/skills/new/")
    fill(ministry, name=f"Bidang {title}")
    more(ministry, "codes")
    fill(ministry, codes__0__scheme="Peraturan BPS 7/2025", codes__0__code="13134")
    send(ministry)
    assert "Peraturan BPS 7/2025" in ministry.text()
    ministry.press("a[href^='/courses/new/']")
    fill(ministry, title=title, lesson_hours="20", default_capacity="12")
    for place, hours in enumerate(("8", "")):
        more(ministry, "modules")
        fill(ministry, **{f"modules__{place}__title": f"Modul {place + 1}", f"modules__{place}__lesson_hours": hours})
    assert look(ministry) == []
    send(ministry)
    return ministry.path


@pytest.mark.parametrize(("script", "language"), [(True, "id"), (False, "en")])
def test_a_course_is_made_and_a_class_of_it_lives(script, language, browser, demo_server):
    title, first = f"Las {language}", timezone.localdate().replace(year=2031, month=5, day=5)
    with visiting(browser, demo_server, script=script, language=language) as ministry:
        ministry.enter("official.corrections")
        course = a_course(ministry, title, faults_of if script else scrolls_of)
        assert ("paling sedikit 8 JP" if language == "id" else "at least 8 JP") in ministry.text()
        assert ministry.said == []
    with visiting(browser, demo_server, script=script, language=language) as staff:
        staff.enter("staff.tangerang")
        staff.open("/sessions/new/")
        staff.page.select_option("[name=programme]", label=PROGRAMME)
        staff.page.select_option("[name=course]", label=title)
        staff.page.select_option("[name=place_kind]", "outside")
        fill(staff, first=short_date(first), starts="08.00", ends="10.00", place="Balai Desa Sukasari")
        send(staff)
        session = staff.path
        assert staff.text("h1") == title and "Balai Desa Sukasari" in staff.text()
        meetings(staff, session, faults_of if script else scrolls_of)
        staff.open(f"{session}edit/")
        fill(staff, title=f"{title} lanjutan", capacity="10")
        send(staff)
        assert staff.text("h1") == f"{title} lanjutan"
        staff.open(course)
        assert f"{title} lanjutan" in staff.text()
        assert staff.said == []


def meetings(staff: Visitor, session: str, look: Callable) -> None:
    """Add two meetings, move one and call the other off."""
    staff.open(f"{session}meetings/")
    fill(staff, first="06/05/2031", last="07/05/2031", starts="08.00", ends="10.00")
    send(staff)
    assert len(staff.texts("main ol.list > li")) == 3
    staff.press("a[href$='/move/'] >> nth=2")
    fill(staff, day="12/05/2031")
    send(staff)
    assert "12" in staff.texts("main ol.list > li")[2]
    staff.press("a[href$='/cancel/'] >> nth=1")
    send(staff)
    assert look(staff) == []
    fill(staff, because="Listrik padam")
    send(staff)
    assert "Listrik padam" in staff.texts("main ol.list > li")[1]
    assert look(staff) == []


def test_the_meetings_page_is_worked_by_keyboard_on_a_phone(browser, demo_server):
    with visiting(browser, demo_server) as staff:
        staff.enter("staff.tangerang")
        staff.page.set_viewport_size({"width": 360, "height": 740})
        staff.open("/sessions/")
        staff.press("table a[href^='/sessions/']")
        staff.press("a[href$='/meetings/']")
        staff.page.focus("[name=first]")
        for typed in ("01/02/2032", "", "08.00", "09.00"):
            staff.page.keyboard.type(typed)
            staff.page.keyboard.press("Tab")
        with staff.page.expect_navigation():
            staff.page.locator("[name=ends]").press("Enter")
        assert "1 pertemuan ditambahkan" in staff.text()
        assert staff.page.evaluate("document.scrollingElement.scrollWidth") <= 360
