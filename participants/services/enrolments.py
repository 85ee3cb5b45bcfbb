"""The one gate into a class, and the way out."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from participants.choices import EnrolmentStatus, WithdrawalReason
from participants.models import Enrolment, Person
from participants.services.answers import Answer, Outcome, sentence
from participants.services.clashes import clashes
from participants.services.standing import with_standing
from programs.models import SessionTally, TrainingSession
from web.keys import uuid7
from web.refusals import refusal
from web.retry import retrying

SENTENCES = {
    "enrolment_identity_is_final": _("Who sits in which class is not rewritten; withdraw and enrol again."),
    "enrolment_ended_is_final": _("An ended enrolment is final; enrol the person again."),
    "enrolment_reason_goes_with_status": _("The reason of a change is not rewritten; make another change."),
    "enrolment_custody_of_person_at_facility": _("The stay belongs to another person or facility."),
    "enrolment_affiliation_of_person_at_facility": _("The affiliation belongs to another person or facility."),
    "history_key_is_never_changed": _("The key of a record is never changed."),
}
"""What the refusals say of constraints that Django cannot write."""


def enrol(people: Collection[UUID], *, session: TrainingSession, at: datetime) -> list[Answer]:
    """Give each of these people a seat in the class, in the order given, or say why not.

    Locks the class, then the people, both in the order of their keys; reads seats and hours again; inserts
    once. Constraints stand behind it. Runs in the scope of whoever acts: the event log takes the name from there.
    Raises ``ValidationError`` where the class itself takes nobody (code ``not_enrolling``).
    """
    wanted = list(dict.fromkeys(people))
    try:
        return retrying(lambda: _enrol(wanted, session.pk, at))
    except IntegrityError as error:
        raise refusal(error, SENTENCES) from error


def _enrol(wanted: list[UUID], key: UUID, at: datetime) -> list[Answer]:
    session, tally = _lock(key)
    if not session.is_enrolling:
        status = session.get_status_display()
        raise ValidationError(
            _("This class takes nobody in now: %(status)s."), code="not_enrolling", params={"status": status}
        )
    list(Person.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    day = at.astimezone(ZoneInfo(session.venue.time_zone)).date()
    found = {p.pk: p for p in with_standing(Person.objects.filter(pk__in=wanted), at_facility=session.venue, day=day)}
    already = set(
        Enrolment.objects.live().filter(session=session, person__in=wanted).values_list("person_id", flat=True)
    )
    joined_at = at if has_begun(tally, at) else None
    elsewhere = clashes(found, session=session, joined_at=joined_at)
    seats = (tally.capacity or 0) - tally.seats_taken
    rows: list[Enrolment] = []
    answers: list[Answer] = []
    for person in wanted:
        who, clash = found.get(person), elsewhere.get(person)
        outcome = _outcome(who, day=day, already=person in already, clash=clash is not None, seats=seats - len(rows))
        row = _row(who, session, at=at, joined_at=joined_at) if outcome is Outcome.ENROLLED else None
        rows += [row] if row else []
        said = sentence(outcome, who, session=session, tally=tally, clash=clash)
        answers.append(
            Answer(outcome, said, person=person, name=who.name if who else "", enrolment=row.pk if row else None)
        )
    Enrolment.objects.bulk_create(sorted(rows, key=lambda row: row.person_id))
    return answers


def _lock(key: UUID) -> tuple[TrainingSession, SessionTally]:
    """The class, locked against everyone who enrols or withdraws, and its tally as of now."""
    locked = TrainingSession.objects.select_related("venue").select_for_update(no_key=True, of=("self",))
    return locked.get(pk=key), SessionTally.objects.get(pk=key)


def has_begun(tally: SessionTally, at: datetime) -> bool:
    """Whether the first meeting of the class has started by then."""
    return bool(tally.busy) and tally.busy[0].lower < at


def _outcome(who: Person | None, *, day, already: bool, clash: bool, seats: int) -> Outcome:
    """The first reason against a seat, the one that says most; else a seat."""
    if who is None or not (who.custody_id or who.affiliation_id):
        return Outcome.NOT_HERE
    if already:
        return Outcome.ALREADY_IN
    if who.ends_on is not None and who.ends_on < day:
        return Outcome.SENTENCE_ENDED
    if clash:
        return Outcome.CLASH
    return Outcome.ENROLLED if seats > 0 else Outcome.FULL


def _row(who: Person, session: TrainingSession, *, at: datetime, joined_at: datetime | None) -> Enrolment:
    return Enrolment(
        id=uuid7(),
        session=session,
        person_id=who.pk,
        custody_id=who.custody_id,
        affiliation_id=None if who.custody_id else who.affiliation_id,
        facility=session.venue,
        participant_kind=who.legal_status or who.affiliation_kind,
        status=EnrolmentStatus.ENROLLED,
        status_at=at,
        joined_at=joined_at,
        name_as_enrolled=who.name,
        number_as_enrolled=who.number or "",
    )


def withdraw(
    enrolments: Collection[UUID], *, session: TrainingSession, kind: WithdrawalReason, reason: str, at: datetime
) -> int:
    """End these enrolments of the class, with a reason; returns how many ended.

    Hours before ``at`` stay attended, seats are free at once, and nobody comes back by an undo: joining again
    is a new enrolment. Whoever left already is passed over, so that a second click changes nothing.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason for withdrawing.")}, code="enrolment_withdrawn_has_reason")

    def work() -> int:
        _lock(session.pk)
        return (
            Enrolment.objects.live()
            .filter(pk__in=enrolments, session=session)
            .update(
                status=EnrolmentStatus.WITHDRAWN,
                status_at=at,
                ended_at=at,
                reason_kind=kind,
                reason=reason.strip(),
            )
        )

    try:
        return retrying(work)
    except IntegrityError as error:
        raise refusal(error, SENTENCES) from error
