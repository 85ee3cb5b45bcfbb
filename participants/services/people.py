"""Taking people in: whom a facility holds, and who belongs to it otherwise."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from organisations.models import Facility
from participants.choices import AffiliationKind, CustodyDateKind, LegalStatus
from participants.models import Affiliation, Custody, CustodyDate, Person, RegisterNumber
from web.refusals import refusal


def admit(
    person: Person,
    *,
    facility: Facility,
    on: date,
    number: str,
    legal_status: LegalStatus = LegalStatus.CONVICT,
    block: str = "",
    dates: Mapping[CustodyDateKind, date] | None = None,
) -> Custody:
    """Take a person into custody at a facility from a day on, under a register number.

    Raises ``ValidationError`` when the person is held elsewhere then (``two_places``) or somebody else has the
    number (``number_taken``).
    """
    try:
        with transaction.atomic():
            _keep(person, facility, told_on=on)
            custody = Custody(person=person, facility=facility, admitted_on=on, legal_status=legal_status)
            custody.block, custody.told_on = block, on
            custody.save(force_insert=True)
            RegisterNumber.objects.create(custody=custody, facility=facility, number=number, valid_from=on)
            CustodyDate.objects.bulk_create(
                CustodyDate(custody=custody, kind=kind, day=day, known_from=on) for kind, day in (dates or {}).items()
            )
            return custody
    except IntegrityError as error:
        raise refusal(error) from error


def affiliate(person: Person, *, facility: Facility, kind: AffiliationKind, on: date) -> Affiliation:
    """Tie an officer, or another who is not held, to a facility from a day on."""
    try:
        with transaction.atomic():
            _keep(person, facility, told_on=on)
            return Affiliation.objects.create(person=person, facility=facility, kind=kind, starts_on=on)
    except IntegrityError as error:
        raise refusal(error) from error


def leave(custody: Custody, *, on: date) -> Custody:
    """End a stay: the day of leaving is the first on which the person is not held there.

    The register number ends with it: its last day is the one before, so that it can be given again.
    """
    custody.left_on = on
    try:
        with transaction.atomic():
            custody.save(update_fields=["left_on"])
            running = RegisterNumber.objects.filter(Q(valid_from__lt=on) | Q(valid_from__isnull=True), custody=custody)
            running.filter(valid_until__isnull=True).update(valid_until=on - timedelta(days=1))
    except IntegrityError as error:
        raise refusal(error) from error
    return custody


def leave_together(people: Collection[UUID], *, facility: Facility, on: date) -> int:
    """End the stays of these people at a facility with one day of leaving; answers how many ended.

    Whoever came on that day or later, or has left already, is passed over. Two statements, however many there are.
    """
    stays = Custody.objects.filter(person__in=people, facility=facility, left_on__isnull=True, admitted_on__lt=on)
    running = RegisterNumber.objects.filter(Q(valid_from__lt=on) | Q(valid_from__isnull=True), custody__in=stays)
    try:
        with transaction.atomic():
            running.filter(valid_until__isnull=True).update(valid_until=on - timedelta(days=1))
            return stays.update(left_on=on)
    except IntegrityError as error:
        raise refusal(error) from error


def _keep(person: Person, facility: Facility, *, told_on: date) -> None:
    """Write a person who is new; whoever is known is left to the triggers."""
    if person._state.adding:
        person.facility = facility
        person.told_on = person.told_on or told_on
        person.save(force_insert=True)
