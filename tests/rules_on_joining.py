"""Rules on joining a class, for tests: one of each kind, and asking one of one person."""

from datetime import date

from participants.eligibility import answers
from participants.models import EligibilityRule, Person
from participants.rule_choices import Verdict
from programs.models import TrainingSession

ALWAYS = date(2000, 1, 1)


def make_rule(kind: str, *, strength="blocks", unknown="advises", starts_on=ALWAYS, **asked) -> EligibilityRule:
    """A rule of the thing named by ``course``, ``programme`` or ``facility``; what is left over is what it asks."""
    of = {key: asked.pop(key) for key in ("programme", "facility", "of_course") if key in asked}
    if "of_course" in of:
        of["course"] = of.pop("of_course")
    return EligibilityRule.objects.create(
        kind=kind, strength=strength, unknown=unknown, starts_on=starts_on, parameters=asked, **of
    )


def verdict(person: Person, rule: EligibilityRule, session: TrainingSession, day: date) -> Verdict:
    """What comes of one rule for one person."""
    return answers([person.pk], [rule], session, day)[person.pk][0].verdict
