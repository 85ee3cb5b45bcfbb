"""The one gate into a class, through its states, and the way out. Nothing else writes the status of an enrolment."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from participants.choices import LIVE, RESULTS, EnrolmentStatus, WithdrawalReason
from participants.models import Enrolment, Person, RuleAnswer
from participants.rule_choices import Verdict
from participants.services.answers import Answer, Outcome
from participants.services.judging import Judged, Terms, judge, terms_of
from participants.services.rule_answers import keep_answers
from programs.models import TrainingSession
from web.keys import uuid7
from web.refusals import refusal
from web.retry import Result as Done
from web.retry import retrying

SENTENCES = {
    "enrolment_identity_is_final": _("Who sits in which class is not rewritten; withdraw and enrol again."),
    "enrolment_ended_is_final": _("An ended enrolment is final; enrol the person again."),
    "enrolment_reason_goes_with_status": _("The reason of a change is not rewritten; make another change."),
    "enrolment_guest_is_agreed": _("The venue has not agreed that people of this facility join the class."),
    "enrolment_guest_has_seat": _("Every seat that the class lends to this facility is taken."),
    "enrolment_custody_of_person_at_facility": _("The stay belongs to another person or facility."),
    "enrolment_affiliation_of_person_at_facility": _("The affiliation belongs to another person or facility."),
    "enrolment_class_takes_people": _("The class takes people only while it is open or running."),
    "session_over_is_empty": _("Somebody is still in the class: nobody stays in one that is finished or cancelled."),
    "history_key_is_never_changed": _("The key of a record is never changed."),
}
"""What the refusals say of constraints that Django cannot write."""

TAKEN_IN = {Outcome.ENROLLED: EnrolmentStatus.ENROLLED, Outcome.WAITING: EnrolmentStatus.WAITING}
"""The answers that bring somebody in, and as what."""

SITTING = (EnrolmentStatus.ENROLLED, EnrolmentStatus.SUSPENDED)
"""Whoever holds a seat and has no result yet."""


def review(
    people: Collection[UUID],
    *,
    session: TrainingSession,
    home: Facility | None = None,
    at: datetime,
    overrides: Mapping[UUID, str] | None = None,
    queue: bool = False,
) -> list[Answer]:
    """What ``enrol`` would answer now. Writes nothing and holds nothing: another may take the seat meanwhile."""
    terms = terms_of(session, home=home, at=at, overrides=overrides, queue=queue)
    return [judged.answer for judged in judge(people, terms)]


def enrol(
    people: Collection[UUID],
    *,
    session: TrainingSession,
    home: Facility | None = None,
    at: datetime,
    overrides: Mapping[UUID, str] | None = None,
    queue: bool = False,
) -> list[Answer]:
    """Give each of these people a seat in the class, in the order given, or say why not.

    ``home`` is the prison they belong to, the venue where none is named; ``overrides`` says for whom a rule is set
    aside, and why; with ``queue``, whoever finds no seat waits for one.
    Locks the class, then the people, both in the order of their keys; reads seats and hours again; inserts
    once. Constraints stand behind it. Runs in the scope of whoever acts: the event log takes the name from there.
    Raises ``ValidationError`` where the class itself takes nobody (code ``not_enrolling``), or nobody of that
    prison (``not_invited``).
    """
    wanted = list(dict.fromkeys(people))

    def work() -> list[Answer]:
        terms = terms_of(_lock(session.pk), home=home, at=at, overrides=overrides, queue=queue)
        _hold(wanted)
        return _take_in(judge(wanted, terms), terms)

    return _written(work)


def promote(
    *,
    session: TrainingSession,
    home: Facility | None = None,
    at: datetime,
    overrides: Mapping[UUID, str] | None = None,
) -> list[Answer]:
    """Give the free seats of the class to whoever of the prison waits longest.

    Everything is asked again: whoever may not join now keeps the place on the list and is told why.
    """

    def work() -> list[Answer]:
        terms = terms_of(_lock(session.pk), home=home, at=at, overrides=overrides)
        rows = {row.person_id: row for row in Enrolment.objects.queue().filter(session=session, facility=terms.home)}
        _hold(rows)
        terms = replace(terms, set_aside=_set_aside(rows.values()))
        return _seat(judge(rows, terms, waiting=True), rows, terms)

    return _written(work)


def suspend(enrolments: Collection[UUID], *, session: TrainingSession, reason: str, at: datetime) -> int:
    """Let these people stay away for a time, with a reason; they keep seat and hours. Returns how many."""
    said = _reason(reason, _("Give the reason for suspending."), "enrolment_suspended_has_reason")
    change = {"status": EnrolmentStatus.SUSPENDED, "status_at": at, "reason": said}
    return _change(enrolments, session, of=(EnrolmentStatus.ENROLLED,), to=change)


def resume(enrolments: Collection[UUID], *, session: TrainingSession, reason: str = "", at: datetime) -> int:
    """Let suspended people come again; whoever is not suspended is passed over. Returns how many."""
    change = {"status": EnrolmentStatus.ENROLLED, "status_at": at, "reason": reason.strip()}
    return _change(enrolments, session, of=(EnrolmentStatus.SUSPENDED,), to=change)


def withdraw(
    enrolments: Collection[UUID], *, session: TrainingSession, kind: WithdrawalReason, reason: str, at: datetime
) -> int:
    """End these enrolments of the class, with a reason; returns how many ended.

    Hours before ``at`` stay attended, seats are free at once, and nobody comes back by an undo: joining again
    is a new enrolment. Whoever left already is passed over, so that a second click changes nothing.
    """
    said = _reason(reason, _("Give the reason for withdrawing."), "enrolment_withdrawn_has_reason")
    change = {"status": EnrolmentStatus.WITHDRAWN, "status_at": at, "ended_at": at, "reason_kind": kind, "reason": said}
    return _change(enrolments, session, of=LIVE, to=change)


@dataclass(frozen=True)
class Result:
    """What came of somebody who held a seat to the end. Completed with a reason is completed *by decision*."""

    status: EnrolmentStatus
    reason_kind: str = ""
    reason: str = ""


def finish(results: Mapping[UUID, Result], *, session: TrainingSession, at: datetime) -> int:
    """Write the result of each of these enrolments of the class; returns how many changed.

    Whoever has the other result already is corrected, which needs a reason and leaves the day on which the enrolment
    ended; who has this result, never held a seat, or left is passed over.
    """

    def work() -> int:
        _lock(session.pk)
        rows = Enrolment.objects.filter(session=session, pk__in=results, status__in=(*SITTING, *RESULTS))
        changed = [row for row in rows.order_by("pk") if row.status != results[row.pk].status]
        for row in changed:
            result = results[row.pk]
            row.status, row.status_at, row.ended_at = result.status, at, row.ended_at or at
            row.reason_kind, row.reason = result.reason_kind, result.reason.strip()
        Enrolment.objects.bulk_update(changed, ["status", "status_at", "ended_at", "reason_kind", "reason"])
        return len(changed)

    return _written(work)


def _written(work: Callable[[], Done]) -> Done:
    """Do it in a transaction, again after a deadlock; what the database refuses is said in its sentence."""
    try:
        return retrying(work)
    except IntegrityError as error:
        raise refusal(error, SENTENCES) from error


def _reason(words: str, ask: str, code: str) -> str:
    if not words.strip():
        raise ValidationError({"reason": ask}, code=code)
    return words.strip()


def _change(enrolments: Collection[UUID], session: TrainingSession, *, of: Collection[str], to: dict) -> int:
    """Of these enrolments of the class, change those that stand as said; a reason is that of the change alone."""

    def work() -> int:
        _lock(session.pk)
        rows = Enrolment.objects.filter(pk__in=enrolments, session=session, status__in=of)
        return rows.update(**{"reason_kind": "", **to})

    return _written(work)


def _lock(key: UUID) -> TrainingSession:
    """The class, locked against everyone who enrols or withdraws."""
    together = ("venue", "course__skill", "topic__course__skill")
    locked = TrainingSession.objects.select_related(*together).select_for_update(no_key=True, of=("self",))
    return locked.get(pk=key)


def _hold(people: Collection[UUID]) -> None:
    """Lock the people, in the order of their keys: classes that share them then wait for each other."""
    list(Person.objects.filter(pk__in=people).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _take_in(found: list[Judged], terms: Terms) -> list[Answer]:
    """Write a row for each who comes in. Keys rise in the order given: it is the order of the waiting list."""
    those = [judged for judged in found if judged.answer.outcome in TAKEN_IN]
    keys = dict(zip([judged.person for judged in those], sorted(uuid7() for _one in those), strict=True))
    rows = [_row(judged, keys[judged.person], terms) for judged in those]
    Enrolment.objects.bulk_create(sorted(rows, key=lambda row: row.person_id))
    _keep_answers(those, keys, terms)
    return [replace(judged.answer, enrolment=keys.get(judged.person)) for judged in found]


def _row(judged: Judged, key: UUID, terms: Terms) -> Enrolment:
    who = judged.who
    status = TAKEN_IN[judged.answer.outcome]
    return Enrolment(
        id=key,
        session=terms.session,
        person_id=who.pk,
        custody_id=who.custody_id,
        affiliation_id=None if who.custody_id else who.affiliation_id,
        facility=terms.home,
        participant_kind=who.legal_status or who.affiliation_kind,
        status=status,
        status_at=terms.at,
        joined_at=terms.joined_at if status == EnrolmentStatus.ENROLLED else None,
        name_as_enrolled=who.name,
        number_as_enrolled=who.number or "",
    )


def _seat(found: list[Judged], rows: Mapping[UUID, Enrolment], terms: Terms) -> list[Answer]:
    """Give a seat to each of the waiting who may have one."""
    keys = {judged.person: rows[judged.person].pk for judged in found if judged.answer.outcome is Outcome.ENROLLED}
    change = {"status": EnrolmentStatus.ENROLLED, "status_at": terms.at, "joined_at": terms.joined_at}
    Enrolment.objects.filter(pk__in=keys.values()).update(**change, reason_kind="", reason="")
    _keep_answers([judged for judged in found if judged.person in keys], keys, terms)
    return [replace(judged.answer, enrolment=keys.get(judged.person)) for judged in found]


def _keep_answers(those: Collection[Judged], keys: Mapping[UUID, UUID], terms: Terms) -> None:
    """Keep what each rule said of whoever came in."""
    said = {keys[judged.person]: judged.rules for judged in those}
    reasons = {keys[judged.person]: terms.overrides.get(judged.person, "") for judged in those}
    keep_answers(said, reasons=reasons, at=terms.at)


def _set_aside(rows: Collection[Enrolment]) -> dict[UUID, set[UUID]]:
    """By person, the rules that were set aside when the person was put on the waiting list."""
    people = {row.pk: row.person_id for row in rows}
    found: dict[UUID, set[UUID]] = defaultdict(set)
    kept = RuleAnswer.objects.filter(enrolment__in=people, verdict=Verdict.OVERRIDE)
    for enrolment, rule in kept.values_list("enrolment_id", "rule_id"):
        found[people[enrolment]].add(rule)
    return found
