"""The list of organisations, and making and mending one. Its page lives where its programmes are known."""

from uuid import UUID

from django.contrib import messages
from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.changes import history_of
from accounts.roles import Role
from organisations.forms.organisations import NAMES, SUCCESSIONS, OrganisationForm
from organisations.forms.search import OrganisationFilter
from organisations.models import Organisation, Succession
from organisations.search import found_under, holding, listed
from web.editing import Sheet
from web.http import page
from web.pagination import keyset


@requires(Role.AGREEMENTS, Role.CORRECTIONS)
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Every organisation by its name today; one that was found under another name says so."""
    today = timezone.localdate()
    filters = OrganisationFilter(request.GET)
    found = _narrowed(Organisation.objects.visible_to(request.user), filters).named(today)
    found = found.annotate(gone=Exists(Succession.objects.filter(predecessor=OuterRef("pk"))))
    found = found.prefetch_related(Prefetch("parent", Organisation.objects.named(today)), "facility")
    rows = keyset(found, request.GET, order=("name", "pk"), count=True)
    under = found_under({row.pk: row.name for row in rows}, filters.words, today)
    for row in rows:
        row.found_under = under.get(row.pk, "")
    context = {
        "filters": filters,
        "filtered": any(request.GET.get(name) for name in filters.fields),
        "rows": rows,
        "result": listed(rows, filters.words),
        "makes": request.access.has(Role.AGREEMENTS),
    }
    return page(request, "organisations/organisation_list.html", context)


def _narrowed(organisations: QuerySet, filters: OrganisationFilter) -> QuerySet:
    """Those that the filters leave; a filter that makes no sense finds nothing and says why."""
    if not filters.is_valid():
        return organisations.none()
    found = organisations.filter(holding(filters.words))
    if kind := filters.chosen("kind"):
        found = found.filter(kind=kind)
    if top := filters.chosen("under"):
        found = found.under(top.pk)
    return found.filter(facility__isnull=False) if filters.chosen("facility") else found


@requires(Role.AGREEMENTS)
def organisation_new(request: HttpRequest) -> HttpResponse:
    """An organisation that is not here yet, with its names and what it became."""
    return _edit(request, Organisation(), _("New organisation"))


@requires(Role.AGREEMENTS)
def organisation_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mend an organisation, its names and what it became."""
    found = get_object_or_404(Organisation.objects.visible_to(request.user).named(timezone.localdate()), pk=pk)
    return _edit(request, found, _("Mend"), trail_to(found))


def trail_to(*bodies: Organisation) -> list[tuple[str, str]]:
    """The way to pages about these bodies."""
    above = [(_("Organisations"), reverse("organisation_list"))]
    return above + [(str(body), reverse("organisation", args=[body.pk])) for body in bodies]


def _edit(request: HttpRequest, organisation: Organisation, here: str, trail=None) -> HttpResponse:
    sheet = Sheet(OrganisationForm, instance=organisation, request=request, rows=[NAMES, SUCCESSIONS])
    if sheet.is_valid():
        _ask_at_the_end()
        if saved := sheet.save():
            name = Organisation.objects.named(timezone.localdate()).get(pk=saved.pk)
            messages.success(request, _("%(name)s was saved.") % {"name": name})
            return redirect("organisation", saved.pk)
    cancel = (
        reverse("organisation_list") if organisation._state.adding else reverse("organisation", args=[organisation.pk])
    )
    context = {"trail": trail or trail_to(), "here": here, "cancel": cancel, "name": getattr(organisation, "name", "")}
    if not organisation._state.adding:
        context["history"] = history_of(organisation.pk)
    return page(request, "organisations/organisation_form.html", sheet.context | context, part=sheet.part)


def _ask_at_the_end() -> None:
    """Two names may swap their days: only what stands at the end must be right."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS organisationname_one_official_at_a_time DEFERRED")
