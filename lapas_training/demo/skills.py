"""Fields of skill that the Tangerang programme taught, with their public codes, and one invented course."""

from programs.models import Course, CourseModule, CoursePrerequisite, Skill, SkillCode

SKILLS = {
    "Kriya": ("Crafts", "", ""),
    "Batik": ("Batik", "Kriya", "13134"),
    "Pengolahan pangan": ("Food processing", "", ""),
    "Keripik, kerupuk, dan peyek": ("Chips and crackers", "Pengolahan pangan", "10794"),
}
"""Name, name in English, what it is part of, and code; the codes are those of KBLI 2020."""

SCHEME = "KBLI 2020"

COURSES = {
    "Batik dasar": (40, ()),
    "Batik cap dan tulis": (36, (("Mencanting dan mengecap", 16), ("Teknik pewarnaan", 20))),
}
"""Title, lesson hours and modules; all of it is invented, and the second asks for the first."""


def make_skills() -> None:
    """Make the skills and courses that are missing; what there is, stays."""
    made = {skill.name: skill for skill in Skill.objects.all()}
    for name, (english, whole, code) in SKILLS.items():
        if name not in made:
            made[name] = Skill.objects.create(name=name, name_en=english, parent=made.get(whole))
            if code:
                SkillCode.objects.create(skill=made[name], scheme=SCHEME, code=code)
    if not Course.objects.exists():
        _make_courses(made["Batik"])


def _make_courses(skill: Skill) -> None:
    courses = [
        Course.objects.create(
            title=title,
            version="2026",
            skill=skill,
            lesson_hours=hours,
            default_capacity=30,
            minimum_attendance=80,
            invented=True,
        )
        for title, (hours, _modules) in COURSES.items()
    ]
    CourseModule.objects.bulk_create(
        CourseModule(course=course, position=position, title=title, lesson_hours=hours)
        for course in courses
        for position, (title, hours) in enumerate(COURSES[course.title][1], start=1)
    )
    CoursePrerequisite.objects.create(course=courses[1], required_course=courses[0])
