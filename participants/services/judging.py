"""Who may come into a class and who not: asked once, for the review, for enrolling and for whoever waits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from participants import eligibility
from participants.eligibility import RuleVerdict
from participants.models import Enrolment, Person
from participants.rule_choices import Verdict
from participants.services.answers import Answer, Outcome, sentence
from participants.services.clashes import clashes
from participants.services.standing import standing_of
from programs.models import SessionGuest, SessionTally, TrainingSession


@dataclass(frozen=True)
class Terms:
    """On which terms people come into a class: from which prison, when, whose rules are set aside and why, and whether
    whoever finds no seat waits."""

    session: TrainingSession
    tally: SessionTally
    home: Facility
    at: datetime
    overrides: Mapping[UUID, str] = field(default_factory=dict)
    queue: bool = False
    lent: int | None = None
    """How many seats are left of those that the venue lends a guest prison; nothing where it sets no bound."""
    set_aside: Mapping[UUID, Collection[UUID]] = field(default_factory=dict)
    """By person, the rules that somebody set aside with a reason when the person was put on the waiting list."""

    @property
    def day(self) -> date:
        """The day by the clock of the venue."""
        return self.at.astimezone(ZoneInfo(self.session.venue.time_zone)).date()

    @property
    def joined_at(self) -> datetime | None:
        """From when on the hours of the class count; nothing where it has not begun: then all of them."""
        return self.at if has_begun(self.tally, self.at) else None

    @property
    def free(self) -> int:
        """How many seats nobody holds that these people may take."""
        free = (self.tally.capacity or 0) - self.tally.seats_taken
        return free if self.lent is None else min(free, self.lent)


def terms_of(
    session: TrainingSession,
    *,
    home: Facility | None,
    at: datetime,
    overrides: Mapping[UUID, str] | None = None,
    queue: bool = False,
) -> Terms:
    """The terms as they are now. Raises ``ValidationError`` where the venue has not agreed to take people of that
    prison (code ``not_invited``)."""
    tally, place = SessionTally.objects.get(pk=session.pk), home or session.venue
    lent = None if place.pk == session.venue_id else _lent(session, place)
    return Terms(session, tally, place, at, overrides or {}, queue, lent)


def _lent(session: TrainingSession, home: Facility) -> int | None:
    guest = SessionGuest.objects.agreed().filter(session=session, facility=home).first()
    if guest is None:
        raise ValidationError(
            _("%(venue)s has not agreed that people of %(home)s join this class."),
            code="not_invited",
            params={"venue": session.venue.name, "home": home.name},
        )
    return left_of(guest)


def left_of(guest: SessionGuest) -> int | None:
    """How many of the seats lent to a guest prison are left; nothing where the venue sets no bound."""
    if guest.seats is None:
        return None
    return guest.seats - Enrolment.objects.seated().filter(session=guest.session_id, facility=guest.facility_id).count()


@dataclass(frozen=True)
class Judged:
    """One person, what was found, and what is said of it."""

    person: UUID
    who: Person | None
    answer: Answer
    rules: tuple[RuleVerdict, ...] = ()
    """What each rule says that must be kept: all but those that were set aside before."""


def has_begun(tally: SessionTally, at: datetime) -> bool:
    """Whether the first meeting of the class has started by then."""
    return bool(tally.busy) and tally.busy[0].lower < at


def judge(people: Collection[UUID], terms: Terms, *, waiting: bool = False) -> list[Judged]:
    """What becomes of each of these people, in the order given: seats go to whoever comes first. Writes nothing.

    ``waiting``: they stand on the waiting list of this class already.
    Raises ``ValidationError`` where the class itself takes nobody (code ``not_enrolling``).
    """
    session = terms.session
    if not session.is_enrolling:
        status = session.get_status_display()
        raise ValidationError(
            _("This class takes nobody in now: %(status)s."), code="not_enrolling", params={"status": status}
        )
    wanted = list(dict.fromkeys(people))
    found = standing_of(wanted, at_facility=terms.home, day=terms.day)
    inside = Enrolment.objects.live().filter(session=session, person__in=wanted)
    already = set() if waiting else set(inside.values_list("person_id", flat=True))
    elsewhere = clashes(found, session=session, joined_at=terms.joined_at)
    rules = eligibility.rules_for(session, terms.day)
    said_by = eligibility.answers(list(found), rules, session, terms.day) if rules else {}
    free, place, judged = terms.free, terms.tally.waiting, []
    for person in wanted:
        who, clash, asked = found.get(person), elsewhere.get(person), _asked(person, said_by, terms)
        outcome = _outcome(
            who,
            terms,
            already=person in already,
            clash=clash is not None,
            worst=max((rule.verdict for rule in asked), default=Verdict.PASSES),
            reason=terms.overrides.get(person, "").strip(),
            free=free,
        )
        free -= outcome is Outcome.ENROLLED
        place += outcome is Outcome.WAITING
        said = sentence(
            outcome, who, session=session, tally=terms.tally, clash=clash, place=place, rules=asked, lent=terms.lent
        )
        name = who.name if who else ""
        judged.append(Judged(person, who, Answer(outcome, said, person=person, name=name, rules=asked), asked))
    return judged


def _asked(person: UUID, said_by: Mapping[UUID, list[RuleVerdict]], terms: Terms) -> tuple[RuleVerdict, ...]:
    """What the rules say of somebody; one that asks for a reason and has it already says nothing new."""
    before = terms.set_aside.get(person, ())
    return tuple(
        rule for rule in said_by.get(person, ()) if not (rule.verdict == Verdict.OVERRIDE and rule.rule.pk in before)
    )


def _outcome(
    who: Person | None, terms: Terms, *, already: bool, clash: bool, worst: Verdict, reason: str, free: int
) -> Outcome:
    """The first reason against a seat, the one that says most; else a seat, or a place on the waiting list."""
    if who is None or not (who.custody_id or who.affiliation_id):
        return Outcome.NOT_HERE
    if already:
        return Outcome.ALREADY_IN
    if who.ends_on is not None and who.ends_on < terms.day:
        return Outcome.SENTENCE_ENDED
    if clash:
        return Outcome.CLASH
    if worst == Verdict.BLOCKS:
        return Outcome.NOT_ELIGIBLE
    if free <= 0 and not terms.queue:
        return Outcome.FULL
    if worst == Verdict.OVERRIDE and not reason:
        return Outcome.NEEDS_OVERRIDE
    return Outcome.ENROLLED if free > 0 else Outcome.WAITING
