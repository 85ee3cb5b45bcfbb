"""Courses on pages: found, read with what rests on them, made and mended by the ministry."""

import re

import pytest

from accounts.roles import Role
from programs.models import Course, CourseModule, CoursePrerequisite
from programs.services.courses import new_version
from tests.counting import questions
from tests.factories import acting, make_course, make_programme, make_session, make_skill, make_topic, make_user, post


@pytest.fixture
def ministry(client, db):
    """An official of the corrections ministry at work, reading English."""
    client.cookies["language"] = "en"
    client.force_login(post(make_user("user.corrections"), Role.CORRECTIONS))
    return client


@pytest.fixture
def skill(db):
    return make_skill("Batik")


def sent(skill, /, modules=(), asked=(), held=None, **fields) -> dict:
    """What a browser sends of a course: modules as (title, hours, position), what it asks for as (course, skill)."""
    form = {"title": "Batik dasar", "version": "1", "skill": skill.pk}
    form |= {"lesson_hours": "40", "default_capacity": "30", "minimum_attendance": "80", "pass_mark": ""}
    form |= {"modules-TOTAL_FORMS": len(modules), "modules-INITIAL_FORMS": len(held or ())}
    form |= {"prerequisites-TOTAL_FORMS": len(asked), "prerequisites-INITIAL_FORMS": 0}
    for place, module in enumerate(modules):
        names = ("title", "lesson_hours", "position")
        form |= {f"modules-{place}-{name}": value for name, value in zip(names, module, strict=True)}
        if held:
            form[f"modules-{place}-id"] = held[place].pk
    for place, (course, of_skill) in enumerate(asked):
        form |= {f"prerequisites-{place}-required_course": course, f"prerequisites-{place}-required_skill": of_skill}
    return form | fields


def test_a_course_is_made_with_modules_and_prerequisites(ministry, skill):
    before, sewing = make_course("Dasar usaha"), make_skill("Menjahit")
    modules = [("Canting", "16", ""), ("Pewarnaan", "", "")]
    answer = ministry.post("/courses/new/", sent(skill, modules, [(before.pk, ""), ("", sewing.pk)]), follow=True)
    made = Course.objects.get(title="Batik dasar")
    assert answer.redirect_chain == [(f"/courses/{made.pk}/", 302)]
    assert list(made.modules.values_list("position", "title", "lesson_hours")) == [
        (1, "Canting", 16),
        (2, "Pewarnaan", None),
    ]
    assert {(one.required_course, one.required_skill) for one in made.prerequisites.all()} == {
        (before, None),
        (None, sewing),
    }
    assert "at least 16 JP; the hours of 1 module are not known" in answer.text
    assert "Pass mark" in answer.text and "not known" in answer.text


def test_few_entries_are_enough(ministry, skill):
    nothing = dict.fromkeys(("version", "lesson_hours", "default_capacity", "minimum_attendance"), "")
    assert ministry.post("/courses/new/", sent(skill, **nothing)).status_code == 302
    page = ministry.get(f"/courses/{Course.objects.get().pk}/").text
    assert page.count('class="unknown"') == 5 and "None" not in page


def test_two_modules_change_places_in_one_edit(ministry, skill):
    made = make_course("Batik dasar", version="1", skill=skill)
    held = [CourseModule.objects.create(course=made, position=n, title=f"Modul {n}") for n in (1, 2)]
    swapped = sent(skill, [("Modul 1", "", "2"), ("Modul 2", "", "1")], held=held)
    assert ministry.post(f"/courses/{made.pk}/edit/", swapped).status_code == 302
    assert list(made.modules.values_list("title", flat=True)) == ["Modul 2", "Modul 1"]


def test_a_module_is_removed_and_another_kept_as_the_page_sends_them(ministry, skill):
    made = make_course("Batik dasar", version="1", skill=skill)
    for n in (1, 2):
        CourseModule.objects.create(course=made, position=n, title=f"Modul {n}")
    CoursePrerequisite.objects.create(course=made, required_skill=make_skill("Menjahit"))
    address = f"/courses/{made.pk}/edit/"
    page = ministry.get(address).text
    typed = dict(re.findall(r'<input[^>]* name="([\w-]+)"[^>]* value="([^"]*)"', page)) | {
        name: value for value, name in re.findall(r'<input[^>]* value="([^"]*)"[^>]* name="([\w-]+)"', page)
    }
    assert 'name="modules-0-DELETE"' in page and 'name="prerequisites-0-DELETE"' in page
    boxes = {"modules-0-DELETE": "on", "prerequisites-0-DELETE": "on"}
    asked = ministry.post(address, typed | boxes | {"skill": skill.pk})
    assert asked.status_code == 302
    assert list(made.modules.values_list("position", "title")) == [(2, "Modul 2")]
    assert not made.prerequisites.exists()


def test_two_modules_at_one_position_come_back(ministry, skill):
    answer = ministry.post("/courses/new/", sent(skill, [("Satu", "", "3"), ("Dua", "", "3")]))
    assert (answer.status_code, Course.objects.count()) == (200, 0)
    assert "Another module stands at this position." in answer.text and 'value="Dua"' in answer.text


@pytest.mark.parametrize(
    "changed", [{"lesson_hours": "banyak"}, {"minimum_attendance": "101"}, {"pass_mark": "101"}, {"title": ""}]
)
def test_what_makes_no_sense_comes_back_filled(ministry, skill, changed):
    answer = ministry.post("/courses/new/", sent(skill, [("Canting", "16", "")]) | changed)
    assert (answer.status_code, Course.objects.count(), len(answer.context["sheet"].errors)) == (200, 0, 1)
    assert 'value="Canting"' in answer.text


def test_a_prerequisite_is_one_of_the_two_and_leads_not_back(ministry, skill):
    made, other = make_course("Batik dasar", version="1", skill=skill), make_course()
    both = ministry.post(f"/courses/{made.pk}/edit/", sent(skill, asked=[(other.pk, skill.pk)]))
    assert "Choose a course or a skill, one of the two." in both.text
    CoursePrerequisite.objects.create(course=other, required_course=made)
    back = ministry.post(f"/courses/{made.pk}/edit/", sent(skill, asked=[(other.pk, "")]))
    assert "go round in a circle" in back.text and not made.prerequisites.exists()


def test_the_same_prerequisite_twice_is_refused_with_a_sentence(ministry, skill):
    other = make_course()
    answer = ministry.post("/courses/new/", sent(skill, asked=[(other.pk, ""), (other.pk, "")]))
    assert "This prerequisite stands here already." in answer.text
    assert not Course.objects.filter(title="Batik dasar").exists()


def test_one_more_module_needs_no_script(ministry, skill):
    typed = sent(skill, [("Canting", "16", "")], add="modules")
    whole = ministry.post("/courses/new/", typed)
    part = ministry.post("/courses/new/", typed, headers={"HX-Request": "true"})
    assert ["<html" in answer.text for answer in (whole, part)] == [True, False]
    assert all('name="modules-1-title"' in answer.text and 'value="Canting"' in answer.text for answer in (whole, part))


def test_a_used_course_offers_a_new_version_instead(ministry, skill, registrar, tangerang):
    made = make_course("Batik dasar", version="1", skill=skill, lesson_hours=40)
    with acting(registrar, tangerang):
        make_session(tangerang, course=made)
    page = ministry.get(f"/courses/{made.pk}/edit/")
    assert ['name="lesson_hours"' in page.text, f"/courses/{made.pk}/version/" in page.text] == [False, True]
    ministry.post(f"/courses/{made.pk}/edit/", sent(skill, title="Batik pemula", lesson_hours="99"))
    made.refresh_from_db()
    assert (made.title, made.lesson_hours) == ("Batik pemula", 40)
    answer = ministry.post(f"/courses/{made.pk}/version/", {"version": "2"}, follow=True)
    newer = Course.objects.get(version="2")
    assert answer.redirect_chain == [(f"/courses/{newer.pk}/edit/", 302)]
    assert 'name="lesson_hours"' in answer.text
    again = ministry.post(f"/courses/{made.pk}/version/", {"version": "3"})
    assert "Batik pemula 2 has replaced this version already." in again.text


def test_the_list_shows_the_newest_and_finds_by_words_and_skill(ministry, skill):
    part = make_skill("Pewarnaan", parent=skill)
    old = make_course("Celup", version="1", skill=part)
    new_version(old, version="2")
    make_course("Las dasar")

    def titles(**asked) -> list[str]:
        return [str(row) for row in ministry.get("/courses/", asked).context["rows"]]

    assert titles() == ["Celup 2", "Las dasar"]
    assert titles(old="on") == ["Celup 1", "Celup 2", "Las dasar"]
    assert titles(skill=skill.pk) == titles(q="warna") == ["Celup 2"]
    assert titles(q="zzz") == [] and titles(skill="rubbish") == ["Celup 2", "Las dasar"]


def test_the_list_goes_on_by_pages_and_asks_no_more_for_many(ministry, skill):
    Course.objects.bulk_create(Course(title=f"Paket {n:03}", skill=skill) for n in range(70))
    assert len(questions(ministry, "/courses/")) <= 12
    rows = ministry.get("/courses/").context["rows"]
    second = ministry.get("/courses/?" + rows.next).context["rows"]
    assert [len(rows), len(second), str(second.rows[0])] == [50, 20, "Paket 050"]


def test_what_uses_a_course_is_shown_as_far_as_the_reader_may_know(
    client, registrar, outsider, tangerang, cipinang, skill
):
    course = make_course("Batik dasar", skill=skill)
    programme = make_programme("Wirausaha", facility=tangerang)
    topic = make_topic(programme)
    topic.course = course
    topic.save()
    with acting(registrar, tangerang):
        make_session(tangerang, title="Kelas pagi", course=course, programme=programme)
    told = {}
    for user in (registrar, outsider, post(make_user(), Role.CORRECTIONS)):
        client.force_login(user)
        text = client.get(f"/courses/{course.pk}/").text
        told[user.username] = ["Kelas pagi" in text, "Wirausaha" in text, "sudah ada kelas" in text.lower()]
    assert list(told.values()) == [[True, True, True], [False, False, True], [False, True, True]]


def test_an_edit_of_somebody_else_is_not_written_over(ministry, skill):
    made = make_course("Batik dasar", version="1", skill=skill, lesson_hours=40)
    address = f"/courses/{made.pk}/edit/"
    seen = ministry.get(address).context["sheet"].seen_now
    Course.objects.filter(pk=made.pk).update(lesson_hours=48)
    answer = ministry.post(address, sent(skill, seen=seen))
    assert "Changed by someone else" in answer.text and "48" in answer.text
    made.refresh_from_db()
    assert made.lesson_hours == 48
