"""Names as sources print them that no organisation is known for: the list, deciding about one, and undoing that."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import Role
from organisations.models import Agreement, Organisation
from organisations.search import listed
from programs.forms.linking import LinkForm, MakeForm, StaysForm, UndoForm
from programs.forms.search import SearchForm
from programs.models import NameDecision, PrintedName, Programme
from programs.search import matching
from programs.services import linking
from web.http import page
from web.pagination import keyset

LINKERS = (Role.AGREEMENTS, Role.CORRECTIONS)
SHOWN = 20
"""So many programmes and agreements are named on the page of a name; the list says how many there are."""


@requires(*LINKERS)
def to_link(request: HttpRequest) -> HttpResponse:
    """One line for each name that is linked to nothing, the most frequent first."""
    filters = SearchForm(request.GET, label=_("Part of the name"))
    found = matching(PrintedName.objects.to_link(), filters.words, _holds)
    rows = keyset(found, request.GET, order=("-times", "pk"), count=True)
    decided = NameDecision.objects.live().exists()
    context = {"trail": _above(), "filters": filters, "rows": rows, "decided": decided}
    return page(request, "programs/to_link.html", context | {"result": listed(rows, filters.words)})


@requires(*LINKERS)
def name_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One name: where it occurs, and what it means. What is decided here holds wherever it is printed."""
    found = get_object_or_404(PrintedName.objects.to_link(), pk=pk)
    forms = _forms(request, found)
    act = request.POST.get("act") if request.method == "POST" else None
    if act in forms and forms[act].is_valid():
        try:
            _decide(found.name, act, forms[act].cleaned_data, request)
        except ValidationError as refused:
            forms[act].add_error(None, refused)
        else:
            return redirect("to_link")
    context = {
        "trail": [*_above(), (_("Names to be linked"), reverse("to_link"))],
        "name": found,
        # The frame puts "Error:" before the title where the form that was sent has one.
        "form": forms.get(act),
        "forms": forms,
        "programmes": _programmes(found.name, request.user),
        "agreements": _agreements(found.name, request.user),
    }
    return page(request, "programs/to_link_name.html", context)


@requires(*LINKERS)
def names_decided(request: HttpRequest) -> HttpResponse:
    """What was decided about names, the newest first, with what it became."""
    today = timezone.localdate()
    filters = SearchForm(request.GET, label=_("Part of the name"))
    bodies = Prefetch("organisation", Organisation.objects.named(today))
    found = matching(NameDecision.objects.live(), filters.words, _holds).select_related("by").prefetch_related(bodies)
    rows = keyset(found, request.GET, order=("-at", "pk"), count=True)
    context = {
        "trail": [*_above(), (_("Names to be linked"), reverse("to_link"))],
        "filters": filters,
        "rows": rows,
        "result": listed(rows, filters.words),
    }
    return page(request, "programs/to_link_decided.html", context)


@requires(*LINKERS)
def name_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a decision about a name back, with a reason."""
    bodies = Prefetch("organisation", Organisation.objects.named(timezone.localdate()))
    found = get_object_or_404(NameDecision.objects.live().prefetch_related(bodies), pk=pk)
    form = UndoForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            linking.undo(found.pk, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The decision about “%(name)s” was undone.") % {"name": found.name})
            return redirect("to_link")
    above = [(_("Names to be linked"), reverse("to_link")), (_("Names decided"), reverse("names_decided"))]
    context = {"trail": [*_above(), *above], "decision": found, "form": form, "happens": _happens(found)}
    return page(request, "programs/to_link_undo.html", context)


def _above() -> list[tuple[str, str]]:
    return [(_("Organisations"), reverse("organisation_list"))]


def _holds(word: str) -> Q:
    return Q(name__icontains=word)


def _forms(request: HttpRequest, found: PrintedName) -> dict:
    """The ways to decide; only the one that was sent is filled. A place is made a facility on a page of its own."""
    sent = request.POST if request.method == "POST" else None
    act = request.POST.get("act")
    keys = linking.proposed(found.name, facilities=bool(found.places))
    named = Organisation.objects.named(timezone.localdate()).in_bulk(keys)
    near = [named[key] for key in keys]
    forms = {"link": LinkForm(sent if act == "link" else None, near=near)}
    if not found.places:
        forms["make"] = MakeForm(sent if act == "make" else None, initial={"called": found.name, "kind": "other"})
    return forms | {"stays": StaysForm(sent if act == "stays" else None)}


def _decide(name: str, act: str, said: dict, request: HttpRequest) -> None:
    """Decide as the form says, and say what came of it."""
    signed = {"by": request.user, "at": timezone.now()}
    if act == "stays":
        linking.leave_as_printed(name, reason=said["reason"], **signed)
        messages.success(request, _("“%(name)s” stays as printed.") % {"name": name})
        return
    if act == "make":
        linking.make_and_link(name, called=said["called"], kind=said["kind"], **signed)
    else:
        linking.link(name, to=said["body"], **signed)
    messages.success(request, _("“%(name)s” was linked wherever it is printed.") % {"name": name})


def _programmes(name: str, user) -> list[Programme]:
    """The programmes that print it as a body or a place."""
    by_role = Programme.objects.filter(roles__name_as_printed=name, roles__organisation=None)
    by_place = Programme.objects.filter(places__name_as_printed=name, places__facility=None)
    keys = by_role.values("pk").union(by_place.values("pk"))
    return list(Programme.objects.visible_to(user).filter(pk__in=keys).order_by("title", "pk")[:SHOWN])


def _agreements(name: str, user) -> list[Agreement]:
    """The agreements that print it as a party."""
    found = Agreement.objects.visible_to(user).filter(parties__name_as_printed=name, parties__organisation=None)
    return list(found.distinct().order_by("-signed_on", "pk")[:SHOWN])


def _happens(decision: NameDecision) -> list[str]:
    """What undoing does."""
    if decision.organisation is None:
        return [_("The name stands among those to be linked again.")]
    said = [_("Wherever the name is printed it is linked to nothing again, and later loads leave it as printed.")]
    if decision.made:
        said.append(_("The organisation that was made from it is removed, if no other facts stand with it."))
    return said
