"""One line for everybody on the page of candidates: what speaks for them, or what stands against them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.days import local_day
from participants.eligibility import RuleVerdict, in_words
from participants.rule_choices import Verdict
from participants.services.candidates import Rank
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


def why(rank: Rank, *, held: bool, end: date | None) -> str:
    """One line of what speaks for somebody: the release, and since when an interest waits."""
    if not rank.waiting_since:
        return _released(rank, held, end)
    waits = _("Waiting since %(day)s.") % {"day": long_date(date.fromisoformat(rank.waiting_since))}
    return f"{_released(rank, held, end)} {waits}".strip()


def _released(rank: Rank, held: bool, end: date | None) -> str:
    """When it is, and how long after the class."""
    if rank.ends_on is None:
        return _("End of sentence not known.") if held else ""
    released = {"day": long_date(rank.ends_on), "n": (rank.ends_on - end).days if end else 0}
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


def against(rank: Rank, rules_say: Iterable[RuleVerdict] = (), *, clash: Clash | None, zone: str) -> Hindrance:
    """The first thing that stands against somebody; nothing, where nothing does.

    Of the rules those count that weigh most: who may not join at all is not told what a reason would set aside.
    """
    if rank.inside:
        return Hindrance((_("in this class already"),))
    if rank.ended:
        ended = _("sentence ended on %(day)s, release not recorded") % {"day": long_date(rank.ends_on)}
        return Hindrance((ended,), _("Check the register."))
    if rank.busy:
        return Hindrance(
            (_where(clash, zone) if clash else _("not free at these hours"),),
            _("Withdraw from that class first, or choose a class at other hours."),
        )
    if rank.verdict < Verdict.OVERRIDE:
        return Hindrance()
    weighty = [one for one in rules_say if one.verdict == rank.verdict]
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
