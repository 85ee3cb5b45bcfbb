"""Agreements and the programmes that rest on them. They live here because programmes are known here."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from organisations.models import Agreement, AgreementParty, Organisation, Succession
from organisations.templatetags.organisations import agreement_name
from programs.access import agreements_visible_to
from programs.facts import named_parties
from programs.forms.search import SearchForm
from programs.models import Programme, ProgrammePlace
from programs.search import agreement_holds, matching, result
from programs.views.programmes import READERS
from web.http import page
from web.pagination import keyset


@requires(*READERS)
def agreement_list(request: HttpRequest) -> HttpResponse:
    """The agreements in sight, newest first; those without a known day last."""
    today = timezone.localdate()
    filters = SearchForm(request.GET, label=_("Title, number or party"))
    found = matching(agreements_visible_to(request.user), filters.words, agreement_holds)
    rows = keyset(
        found.prefetch_related(named_parties(today)), request.GET, order=("-signed_on", "pk"), size=25, count=True
    )
    context = {"filters": filters, "rows": rows, "result": result(rows, filters.words), "today": today}
    return page(request, "programs/agreement_list.html", context)


@requires(*READERS)
def agreement(request: HttpRequest, pk) -> HttpResponse:
    """One agreement: its parties, its days, and which programmes in sight rest on it."""
    today = timezone.localdate()
    in_sight = agreements_visible_to(request.user)
    found = get_object_or_404(in_sight.select_related("source").prefetch_related(_parties(today)), pk=pk)
    context = {
        "trail": [(_("Agreements"), reverse("agreement_list"))],
        "agreement": found,
        "name": agreement_name(found),
        "related": _related(found, in_sight.prefetch_related(named_parties(today))),
        "programmes": _resting(found, request.user),
        "today": today,
    }
    return page(request, "programs/agreement.html", context)


def _parties(today: date) -> Prefetch:
    """The parties, each with its organisation and what became of that."""
    bodies = Organisation.objects.named(today)
    steps = Succession.objects.order_by("day", "pk").prefetch_related(Prefetch("successor", bodies))
    organisations = bodies.prefetch_related(Prefetch("became", steps))
    parties = AgreementParty.objects.order_by("position").prefetch_related(Prefetch("organisation", organisations))
    return Prefetch("parties", parties)


def _related(agreement: Agreement, in_sight: QuerySet) -> list[tuple[str, list[Agreement]]]:
    """The agreements above and below it, and those it renews or was renewed by; only where they are in sight."""
    tied = Q(pk__in=[agreement.parent_id, agreement.renews_id]) | Q(parent=agreement) | Q(renews=agreement)
    others = list(in_sight.filter(tied).order_by("signed_on", "pk"))
    kinds = (
        (_("Under"), [other for other in others if other.pk == agreement.parent_id]),
        (_("Under it"), [other for other in others if other.parent_id == agreement.pk]),
        (_("Renews"), [other for other in others if other.pk == agreement.renews_id]),
        (_("Renewed by"), [other for other in others if other.renews_id == agreement.pk]),
    )
    return [(label, found) for label, found in kinds if found]


def _resting(agreement: Agreement, user) -> list[Programme]:
    """The programmes that rest on it and that the reader may know of."""
    programmes = Programme.objects.visible_to(user).filter(bases__agreement=agreement)
    places = Prefetch("places", ProgrammePlace.objects.select_related("facility").order_by("position"))
    return list(programmes.prefetch_related(places).order_by("-actual_start", "pk"))
