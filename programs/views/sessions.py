"""The classes of the user's facilities, making a new one and mending one."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import requires
from accounts.roles import FACILITY_STAFF
from programs.forms.sessions import SessionEditForm, SessionForm, SessionSearch
from programs.models import Course, Programme, Skill, TrainingSession
from programs.search import matching
from programs.services.sessions import create_session
from web.dates import date_range, hours
from web.editing import Sheet
from web.http import page
from web.numbers import number
from web.pagination import Page, keyset


@requires(*FACILITY_STAFF)
def session_list(request: HttpRequest) -> HttpResponse:
    """Every class at the user's facilities, and those elsewhere that they were invited to, newest first."""
    filters = SessionSearch(request.GET, user=request.user)
    rows = keyset(found(filters.chosen, request.user), request.GET, order=("-planned_start", "-pk"), count=True)
    context = {
        "filters": filters,
        "filtered": any(filters.chosen.values()),
        "rows": rows,
        "result": _result(rows, filters.chosen["q"]),
        "several_places": len({*request.access.facilities, *(row.venue_id for row in rows)}) > 1,
        "invented": any(row.invented or row.venue.organisation.invented for row in rows),
    }
    return page(request, "programs/session_list.html", context)


def found(chosen: dict, user) -> QuerySet[TrainingSession]:
    """The classes in sight that hold the words searched for, narrowed to what else was chosen."""
    classes = TrainingSession.objects.open_to(user).select_related(
        "programme", "course", "venue__organisation", "tally"
    )
    if chosen["status"]:
        classes = classes.filter(status=chosen["status"])
    if year := chosen["year"]:
        classes = classes.filter(planned_start__range=(date(year, 1, 1), date(year, 12, 31)))
    if chosen["facility"]:
        classes = classes.filter(venue=chosen["facility"])
    if chosen["course"]:
        classes = classes.filter(course=chosen["course"])
    if chosen["skill"]:
        of_skill = Course.objects.filter(skill__in=Skill.objects.within(chosen["skill"]))
        classes = classes.filter(Q(course__in=of_skill) | Q(topic__course__in=of_skill))
    return matching(classes, chosen["q"], lambda word: Q(title__icontains=word) | Q(programme__title__icontains=word))


def _result(rows: Page, words: str) -> str:
    if not rows.total:
        return ""
    parts = {"n": rows.total_words, "words": words}
    if words:
        return ngettext("%(n)s class for “%(words)s”", "%(n)s classes for “%(words)s”", rows.total) % parts
    return ngettext("%(n)s class", "%(n)s classes", rows.total) % parts


@requires(*FACILITY_STAFF)
def session_new(request: HttpRequest) -> HttpResponse:
    """A new class with its meetings; the address may name the programme it is for."""
    entered = request.POST if request.method == "POST" else None
    form = SessionForm(entered, user=request.user, initial={"programme": _named(request)})
    if entered is not None and form.is_valid():
        session = create_session(**form.entered)
        messages.success(request, _saved(session, form.cleaned_data["hours"]))
        return redirect(session)
    context = {
        "trail": [(_("Classes"), reverse("session_list"))],
        "form": form,
        "some_programme": Programme.objects.visible_to(request.user).exists(),
    }
    return page(request, "programs/session_form.html", context)


def _named(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("programme", ""))
    except ValueError:
        return None


def _saved(session: TrainingSession, of_meetings) -> str:
    """The class was saved, in numbers."""
    zone = session.venue.time_zone
    how_many = sum(1 for _span in of_meetings.spans(zone))
    return ngettext(
        "The class was saved with %(n)s meeting: %(days)s, %(hours)s. %(seats)s seats are free.",
        "The class was saved with %(n)s meetings: %(days)s, %(hours)s. %(seats)s seats are free.",
        how_many,
    ) % {
        "n": number(how_many),
        "days": date_range(of_meetings.first, of_meetings.last),
        "hours": hours(of_meetings.starts, of_meetings.ends, zone),
        "seats": number(session.capacity),
    }


@requires(*FACILITY_STAFF)
def session_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A class mended: what it is called, where it is held, how many seats it has. A closed one stays as it is."""
    classes = TrainingSession.objects.visible_to(request.user).select_related("programme", "venue__organisation")
    session = get_object_or_404(classes, pk=pk)
    if session.is_closed:
        words = {"status": session.get_status_display()}
        messages.error(request, _("This class is closed (%(status)s) and stays as it is.") % words)
        return redirect(session)
    sheet = Sheet(SessionEditForm, instance=session, request=request)
    if sheet.is_valid() and (saved := sheet.save()):
        messages.success(request, _("The class was saved."))
        return redirect(saved)
    context = sheet.context | {
        "trail": [(_("Classes"), reverse("session_list")), (session.title, session.get_absolute_url())],
        "session": session,
        "invented": session.invented or session.venue.organisation.invented,
    }
    return page(request, "programs/session_edit.html", context)
