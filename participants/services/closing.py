"""The end of a class: what became of everyone who held a seat to its end. Closed once, corrected by further acts."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.choices import LIVE, RESULTS, EnrolmentStatus, NotCompletedReason, WithdrawalReason
from participants.days import local_day
from participants.models import Enrolment
from participants.services.enrolments import SITTING, Result, finish, withdraw
from participants.services.grid import Day, grid_of
from participants.services.roster import roster_of
from programs.choices import SESSION_TRANSITIONS, SessionStatus
from programs.models import TrainingSession
from programs.services import session_states
from web.numbers import number
from web.retry import retrying

UNSEATED = (EnrolmentStatus.PROPOSED, EnrolmentStatus.WAITING)
"""They never had a seat; the end of the class is the end of their waiting."""


@dataclass(frozen=True)
class Standing:
    """How far somebody came: of the meetings that asked for this person how many were attended, how many marked."""

    enrolment: Enrolment
    came: int
    marked: int
    asked: int
    minimum: int | None

    @property
    def as_counted(self) -> EnrolmentStatus | None:
        """What the marks say; nothing where marks that are missing could turn it, or no meeting asked for the person.

        Where no minimum is known, whoever held a seat to the end has completed.
        """
        if self.minimum is None:
            return EnrolmentStatus.COMPLETED
        least, needed = self.came * 100, self.minimum * self.asked
        most = (self.came + self.missing) * 100
        if not self.asked or least < needed <= most:
            return None
        return EnrolmentStatus.COMPLETED if least >= needed else EnrolmentStatus.NOT_COMPLETED

    @property
    def missing(self) -> int:
        """Meetings of which nobody recorded whether the person came."""
        return self.asked - self.marked

    @property
    def preset(self) -> Result | None:
        """The result that follows without anybody deciding."""
        result = self.as_counted
        if result == EnrolmentStatus.NOT_COMPLETED:
            return Result(result, NotCompletedReason.ATTENDANCE)
        return Result(result) if result else None


@dataclass(frozen=True)
class Closing:
    """A class about to be closed, as the marks stand now."""

    session: TrainingSession
    minimum: int | None
    minimum_of: str
    """``course`` or ``programme``, whichever asks for the minimum; empty where neither does."""
    standings: list[Standing]
    waiting: list[UUID]
    days: list[Day]
    at: datetime

    @property
    def to_come(self) -> list[Day]:
        """Meetings that are not over."""
        return [day for day in self.days if day.meeting.ends_at > self.at]

    @property
    def incomplete(self) -> list[Day]:
        """Meetings that are over and of which marks are missing."""
        return [day for day in self.days if day.meeting.ends_at <= self.at and day.meeting.unmarked]

    @cached_property
    def seal(self) -> str:
        """A short text that differs as soon as a result, or what it rests on, would differ."""
        told = [f"{one.enrolment.pk}:{one.came}/{one.marked}/{one.asked}" for one in self.standings]
        return hashlib.sha256(f"{self.minimum} {sorted(told)}".encode()).hexdigest()[:16]


def minimum_of(session: TrainingSession) -> tuple[int | None, str]:
    """The share of meetings in percent that completing asks for, and whose rule that is: the course's goes first."""
    if session.course and session.course.minimum_attendance is not None:
        return session.course.minimum_attendance, "course"
    if session.programme.minimum_attendance is not None:
        return session.programme.minimum_attendance, "programme"
    return None, ""


def closing_of(session: TrainingSession, *, at: datetime) -> Closing:
    """What closing the class now would rest on, in few queries whatever the number of people and meetings."""
    grid, (minimum, whose) = grid_of(session), minimum_of(session)
    counted = {line.enrolment.pk: line for line in grid.lines}
    rows = list(roster_of(session, day=local_day(at, session.venue.time_zone)).filter(status__in=LIVE))
    standings = []
    for row in rows:
        if row.status in SITTING:
            line = counted.get(row.pk)
            came, marked, asked = (line.came, line.marked, line.asked) if line else (0, 0, 0)
            standings.append(Standing(row, came, marked, asked, minimum))
    waiting = [row.pk for row in rows if row.status in UNSEATED]
    return Closing(session, minimum, whose, standings, waiting, grid.days, at)


def close(
    session: TrainingSession, decided: Mapping[UUID, Result] | None = None, *, at: datetime, seen: str = ""
) -> bool:
    """Write a result for everyone seated, end the waiting of the others and finish the class; all of it or nothing.

    ``decided`` are results that staff sign against, or in place of, what the marks say; each has a reason. ``seen`` is
    the seal of what they looked at: where marks changed since, nothing is written (code ``changed``). A class that is
    closed already stays as it is: False; one that was finished before results were kept gets them.
    """

    def work() -> bool:
        held, now = session_states.held(session.pk), closing_of(session, at=at)
        if held.status == SessionStatus.FINISHED and not now.standings:
            return False
        _check(held)
        _check_days(now)
        if seen and seen != now.seal:
            raise ValidationError(
                _("The people or marks of this class changed since you opened this page. Look again, then close it."),
                code="changed",
            )
        finish(_results(now.standings, decided or {}), session=session, at=at)
        if now.waiting:
            words = _("The class ended before a seat was free.")
            withdraw(now.waiting, session=session, kind=WithdrawalReason.NO_SEAT, reason=words, at=at)
        session_states.move(session, SessionStatus.FINISHED, at=at, days=_days(now))
        return True

    return retrying(work)


def cancel(session: TrainingSession, *, reason: str, at: datetime) -> bool:
    """Call a class off, with a reason: everyone in it is withdrawn, what was attended stays. Done already: False."""

    def work() -> bool:
        held = session_states.held(session.pk)
        if not reason.strip():
            raise ValidationError({"reason": _("Give the reason.")})
        moved = session_states.move(session, SessionStatus.CANCELLED, at=at, reason=reason)
        live = list(Enrolment.objects.live().filter(session=held).values_list("pk", flat=True))
        if moved and live:
            withdraw(live, session=session, kind=WithdrawalReason.CANCELLED, reason=reason, at=at)
        return moved

    return retrying(work)


def correct(enrolment: Enrolment, result: Result, *, at: datetime) -> bool:
    """Give somebody of a closed class the other result, with a reason; the old one stays in the events."""
    if enrolment.status not in RESULTS or not enrolment.session.is_closed:
        raise ValidationError(_("This enrolment has no result that could be corrected."), code="no_result")
    if not result.reason.strip():
        raise ValidationError({"reason": _("Give the reason for correcting the result.")})
    return bool(finish({enrolment.pk: result}, session=enrolment.session, at=at))


def _check(held: TrainingSession) -> None:
    if SessionStatus.FINISHED not in (held.status, *SESSION_TRANSITIONS[held.status]):
        raise ValidationError(
            _("The class is now “%(now)s”; only a class that people were in can be closed.")
            % {"now": held.get_status_display()},
            code="not_now",
        )


def _check_days(now: Closing) -> None:
    if left := len(now.to_come):
        words = ngettext(
            "%(n)s meeting is still to come. Hold it or call it off before the class is closed.",
            "%(n)s meetings are still to come. Hold them or call them off before the class is closed.",
            left,
        )
        raise ValidationError(words % {"n": number(left)}, code="to_come")


def _results(standings: Iterable[Standing], decided: Mapping[UUID, Result]) -> dict[UUID, Result]:
    """The result of everyone: what the marks say, or a decision that says why."""
    results, unsaid, unsigned = {}, 0, 0
    for one in standings:
        result = decided.get(one.enrolment.pk, one.preset)
        if result is None:
            unsaid += 1
            continue
        unsigned += result != one.preset and not result.reason.strip()
        results[one.enrolment.pk] = result
    if unsaid:
        words = ngettext(
            "Marks are missing, so the result of %(n)s person is open. Record them, or decide with a reason.",
            "Marks are missing, so the results of %(n)s people are open. Record them, or decide with a reason.",
            unsaid,
        )
        raise ValidationError(words % {"n": number(unsaid)}, code="open")
    if unsigned:
        raise ValidationError(_("A decision against what was counted needs a reason."), code="unsigned")
    return results


def _days(now: Closing) -> dict:
    """The real days of the class, where nobody wrote them: those of its first and last meeting."""
    zone, session = now.session.venue.time_zone, now.session
    if not now.days:
        return {}
    first, last = (local_day(day.meeting.starts_at, zone) for day in (now.days[0], now.days[-1]))
    known = {"actual_start": session.actual_start or first, "actual_end": session.actual_end or last}
    return known if known["actual_start"] <= known["actual_end"] else {}
