"""Programmes: the list, and one with everything that is known of it."""

from dataclasses import replace
from datetime import date

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.changes import history_of
from accounts.roles import FACILITY_STAFF, Role
from programs.access import sessions_known_to
from programs.facts import Facts
from programs.forms.programme_search import ProgrammeFilter
from programs.models import Programme
from programs.models.programmes import ProgrammeQuerySet
from programs.programme_table import table, with_parts
from web.downloads import csv_response
from web.http import page
from web.pagination import keyset

READERS = (*FACILITY_STAFF, Role.OFFICIAL, Role.CORRECTIONS, Role.AGREEMENTS)
"""The roles that programmes, their agreements and their reports are open to; which of them, ``visible_to`` says."""

MENDERS = (*FACILITY_STAFF, Role.OFFICIAL)
"""The roles that make and mend programmes; which of them, ``mended_by`` says."""

FEW = 500
"""So many programmes are named one by one; more are looked for again."""

PLACES = ("after=", "before=")
"""The parts of a list's address that say which page of it is shown."""


@requires(*READERS)
def programme_list(request: HttpRequest) -> HttpResponse:
    """The programmes in sight, newest first."""
    return page(request, "programs/programme_list.html", programme_rows(request))


@requires(*READERS)
def programme(request: HttpRequest, pk) -> HttpResponse:
    """What is known of one programme, with the source of each fact; what nobody states is shown as unknown."""
    found = get_object_or_404(Programme.objects.visible_to(request.user).with_mends(request.user), pk=pk)
    today = timezone.localdate()
    sessions = sessions_known_to(request.user, found).select_related("venue", "topic").order_by("planned_start", "pk")
    context = {
        "trail": [(_("Programmes"), reverse("programme_list"))],
        "programme": found,
        "facts": Facts(found, on=today),
        "sessions": sessions,
        "today": today,
        "mends": found.mends,
        "invented": found.invented or any(session.invented for session in sessions),
    }
    return page(request, "programs/programme.html", context)


@requires(*READERS)
def programme_history(request: HttpRequest, pk) -> HttpResponse:
    """Who changed what of a programme and its rows, the newest first."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    context = {"trail": trail_to(found), "programme": found, "history": history_of(found.pk)}
    return page(request, "programs/programme_history.html", context)


def trail_to(programme: Programme) -> list[tuple[str, str]]:
    """The way to pages about a programme."""
    return [(_("Programmes"), reverse("programme_list")), (programme.title, programme.get_absolute_url())]


@requires(*READERS)
def programme_csv(request: HttpRequest) -> HttpResponse:
    """The rows of the list, all of them, to take away. They hold no people, so no look at anybody is recorded."""
    today = timezone.localdate()
    found = _filter(request, today).found.with_begin().order_by(F("begins").desc(nulls_last=True), "pk")
    header, rows = table(found, today)
    return csv_response("programmes.csv", header, rows)


def programme_rows(request: HttpRequest, size: int = 50) -> dict:
    """What a list of programmes shows: its rows, what it was narrowed to, and how many there are."""
    today = timezone.localdate()
    filters = _filter(request, today)
    found, total = _found_once(filters)
    # A programme that is still planned stands on top; where no day is known, last.
    listed = with_parts(found.with_begin(), today)
    rows = keyset(listed, request.GET, order=("-begins", "pk"), size=size, count=total is None)
    rows = rows if total is None else replace(rows, total=total)
    return {
        "filters": filters,
        "rows": rows,
        "result": filters.result(rows),
        "asked": "&".join(part for part in request.GET.urlencode().split("&") if not part.startswith(PLACES)),
        "today": today,
        "makes": request.access.has(*MENDERS),
        "invented": any(row.invented for row in rows),
    }


def _found_once(filters: ProgrammeFilter) -> tuple[ProgrammeQuerySet, int | None]:
    """What the filters leave, and how many that is, where they were looked for."""
    if not filters.is_set:
        return filters.found, None
    keys = list(filters.found.values_list("pk", flat=True))
    return Programme.objects.filter(pk__in=keys) if len(keys) <= FEW else filters.found, len(keys)


def _filter(request: HttpRequest, today: date) -> ProgrammeFilter:
    return ProgrammeFilter(request.GET, programmes=Programme.objects.visible_to(request.user), on=today)
