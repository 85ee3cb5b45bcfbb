"""One answer per person of anything done to many: nobody's refusal undoes the others."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from participants.days import local_day
from participants.eligibility import RuleVerdict
from participants.models import Person
from participants.names import display_name
from participants.rule_choices import Verdict
from participants.services.clashes import Clash
from programs.models import SessionTally, TrainingSession
from web.dates import clock, long_date, weekday_date, zone_name


class Outcome(StrEnum):
    """What became of one person's enrolment; the order is that in which a page shows the answers."""

    NOT_ELIGIBLE = "not_eligible"
    NEEDS_OVERRIDE = "needs_override"
    CLASH = "clash"
    FULL = "full"
    SENTENCE_ENDED = "sentence_ended"
    NOT_HERE = "not_here"
    ALREADY_IN = "already_in"
    WAITING = "waiting"
    ENROLLED = "enrolled"


@dataclass(frozen=True)
class Answer:
    """What became of one person, and the sentence that says so: who, what, why, what to do."""

    outcome: Outcome
    sentence: str
    person: UUID
    name: str = ""
    enrolment: UUID | None = None
    rules: tuple[RuleVerdict, ...] = ()
    """What each rule says of the person."""


def sentence(
    outcome: Outcome,
    who: Person | None,
    *,
    session: TrainingSession,
    tally: SessionTally,
    clash: Clash | None,
    place: int = 0,
    rules: Collection[RuleVerdict] = (),
    lent: int | None = None,
) -> str:
    """Say it to the officer who must explain it to a person; ``place`` is that on the waiting list."""
    name = {"name": display_name(who.name) if who else ""}
    if outcome is Outcome.NOT_ELIGIBLE:
        return _("%(name)s cannot be enrolled. %(why)s") % {**name, "why": _why(rules, Verdict.BLOCKS)}
    if outcome is Outcome.NEEDS_OVERRIDE:
        return _("%(name)s is enrolled only with a reason. %(why)s") % {**name, "why": _why(rules, Verdict.OVERRIDE)}
    if outcome is Outcome.CLASH:
        return _clash(clash, name, session.venue.time_zone)
    if outcome is Outcome.FULL and lent is not None and tally.seats_taken + lent < (tally.capacity or 0):
        return _("%(name)s cannot be enrolled: every seat that the class lends to your facility is taken.") % name
    if outcome is Outcome.FULL:
        seats = {"taken": tally.capacity or 0, "capacity": tally.capacity or 0}
        return _(
            "%(name)s cannot be enrolled: class full, %(taken)d of %(capacity)d seats. "
            "Withdraw somebody first, or choose another class."
        ) % {
            **name,
            **seats,
        }
    if outcome is Outcome.SENTENCE_ENDED:
        return _(
            "%(name)s cannot be enrolled: the sentence ended on %(day)s and no release is recorded. Check the register."
        ) % {
            **name,
            "day": long_date(who.ends_on),
        }
    if outcome is Outcome.NOT_HERE:
        return _("One person was not found at this facility; nothing was done.")
    if outcome is Outcome.WAITING:
        return _("Class full. %(name)s is number %(place)d on the waiting list.") % {**name, "place": place}
    if outcome is Outcome.ALREADY_IN:
        return _("%(name)s is in this class already.") % name
    return _("%(name)s was enrolled.") % name


def _why(rules: Collection[RuleVerdict], verdict: Verdict) -> str:
    """What the rules of that verdict say, and what would change it."""
    return " ".join(
        filter(None, (words for rule in rules if rule.verdict == verdict for words in (rule.says, rule.way_on)))
    )


def _clash(clash: Clash, name: dict, zone: str) -> str:
    local = weekday_date(local_day(clash.starts_at, zone))
    return _(
        "%(name)s cannot be enrolled: on %(day)s at %(time)s %(zone)s there is a meeting of %(class)s. "
        "Withdraw from that class first, or choose a class at other hours."
    ) % {**name, "day": local, "time": clock(clash.starts_at, zone), "zone": zone_name(zone), "class": clash.title}
