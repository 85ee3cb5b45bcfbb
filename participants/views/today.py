"""The first page of a facility's staff: the classes of today, what is not recorded yet, what comes next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import FACILITY_STAFF
from organisations.models import Facility
from participants.days import local_day, meeting_days, own_zone
from participants.marks import in_words
from participants.services.meetings import marks_counted, meetings_of, with_progress
from programs.choices import SessionStatus
from programs.models import Meeting
from web.http import page

LOOK_BACK = 14
"""Days for which the page reminds of attendance that is not complete."""

LOOK_AHEAD = 7


@dataclass(frozen=True)
class Row:
    """One meeting of today, with what there is to do."""

    meeting: Meeting
    at: datetime
    counts: str
    main: bool
    """Whether its button is the page's one filled button."""

    @property
    def state(self) -> str:
        """What the row says: coming, empty, open (nobody is marked), partial or complete."""
        if self.meeting.starts_at > self.at:
            return "coming"
        if not self.meeting.expected:
            return "empty"
        if not self.meeting.unmarked:
            return "complete"
        return "partial" if self.meeting.marked else "open"


@requires(*FACILITY_STAFF)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Today is the day on the clock of each class's own venue."""
    now = timezone.now()
    around = meeting_days(now, -LOOK_BACK, LOOK_AHEAD)
    held = meetings_of(request.user).held().exclude(session__status=SessionStatus.CANCELLED)
    meetings = list(with_progress(held.filter(around)).order_by("starts_at", "session__title", "pk"))
    days = [_days_from_now(meeting, now) for meeting in meetings]
    rows = _rows([meeting for meeting, day in zip(meetings, days, strict=True) if day == 0], now)
    context = {
        "day": local_day(now, own_zone(request.access)),
        "rows": rows,
        "incomplete": sum(row.state in ("open", "partial") for row in rows),
        "behind": [m for m, day in zip(meetings, days, strict=True) if day < 0 and m.unmarked][::-1],
        "soon": _by_day([m for m, day in zip(meetings, days, strict=True) if day > 0]),
        "invented": _invented(request, meetings),
    }
    return page(request, "participants/today.html", context)


def _days_from_now(meeting: Meeting, now: datetime) -> int:
    """How many days from today the meeting is, by the clock of its venue."""
    zone = meeting.session.venue.time_zone
    return (local_day(meeting.starts_at, zone) - local_day(now, zone)).days


def _by_day(meetings: list[Meeting]) -> list[tuple[date, list[Meeting]]]:
    """The meetings of each day, by the clock of their venue."""
    days: dict[date, list[Meeting]] = {}
    for meeting in meetings:
        days.setdefault(local_day(meeting.starts_at, meeting.session.venue.time_zone), []).append(meeting)
    return sorted(days.items())


def _rows(meetings: list[Meeting], now: datetime) -> list[Row]:
    counted = marks_counted([meeting.pk for meeting in meetings])
    first = next((m.pk for m in meetings if m.starts_at <= now and m.unmarked), None)
    return [Row(m, now, in_words(counted[m.pk]), main=m.pk == first) for m in meetings]


def _invented(request: HttpRequest, meetings: list[Meeting]) -> bool:
    """Whether anything here is: a class, or the facility itself."""
    if any(meeting.session.invented for meeting in meetings):
        return True
    return Facility.objects.visible_to(request.user).filter(organisation__invented=True).exists()
