"""Agreements and the programmes that rest on them. They live here because programmes are known here."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Coalesce, NullIf
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.changes import history_of
from accounts.roles import Role
from organisations.chains import of_the_chain, steps
from organisations.contents import Contents, side_by_side
from organisations.forms.agreements import PARTIES, AgreementForm
from organisations.forms.search import ReadOnForm
from organisations.models import Agreement, AgreementChange
from organisations.models.documents import SEE_EVERY_DOCUMENT
from organisations.naming import Histories
from organisations.states import agreement_states
from organisations.templatetags.organisations import agreement_name
from organisations.timeline import drawn
from programs.access import agreements_visible_to
from programs.facts import named_parties
from programs.models import Programme, ProgrammePlace
from programs.views.programmes import READERS
from web.dates import long_date
from web.editing import Sheet
from web.http import page


@requires(*READERS)
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One agreement: its parties, its days, its documents, and which programmes in sight rest on it."""
    today = timezone.localdate()
    found, others = _with_relatives(agreements_visible_to(request.user), pk)
    contents = Contents(found, others)
    _name_parties([found, *others], contents, today)
    bodies = [party.organisation for party in contents.parties_of[found.pk] if party.organisation]
    asks = ReadOnForm(request.GET or None)
    on, beside = asks.days
    chain = steps([one for one in (found, *others) if one.in_chain])
    context = {
        "trail": [(_("Agreements"), reverse("agreement_list"))],
        "agreement": found,
        "parties": contents.as_signed.parties,
        "name": agreement_name(found),
        "related": _related(found, others),
        "chain": chain if len(chain) > 1 else [],
        "drawing": drawn([chain], {one.agreement.pk: agreement_name(one.agreement) for one in chain}, on or today),
        "contents": contents,
        "amendments": others,
        "asks": asks,
        "on": on or today,
        "states": agreement_states(found, on or today),
        "reading": _read(contents, on or today, beside),
        "programmes": _resting(found, request.user),
        "documents": found.documents.visible_to(request.user).versions(),
        "sees_documents": request.access.has(Role.OFFICIAL, *SEE_EVERY_DOCUMENT),
        "mends": request.access.has(Role.AGREEMENTS),
        "history": history_of(found.pk, known=[found, *others, *bodies, *([found.source] if found.source else [])]),
        "today": today,
    }
    return page(request, "programs/agreement.html", context)


def _read(contents: Contents, on: date, beside: date | None) -> dict:
    """The text on a day beside that as signed or that of another day; both readings where two are possible."""
    days = [on] if beside is None else [on, beside]
    columns = [] if beside or not contents.changes else [(_("As signed"), contents.as_signed)]
    several = False
    for day in days:
        found = contents.as_of(day)
        several |= len(found) > 1
        ways = [""] if len(found) == 1 else [_("if the change was not yet in effect"), _("if it was")]
        columns += [(" ".join(filter(None, (long_date(day), way))), one) for way, one in zip(ways, found, strict=True)]
    headings, readings = zip(*columns, strict=True)
    return {"headings": headings, "rows": side_by_side(list(readings)), "open": several}


def _with_relatives(in_sight: QuerySet, pk: UUID) -> tuple[Agreement, list[Agreement]]:
    """An agreement and, where they are in sight, those above and below it, that it renews or that renew it."""
    itself = Agreement.objects.filter(pk=pk)
    above = Q(pk__in=itself.values("parent")) | Q(pk__in=itself.values("renews"))
    amends = Q(pk__in=AgreementChange.objects.filter(agreement=pk).values("document"))
    near = above | Q(pk=pk) | Q(parent=pk) | Q(renews=pk) | Q(superseded_by=pk) | amends
    near |= Q(pk__in=itself.values("superseded_by"))
    rows = in_sight.filter(near | of_the_chain(pk)).annotate(in_chain=of_the_chain(pk))
    rows = list(rows.with_ends().select_related("source").order_by("signed_on", "pk"))
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise Http404
    return found, [row for row in rows if row.pk != pk]


def _name_parties(agreements: list[Agreement], contents: Contents, today: date) -> None:
    """Give every party the name of its body today; those of the main one also what it was called when it was signed."""
    main = contents.agreement
    for one in agreements:
        one._prefetched_objects_cache = {"parties": contents.parties_of[one.pk]}
    linked = [party for one in agreements for party in contents.parties_of[one.pk] if party.organisation_id]
    histories = Histories(party.organisation_id for party in linked)
    for party in linked:
        party.called_today = histories.on(party.organisation_id, today)
        party.organisation.name = str(party.called_today)
        if party.agreement_id == main.pk and main.signed_on:
            party.called_then = histories.on(party.organisation_id, main.signed_on, main.signed_on_precision)


@requires(Role.AGREEMENTS)
def agreement_new(request: HttpRequest) -> HttpResponse:
    """An agreement that is not here yet, with its parties."""
    return _edit(request, Agreement(), _("Enter an agreement"))


@requires(Role.AGREEMENTS)
def agreement_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mend an agreement and its parties."""
    return _edit(request, get_object_or_404(agreements_visible_to(request.user), pk=pk), _("Mend this agreement"))


def _edit(request: HttpRequest, found: Agreement, here: str) -> HttpResponse:
    new = found._state.adding
    sheet = Sheet(AgreementForm, instance=found, request=request, rows=[PARTIES])
    if sheet.is_valid() and (saved := sheet.save()):
        messages.success(request, _("%(name)s was saved.") % {"name": _name(saved)})
        return redirect("agreement", saved.pk)
    context = {
        "trail": trail_to() if new else trail_to(found),
        "here": here,
        "cancel": reverse("agreement_list") if new else reverse("agreement", args=[found.pk]),
    }
    return page(request, "programs/agreement_form.html", sheet.context | context, part=sheet.part)


def trail_to(*agreements: Agreement) -> list[tuple[str, str]]:
    """The way to pages about these agreements."""
    above = [(_("Agreements"), reverse("agreement_list"))]
    return above + [(_name(one), reverse("agreement", args=[one.pk])) for one in agreements]


def _name(agreement: Agreement) -> str:
    """What an agreement is called today."""
    prefetch_related_objects([agreement], named_parties(timezone.localdate()))
    return agreement_name(agreement)


def _related(agreement: Agreement, others: list[Agreement]) -> list[tuple[str, list[Agreement]]]:
    """The agreements above and below it, and those it renews or was renewed by."""
    kinds = (
        (_("Under"), [other for other in others if other.pk == agreement.parent_id]),
        (_("Under it"), [other for other in others if other.parent_id == agreement.pk]),
        (_("Renews"), [other for other in others if other.pk == agreement.renews_id]),
        (_("Renewed by"), [other for other in others if other.renews_id == agreement.pk]),
        (_("Superseded by"), [other for other in others if other.pk == agreement.superseded_by_id]),
        (_("Supersedes"), [other for other in others if other.superseded_by_id == agreement.pk]),
    )
    return [(label, found) for label, found in kinds if found]


def _resting(agreement: Agreement, user) -> list[Programme]:
    """The programmes that rest on it and that the reader may know of."""
    places = ProgrammePlace.objects.filter(programme=OuterRef("pk")).order_by("addition", "position")
    names = places.values_list(Coalesce(NullIf("name_as_printed", Value("")), "facility__name"))
    programmes = Programme.objects.visible_to(user).filter(bases__agreement=agreement)
    return list(programmes.annotate(place_names=ArraySubquery(names)).order_by("-actual_start", "pk"))
