"""The review of chosen people before anything is done: who gets in, who needs a decision, who not and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.reads import seen
from organisations.models import Facility
from participants.days import local_day
from participants.eligibility import rules_for
from participants.forms.choosing import LONGEST_REASON, Decisions
from participants.models import Person
from participants.services.answers import Answer, Outcome
from participants.services.candidates import ranked
from participants.services.choosing import told
from participants.services.enrolments import review
from participants.services.finding_listed import Line, similar
from participants.services.guests import free_for, lent_to
from participants.services.guests import home_of as whose
from participants.views.sessions import about
from programs.models import TrainingSession
from web.http import page


@dataclass(frozen=True)
class Group:
    """What the review says of everybody with one answer: kind of bucket, words, hint; whether it stands open."""

    outcome: Outcome
    kind: str
    title: str
    hint: str
    open: bool = True


GROUPS = (
    Group(
        Outcome.NEEDS_OVERRIDE,
        "look",
        _("Needs a decision"),
        _("Without a reason not enrolled."),
    ),
    Group(Outcome.ENROLLED, "ok", _("Can be enrolled"), ""),
    Group(Outcome.WAITING, "run", _("No seat left"), _("The seats end with those above.")),
    Group(Outcome.CLASH, "stop", _("Time clash"), _("Will not be enrolled.")),
    Group(Outcome.NOT_ELIGIBLE, "stop", _("Does not meet the rules"), _("Will not be enrolled, no exception.")),
    Group(Outcome.SENTENCE_ENDED, "stop", _("Sentence ended"), _("Will not be enrolled.")),
    Group(Outcome.ALREADY_IN, "", _("Already enrolled"), _("Nothing changes."), open=False),
)
"""The groups of a review in their order; whoever is not found has one of their own."""


@dataclass
class Bucket:
    """Everybody of a review who gets one answer."""

    group: Group
    people: list[Person] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What templates tell the groups apart by."""
        return self.group.outcome.value


@dataclass(frozen=True)
class Lost:
    """A line that names nobody, with the people whose numbers are similar."""

    line: Line
    near: Sequence[tuple[str, Person]]


def reviewed(request: HttpRequest, session: TrainingSession, sent: Decisions) -> HttpResponse:
    """The page that sorts people by what would become of them. Nothing is done yet; what was typed stands as it was."""
    home, now = home_of(request, session), timezone.now()
    day = local_day(now, session.venue.time_zone)
    answers = review(sent.people, session=session, home=home, at=now, overrides=sent.typed, queue=True)
    near = similar(sent.lost, home=home, day=day)
    others = {one.person for found in near.values() for one in found}
    known = _known([*sent.people, *others], session, home, now)
    buckets = _buckets(answers, known, sent.typed)
    lost = [
        Lost(line, [(one.number, known[one.person]) for one in near.get(line.n, ()) if one.person in known])
        for line in sent.lost
    ]
    seen(request, known.keys())
    counted = _counted(buckets, answers)
    acts = counted["n_can"] or counted["n_decision"] or counted["n_full"] or any(line.near for line in lost)
    context = (
        inside(session, home)
        | counted
        | {
            "home": home,
            "buckets": buckets,
            "sent": sent,
            "chosen": [person for person in sent.people if person in known],
            "lost": lost,
            "acts": acts,
            "n_lost": len(lost) + counted["n_gone"],
            "similar": any(line.near for line in lost),
            "too_long": [known[person] for person in sent.people if person in sent.too_long and person in known],
            "longest": LONGEST_REASON,
        }
    )
    context["invented"] |= any(person.invented for person in known.values())
    return page(request, "participants/review.html", context)


def _counted(buckets: list[Bucket], answers: list[Answer]) -> dict[str, int]:
    """How many there are of whom something would become, and of all others."""
    n = {bucket.group.outcome: len(bucket.people) for bucket in buckets}
    found = {
        "n_can": n.get(Outcome.ENROLLED, 0),
        "n_decision": n.get(Outcome.NEEDS_OVERRIDE, 0),
        "n_full": n.get(Outcome.WAITING, 0),
        "n_gone": sum(answer.outcome is Outcome.NOT_HERE for answer in answers),
    }
    return found | {"n_unchanged": len(answers) - sum(found.values())}


def _known(keys: Iterable[UUID], session: TrainingSession, home: Facility, at: datetime) -> dict[UUID, Person]:
    """The people held at ``home``, with what stands against each, in words."""
    day = local_day(at, session.venue.time_zone)
    rules = rules_for(session, day)
    wanted = list(keys)
    ranks = ranked(session, home=home, day=day, rules=rules, at=at, among=lambda people: people.filter(pk__in=wanted))
    return told(ranks, session=session, home=home, day=day, rules=rules, at=at)


def _buckets(answers: Iterable[Answer], known: dict[UUID, Person], typed: dict[UUID, str]) -> list[Bucket]:
    """The answers in groups. Whose reason was typed stays where it can be read and changed."""
    found = {group.outcome: Bucket(group) for group in GROUPS}
    for answer in answers:
        decided = answer.person in typed and answer.outcome in (Outcome.ENROLLED, Outcome.WAITING)
        outcome = Outcome.NEEDS_OVERRIDE if decided else answer.outcome
        if answer.person in known and outcome in found:
            person = known[answer.person]
            person.typed = typed.get(person.pk, "")
            found[outcome].people.append(person)
    return [bucket for bucket in found.values() if bucket.people]


def takes_nobody(request: HttpRequest, session: TrainingSession) -> HttpResponse | None:
    """Back to the class, with the reason, where it takes nobody in, or nobody of the reader's facility."""
    if session.is_enrolling:
        venue = session.venue_id in request.access.facilities
        if venue or lent_to(session, request.access.facilities).stands:
            return None
        messages.error(request, gettext("The agreement was ended: nobody else joins."))
    else:
        status = {"status": session.get_status_display()}
        messages.error(request, gettext("This class takes nobody in now: %(status)s.") % status)
    return redirect(session)


def home_of(request: HttpRequest, session: TrainingSession) -> Facility:
    """The facility whose people the reader chooses from: the venue, or the guest prison that the reader serves at."""
    return whose(session, request.access.facilities)


def inside(session: TrainingSession, home: Facility | None = None) -> dict:
    """What every page says that lies under the page of a class; ``free`` counts the seats for people of ``home``."""
    context = about(session)
    if home and home.pk != session.venue_id:
        context["free"] = min(context["free"], free_for(session, home))
    return context | {"trail": [*context["trail"], (session.title, session.get_absolute_url())]}
