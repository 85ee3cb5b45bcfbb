"""Rules on joining a class at Tangerang, and what is told of its invented people: all of it is invented as well."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from accounts.models import User
from accounts.scope import scope
from lapas_training.demo import TANGERANG, ZONE
from organisations.models import Facility
from participants.models import (
    BoardDecision,
    DisciplineEntry,
    Domicile,
    EligibilityRule,
    Interest,
    Language,
    Person,
    Question,
    QuestionAnswer,
    RiskClass,
)
from participants.models.told import Told
from participants.rule_choices import Risk, RuleKind, Spoken, Strength, Unknown
from participants.services.rules import add_rule
from programs.models import Skill

QUESTION = "Menurut dokter, boleh mengikuti latihan kerja? (contoh)"

RULES = (
    (RuleKind.RELEASE, {"when": "after", "months": 0, "days": 0}, Strength.OVERRIDE, Unknown.ADVISES),
    (RuleKind.SHARE_SERVED, {"share": "third", "by": "day"}, Strength.ADVISES, Unknown.PASSES),
    (RuleKind.DISCIPLINE, {"months": 3}, Strength.BLOCKS, Unknown.PASSES),
    (RuleKind.BOARD, {"months": None}, Strength.BLOCKS, Unknown.PASSES),
    (RuleKind.RISK, {"most": Risk.MEDIUM}, Strength.OVERRIDE, Unknown.PASSES),
    (RuleKind.QUESTION, {"text": QUESTION, "wanted": "yes"}, Strength.BLOCKS, Unknown.PASSES),
)
"""What is asked, where it does not fit, and where it is not known."""

PLACES = (("Kota Tangerang", "Banten"), ("Kabupaten Serang", "Banten"), ("Kota Bekasi", "Jawa Barat"))
SKILLS = ("Batik", "Keripik, kerupuk, dan peyek", "Pengolahan pangan")
LANGUAGES = (Spoken.INDONESIAN, Spoken.SUNDANESE, Spoken.JAVANESE)
RISKS = (Risk.MINIMUM, Risk.MEDIUM, Risk.MINIMUM, Risk.MAXIMUM)


def tell_what_rules_read(staff: User, at: datetime) -> None:
    """Make the rules and the facts once: where the prison has a rule, its staff go on with them.

    The rules begin on the day of ``at``: nobody who sits in a class by then was asked. The same is told of the same
    people in every demonstration: they go by name, since their keys are drawn by lot.
    """
    facility, today = Facility.objects.get(code=TANGERANG), at.astimezone(ZONE).date()
    if EligibilityRule.objects.filter(facility=facility).exists():
        return
    with scope(actor=staff.pk, facilities=[facility.pk]):
        for kind, asked, strength, unknown in RULES:
            rule = {"kind": kind, "parameters": asked, "strength": strength, "unknown": unknown, "starts_on": today}
            add_rule(EligibilityRule(facility=facility, **rule))
        people = Person.objects.filter(facility=facility, invented=True).order_by("name", "birth_date", "nik", "pk")
        for rows in _facts(today, people):
            if rows:
                type(rows[0]).objects.bulk_create(rows)


def _facts(today: date, people: Iterable[Person]) -> Iterable[list[Told]]:
    """Something of many, nothing of some: each kind is told of every second to fifteenth of them, not of the same."""
    known = list(enumerate(people))
    skills = {skill.name: skill for skill in Skill.objects.filter(name__in=SKILLS)}
    question = Question.objects.get(text=QUESTION)

    def every(nth: int, beginning: int, model: type[Told], **told) -> list[Told]:
        """A fact of every ``nth``, told on one of the last ninety days; what it says goes round in the lists."""
        return [
            model(person=person, starts_on=today - timedelta(days=1 + n * 7 % 90), **_said(told, n // nth))
            for n, person in known
            if n % nth == beginning
        ]

    yield every(3, 0, Interest, skill=[skills[name] for name in SKILLS])
    yield every(2, 1, RiskClass, risk=RISKS)
    yield every(4, 1, Domicile, place=[place for place, _in in PLACES], province=[province for _of, province in PLACES])
    yield every(5, 2, Language, language=LANGUAGES)
    yield every(6, 4, BoardDecision, approves=(True, True, True, False))
    yield every(15, 7, DisciplineEntry, ends_on=(today - timedelta(days=1), None))
    yield every(11, 3, QuestionAnswer, question=[question], yes=(True, True, False))


def _said(told: dict, n: int) -> dict:
    return {name: values[n % len(values)] for name, values in told.items()}
