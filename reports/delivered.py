"""What was delivered of what an agreement promises, counted until now from the classes and programmes that rest on it.

What nobody counts (trainers, materials, equipment, money, certificates) is unknown, never 0. A programme that rests on
several agreements counts fully for each of them. Who may read which counts is decided by ``reports.figures.scope``:
whoever may not be told of all that rests on an agreement is not told a part of it as if it were all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from organisations.choices import CommitmentKind, CommitmentUnit
from organisations.models import Commitment
from programs.choices import SessionStatus
from programs.models import Programme, ProgrammeBasis, TrainingSession
from reports import figures
from reports.figures import Cut, Fig, Filters
from reports.figures.scope import Reach
from web.numbers import percent

FIGURES = (Fig.CLASSES, Fig.ENROLLED, Fig.LESSON_HOURS)
RUNNING_OR_OVER = (SessionStatus.RUNNING, SessionStatus.FINISHED)

COUNTED_AS: dict[tuple[str, str], tuple[str, object]] = {
    (CommitmentKind.SEATS, CommitmentUnit.PEOPLE): (Fig.ENROLLED, _("enrolments in classes that rest on it")),
    (CommitmentKind.CLASSES, CommitmentUnit.CLASSES): (Fig.CLASSES, _("classes that rest on it")),
    (CommitmentKind.CLASSES, CommitmentUnit.LESSON_HOURS): (Fig.LESSON_HOURS, _("lesson hours held")),
    (CommitmentKind.CLASSES, CommitmentUnit.PEOPLE): (Fig.ENROLLED, _("enrolments in classes that rest on it")),
    (CommitmentKind.PROGRAMMES, CommitmentUnit.PROGRAMMES): ("programmes", _("programmes that rest on it and began")),
    (CommitmentKind.PROGRAMMES, CommitmentUnit.CLASSES): (Fig.CLASSES, _("classes that rest on it")),
    (CommitmentKind.PROGRAMMES, CommitmentUnit.PEOPLE): (Fig.ENROLLED, _("enrolments in classes that rest on it")),
    (CommitmentKind.PROGRAMMES, CommitmentUnit.LESSON_HOURS): (Fig.LESSON_HOURS, _("lesson hours held")),
    (CommitmentKind.VENUE, CommitmentUnit.FACILITIES): ("facilities", _("prisons where classes began")),
}
"""By kind and unit of a promise: what counts towards it, and the words for that. Of all others nothing is counted."""


@dataclass(frozen=True)
class Delivered:
    """How much of one promise was delivered; without a number nobody counts it."""

    promised: Decimal | None
    number: Decimal | int | None = None
    counted: object = ""
    """In words what was counted."""

    @property
    def is_met(self) -> bool | None:
        """Whether as much was delivered as was promised; unknown where one of the two is."""
        return None if self.promised is None or self.number is None else self.number >= self.promised

    @property
    def is_over(self) -> bool:
        """Whether more was delivered than promised."""
        return bool(self.is_met) and self.number > self.promised

    @property
    def share(self) -> str:
        """Delivered, divided by promised; empty where one of the two is unknown."""
        return "" if self.is_met is None else percent(self.number, self.promised)


def delivered(commitments: Iterable[Commitment], reach: Reach, on: date) -> dict[UUID, Delivered]:
    """What was delivered of each of these promises until a day, by its key: a few statements, however many they are."""
    promises = list(commitments)
    whole = _told_whole({one.agreement_id for one in promises if _kind(one) in COUNTED_AS}, reach)
    counts = _counts(whole, reach, on)
    found = {}
    for one in promises:
        what, words = COUNTED_AS.get(_kind(one), ("", ""))
        number = counts.get((one.agreement_id, what), 0) if what and one.agreement_id in whole else None
        found[one.pk] = Delivered(one.quantity, number, words)
    return found


def _kind(commitment: Commitment) -> tuple[str, str]:
    return commitment.kind, commitment.unit


def _counts(agreements: set[UUID], reach: Reach, on: date) -> Mapping[tuple[UUID, str], Decimal | int | None]:
    """By agreement and what is counted; lesson hours are unknown where no attendance was recorded."""
    if not agreements:
        return {}
    where = Filters.of(Cut.AGREEMENT, *sorted(agreements))
    told = figures.table(reach, rows=Cut.AGREEMENT, where=where, figures=FIGURES)
    counts: dict[tuple[UUID, str], Decimal | int | None] = {}
    for key in agreements:
        cell = told.row(str(key))
        counts |= {(key, fig): cell[fig].number for fig in FIGURES}
    for row in _begun(agreements, on):
        counts[row["agreement"], "programmes"] = row["programmes"]
    for row in _places(agreements):
        counts[row["programme__bases__agreement"], "facilities"] = row["facilities"]
    return counts


def _told_whole(agreements: set[UUID], reach: Reach) -> set[UUID]:
    """Those of which the reader may be told everything that rests on them."""
    if reach.everything or not agreements:
        return agreements
    organised = Programme.objects.filter(roles__role="organiser", roles__organisation__in=reach.organisations)
    others = ProgrammeBasis.objects.filter(agreement__in=agreements).exclude(programme__in=organised.values("pk"))
    return agreements - set(others.values_list("agreement", flat=True))


def _begun(agreements: set[UUID], on: date):
    """How many programmes that rest on each began: by their own first day, or because a class of theirs did."""
    held = TrainingSession.objects.filter(programme=OuterRef("programme"), status__in=RUNNING_OR_OVER)
    rows = ProgrammeBasis.objects.filter(agreement__in=agreements)
    begun = rows.filter(Q(programme__actual_start__lte=on) | Exists(held))
    return begun.order_by().values("agreement").annotate(programmes=Count("programme", distinct=True))


def _places(agreements: set[UUID]):
    """In how many prisons classes that rest on each began."""
    sessions = TrainingSession.objects.filter(status__in=RUNNING_OR_OVER)
    rows = sessions.filter(programme__bases__agreement__in=agreements).order_by()
    return rows.values("programme__bases__agreement").annotate(facilities=Count("venue", distinct=True))
