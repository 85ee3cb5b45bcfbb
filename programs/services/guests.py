"""Agreeing that people of another prison join a class, and ending that."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from organisations.models import Facility
from programs.models import SessionGuest, TrainingSession
from web.refusals import refusal


def agree(
    session: TrainingSession, facility: Facility, *, seats: int | None = None, by: UUID, at: datetime
) -> SessionGuest:
    """Let people of another prison join the class, up to so many seats, or to every free one."""
    if facility.pk == session.venue_id:
        raise ValidationError({"facility": _("The class is held at this prison: its people need no agreement.")})
    try:
        with transaction.atomic():
            return SessionGuest.objects.create(
                session=session, facility=facility, seats=seats, agreed_by_id=by, agreed_at=at
            )
    except IntegrityError as error:
        raise refusal(error, {}) from error


def end(guest: SessionGuest, *, by: UUID, at: datetime) -> bool:
    """Let nobody else of that prison in; whoever sits in the class stays. Says whether it was still agreed."""
    return bool(SessionGuest.objects.agreed().filter(pk=guest.pk).update(ended_at=at, ended_by_id=by))
