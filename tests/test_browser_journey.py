"""The journey in a real Chromium, with script and without: a class is made, filled, left, attended and printed."""

import re
from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from tests.journey import confirm, enrol, in_indonesian, new_class, review, send, visiting
from web.dates import weekday_date

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
weeks = count(1)
"""Each class has a week of its own, so that no two clash unless a test wants it."""


@pytest.fixture
def staff(browser, demo_server):
    """The registrar of Tangerang, signed in. Whatever happens, no page breaks the policy or asks anybody else."""
    yield from signed_in(browser, demo_server, script=True)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def either(request, browser, demo_server):
    """The same, once with script and once without."""
    yield from signed_in(browser, demo_server, script=request.param)


def signed_in(browser, base, *, script):
    with visiting(browser, base, script=script) as visitor:
        visitor.enter("staff.tangerang")
        yield visitor
    assert visitor.said == []


def week() -> dict:
    """Days and hours that nothing else takes."""
    first = timezone.localdate() + timedelta(weeks=next(weeks))
    return {"first": first, "last": first + timedelta(days=2), "starts": "13.00", "ends": "15.00"}


def all_of_today() -> dict:
    """Hours that have begun and go on, whenever the test runs."""
    return {"first": timezone.localdate(), "last": timezone.localdate(), "starts": "00.00", "ends": "23.59"}


def test_a_class_gets_its_meetings_and_thirty_people_in_one_submission(either):
    session = new_class(either, "Kelas jahit", seats=30, **week())
    assert either.text("[role=status]").startswith("Kelas tersimpan dengan 3 pertemuan")
    either.press(f"a.btn-primary[href='{session}choose/']")
    either.press("button[name=pick]")
    assert len(send(either)) == 30
    assert (either.text(".bucket.ok .n"), either.texts(".bucket.stop")) == ("30", [])
    either.press(f".action-bar a[href='{session}']")
    assert either.page.locator("ol.roster li a.name").count() == 30
    assert either.texts(".seats strong") == ["30", "0"]


def test_the_one_after_the_last_seat_is_refused_with_a_sentence(staff, browser, demo_server):
    session = new_class(staff, "Kelas penuh", seats=2, **week())
    staff.open(f"{session}choose/")
    row = staff.page.locator("label.pick").nth(5)
    name = row.locator(".name").inner_text()
    row.locator("input").check()
    review(staff)
    with visiting(browser, demo_server) as colleague:
        colleague.enter("instructor.tangerang")
        assert len(enrol(colleague, session, 2)) == 2
    confirm(staff)
    refusal = staff.text(".bucket.stop li")
    assert name in refusal and "2 dari 2 kursi" in refusal
    assert "Kelas penuh" in staff.text(".page-head .line")


def test_who_sits_elsewhere_at_that_hour_is_refused_with_the_meeting_named(staff, browser, demo_server):
    hours = week()
    sewing = new_class(staff, "Kelas sulam", seats=5, **hours)
    baking = new_class(staff, "Kelas roti", seats=5, **hours)
    staff.open(f"{baking}choose/")
    row = staff.page.locator("label.pick").first
    name, key = row.locator(".name").inner_text(), row.locator("input").get_attribute("value")
    row.locator("input").check()
    review(staff)
    with visiting(browser, demo_server) as colleague:
        colleague.enter("instructor.tangerang")
        assert key in enrol(colleague, sewing, 1)
    confirm(staff)
    refusal = staff.text(".bucket.stop li")
    day = in_indonesian(weekday_date, hours["first"])
    assert all(words in refusal for words in (name, day, "pukul 13.00 WIB", "Kelas sulam")), refusal
    staff.open(f"{baking}choose/")
    staff.page.fill("[name=q]", name)
    staff.press(".filters [type=submit]")
    hindrance = next(text for text in staff.texts("li.pick.off") if name in text)
    assert "Kelas sulam" in hindrance


def test_one_leaves_with_a_reason_and_the_seat_is_free(either):
    session = new_class(either, "Kelas salon", seats=3, **week())
    enrol(either, session, 3)
    either.open(session)
    gone = either.page.locator("ol.roster a.name").first.inner_text()
    either.page.locator("ol.roster input[name=enrolment]").first.check()
    either.press("button[name=ask]")
    assert gone in either.text("h1")
    either.press("form.confirm button.btn-danger")
    assert either.text("section.errors h2") == "2 isian perlu dibetulkan"
    either.page.locator("form.confirm input[name=kind]").first.check()
    either.page.fill("form.confirm [name=reason]", "Dijadwalkan sidang pada jam yang sama.")
    either.press("form.confirm button.btn-danger")
    assert either.path == session
    assert either.texts(".seats strong") == ["2", "1"]
    assert gone not in either.texts("ol.roster a.name")
    assert any(gone in text and "sidang" in text for text in either.texts("section[aria-labelledby=left-title] li"))


def test_attendance_is_everyone_and_then_the_exception(either):
    session = new_class(either, "Kelas hari ini", seats=4, **all_of_today())
    enrol(either, session, 4)
    either.open("/")
    either.press(either.page.locator("article.today", has_text="Kelas hari ini").last.locator("a.btn"))
    day = either.path
    either.press("button[value=semua-hadir]")
    assert "4 hadir" in either.text("[role=status]")
    either.page.locator("fieldset.att label.x").first.click()
    either.press("button[value=simpan]")
    assert either.text("section.errors h2") == "1 isian perlu dibetulkan"
    either.page.locator("select[name^=reason-]").first.select_option("sick")
    either.press("button[value=simpan]")
    assert (either.path, "3 hadir, 1 sakit" in either.text("[role=status]")) == (day, True)
    either.open(f"{session}attendance/")
    # The star says that this mark was another one before.
    assert sorted(either.texts("table.grid-att tbody abbr")) == ["H", "H", "H", "S*"]


def test_the_sheet_prints_on_one_page(staff):
    session = new_class(staff, "Kelas dengan lembar", seats=30, **week())
    enrol(staff, session, 30)
    staff.open(session)
    staff.press("a[href$='/sheet/']")
    assert staff.page.locator("table.signing tbody tr").count() == 30
    staff.page.emulate_media(media="print")
    assert [staff.page.locator(part).first.is_visible() for part in (".site-top", ".tools", ".paper")] == [
        False,
        False,
        True,
    ]
    assert len(re.findall(rb"/Type\s*/Page\b", staff.page.pdf(prefer_css_page_size=True))) == 1


def test_the_page_of_a_person_shows_every_training(staff):
    staff.open("/sessions/?q=olahan")
    staff.press("table.data th a")
    of_july = {link.get_attribute("href").split("/")[2] for link in staff.page.locator("ol.roster a.name").all()}
    session = new_class(staff, "Kelas lanjutan", seats=2, **week())
    staff.open(f"{session}choose/")
    offered = [box.get_attribute("value") for box in staff.page.locator("input[name=p]").all()]
    key = next(key for key in offered if key in of_july)
    staff.page.check(f"input[name=p][value='{key}']")
    send(staff)
    staff.open(session)
    staff.press(f"ol.roster a[href='/people/{key}/']")
    history = staff.texts("ol.timeline li")
    assert "Kelas lanjutan" in history[0]
    (of_july_2023,) = [line for line in history if "Bimtek WUB IKM olahan pangan" in line]
    assert "17–22 Juli 2023" in of_july_2023


def test_staff_of_another_prison_find_none_of_it(staff, browser, demo_server):
    session = new_class(staff, "Kelas tertutup", seats=2, **all_of_today())
    enrol(staff, session, 1)
    staff.open(session)
    links = [link.get_attribute("href") for link in staff.page.locator("main a").all()]
    own = {link for link in links if re.match("/(sessions|meetings|people)/[0-9a-f]", link or "")}
    own |= {session, f"{session}choose/", f"{session}attendance/"}
    assert len(own) >= 6
    with visiting(browser, demo_server) as outsider:
        outsider.enter("staff.cipinang")
        answers = {address: (outsider.open(address), outsider.text("h1")) for address in own}
        assert set(answers.values()) == {(404, "Halaman tidak ditemukan")}
        assert "Kelas tertutup" not in outsider.text("body")


def test_the_language_is_switched_and_stays(either):
    either.speak("en")
    assert (either.page.locator("html").get_attribute("lang"), either.text("h1")) == ("en", "Today")
    either.open("/people/")
    assert either.text("h1") == "People"
    either.speak("id")
    assert (either.path, either.text("h1")) == ("/people/", "Orang")


def test_after_signing_out_the_back_button_shows_nothing(either):
    either.open("/people/")
    name = either.page.locator("table.data th a").first.inner_text()
    either.sign_out()
    assert either.path == "/accounts/login/"
    either.page.go_back()
    assert (name in either.page.content(), either.page.locator("[name=password]").count()) == (False, 1)


def test_a_password_is_changed_and_the_old_one_counts_no_more(staff):
    old, new = "kata-sandi-contoh", "kata-sandi-yang-baru"
    for before, after in ((old, new), (new, old)):
        staff.open("/accounts/password/")
        for name, value in (("old_password", before), ("new_password1", after), ("new_password2", after)):
            staff.page.fill(f"[name={name}]", value)
        staff.press("form.panel [type=submit]")
        assert staff.path == "/accounts/password/changed/"
        staff.sign_out()
        staff.sign_in("staff.tangerang", before)
        assert staff.page.locator("[role=alert]").count() == 1
        staff.sign_in("staff.tangerang", after)
        assert staff.text("h1") == "Hari ini"
