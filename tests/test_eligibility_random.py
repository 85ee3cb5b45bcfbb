"""Over random people and rules: the verdict over a prison, the answers for one person and a simple model agree."""

import os
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.eligibility import answers, judged
from participants.models import Person, Question
from participants.rule_choices import RuleKind
from participants.services.standing import with_standing
from programs.services.sessions import Hours
from tests.eligibility_model import LANGUAGES, RISKS, STAGES, Model, Told, make_people, near, shifted
from tests.factories import MORNING, acting, make_course, make_session, make_skill
from tests.rules_on_joining import make_rule

PEOPLE, RULES = 12, 8
EXAMPLES = 400 if os.environ.get("SOAK") else 25


class UndoneError(Exception):
    """Ends an example, so that the next begins with nothing."""


class Setting:
    """Skills, courses and classes that the examples share; a class each week, so that nobody clashes."""

    def __init__(self, facility):
        self.facility = facility
        batik = make_skill("Batik")
        cap = make_skill("Batik cap", parent=batik)
        self.skills = [batik, cap, make_skill("Jahit")]
        old = make_course("Cap", version="1", skill=cap)
        new = make_course("Cap", version="2", skill=cap, replaces=old)
        self.courses = [make_course("Batik", skill=batik), old, new, make_course("Jahit", skill=self.skills[2])]
        self.classes = [
            make_session(facility, course=course, hours=week(n), capacity=99)
            for n, course in enumerate([*self.courses, *self.courses])
        ]
        self.question = Question.objects.create(text="Sehat?")

    def counting(self, course) -> list:
        """The courses that count for one: its versions."""
        return self.courses[1:3] if course in self.courses[1:3] else [course]

    def within(self, skill) -> list:
        """The courses that teach a skill or a part of it."""
        return self.courses[:3] if skill == self.skills[0] else [c for c in self.courses if c.skill == skill]

    def near(self, skill) -> list:
        """A skill, its parts, and what it is part of."""
        pair = [one.pk for one in self.skills[:2]]
        return pair if skill.pk in pair else [skill.pk]


def week(n: int) -> Hours:
    first = MORNING.first + timedelta(weeks=n)
    return Hours(first=first, last=first + timedelta(days=2), starts=MORNING.starts, ends=MORNING.ends)


def asked(kind: str, chance: Random, setting: Setting, session) -> dict:
    """Random parameters of a kind; what begins with ``_`` is for the model alone."""
    by = chance.choice(["day", "start"])
    if kind == "prerequisite":
        course = chance.choice(setting.courses)
        if chance.random() < 0.5:
            return {"course": str(course.pk), "course_title": str(course), "_courses": setting.counting(course)}
        within = setting.within(course.skill)
        return {"skill": str(course.skill.pk), "skill_name": course.skill.name, "_courses": within}
    return {
        "share_served": {"share": chance.choice(STAGES[:3]), "by": by},
        "release": {
            "when": chance.choice(["after", "before", "within"]),
            "months": chance.choice([0, 1, 6, 12, 24]),
            "days": chance.choice([0, 0, 7, 30]),
        },
        "age": {"least": chance.choice([None, 18, 19]), "most": chance.choice([40, 60]), "by": by},
        "sex": {"sex": chance.choice("PL")},
        "takes_part_as": {"kinds": chance.choice([["convict"], ["convict", "detainee"], ["juvenile", "officer"]])},
        "risk": {"most": chance.choice(RISKS)},
        "untrained": {},
        "interest": {"_near": setting.near(session.course.skill)},
        "board": {"months": chance.choice([None, 6, 12])},
        "domicile": {"places": chance.choice([["banten"], ["Jawa Barat", "Serang"], ["Kota Bogor"]])},
        "language": {"languages": chance.sample(LANGUAGES, chance.choice([1, 2]))},
        "discipline": {"months": chance.choice([1, 6, 12])},
        "question": {"question": str(setting.question.pk), "text": "Sehat?", "wanted": chance.choice(["yes", "no"])},
    }[kind]


def some_rules(chance: Random, setting: Setting, session) -> list:
    """A few random rules; each row carries what the model needs beside what was stored."""
    rules = []
    for kind in chance.sample(RuleKind.values, RULES):
        known = asked(kind, chance, setting, session)
        stored = {key: value for key, value in known.items() if not key.startswith("_")}
        strength, unknown = chance.choice(["advises", "override", "blocks"]), chance.choice(["passes", "override"])
        rule = make_rule(kind, facility=setting.facility, strength=strength, unknown=unknown, **stored)
        rules.append((rule, known))
    return rules


def verdicts_by_model(model: Model, rules: list, told: Told) -> list[int]:
    found = []
    for rule, known in rules:
        rule.parameters, stored = known, rule.parameters
        found.append(model.verdict(rule, told))
        rule.parameters = stored
    return found


@pytest.fixture
def setting(registrar, tangerang):
    with acting(registrar, tangerang):
        yield Setting(tangerang)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not os.environ.get("SOAK"),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
@pytest.mark.soak
def test_a_prison_one_person_and_the_model_agree(seed, setting):
    chance = Random(seed)
    day = chance.choice([date(2024, 2, 29), date(2024, 2, 28), date(2024, 8, 31), near(chance, date(2024, 6, 15))])
    try:
        with transaction.atomic():
            compare(chance, setting, day)
            raise UndoneError
    except UndoneError:
        pass


def compare(chance: Random, setting: Setting, day: date) -> None:
    session = chance.choice(setting.classes)
    session.planned_start = chance.choice([None, near(chance, day)])
    session.planned_end = chance.choice([shifted(day, 1), date(2024, 2, 29), near(chance, day)])
    told_of = {"classes": setting.classes, "skills": setting.skills, "question": setting.question}
    people = make_people(chance, setting.facility, day, PEOPLE, **told_of)
    rules = some_rules(chance, setting, session)
    rows = [rule for rule, _known in rules]
    model = Model(session, day, session.planned_end, setting.within(session.course.skill))
    expected = {told.row.pk: verdicts_by_model(model, rules, told) for told in people}
    standing = with_standing(Person.objects.filter(facility=setting.facility), at_facility=setting.facility, day=day)
    prison = dict(judged(standing, rows, session, day).values_list("pk", "verdict"))
    assert prison == {key: max(each) for key, each in expected.items()}
    said = answers(list(expected), rows, session, day)
    assert {key: [one.verdict for one in each] for key, each in said.items()} == expected
    one = chance.choice(people).row.pk
    assert [v.verdict for v in answers([one], rows, session, day)[one]] == expected[one]
    assert all(v.says and v.value and bool(v.way_on) == bool(v.verdict) for each in said.values() for v in each)
