"""The way of a class through its states. The database keeps the table of what may follow what, and the log."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from programs.choices import SESSION_TRANSITIONS, SessionStatus
from programs.models import TrainingSession


@transaction.atomic
def move(
    session: TrainingSession, to: SessionStatus, *, at: datetime, reason: str = "", days: dict | None = None
) -> bool:
    """Bring a class to another state; False where it stands there already, so that a second click changes nothing.

    Raises ``ValidationError`` where this does not follow from the state it has now (code ``not_now``), or a reason is
    asked for and missing (of the field ``reason``). The log takes the name from the scope of whoever acts.
    ``days`` are the real first and last day, where they become known by this.
    """
    locked = held(session.pk)
    if locked.status == to:
        _show(session, locked)
        return False
    if to not in SESSION_TRANSITIONS[locked.status]:
        raise ValidationError(
            _("The class is now “%(now)s” and cannot become “%(to)s”.")
            % {"now": locked.get_status_display(), "to": SessionStatus(to).label},
            code="not_now",
        )
    if needs_reason(locked.status, to) and not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    locked.status, locked.status_at, locked.status_reason = to, at, reason.strip()
    for name, day in (days or {}).items():
        setattr(locked, name, day)
    locked.save(update_fields=["status", "status_at", "status_reason", *(days or {})])
    _show(session, locked, *(days or {}))
    return True


def held(pk: UUID) -> TrainingSession:
    """The class as it is now, held to the end of the transaction against everyone who enrols, withdraws or closes."""
    return TrainingSession.objects.select_for_update(no_key=True).get(pk=pk)


def needs_reason(was: str, to: str) -> bool:
    """Whether this change must say why: calling off, and sending back what was approved."""
    return to == SessionStatus.CANCELLED or (was, to) == (SessionStatus.APPROVED, SessionStatus.DRAFT)


def approve(session: TrainingSession, *, at: datetime) -> bool:
    """The head of the facility says that this class shall be."""
    return move(session, SessionStatus.APPROVED, at=at)


def send_back(session: TrainingSession, *, reason: str, at: datetime) -> bool:
    """What was approved becomes a draft again, with the reason."""
    return move(session, SessionStatus.DRAFT, at=at, reason=reason)


def open_up(session: TrainingSession, *, at: datetime) -> bool:
    """From now on people may be put into the class."""
    return move(session, SessionStatus.OPEN, at=at)


def begin(session: TrainingSession, *, at: datetime) -> bool:
    """The class has begun; people may still join."""
    return move(session, SessionStatus.RUNNING, at=at)


def _show(session: TrainingSession, locked: TrainingSession, *names: str) -> None:
    """The object that the caller holds says what is stored now."""
    for name in ("status", "status_at", "status_reason", *names):
        setattr(session, name, getattr(locked, name))
