"""One line for everybody on the page of candidates: what speaks for them, or what stands against them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.days import local_day
from participants.eligibility import RuleVerdict, in_words
from participants.models import Person
from participants.rule_choices import Verdict
from participants.services.clashes import Clash
from web.dates import clock, long_date, weekday_date, zone_name

NEAR = 60
"""Days after the class within which they are counted; later a date says more."""


@dataclass(frozen=True)
class Hindrance:
    """What stands against somebody, in a few words each, and what would change it."""

    why: tuple[str, ...] = ()
    way_on: str = ""
    rules: str = ""
    """Which rules ask for what does not fit."""


def why(person: Person, *, end: date | None) -> str:
    """One line of what speaks for a person who is considered: the release, and since when an interest waits."""
    if not person.waiting_since:
        return _released(person, end)
    waits = _("Waiting since %(day)s.") % {"day": long_date(date.fromisoformat(person.waiting_since))}
    return f"{_released(person, end)} {waits}".strip()


def _released(person: Person, end: date | None) -> str:
    """When it is, and how long after the class."""
    if person.ends_on is None:
        return _("End of sentence not known.") if person.custody_id else ""
    released = {"day": long_date(person.ends_on), "n": (person.ends_on - end).days if end else 0}
    if not end or released["n"] > NEAR:
        return _("Sentence ends %(day)s.") % released
    if released["n"] < 0:
        released["n"] = -released["n"]
        return (
            ngettext(
                "Sentence ends %(day)s, %(n)s day before the class does.",
                "Sentence ends %(day)s, %(n)s days before the class does.",
                released["n"],
            )
            % released
        )
    return (
        ngettext(
            "Sentence ends %(day)s, %(n)s day after the class.",
            "Sentence ends %(day)s, %(n)s days after the class.",
            released["n"],
        )
        % released
    )


def against(person: Person, rules_say: Iterable[RuleVerdict] = (), *, clash: Clash | None, zone: str) -> Hindrance:
    """The first thing that stands against a person who is considered; nothing, where nothing does.

    Of the rules those count that weigh most: who may not join at all is not told what a reason would set aside.
    """
    if person.inside:
        return Hindrance((_("in this class already"),))
    if person.ended:
        ended = _("sentence ended on %(day)s, release not recorded") % {"day": long_date(person.ends_on)}
        return Hindrance((ended,), _("Check the register."))
    if person.busy:
        return Hindrance(
            (_where(clash, zone) if clash else _("not free at these hours"),),
            _("Withdraw from that class first, or choose a class at other hours."),
        )
    if person.verdict < Verdict.OVERRIDE:
        return Hindrance()
    weighty = [one for one in rules_say if one.verdict == person.verdict]
    return Hindrance(
        tuple(one.value for one in weighty),
        " ".join(one.way_on for one in weighty),
        " ".join(in_words(one.rule) for one in weighty),
    )


def _where(clash: Clash, zone: str) -> str:
    return _("clash: %(class)s, %(day)s at %(time)s") % {
        "class": clash.title,
        "day": weekday_date(local_day(clash.starts_at, zone)),
        "time": f"{clock(clash.starts_at, zone)} {zone_name(zone)}",
    }
