"""Choosing people for a class: a page of them in their order, how many there are in each group, who is ticked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from organisations.models import Facility
from participants import eligibility
from participants.choices import AffiliationKind
from participants.days import local_day, years_between
from participants.eligibility.base import Moment
from participants.models import EligibilityRule, Interest, Person
from participants.rule_choices import Verdict
from participants.services.candidates import Group, Rank, ranked
from participants.services.clashes import clashes
from participants.services.finding import found
from participants.services.reasons import against, why
from participants.services.standing import with_standing
from programs.models import TrainingSession

SHOWN = 50
"""How many of those who can join stand on the page at once; more cannot be looked through by eye."""

OTHERS = 10
"""How many stand there of those who need a decision, and of those who cannot join; a search finds the others."""


@dataclass
class Choice:
    """What the page of candidates shows: one part of those who can join, the others, and who is ticked elsewhere."""

    first: int
    counts: dict[Group, int]
    can: list[Person]
    decision: list[Person]
    cannot: list[Person]
    ticked: set[UUID]
    kept: list[Person] = field(default_factory=list)
    """Ticked, and in no other list of the page."""

    @property
    def people(self) -> list[Person]:
        """Everybody on the page."""
        return [*self.kept, *self.can, *self.decision, *self.cannot]

    @property
    def last(self) -> int:
        """The place of the last one shown of those who can join."""
        return self.first + len(self.can)

    @property
    def previous(self) -> int | None:
        """Where the part before this one begins."""
        return max(self.first - SHOWN, 0) if self.first else None

    @property
    def next(self) -> int | None:
        """Where the part after this one begins."""
        return self.last if self.last < self.counts[Group.CAN] else None


@dataclass(frozen=True)
class Narrowed:
    """Whom somebody wants to see: what is looked for, a block, a legal status."""

    words: str = ""
    block: str = ""
    legal_status: str = ""
    interest: str = ""
    """The key of a skill."""

    def __bool__(self) -> bool:
        return bool(self.words or self.block or self.legal_status or self.interest)

    def of(self, people: QuerySet[Person], day: date) -> QuerySet[Person]:
        """Of people with their standing, those meant; an interest is one that holds on ``day``."""
        same = Q(block=self.block) if self.block else Q()
        same &= Q(legal_status=self.legal_status) if self.legal_status else Q()
        if self.interest:
            told = Interest.objects.on(day).filter(skill=self.interest, person=OuterRef("pk"))
            same &= Q(Exists(told))
        return found(people.filter(same), self.words, facilities=1)


def choice(
    session: TrainingSession,
    *,
    home: Facility,
    at: datetime,
    narrowed: Narrowed,
    ticked: Collection[UUID] = (),
    first: int = 0,
    fill: int = 0,
) -> Choice:
    """The part of the candidates that begins at place ``first``; nobody who is ticked gets lost.

    ``fill`` ticks so many more, until that many are ticked: the first who stay to the end of the class. Who is in the
    class already is listed only where somebody looks for them.
    """
    day = local_day(at, session.venue.time_zone)
    rules = eligibility.rules_for(session, day)
    ranks = ranked(session, home=home, day=day, rules=rules, at=at, among=lambda people: narrowed.of(people, day))
    groups = {group: [rank.person for rank in ranks if rank.group is group] for group in Group}
    ticked = _filled(ranks, ticked, fill)
    against_them = groups[Group.CANNOT] + (groups[Group.INSIDE] if narrowed.words else [])
    first = first if first < len(groups[Group.CAN]) else 0
    shown = {
        "can": groups[Group.CAN][first : first + SHOWN],
        "decision": groups[Group.DECISION][:OTHERS],
        "cannot": against_them[:OTHERS],
    }
    on_page = {person for keys in shown.values() for person in keys}
    shown["kept"] = [person for person in ticked if person not in on_page]
    elsewhere = set(shown["kept"]) - {rank.person for rank in ranks}
    if elsewhere:
        ranks += ranked(session, home=home, day=day, rules=rules, at=at, among=lambda p: p.filter(pk__in=elsewhere))
    wanted = on_page | set(shown["kept"])
    known = told(
        [rank for rank in ranks if rank.person in wanted], session=session, home=home, day=day, rules=rules, at=at
    )
    lists = {name: [known[key] for key in keys if key in known] for name, keys in shown.items()}
    counts = {group: len(keys) for group, keys in groups.items()} | {Group.CANNOT: len(against_them)}
    return Choice(first=first, counts=counts, ticked=set(ticked), **lists)


def _filled(ranks: Iterable[Rank], ticked: Collection[UUID], fill: int) -> list[UUID]:
    """The ticked, in their order, and of the others the first that fit, until so many are ticked."""
    chosen = dict.fromkeys(ticked)
    for rank in ranks:
        if len(chosen) >= fill:
            break
        if rank.group is Group.CAN and not rank.leaves_early:
            chosen.setdefault(rank.person)
    return list(chosen)


def told(
    ranks: Collection[Rank],
    *,
    session: TrainingSession,
    home: Facility,
    day: date,
    rules: Collection[EligibilityRule],
    at: datetime | None = None,
) -> dict[UUID, Person]:
    """These people by their keys, with their standing, each with ``rank``, ``age`` and, for those not held, ``kind``;
    ``why``: one line of what speaks for them; ``hindrance``: what stands against them and what would change it; and
    ``advice``: what rules only advise.
    """
    by_key = {rank.person: rank for rank in ranks}
    known = with_standing(Person.objects.filter(pk__in=by_key), at_facility=home, day=day).in_bulk()
    asked = [rank.person for rank in ranks if rank.verdict]
    said = eligibility.answers(asked, rules, session, day, least=Verdict.ADVISES) if asked else {}
    busy = [rank.person for rank in ranks if rank.busy]
    elsewhere = clashes(busy, session=session, joined_at=at) if busy else {}
    last = Moment(session, day, lambda _column: Q()).last_day
    for key, person in known.items():
        person.rank, rules_say = by_key[key], said.get(key, ())
        person.age = years_between(person.birth_date, day)
        person.kind = "" if person.custody_id else AffiliationKind(person.affiliation_kind).label
        person.why = why(person.rank, held=person.custody_id is not None, end=last)
        person.hindrance = against(person.rank, rules_say, clash=elsewhere.get(key), zone=session.venue.time_zone)
        person.advice = [one.value for one in rules_say if one.verdict == Verdict.ADVISES]
    return known
