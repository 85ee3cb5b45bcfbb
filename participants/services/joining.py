"""Why somebody may not join: for each class that takes people in, what speaks against it and what would change it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from participants.eligibility import RuleVerdict, answers_of_one, rules_of
from participants.models import Enrolment, Person
from participants.rule_choices import Verdict
from programs.models import TrainingSession

SHOWN = 10
"""So many classes at most, those that begin soonest."""


@dataclass(frozen=True)
class Joining:
    """One class, as it stands towards one person."""

    session: TrainingSession
    free: int
    inside: bool
    clashes: bool
    against: tuple[RuleVerdict, ...]
    """The rules that do not simply fit, the strictest first."""
    fitting: tuple[RuleVerdict, ...]

    @property
    def verdict(self) -> Verdict:
        """The strictest of its rules."""
        return max((one.verdict for one in self.against), default=Verdict.PASSES)

    @property
    def blocked(self) -> bool:
        """Whether something stands against it that no reason overrides; a class that is full is another matter."""
        return self.inside or self.clashes or self.verdict == Verdict.BLOCKS

    @property
    def needs_reason(self) -> bool:
        """Whether staff may still let the person join, with a reason."""
        return not self.blocked and self.verdict == Verdict.OVERRIDE


def joinings(person: Person, *, day: date) -> list[Joining]:
    """The classes of the person's facility that take people in; the same few statements however many there are."""
    sessions = list(_open_classes(person, day))
    said = answers_of_one(person.pk, rules_of(sessions, day), sessions, day)
    return [_joining(one, said[one.pk]) for one in sessions]


def _open_classes(person: Person, day: date):
    own = Enrolment.objects.filter(person=person)
    inside = own.live().filter(session=OuterRef("pk"))
    elsewhere = own.filter(busy__overlaps=OuterRef("tally__busy")).exclude(session=OuterRef("pk"))
    ahead = Q(planned_end__isnull=True) | Q(planned_end__gte=day)
    classes = TrainingSession.objects.enrolling().filter(ahead, venue=person.facility_id)
    classes = classes.annotate(inside=Exists(inside), clashes=Exists(elsewhere))
    linked = classes.select_related("tally", "venue", "course__skill", "topic__course__skill")
    return linked.order_by(F("planned_start").asc(nulls_last=True), "pk")[:SHOWN]


def _joining(session: TrainingSession, said: list[RuleVerdict]) -> Joining:
    against = sorted((one for one in said if one.verdict), key=lambda one: -one.verdict)
    return Joining(
        session=session,
        free=max((session.capacity or 0) - session.tally.seats_taken, 0),
        inside=session.inside,
        clashes=session.clashes,
        against=tuple(against),
        fitting=tuple(one for one in said if not one.verdict),
    )
