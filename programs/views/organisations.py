"""Organisations: what they were called, what became of them, and what they have a part in."""

from datetime import date

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import Role
from organisations.choices import NameKind
from organisations.models import Organisation, Succession
from programs.access import agreements_visible_to
from programs.facts import named_parties
from programs.forms.search import SearchForm
from programs.models import Programme, ProgrammeRole
from programs.search import matching, organisation_holds, result
from web.http import page
from web.pagination import keyset


@requires(Role.AGREEMENTS, Role.CORRECTIONS)
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Every organisation by its name today."""
    today = timezone.localdate()
    filters = SearchForm(request.GET, label=_("Any name or abbreviation it ever had"))
    found = matching(Organisation.objects.visible_to(request.user), filters.words, organisation_holds).named(today)
    found = found.prefetch_related(Prefetch("parent", Organisation.objects.named(today)))
    rows = keyset(found, request.GET, order=("name", "pk"), count=True)
    context = {"filters": filters, "rows": rows, "result": result(rows, filters.words)}
    return page(request, "programs/organisation_list.html", context)


@requires(Role.AGREEMENTS, Role.CORRECTIONS, Role.OFFICIAL)
def organisation(request: HttpRequest, pk) -> HttpResponse:
    """One organisation over time, with its agreements and programmes as far as the reader may know of them."""
    today = timezone.localdate()
    found = get_object_or_404(Organisation.objects.visible_to(request.user).named(today), pk=pk)
    agreements = agreements_visible_to(request.user).filter(parties__organisation=found).distinct()
    context = {
        "trail": _trail(request),
        "organisation": found,
        "parent": Organisation.objects.named(today).filter(children=found).first(),
        "below": Organisation.objects.named(today).filter(parent=found).order_by("name", "pk"),
        "agreements": agreements.prefetch_related(named_parties(today)).order_by("-signed_on", "pk"),
        "roles": _roles(found, request.user),
        "today": today,
        "invented": found.invented,
        **_over_time(found, today),
    }
    return page(request, "programs/organisation.html", context)


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    """The list above, for those it opens to."""
    opens = request.access.has(*organisation_list.allowed_roles)
    return [(_("Organisations"), reverse("organisation_list"))] if opens else []


def _over_time(organisation: Organisation, today: date) -> dict:
    """Its names with their days, and the bodies it came from and became."""
    names = organisation.names.order_by(F("valid_from").desc(nulls_last=True), "pk")
    bodies = Organisation.objects.named(today)
    became = Succession.objects.filter(predecessor=organisation).prefetch_related(Prefetch("successor", bodies))
    came_from = Succession.objects.filter(successor=organisation).prefetch_related(Prefetch("predecessor", bodies))
    return {
        "names": [name for name in names if name.kind == NameKind.OFFICIAL],
        "aliases": [name for name in names if name.kind == NameKind.ALIAS],
        "became": became.order_by("day", "pk"),
        "came_from": came_from.order_by("day", "pk"),
    }


def _roles(organisation: Organisation, user) -> list[ProgrammeRole]:
    """What it does in which programmes, of those the reader may know of."""
    in_sight = Programme.objects.visible_to(user).values("pk")
    roles = ProgrammeRole.objects.filter(organisation=organisation, programme__in=in_sight)
    return list(roles.select_related("programme").order_by("-programme__actual_start", "programme", "role"))
