"""A partner's page: what a body ever signed, promised and did, under any name; with what it came from and became."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from accounts.access import requires
from accounts.roles import Role
from organisations.models import Agreement, AgreementParty, Commitment, Organisation
from organisations.naming import LINEAGE, Histories
from programs.access import agreements_visible_to
from programs.models import Programme, ProgrammeBasis, ProgrammeRole
from reports.delivered import delivered
from reports.figures.scope import Reach
from reports.watch.words import promised
from web.http import page
from web.pagination import keyset

ON_ONE_PAGE = 20


@requires(Role.AGREEMENTS, Role.CORRECTIONS, Role.OFFICIAL)
def partner(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every agreement in sight that the body or one of its line signed, with its promises and what came of them."""
    today = timezone.localdate()
    line = RawSQL(LINEAGE, [[pk], [pk]])
    did = ProgrammeRole.objects.filter(organisation__in=line, programme__in=_in_sight(request))
    programmes = did.order_by().values(one=Value(1)).annotate(n=Count("programme", distinct=True)).values("n")
    bodies = Organisation.objects.visible_to(request.user).named(today)
    body = get_object_or_404(bodies.annotate(programmes=Coalesce(Subquery(programmes), 0)), pk=pk)
    signed = AgreementParty.objects.filter(organisation__in=line).order_by().values("agreement")
    agreements = agreements_visible_to(request.user).filter(pk__in=signed).with_ends()
    resting = ProgrammeBasis.objects.filter(agreement=OuterRef("pk"), programme__in=_in_sight(request)).order_by()
    resting = resting.values("agreement").annotate(n=Count("programme")).values("n")
    agreements = agreements.annotate(programmes_in_sight=Coalesce(Subquery(resting), 0))
    rows = keyset(agreements, request.GET, order=("-signed_on", "pk"), size=ON_ONE_PAGE)
    context = {
        "trail": [(str(body), reverse("organisation", args=[body.pk]))],
        "body": body,
        "rows": rows,
        "told": _told(request, body, list(rows), today),
        "today": today,
        "invented": body.invented or any(one.invented for one in rows),
    }
    return page(request, "reports/partner.html", context)


def _in_sight(request: HttpRequest):
    return Programme.objects.visible_to(request.user).values("pk")


def _told(request: HttpRequest, body: Organisation, agreements: list[Agreement], today: date) -> list[tuple]:
    """Each agreement, as whom the body signed it, and the promises of the body with what was delivered of each."""
    parties: dict[UUID, list[AgreementParty]] = defaultdict(list)
    for party in AgreementParty.objects.filter(agreement__in=agreements).select_related("organisation"):
        parties[party.agreement_id].append(party)
    everybody = [party for of in parties.values() for party in of if party.organisation_id]
    histories = Histories([body, *(party.organisation_id for party in everybody)])
    for party in everybody:
        party.organisation.name = str(histories.on(party.organisation_id, today))
    promises = _promises(agreements)
    counted = delivered([one for of in promises.values() for one in of], Reach.of(request.user), today)
    own = histories.line_of(body)
    told = []
    for agreement in agreements:
        agreement._prefetched_objects_cache = {"parties": parties[agreement.pk]}
        mine = [party for party in parties[agreement.pk] if party.organisation_id in own]
        keys = {party.pk for party in mine}
        theirs = [(one, promised(one), counted[one.pk]) for one in promises[agreement.pk] if one.party_id in keys]
        others = sum(one.party_id is None for one in promises[agreement.pk])
        as_whom = [_as_whom(party, agreement, histories) for party in mine]
        told.append((agreement, as_whom, theirs, others))
    return told


def _promises(agreements: list[Agreement]) -> dict[UUID, list[Commitment]]:
    found: dict[UUID, list[Commitment]] = defaultdict(list)
    for one in Commitment.objects.filter(agreement__in=agreements, removed_by=None).order_by("position", "pk"):
        found[one.agreement_id].append(one)
    return found


def _as_whom(party: AgreementParty, agreement: Agreement, histories: Histories) -> str:
    """The name as printed; else what it was called on the day of signing, else what it is called today."""
    if party.name_as_printed:
        return party.name_as_printed
    then = histories.on(party.organisation_id, agreement.signed_on, agreement.signed_on_precision or "d")
    return str(then) or party.organisation.name
