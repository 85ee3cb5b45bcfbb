"""The page of one class: its people, its meetings, what is known of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF
from participants.days import local_day
from participants.marks import in_words
from participants.services.meetings import marks_counted, with_progress
from participants.services.roster import roster_of, seats
from participants.views.acts import ways_on
from participants.views.as_guest import as_guest
from programs.choices import ProgrammeRoleKind, SessionStatus
from programs.facts import Facts
from programs.models import Meeting, Programme, TrainingSession
from programs.states import event_state
from web.dates import hours, long_date
from web.http import page


@requires(*FACILITY_STAFF)
@require_safe
def session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who sits in the class, when it meets, on what it rests. Whoever is shown is recorded as read.

    A guest prison finds its own people and the days.
    """
    found, now = open_class(request, pk), timezone.now()
    today = local_day(now, found.venue.time_zone)
    if found.venue_id not in request.access.facilities:
        return as_guest(request, found, about(found), day=today)
    rows, meetings = list(roster_of(found, day=today)), _meetings(found)
    seen(request, [row.person_id for row in rows])
    context = about(found) | {
        "roster": seats(found, rows, day=today),
        "meetings": meetings,
        "guests": list(found.guests.agreed().select_related("facility")),
        "steps": _steps(found, meetings),
        "events": [(event_state(event), event) for event in found.events.select_related("actor")],
        **_ways(request, found, meetings, now),
        **_when(found, meetings, now),
        **_basis(found, request.user, today),
    }
    if programme := context["programme"]:
        context["trail"] += [(programme.title, programme.get_absolute_url())]
    context["invented"] |= any(row.invented for row in rows)
    return page(request, "participants/session.html", context)


def _ways(request: HttpRequest, found: TrainingSession, meetings: list[Meeting], now: datetime) -> dict:
    """What can be done with the state of the class; ``forward`` is the one act that the page fills.

    A seat to fill goes before the rest while meetings are to come; after the last one the class wants to be closed.
    """
    ways = ways_on(found, request.access)
    over = bool(meetings) and all(meeting.cancelled or meeting.ends_at <= now for meeting in meetings)
    closing = next((way for way in ways if way.to == SessionStatus.FINISHED), None)
    if over and closing:
        return {"forward": closing, "ways": [way for way in ways if way is not closing], "fillable": False}
    filling = found.is_enrolling or not ways or ways[0].to in (SessionStatus.CANCELLED, SessionStatus.DRAFT)
    return {"forward": None, "ways": ways} if filling else {"forward": ways[0], "ways": ways[1:]}


def class_of(request: HttpRequest, pk: UUID) -> TrainingSession:
    """A class at one of the user's facilities; of any other it is not said that it exists."""
    return _found(TrainingSession.objects.visible_to(request.user), pk)


def open_class(request: HttpRequest, pk: UUID) -> TrainingSession:
    """The same, or a class elsewhere that a facility of the user was invited to: for what is done to own people."""
    return _found(TrainingSession.objects.open_to(request.user), pk)


def _found(classes: QuerySet[TrainingSession], pk: UUID) -> TrainingSession:
    together = ("programme", "topic", "course__skill", "venue__organisation", "tally")
    return get_object_or_404(classes.select_related(*together), pk=pk)


def about(found: TrainingSession) -> dict:
    """What every page of one class says."""
    free = max((found.capacity or 0) - found.tally.seats_taken, 0)
    return {
        "session": found,
        "zone": found.venue.time_zone,
        "free": free,
        "fillable": found.is_enrolling and free > 0,
        "trail": [(_("Classes"), reverse("session_list"))],
        "invented": found.invented or found.venue.organisation.invented,
    }


def _meetings(found: TrainingSession) -> list[Meeting]:
    """Its meetings in their order, each with ``words``: how many of each mark."""
    meetings = list(with_progress(Meeting.objects.filter(session=found)).order_by("starts_at", "pk"))
    counted = marks_counted([meeting.pk for meeting in meetings])
    for meeting in meetings:
        meeting.words = in_words(counted[meeting.pk])
    return meetings


def _when(found: TrainingSession, meetings: list[Meeting], now: datetime) -> dict:
    """From when to when it meets where that is the same on every day, and the meetings of today and the next."""
    zone = found.venue.time_zone
    today, held = local_day(now, zone), [meeting for meeting in meetings if not meeting.cancelled]
    written = {hours(meeting.starts_at, meeting.ends_at, zone) for meeting in held}
    return {
        "now": now,
        "hours": written.pop() if len(written) == 1 else "",
        "days_left": (found.planned_start - today).days if found.planned_start else 0,
        "of_today": next((meeting for meeting in held if local_day(meeting.starts_at, zone) == today), None),
        "next": next((meeting for meeting in held if meeting.ends_at > now), None),
    }


def _basis(found: TrainingSession, user, today: date) -> dict:
    """What the class rests on: its programme, where that opens to the reader, who organises it, the agreements."""
    facts = Facts(found.programme, on=today)
    return {
        "programme": Programme.objects.visible_to(user).filter(pk=found.programme_id).first(),
        "facts": facts,
        "organisers": next((who for label, who in facts.roles if label == ProgrammeRoleKind.ORGANISER.label), []),
        "number_missing": any(not basis.agreement.number_as_printed for basis in facts.bases),
        "looked_in": lambda: "; ".join(str(source) for source in facts.sources),
    }


@dataclass(frozen=True)
class Step:
    """One state on the way of a class; ``kind`` done, todo, or neither where the class stands now."""

    label: str
    kind: str
    note: str = ""


WAY = (SessionStatus.DRAFT, SessionStatus.APPROVED, SessionStatus.OPEN, SessionStatus.RUNNING, SessionStatus.FINISHED)


def _steps(found: TrainingSession, meetings: list[Meeting]) -> list[Step]:
    """The states of a class in their order, with the meetings that begin and end its running."""
    zone = found.venue.time_zone
    days = [long_date(local_day(meeting.starts_at, zone)) for meeting in meetings if not meeting.cancelled]
    notes = {
        SessionStatus.RUNNING: _("First meeting: %(day)s") % {"day": days[0]} if days else "",
        SessionStatus.FINISHED: _("Last meeting: %(day)s") % {"day": days[-1]} if days else "",
    }
    if found.status == SessionStatus.CANCELLED:
        return [Step(SessionStatus.CANCELLED.label, "")]
    now = WAY.index(found.status)
    kinds = ["done" if place < now else "" if place == now else "todo" for place in range(len(WAY))]
    return [Step(state.label, kind, notes.get(state, "")) for state, kind in zip(WAY, kinds, strict=True)]
