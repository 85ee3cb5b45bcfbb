"""Attendance: the day of one meeting, the whole class at a glance, the sheet for paper."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF
from organisations.models import Organisation
from participants.days import local_day
from participants.forms.attendance import AttendanceForm, Entry, all_present
from participants.marks import in_words, key, meaning
from participants.models import Attendance, AttendanceEvent, Enrolment
from participants.names import display_name
from participants.services.attendance import changed_later, ends, expected, is_late, record_attendance, with_person
from participants.services.grid import grid_of
from participants.services.meetings import marks_counted, meetings_of, with_progress
from programs.models import Meeting, TrainingSession
from programs.states import session_state
from web.dates import weekday_date
from web.http import page


@requires(*FACILITY_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everyone expected at one meeting, with the marks kept so far: all present, then the exceptions."""
    meeting, now = _meeting(request, pk), timezone.now()
    entries = _entries(meeting)
    sent = request.POST if request.method == "POST" else None
    data = all_present(sent, entries) if sent and sent.get("aksi") == "semua-hadir" else sent
    zone = meeting.session.venue.time_zone
    form = AttendanceForm(data, entries=entries, by=request.user.pk, zone=zone, late=is_late(meeting, now))
    if form.is_bound and form.is_valid() and _recorded(meeting, form, by=request.user.pk, at=now):
        level, words = _result(meeting, len(entries))
        messages.add_message(request, level, words)
        return redirect("attendance", pk)
    seen(request, [entry.enrolment.person_id for entry in entries])
    context = _of(meeting, [entry.enrolment for entry in entries]) | {
        "form": form,
        "opened": now.isoformat(),
        "begun": meeting.starts_at <= now,
        "last_day": local_day(ends(meeting), zone) - timedelta(days=1),
        "changes": _changes(meeting.session, meeting=meeting),
        "latest": max((e.kept for e in entries if e.kept), key=lambda mark: mark.recorded_at, default=None),
        "counts": in_words(marks_counted([pk])[pk]),
    }
    return page(request, "participants/attendance.html", context)


def _recorded(meeting: Meeting, form: AttendanceForm, *, by: UUID, at: datetime) -> bool:
    """Keep the marks; where nothing can be recorded, the form says why."""
    try:
        why = form.cleaned_data["late_reason"]
        record_attendance(meeting, form.marks, by=by, at=at, captured=form.captured, late_reason=why)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def _result(meeting: Meeting, expected: int) -> tuple[int, str]:
    """What has been recorded, in numbers."""
    counted = marks_counted([meeting.pk])[meeting.pk]
    left = expected - counted.total()
    said = {"counts": in_words(counted), "left": left}
    if not counted:
        return messages.INFO, _("Nobody has been marked yet.")
    if left > 0:
        return messages.SUCCESS, _("Saved: %(counts)s. Not recorded yet: %(left)d.") % said
    day = local_day(meeting.starts_at, meeting.session.venue.time_zone)
    said |= {"title": meeting.session.title, "day": weekday_date(day)}
    return messages.SUCCESS, _("Attendance of %(title)s, %(day)s, is saved: %(counts)s.") % said


@requires(*FACILITY_STAFF)
@require_safe
def attendance_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet of one meeting to print and sign, with the names as enrolled."""
    meeting = _meeting(request, pk)
    rows = list(with_person(expected(meeting)).select_related("custody"))
    seen(request, [row.person_id for row in rows])
    organisation = meeting.session.venue.organisation
    day = local_day(meeting.starts_at, meeting.session.venue.time_zone)
    bodies = Organisation.objects.filter(pk__in=filter(None, [organisation.parent_id, organisation.pk]))
    names = dict(bodies.named(day).values_list("pk", "name"))
    context = _of(meeting, rows) | {
        "rows": rows,
        "letters": key(),
        "above": names.get(organisation.parent_id, ""),
        "facility": names.get(organisation.pk) or meeting.session.venue.name,
    }
    return page(request, "participants/attendance_sheet.html", context)


@requires(*FACILITY_STAFF)
@require_safe
def attendance_grid(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everyone's mark at every meeting of a class."""
    classes = TrainingSession.objects.visible_to(request.user).select_related("venue", "programme")
    session, now = get_object_or_404(classes, pk=pk), timezone.now()
    grid = grid_of(session)
    seen(request, [line.enrolment.person_id for line in grid.lines])
    begun = [day for day in grid.days if day.meeting.starts_at <= now]
    context = _about(session, [line.enrolment for line in grid.lines]) | {
        "state": session_state(session),
        "grid": grid,
        "begun": len(begun),
        "incomplete": next((day for day in begun if day.meeting.unmarked), None),
        "next": next((day for day in grid.days if day.meeting.ends_at > now), None),
        "letters": key(),
        "changes": _changes(session),
    }
    return page(request, "participants/attendance_grid.html", context)


def _changes(session: TrainingSession, **meetings) -> list[tuple[str, str, str, AttendanceEvent]]:
    """Marks that were changed or entered late: whose, what it was, what it is."""
    return [
        (
            display_name(event.enrolment.name_as_enrolled),
            meaning(event.from_reason_kind or event.from_mark) if event.from_mark else _("not recorded"),
            meaning(event.to_reason_kind or event.to_mark),
            event,
        )
        for event in changed_later(session.pk, **meetings)
    ]


def _meeting(request: HttpRequest, pk: UUID) -> Meeting:
    return get_object_or_404(with_progress(meetings_of(request.user)), pk=pk)


def _entries(meeting: Meeting) -> list[Entry]:
    kept = {row.enrolment_id: row for row in Attendance.objects.filter(meeting=meeting).select_related("recorded_by")}
    rows = with_person(expected(meeting)).select_related("custody")
    return [Entry(row, kept.get(row.pk)) for row in rows]


def _of(meeting: Meeting, rows: Iterable[Enrolment]) -> dict:
    """What every page of one meeting says."""
    return _about(meeting.session, rows) | {"meeting": meeting}


def _about(session: TrainingSession, rows: Iterable[Enrolment]) -> dict:
    """What every page of one class says."""
    return {
        "session": session,
        "zone": session.venue.time_zone,
        "trail": [(_("Today"), reverse("home")), (session.title, session.get_absolute_url())],
        "invented": session.invented or any(row.invented for row in rows),
    }
