"""Skills in fields, with codes of an invented classification that was followed by another, and their courses."""

from datetime import date, timedelta

from lapas_training.scale import Size, World
from lapas_training.scale.chance import chance, key
from lapas_training.scale.copy import Loading
from lapas_training.scale.words import words
from programs.models import Course, Skill, SkillCode


def make_skills(size: Size, world: World, loading: Loading) -> None:
    """A tree of two levels; each skill has a course, some of them in two versions."""
    dice = chance(size.seed, "skills")
    fields = [(key(dice, size.since), name) for name in words("field")]
    skills, codes, courses = [(made, None, f"{name} (contoh)") for made, name in fields], [], []
    changed = date(size.until.year - 1, 1, 1)
    for n, subject in enumerate(words("subject")):
        skill = key(dice, size.since)
        skills.append((skill, fields[n % len(fields)][0], f"{subject} (contoh)"))
        codes.append((skill, "Klasifikasi contoh, terbitan 1", f"{1000 + 7 * n}", None, changed - timedelta(days=1)))
        codes.append((skill, "Klasifikasi contoh, terbitan 2", f"{50000 + 11 * n}", changed, None))
        for version in ("1", "2") if dice.random() < 0.3 else ("1",):
            made, hours = key(dice, size.since), dice.choice((24, 32, 40, 60, 80, 120, 160, 240))
            courses.append((made, skill, f"{subject} tingkat dasar (contoh)", version, hours, 20, 80))
            world.courses.append((made, subject))
    loading.rows(Skill, ("id", "parent", "name"), skills)
    loading.rows(SkillCode, ("skill", "scheme", "code", "valid_from", "valid_until"), codes)
    names = ("id", "skill", "title", "version", "lesson_hours", "default_capacity", "minimum_attendance")
    loading.rows(Course, names, courses)
