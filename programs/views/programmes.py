"""Programmes: the list, and one with everything that is known of it."""

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import FACILITY_STAFF, Role
from programs.access import sessions_known_to
from programs.choices import ProgrammeRoleKind
from programs.facts import Facts, named_organisation
from programs.forms.search import SearchForm
from programs.models import Programme, ProgrammePlace, ProgrammeRole
from programs.search import matching, programme_holds, result
from web.http import page
from web.pagination import keyset

READERS = (*FACILITY_STAFF, Role.OFFICIAL, Role.CORRECTIONS, Role.AGREEMENTS)
"""The roles that programmes, their agreements and their reports are open to; which of them, ``visible_to`` says."""


@requires(*READERS)
def programme_list(request: HttpRequest) -> HttpResponse:
    """The programmes in sight, newest first."""
    return page(request, "programs/programme_list.html", programme_rows(request))


@requires(*READERS)
def programme(request: HttpRequest, pk) -> HttpResponse:
    """What is known of one programme, with the source of each fact; what nobody states is shown as unknown."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    sessions = sessions_known_to(request.user, found).select_related("venue", "topic").order_by("planned_start", "pk")
    context = {
        "trail": [(_("Programmes"), reverse("programme_list"))],
        "programme": found,
        "facts": Facts(found, on=today),
        "sessions": sessions,
        "today": today,
        "invented": found.invented or any(session.invented for session in sessions),
    }
    return page(request, "programs/programme.html", context)


def programme_rows(request: HttpRequest, size: int = 50) -> dict:
    """What a list of programmes shows: its rows, what was searched for, and how many there are."""
    today = timezone.localdate()
    filters = SearchForm(request.GET, label=_("Title, place, topic, or a body that has a part in it"))
    found = matching(Programme.objects.visible_to(request.user), filters.words, programme_holds)
    # A programme that is still planned stands on top; where no day is known, last.
    rows = keyset(
        _with_parts(found, today).annotate(begins=Coalesce("actual_start", "planned_start")),
        request.GET,
        order=("-begins", "pk"),
        size=size,
        count=True,
    )
    return {
        "filters": filters,
        "rows": rows,
        "result": result(rows, filters.words),
        "today": today,
        "invented": any(row.invented for row in rows),
    }


def _with_parts(programmes: QuerySet, on) -> QuerySet:
    organisers = ProgrammeRole.objects.filter(role=ProgrammeRoleKind.ORGANISER).order_by("position")
    return programmes.prefetch_related(
        Prefetch("places", ProgrammePlace.objects.select_related("facility").order_by("position")),
        Prefetch("roles", organisers.prefetch_related(named_organisation(on)), to_attr="organisers"),
    )
