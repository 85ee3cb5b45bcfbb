"""Organisations: what they were called, what became of them, and what they have a part in."""

from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import Role
from organisations.choices import NameKind
from organisations.forms.search import OnForm
from organisations.models import Organisation
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
        "joined": found.joined.select_related("by").order_by("-at"),
        "agreements": agreements.with_ends().prefetch_related(named_parties(today)).order_by("-signed_on", "pk"),
        "roles": _roles(found, request.user),
        "today": today,
        "invented": found.invented,
        "mends": request.access.has(Role.AGREEMENTS),
        "reads_facility": hasattr(found, "facility") and request.access.has(Role.CORRECTIONS),
        "mends_facility": hasattr(found, "facility") and request.access.has(Role.AGREEMENTS, Role.CORRECTIONS),
        **_tree(found, today),
        **_over_time(request, found, today),
    }
    return page(request, "programs/organisation.html", context)


def _tree(organisation: Organisation, today: date) -> dict:
    """What it is part of, what is right below it, and the facilities anywhere below."""
    below = Organisation.objects.under(organisation.pk).filter(facility__isnull=False).values("pk")
    near = Q(children=organisation) | Q(parent=organisation) | Q(pk__in=below)
    bodies = Organisation.objects.named(today).filter(near).exclude(pk=organisation.pk).distinct()
    bodies = list(bodies.select_related("facility").order_by("name", "pk"))
    return {
        "parent": next((body for body in bodies if body.pk == organisation.parent_id), None),
        "below": [body for body in bodies if body.parent_id == organisation.pk],
        "facilities": [
            body.facility for body in bodies if body.pk != organisation.parent_id and hasattr(body, "facility")
        ],
    }


def _over_time(request: HttpRequest, organisation: Organisation, today: date) -> dict:
    """What it was called on the day asked for, its names with their days, and the bodies it came from and became."""
    asks = OnForm(request.GET or None)
    histories = Histories([organisation])
    asked = asks.cleaned_data.get("on") if asks.is_bound and asks.is_valid() else None
    names = sorted(histories.names_of(organisation), key=lambda name: name.valid_from or date.min, reverse=True)
    came_from, became = histories.successions(organisation, today)
    return {
        "asks": asks,
        "asked": asked,
        "called": histories.on(organisation, *asked) if asked else None,
        "called_today": histories.on(organisation, today),
        "names": [name for name in names if name.kind == NameKind.OFFICIAL],
        "aliases": [name for name in names if name.kind == NameKind.ALIAS],
        "came_from": came_from,
        "became": became,
    }


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    """The list above, for those it opens to."""
    opens = request.access.has(*organisation_list.allowed_roles)
    return [(_("Organisations"), reverse("organisation_list"))] if opens else []


def _roles(organisation: Organisation, user) -> list[ProgrammeRole]:
    """What it does in which programmes, of those the reader may know of."""
    in_sight = Programme.objects.visible_to(user).values("pk")
    roles = ProgrammeRole.objects.filter(organisation=organisation, programme__in=in_sight)
    return list(roles.select_related("programme").order_by("-programme__actual_start", "programme", "role"))
