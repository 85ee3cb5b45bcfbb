"""Filling a class of thirty in a real browser: in few clicks, on a phone, by keyboard alone, without script."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from tests.hands import Hands
from tests.journey import Visitor, new_class, visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SEATS, CLICKS = 30, 5
weeks = count(8)
"""Each class has a week of its own, so that no two clash. All are soon: few sentences last until a class far ahead."""


def a_class(staff: Visitor, title: str, seats: int = SEATS) -> str:
    """An empty class with seats; answers its address."""
    first = timezone.localdate() + timedelta(weeks=next(weeks))
    return new_class(staff, title, first=first, last=first, starts="08.00", ends="10.00", seats=seats)


@pytest.mark.parametrize(
    ("width", "keys", "script", "language"),
    [
        (1366, False, True, "id"),
        (1366, False, False, "en"),
        (360, False, True, "en"),
        (360, True, False, "id"),
    ],
    ids=["desk", "no-script", "phone", "phone-keyboard-no-script"],
)
def test_a_class_of_thirty_is_filled_in_five_clicks(width, keys, script, language, browser, demo_server):
    with visiting(browser, demo_server, script=script, language=language) as staff:
        staff.enter("staff.tangerang")
        session = a_class(staff, f"Kelas {width} {keys} {script} {language}")
        staff.page.set_viewport_size({"width": width, "height": 768})
        hands = Hands(staff, keys=keys, script=script)
        staff.open(session)
        steps = (
            f"a.btn-primary[href='{session}choose/']",
            "button[name=pick]",
            f"button[formaction='{session}review/']",
            ".action-bar button.btn-primary",
        )
        for step in steps:
            hands.press(step)
        assert (staff.text(".bucket.ok .n"), len(steps) <= CLICKS) == (str(SEATS), True)
        staff.open(session)
        assert staff.texts(".seats strong") == [str(SEATS), "0"]
        assert staff.said == []


def test_ticks_survive_the_pages_of_the_list_and_a_search(browser, demo_server):
    with visiting(browser, demo_server) as staff:
        staff.enter("staff.tangerang")
        session = a_class(staff, "Kelas halaman", seats=3)
        staff.open(f"{session}choose/")
        first = staff.page.locator("label.pick").nth(1)
        name = first.locator(".name").inner_text()
        first.locator("input").check()
        staff.press("button[name=first]")
        assert name in staff.text("[aria-labelledby=kept-title]")
        staff.page.locator("[aria-labelledby=people-title] label.pick input").first.check()
        staff.page.fill("[name=q]", "zzyx qq")
        staff.press(".filters [type=submit]")
        assert staff.page.locator("input[name=p]:checked").count() == 2
        staff.press("button[formaction$='/review/']")
        assert staff.text(".bucket.ok .n") == "2"
        staff.press("button[formaction$='/choose/']")
        assert staff.page.locator("input[name=p]:checked").count() == 2
        assert staff.said == []


@pytest.mark.parametrize(("script", "language"), [(True, "id"), (False, "en")])
def test_pasted_numbers_lead_to_the_review_and_to_the_waiting_list(script, language, browser, demo_server):
    with visiting(browser, demo_server, script=script, language=language) as staff:
        staff.enter("staff.tangerang")
        session = a_class(staff, f"Kelas tempel {language}", seats=2)
        hands = Hands(staff, keys=False, script=script)
        staff.open(f"{session}choose/")
        numbers = [text.split(" · ")[0] for text in staff.texts("[aria-labelledby=people-title] label.pick .more")[:3]]
        hands.open_menu(".page-head details.menu summary")
        hands.press(f"a[href='{session}choose/paste/']")
        staff.page.fill("[name=numbers]", "\n".join([*(number.lower() for number in numbers), "Z.9/1900"]))
        hands.press("form.panel .btn-primary")
        assert staff.texts(".bucket .n") == ["2", "1", "1"]
        hands.press(".action-bar button.btn-primary")
        assert staff.texts(".bucket .n") == ["1", "2", "1"]
        staff.open(f"{session}choose/copy/")
        hands.look()
        staff.press("main ul.list a")
        hands.look()
        hands.press(".action-bar button.btn-primary")
        assert staff.said == []
