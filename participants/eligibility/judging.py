"""What the rules say: of a whole prison as a verdict in SQL, of some people in sentences, from the same expressions."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import IntegerField, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from organisations.models import Facility
from participants.eligibility import of_person, of_sentence, of_told, of_training
from participants.eligibility.asking import rows_about
from participants.eligibility.base import Kind, Moment, course_of
from participants.models import EligibilityRule, Person
from participants.rule_choices import Verdict
from participants.services.those import among_those
from programs.models import Course, TrainingSession
from programs.models.skills import VERSIONS

KINDS: dict[str, type[Kind]] = {
    str(kind.kind): kind
    for kind in (
        of_sentence.ShareServed,
        of_sentence.Release,
        of_person.Age,
        of_person.OfSex,
        of_person.TakesPartAs,
        of_person.OfRisk,
        of_training.Prerequisite,
        of_training.Untrained,
        of_training.Interested,
        of_told.Board,
        of_told.Lives,
        of_told.Speaks,
        of_told.Disciplined,
        of_told.Asked,
    )
}
"""Every kind of rule, by its value in ``RuleKind``."""


@dataclass(frozen=True)
class RuleVerdict:
    """What one rule says of one person, in the reader's language."""

    rule: EligibilityRule
    verdict: Verdict
    value: str
    """What was seen, in words: kept with the enrolment."""
    says: str
    """Why: the rule, and what was seen."""
    way_on: str
    """What would change a verdict against the person; empty where it is in favour."""


def in_words(rule: EligibilityRule) -> str:
    """The rule as a sentence about a person."""
    return KINDS[rule.kind].words(rule.parameters)


def rules_for(session: TrainingSession, day: date) -> list[EligibilityRule]:
    """The rules in force on ``day`` for a class: of its course in any version, its programme, and its facility."""
    of_it = Q(programme=session.programme_id) | Q(facility=session.venue_id)
    if course := course_of(session):
        of_it |= Q(course__in=RawSQL(VERSIONS, [course.pk, course.pk]))
    return list(EligibilityRule.objects.on(day).filter(of_it).order_by("kind", "pk"))


def rules_of(sessions: Collection[TrainingSession], day: date) -> dict[UUID, list[EligibilityRule]]:
    """The same for several classes, in two statements however many there are."""
    of_them = Q(programme__in={one.programme_id for one in sessions}) | Q(
        facility__in={one.venue_id for one in sessions}
    )
    rules = list(EligibilityRule.objects.on(day).filter(of_them | Q(course__isnull=False)).order_by("kind", "pk"))
    first = _first_versions(rules)
    return {one.pk: [rule for rule in rules if _is_of(rule, one, first)] for one in sessions}


def _is_of(rule: EligibilityRule, session: TrainingSession, first: dict[UUID, UUID]) -> bool:
    if rule.course_id:
        course = course_of(session)
        return course is not None and first[course.pk] == first[rule.course_id]
    return rule.programme_id == session.programme_id if rule.programme_id else rule.facility_id == session.venue_id


def _first_versions(rules: Iterable[EligibilityRule]) -> dict[UUID, UUID]:
    """For each course the first of its versions, where some rule is of a course."""
    if not any(rule.course_id for rule in rules):
        return defaultdict(lambda: None)
    older = dict(Course.objects.values_list("pk", "replaces_id"))

    def first(key: UUID) -> UUID:
        while older[key] is not None:
            key = older[key]
        return key

    return {key: first(key) for key in older}


def judged(
    people: QuerySet[Person],
    rules: Iterable[EligibilityRule],
    session: TrainingSession,
    day: date,
    *,
    home: Facility | None = None,
) -> QuerySet[Person]:
    """People with their standing, each with ``verdict``: the highest that the rules give, of no rule 0.

    They are people of the venue, or of the facility ``home`` where the venue takes in people of another one.
    """
    facility = home or session.venue
    held = Person.objects.filter(facility=facility)
    moment = Moment(session, day, lambda column: Q(**{f"{column}__in": held}))
    verdicts = [_bound(rule, moment).verdict() for rule in rules]
    none = Value(0, IntegerField())
    return people.annotate(verdict=Greatest(none, *verdicts) if verdicts else none)


def answers(
    people: Collection[UUID],
    rules: Iterable[EligibilityRule],
    session: TrainingSession,
    day: date,
    *,
    least: Verdict = Verdict.PASSES,
) -> dict[UUID, list[RuleVerdict]]:
    """What each rule says of each of these people, by their keys; of whom the reader does not see, nothing.

    ``least`` leaves out what weighs less: whoever asks only what stands against people need not be told the rest.
    """
    keys = list(people)
    moment = Moment(session, day, among_those)
    return _answered(keys, [_bound(rule, moment) for rule in rules], day, least)


def answers_of_one(
    person: UUID, rules: dict[UUID, list[EligibilityRule]], sessions: Iterable[TrainingSession], day: date
) -> dict[UUID, list[RuleVerdict]]:
    """What the rules of several classes say of one person, by the keys of the classes; one statement."""
    kinds, of = [], []
    for session in sessions:
        moment = Moment(session, day, among_those)
        kinds += [_bound(rule, moment) for rule in rules[session.pk]]
        of += [session.pk] * len(rules[session.pk])
    said: dict[UUID, list[RuleVerdict]] = defaultdict(list)
    for key, verdict in zip(of, _answered([person], kinds, day).get(person, []), strict=False):
        said[key].append(verdict)
    return said


def _answered(
    keys: list[UUID], kinds: list[Kind], day: date, least: Verdict = Verdict.PASSES
) -> dict[UUID, list[RuleVerdict]]:
    words = [in_words(kind.rule) for kind in kinds]
    return {
        row["pk"]: [_said(kind, row, n, words[n]) for n, kind in enumerate(kinds) if row[f"verdict_{n}"] >= least]
        for row in rows_about(keys, kinds, day)
    }


def _bound(rule: EligibilityRule, moment: Moment) -> Kind:
    return KINDS[rule.kind](rule, moment)


def _said(kind: Kind, row: dict, n: int, words: str) -> RuleVerdict:
    verdict, value = Verdict(row[f"verdict_{n}"]), row[f"value_{n}"]
    asked = row["custody_id"] is not None or not kind.of_the_held
    seen = kind.seen(value) if asked else _("not held, so this is not asked")
    says = _("%(rule)s Here: %(seen)s.") % {"rule": words, "seen": seen.rstrip(".")}
    return RuleVerdict(kind.rule, verdict, seen, says, kind.way_on(value) if verdict else "")
