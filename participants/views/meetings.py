"""The meetings of a class: adding some, moving one, calling one off. Whoever is in the way is named, and recorded."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF
from participants.days import local_day
from participants.marks import in_words
from participants.services import moving
from participants.services.meetings import marks_counted, meetings_of, with_progress
from participants.views.sessions import about, class_of
from programs.forms.meetings import AddMeetingsForm, CancelForm, MoveForm
from programs.models import Meeting, TrainingSession
from web.dates import date_range, hours, weekday_date
from web.http import page
from web.numbers import number


@requires(*FACILITY_STAFF)
def session_meetings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All meetings of a class with what can be done with each, and a form for more of them."""
    session = class_of(request, pk)
    zone = session.venue.time_zone
    form = AddMeetingsForm(request.POST if request.method == "POST" else None, zone=zone)
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data["hours"]
        made = _tried(request, form, lambda: moving.add(session, wanted))
        if made is not None:
            _say(request, session, _added(session, made))
            return redirect("session_meetings", pk)
    meetings = list(with_progress(Meeting.objects.filter(session=session)).order_by("starts_at", "pk"))
    counted = marks_counted([meeting.pk for meeting in meetings])
    for meeting in meetings:
        meeting.words = in_words(counted[meeting.pk])
    context = _inside(session) | {"form": form, "meetings": meetings, "now": timezone.now()}
    return page(request, "participants/session_meetings.html", context)


@requires(*FACILITY_STAFF)
def meeting_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another day or other hours for a meeting. One that has marks stays: the page says what can be done instead."""
    meeting = _meeting(request, pk)
    session, form = meeting.session, MoveForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if form.is_bound and form.is_valid():
        how_many = _tried(request, form, lambda: moving.move(meeting, *form.span))
        if how_many is not None:
            _say(request, session, _moved(session, form.span, how_many))
            return redirect("session_meetings", session.pk)
    context = _inside(session) | {
        "form": form,
        "meeting": meeting,
        "words": in_words(marks_counted([pk])[pk]),
        "concerned": moving.concerned(session.pk, meeting.starts_at, meeting.ends_at),
    }
    return page(request, "participants/meeting_move.html", context)


@requires(*FACILITY_STAFF)
def meeting_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a meeting off, with the reason and after saying what that does. Done already, it stays as it was."""
    meeting = _meeting(request, pk)
    session, form = meeting.session, CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        because = form.cleaned_data["because"]
        if _tried(request, form, lambda: moving.cancel(meeting, because=because)):
            day = weekday_date(local_day(meeting.starts_at, session.venue.time_zone))
            messages.success(request, _("The meeting on %(day)s was cancelled.") % {"day": day})
            return redirect("session_meetings", session.pk)
    context = _inside(session) | {"form": form, "meeting": meeting, "happens": _happens(meeting)}
    return page(request, "participants/meeting_cancel.html", context)


def _meeting(request: HttpRequest, pk: UUID) -> Meeting:
    """A meeting of a class at one of the user's facilities."""
    return get_object_or_404(meetings_of(request.user), pk=pk)


def _inside(session: TrainingSession) -> dict:
    """What the pages say that lie under the page of a class."""
    context = about(session)
    trail = [*context["trail"], (session.title, session.get_absolute_url())]
    return context | {"trail": trail, "back": reverse("session_meetings", args=[session.pk])}


def _tried(request: HttpRequest, form: forms.Form, work: Callable):
    """Do it; where it is refused the form says why, and whoever is named there is recorded as read."""
    try:
        return work()
    except ValidationError as refused:
        seen(request, getattr(refused, "people", []))
        form.add_error(None, ValidationError(refused.messages))
        return None


def _happens(meeting: Meeting) -> list[str]:
    """What cancelling does, in sentences."""
    how_many = moving.concerned(meeting.session_id, meeting.starts_at, meeting.ends_at)
    marks = marks_counted([meeting.pk])[meeting.pk]
    happens = [
        ngettext("%(n)s person is free at these hours again.", "%(n)s people are free at these hours again.", how_many)
        % {"n": number(how_many)},
        _(
            "The meeting stays in the list, struck through, with your reason. "
            "This cannot be taken back, but a new meeting can be added."
        ),
    ]
    if marks:
        happens.insert(1, _("Attendance that was taken is kept: %(counts)s.") % {"counts": in_words(marks)})
    return happens


def _added(session: TrainingSession, made: list[Meeting]) -> str:
    zone = session.venue.time_zone
    days = [local_day(meeting.starts_at, zone) for meeting in made]
    how_many = moving.concerned(session.pk, made[0].starts_at, made[-1].ends_at)
    words = ngettext("%(n)s meeting was added: %(days)s.", "%(n)s meetings were added: %(days)s.", len(made))
    said = words % {"n": number(len(made)), "days": date_range(min(days), max(days))}
    return f"{said} {_whose(how_many)}"


def _moved(session: TrainingSession, span: tuple, how_many: int) -> str:
    zone = session.venue.time_zone
    words = {"day": weekday_date(local_day(span[0], zone)), "hours": hours(*span, zone)}
    said = _("The meeting is now on %(day)s, %(hours)s.") % words
    return f"{said} {_whose(how_many)}"


def _whose(how_many: int) -> str:
    """How many people's hours change with a meeting."""
    if not how_many:
        return _("Nobody sits in the class yet, so nobody's hours change.")
    return ngettext("This changes the hours of %(n)s person.", "This changes the hours of %(n)s people.", how_many) % {
        "n": number(how_many)
    }


def _say(request: HttpRequest, session: TrainingSession, done: str) -> None:
    """What was done; and where a meeting now lies outside the planned days of the class, that too."""
    messages.success(request, done)
    outside = _outside(session)
    if outside:
        messages.info(request, outside)


def _outside(session: TrainingSession) -> str:
    zone = session.venue.time_zone
    held = Meeting.objects.held().filter(session=session).values_list("starts_at", flat=True)
    days: list[date] = [local_day(at, zone) for at in held]
    first, last = session.planned_start, session.planned_end
    if not days or not ((first and min(days) < first) or (last and max(days) > last)):
        return ""
    return _("The planned days of the class are still %(days)s. Mend the class if they have changed.") % {
        "days": date_range(first, last)
    }
