"""Organisations: what they were called, what became of them, and what they have a part in."""

from datetime import date

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import Role
from organisations.choices import NameKind
from organisations.forms.search import OnForm
from organisations.models import Facility, Organisation, Succession
from organisations.naming import Histories
from organisations.services.joins import stays_at
from organisations.views.organisations import organisation_list
from programs.access import agreements_visible_to
from programs.facts import named_parties
from programs.models import Programme, ProgrammeRole
from web.http import page


@requires(Role.AGREEMENTS, Role.CORRECTIONS, Role.OFFICIAL)
def organisation(request: HttpRequest, pk) -> HttpResponse:
    """One organisation over time, with its agreements and programmes as far as the reader may know of them."""
    today = timezone.localdate()
    in_sight = Organisation.objects.visible_to(request.user)
    found = in_sight.named(today).select_related("facility").filter(pk=pk).first()
    if found is None:
        return redirect("organisation", get_object_or_404(in_sight, pk=stays_at(pk)).pk)
    agreements = agreements_visible_to(request.user).filter(parties__organisation=found).distinct()
    context = {
        "trail": _trail(request),
        "organisation": found,
        "parent": Organisation.objects.named(today).filter(children=found).first(),
        "below": Organisation.objects.named(today).filter(parent=found).order_by("name", "pk"),
        "facilities": Facility.objects.filter(organisation__in=Organisation.objects.under(found.pk)).exclude(
            organisation=found
        ),
        "joined": found.joined.select_related("by").order_by("-at"),
        "agreements": agreements.prefetch_related(named_parties(today)).order_by("-signed_on", "pk"),
        "roles": _roles(found, request.user),
        "today": today,
        "invented": found.invented,
        "mends": request.access.has(Role.AGREEMENTS),
        "mends_facility": hasattr(found, "facility") and request.access.has(Role.AGREEMENTS, Role.CORRECTIONS),
        **_on_a_day(request, found, today),
        **_over_time(found, today),
    }
    return page(request, "programs/organisation.html", context)


def _on_a_day(request: HttpRequest, organisation: Organisation, today: date) -> dict:
    """What it was called on the day asked for, and is called today."""
    asks = OnForm(request.GET or None)
    histories = Histories([organisation])
    asked = asks.cleaned_data.get("on") if asks.is_bound and asks.is_valid() else None
    return {
        "asks": asks,
        "asked": asked,
        "called": histories.on(organisation, *asked) if asked else None,
        "called_today": histories.on(organisation, today),
    }


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
