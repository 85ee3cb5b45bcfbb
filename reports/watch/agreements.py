"""What the watch finds on agreements themselves: those that run out, signatures, the same agreed on twice."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from django.contrib.postgres.aggregates import ArrayAgg, StringAgg
from django.db.models import Q, Value

from organisations.choices import AgreementKind, Authority, OrganisationKind, PartyRole, Precision, SigningLevel
from organisations.force import EXPIRED, IN_FORCE, INCOMPLETE, SIGNED, end_on, is_in_force, possible_states, possibly
from organisations.models import Agreement, AgreementParty, ScopePoint
from reports.models.watch import BANDS, Finding, WatchKind
from reports.watch.found import Found

WORD = re.compile(r"\w{4,}")

RANKS = {SigningLevel.MINISTER: 4, SigningLevel.MAIN_UNIT: 3, SigningLevel.REGION: 2, SigningLevel.FACILITY: 1}
BODIES = {
    OrganisationKind.MINISTRY: 4,
    OrganisationKind.DIRECTORATE: 3,
    OrganisationKind.REGIONAL_OFFICE: 2,
    OrganisationKind.FACILITY: 1,
}
"""Whose head stands how high: whoever signs for a body on own authority is its head or stands above."""


def in_effect(on: date) -> Q:
    """What an agreement names on a day: added by then, and not removed by then."""
    added = Q(added_by=None) | Q(added_by__effective_on__lte=on)
    return added & (Q(removed_by=None) | Q(removed_by__effective_on__gt=on))


def running_out(on: date) -> Iterator[Found]:
    """Agreements that may be in force today and, as things stand, are not surely so in half a year.

    The day is the first that its last day may mean; where only a month or year is known, it cannot be told how soon.
    """
    horizon = on + timedelta(days=BANDS[-1] + 1)
    rows = Agreement.objects.filter(possibly(IN_FORCE, on))
    for agreement in rows.filter(_ends_by(horizon)).with_ends():
        day, precision = end_on(agreement, horizon)
        if agreement.ended_on and (day is None or agreement.ended_on < day):
            day, precision = agreement.ended_on, agreement.ended_on_precision
        if day and day < horizon:
            yield Found(
                WatchKind.EXPIRES, agreement.pk, day=day, day_precision=precision, open=precision != Precision.DAY
            )


def _ends_by(horizon: date) -> Q:
    return possibly(EXPIRED, horizon) | Q(ended_on__lt=horizon)


def signatures(on: date) -> Iterator[Found]:
    """Parties of agreements that are not over whose signatory had no authority for the level, or none that is known."""
    alive = possibly(IN_FORCE, on) | possibly(SIGNED, on) | possibly(INCOMPLETE, on)
    agreements = Agreement.objects.filter(alive)
    rows = AgreementParty.objects.filter(in_effect(on), role=PartyRole.PARTY, agreement__in=agreements)
    judged = rows.filter(~Q(level="") | Q(authority=Authority.DELEGATED))
    for party in judged.select_related("agreement", "organisation"):
        if finding := fault_of(party):
            yield Found(
                WatchKind.AUTHORITY,
                party.agreement_id,
                party_id=party.pk,
                finding=finding,
                open=finding == Finding.LEVEL_UNKNOWN,
            )


def fault_of(party: AgreementParty) -> str:
    """What is wrong with a signature; nothing where it is right or its level is not known."""
    if party.authority == Authority.DELEGATED:
        if not party.letter_number and party.letter_on is None:
            return Finding.NO_LETTER
        return Finding.LETTER_LATER if _letter_is_later(party) else ""
    needed = BODIES.get(party.organisation.kind, 0) if party.organisation else 0
    if RANKS.get(party.level, needed) >= needed:
        return ""
    return Finding.LEVEL if party.authority == Authority.OWN else Finding.LEVEL_UNKNOWN


def _letter_is_later(party: AgreementParty) -> bool:
    """Whether the letter is surely younger than the signature: both days are known exactly."""
    signed = (party.signed_on, party.signed_on_precision) if party.signed_on else _signed(party.agreement)
    exact = {party.letter_on_precision, signed[1]} == {Precision.DAY}
    return exact and party.letter_on > signed[0]


def _signed(agreement: Agreement) -> tuple[date | None, str]:
    return agreement.signed_on, agreement.signed_on_precision


def twice(on: date) -> Iterator[Found]:
    """Pairs with the same parties that are or will be in force at once and are about the same.

    An agreement under another, one that renews or supersedes it, and an amendment are meant to have its parties.
    """
    alive = Agreement.objects.filter(possibly(IN_FORCE, on) | possibly(SIGNED, on), in_force_from__isnull=False)
    alive = alive.exclude(kind=AgreementKind.AMENDMENT)
    parties = AgreementParty.objects.filter(in_effect(on), role=PartyRole.PARTY, agreement__in=alive).order_by()
    groups = defaultdict(list)
    for key, bodies in parties.values_list("agreement").annotate(bodies=ArrayAgg("organisation", distinct=True)):
        if None not in bodies and len(bodies) > 1:
            groups[tuple(sorted(bodies))].append(key)
    several = [keys for keys in groups.values() if len(keys) > 1]
    rows = Agreement.objects.filter(pk__in=[key for keys in several for key in keys]).with_ends().in_bulk()
    scopes = _scopes(rows, on)
    for keys in several:
        for one, other in combinations(sorted(keys), 2):
            finding = _same(scopes[one], scopes[other])
            pair = rows[one], rows[other]
            sure = None if not finding or _related(*pair) else _at_once(*pair, on)
            if sure is not None:
                open_question = finding == Finding.SCOPE_UNKNOWN or not sure
                later = max(pair, key=lambda each: each.in_force_from)
                days = {"day": later.in_force_from, "day_precision": later.in_force_from_precision}
                yield Found(WatchKind.DUPLICATE, one, other, finding=finding, open=open_question, **days)


def _scopes(rows: dict, on: date) -> dict:
    """The words of what each agreement is about: its scope and its points on the day."""
    points = ScopePoint.objects.filter(in_effect(on), agreement__in=list(rows)).order_by()
    told = dict(points.values_list("agreement").annotate(told=StringAgg("text", Value(" "))))
    return {key: frozenset(WORD.findall(f"{one.scope} {told.get(key, '')}".lower())) for key, one in rows.items()}


def _same(one: frozenset, other: frozenset) -> str:
    """Whether two scopes overlap: they share half of the words of the shorter one. One that is empty is not known."""
    if not one or not other:
        return Finding.SCOPE_UNKNOWN
    return Finding.SCOPE if 2 * len(one & other) >= min(len(one), len(other)) else ""


def _related(one: Agreement, other: Agreement) -> bool:
    """Whether one stands under, renews or supersedes the other."""
    links = ((one, other), (other, one))
    return any(b.pk in (a.parent_id, a.renews_id, a.superseded_by_id) for a, b in links)


def _at_once(one: Agreement, other: Agreement, on: date) -> bool | None:
    """Whether both are surely in force on the first day from today on which they may be; None where they may not."""
    day = max(on, one.in_force_from, other.in_force_from)
    if not all(IN_FORCE in possible_states(each, day) for each in (one, other)):
        return None
    return is_in_force(one, day) and is_in_force(other, day)
