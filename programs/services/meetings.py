"""Adding, moving and cancelling meetings of a class.

Whether somebody who sits in the class is busy elsewhere at the new hours, the database judges: its constraint refuses,
and its sentence comes back as a ``ValidationError`` with the code ``clash``. Who that is, a higher package says.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from programs.models import Meeting, TrainingSession
from programs.services.sessions import Hours, add_meetings
from web.refusals import refusal

Result = TypeVar("Result")


def add(session: TrainingSession, hours: Hours, *, sentences: Mapping[str, str] | None = None) -> list[Meeting]:
    """Add a meeting on every day of these hours; all of them or none. Refuses where the class is over (``closed``)."""
    hours.check()
    with transaction.atomic():
        locked = locked_session(session.pk)
        return _judged(lambda: add_meetings(locked, hours), sentences)


def move(meeting: Meeting, starts_at: datetime, ends_at: datetime, *, sentences=None) -> Meeting:
    """Give a meeting another day and other hours. One that was cancelled stays where it was (``cancelled``)."""
    with transaction.atomic():
        found = _locked(meeting.pk)
        if found.cancelled:
            raise ValidationError(
                _("This meeting was cancelled. Add a new meeting at the hours that you want."), code="cancelled"
            )
        found.starts_at, found.ends_at = starts_at, ends_at
        found.clean_fields()
        _judged(lambda: found.save(update_fields=["starts_at", "ends_at"]), sentences)
    return found


def cancel(meeting: Meeting, *, because: str, sentences=None) -> Meeting:
    """Call a meeting off, with the reason. What was marked stays; its hours are free again.

    Cancelled a second time, it keeps its first reason.
    """
    if not because.strip():
        raise ValidationError({"because": _("Give the reason for cancelling.")}, code="meeting_cancelled_says_why")
    with transaction.atomic():
        found = _locked(meeting.pk)
        if not found.cancelled:
            found.cancelled, found.cancelled_because = True, because.strip()
            found.clean_fields()
            _judged(lambda: found.save(update_fields=["cancelled", "cancelled_because"]), sentences)
    return found


def locked_session(key: UUID) -> TrainingSession:
    """The class, locked like for enrolling; refuses where it is over or was called off."""
    found = TrainingSession.objects.select_related("venue").select_for_update(no_key=True, of=("self",)).get(pk=key)
    if found.is_closed:
        raise ValidationError(
            _("This class is closed (%(status)s): its meetings stay as they are."),
            code="closed",
            params={"status": found.get_status_display()},
        )
    return found


def _locked(key: UUID) -> Meeting:
    """The meeting, its class locked before it."""
    locked_session(Meeting.objects.values_list("session", flat=True).get(pk=key))
    return Meeting.objects.select_for_update(no_key=True).get(pk=key)


def _judged(work: Callable[[], Result], sentences: Mapping[str, str] | None) -> Result:
    """Do it and let the database judge at once; its refusal becomes the sentence of its constraint."""
    try:
        with transaction.atomic():
            done = work()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return done
    except IntegrityError as error:
        raise refusal(error, dict(sentences or {})) from error
