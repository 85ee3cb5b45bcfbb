"""What the rules say: of a whole prison as a verdict in SQL, of some people in sentences, from the same expressions."""

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
from participants.eligibility.base import Kind, Moment
from participants.models import EligibilityRule, Person
from participants.rule_choices import Verdict
from participants.services.standing import with_standing
from programs.models import TrainingSession
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
    if course := Moment(session, day, lambda _column: Q()).course:
        of_it |= Q(course__in=RawSQL(VERSIONS, [course.pk, course.pk]))
    return list(EligibilityRule.objects.on(day).filter(of_it).order_by("kind", "pk"))


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
    people: Collection[UUID], rules: Iterable[EligibilityRule], session: TrainingSession, day: date
) -> dict[UUID, list[RuleVerdict]]:
    """What each rule says of each of these people, by their keys; of whom the reader does not see, nothing."""
    kinds = [_bound(rule, moment) for moment in [_of_these(people, session, day)] for rule in rules]
    found = with_standing(Person.objects.filter(pk__in=people), at_facility=None, day=day)
    if not kinds:
        return {key: [] for key in found.values_list("pk", flat=True)}
    columns = {f"verdict_{n}": kind.verdict() for n, kind in enumerate(kinds)}
    columns |= {f"value_{n}": kind.value() for n, kind in enumerate(kinds)}
    return {
        row["pk"]: [_said(kind, row, n) for n, kind in enumerate(kinds)]
        for row in found.annotate(**columns).values("pk", "custody_id", *columns)
    }


def _of_these(people: Collection[UUID], session: TrainingSession, day: date) -> Moment:
    keys = list(people)
    return Moment(session, day, lambda column: Q(**{f"{column}__in": keys}))


def _bound(rule: EligibilityRule, moment: Moment) -> Kind:
    return KINDS[rule.kind](rule, moment)


def _said(kind: Kind, row: dict, n: int) -> RuleVerdict:
    verdict, value = Verdict(row[f"verdict_{n}"]), row[f"value_{n}"]
    asked = row["custody_id"] is not None or not kind.of_the_held
    seen = kind.seen(value) if asked else _("not held, so this is not asked")
    says = _("%(rule)s Here: %(seen)s.") % {"rule": in_words(kind.rule), "seen": seen.rstrip(".")}
    return RuleVerdict(kind.rule, verdict, seen, says, kind.way_on(value) if verdict else "")
