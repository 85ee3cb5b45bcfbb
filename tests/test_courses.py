"""Courses: versions that keep the old one, modules, what they ask for, and what stays once classes rest on them."""

from threading import Event
from time import sleep

import pytest
from django.core.exceptions import ValidationError

from programs.lesson_hours import LessonHours
from programs.models import Course, CourseModule, CoursePrerequisite
from programs.services.courses import new_version
from tests.crowd import all_at_once
from tests.factories import acting, make_course, make_session, make_skill
from tests.raw import refused, works_for_the_owner

IN_USE = "course_in_use_is_not_rewritten"
CHANGES = [
    "UPDATE programs_course SET lesson_hours = 41 WHERE id = %(course)s",
    "UPDATE programs_course SET lesson_hours = NULL WHERE id = %(course)s",
    "UPDATE programs_course SET minimum_attendance = 70 WHERE id = %(course)s",
    "UPDATE programs_course SET pass_mark = 60 WHERE id = %(course)s",
    "UPDATE programs_coursemodule SET lesson_hours = 1 WHERE course_id = %(course)s",
    "DELETE FROM programs_coursemodule WHERE course_id = %(course)s",
    "INSERT INTO programs_coursemodule (course_id, position, title) VALUES (%(course)s, 9, 'Baru')",
    "UPDATE programs_coursemodule SET course_id = %(course)s, position = 9 WHERE course_id = %(other)s",
]


@pytest.fixture
def course(db):
    """Forty lesson hours in two modules, eighty percent to be attended."""
    made = make_course("Batik dasar", version="1", lesson_hours=40, minimum_attendance=80)
    CourseModule.objects.create(course=made, position=1, title="Canting", lesson_hours=16)
    CourseModule.objects.create(course=made, position=2, title="Pewarnaan", lesson_hours=20)
    return made


@pytest.fixture
def used(course, registrar, tangerang):
    """The same with a class."""
    with acting(registrar, tangerang):
        make_session(tangerang, course=course)
    return course


@pytest.mark.parametrize("sql", CHANGES)
def test_raw_sql_rewrites_nothing_that_classes_rest_on(sql, used):
    other = make_course()
    CourseModule.objects.create(course=other, position=1, title="Lain")
    assert refused(sql, {"course": used.pk, "other": other.pk}) == IN_USE


@pytest.mark.parametrize("sql", CHANGES)
def test_without_a_class_all_that_can_be_changed(sql, course):
    other = make_course()
    CourseModule.objects.create(course=other, position=1, title="Lain")
    assert refused(sql, {"course": course.pk, "other": other.pk}) == ""


@pytest.mark.django_db(transaction=True)
def test_it_is_the_trigger_that_refuses(registrar, tangerang):
    used = make_course(lesson_hours=40)
    with acting(registrar, tangerang):
        make_session(tangerang, course=used)
    values = {"course": used.pk}
    assert works_for_the_owner(CHANGES[0], values, actor=registrar.pk) == IN_USE
    gone = "DROP TRIGGER course_keep ON programs_course"
    assert works_for_the_owner(CHANGES[0], values, actor=registrar.pk, after=gone) == ""


def test_title_and_usual_seats_of_a_used_course_may_be_mended(used):
    sql = "UPDATE programs_course SET title = 'Batik pemula', default_capacity = 25 WHERE id = %(course)s"
    assert refused(sql, {"course": used.pk}) == ""


def test_a_new_version_takes_everything_over_and_keeps_the_old_one(used):
    skill = make_skill("Menjahit")
    CoursePrerequisite.objects.create(course=used, required_skill=skill)
    made = new_version(used, version="2")
    assert (made.title, made.version, made.lesson_hours, made.minimum_attendance) == ("Batik dasar", "2", 40, 80)
    assert list(made.modules.values_list("position", "title", "lesson_hours")) == [
        (1, "Canting", 16),
        (2, "Pewarnaan", 20),
    ]
    assert [one.required_skill for one in made.prerequisites.all()] == [skill]
    assert (used.modules.count(), used.prerequisites.count(), made.is_used) == (2, 1, False)
    assert made.versions() == used.versions() == [made, used]
    assert list(Course.objects.newest()) == [made]


def test_a_version_is_replaced_once_and_under_a_name_of_its_own(course):
    new_version(course, version="2")
    with pytest.raises(ValidationError, match="Batik dasar 2"):
        new_version(course, version="3")
    with pytest.raises(ValidationError):
        new_version(Course.objects.get(version="2"), version="1")
    assert Course.objects.count() == 2
    assert refused(
        "INSERT INTO programs_course (id, skill_id, title, version, replaces_id, invented)"
        " SELECT gen_random_uuid(), skill_id, title, '9', id, false FROM programs_course WHERE id = %(course)s",
        {"course": course.pk},
    ).startswith("programs_course_replaces_id")


def test_raw_sql_draws_no_circle_of_versions_or_prerequisites(course):
    newer = new_version(course, version="2")
    sql = "UPDATE programs_course SET replaces_id = %(newer)s WHERE id = %(course)s"
    assert refused(sql, {"course": course.pk, "newer": newer.pk}) == "course_versions_without_circle"
    first, second, third = make_course(), make_course(), make_course()
    ask = "INSERT INTO programs_courseprerequisite (course_id, required_course_id) VALUES (%(course)s, %(asked)s)"
    assert refused(ask, {"course": third.pk, "asked": second.pk}) == ""
    assert refused(ask, {"course": second.pk, "asked": first.pk}) == ""
    assert refused(ask, {"course": first.pk, "asked": third.pk}) == "courseprerequisite_without_circle"
    assert refused(ask, {"course": first.pk, "asked": first.pk}) == "courseprerequisite_without_circle"
    assert refused(ask, {"course": third.pk, "asked": second.pk}) == "courseprerequisite_once"
    assert refused(ask, {"course": third.pk, "asked": None}) == "courseprerequisite_course_or_skill"


@pytest.mark.parametrize(
    ("stated", "modules", "words", "difference"),
    [
        (40, [16, 24], "40 JP", ""),
        (40, [16, 20], "36 JP", "4 JP lebih sedikit"),
        (40, [30, 20], "50 JP", "10 JP lebih banyak"),
        (40, [16, None], "paling sedikit 16 JP; jam 1 modul tidak diketahui", ""),
        (40, [46, None], "paling sedikit 46 JP; jam 1 modul tidak diketahui", "6 JP lebih banyak"),
        (None, [16, 20], "36 JP", ""),
        (40, [None], "", ""),
        (40, [], "", ""),
        (0, [0], "0 JP", ""),
    ],
)
def test_the_sum_of_the_modules_stands_beside_what_is_stated(stated, modules, words, difference):
    rows = [CourseModule(lesson_hours=hours) for hours in modules]
    hours = LessonHours.of(Course(lesson_hours=stated), rows)
    assert (hours.sum_words, difference in hours.difference, bool(hours.difference)) == (words, True, bool(difference))


def test_hours_marks_and_seats_make_sense(course):
    for sql, name in [
        ("pass_mark = 101", "course_pass_mark_out_of_100"),
        ("minimum_attendance = 101", "course_minimum_attendance_is_percent"),
        ("default_capacity = 0", "course_has_a_seat"),
    ]:
        assert refused(f"UPDATE programs_course SET {sql} WHERE id = %(course)s", {"course": course.pk}) == name


@pytest.mark.django_db(transaction=True)
def test_a_class_that_is_being_made_stops_a_rewriting_at_the_same_moment(registrar, tangerang):
    course = make_course(lesson_hours=40)
    made = Event()

    def make(_course) -> str:
        with acting(registrar, tangerang):
            make_session(tangerang, course=course)
            made.set()
            sleep(0.4)
        return ""

    def rewrite(_course) -> str:
        made.wait(20)
        return refused(CHANGES[0], {"course": course.pk})

    assert sorted(all_at_once(lambda work: work(course), [make, rewrite])) == ["", IN_USE]
