"""The list of agreements: on a page, and to take away as CSV and as a workbook."""

from datetime import date

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Role
from organisations.forms.agreement_filter import AgreementFilter
from organisations.models import Agreement
from organisations.search import listed
from programs.access import agreements_visible_to
from programs.agreement_table import columns, rows
from programs.facts import named_parties
from programs.views.programmes import PLACES, READERS
from web.downloads import csv_response
from web.http import page
from web.pagination import keyset
from web.workbooks import xlsx_response


@requires(*READERS)
@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """The agreements in sight, newest first; those without a known day last."""
    today = timezone.localdate()
    filters = _filters(request)
    found = filters.found(today).with_ends().prefetch_related(named_parties(today))
    listing = keyset(found, request.GET, order=("-signed_on", "pk"), size=25, count=True)
    told = [chosen for _label, chosen in filters.told]
    context = {
        "filters": filters,
        "filtered": any(request.GET.get(name) for name in filters.fields),
        "rows": listing,
        "result": " · ".join([listed(listing, filters.words), *told]) if listing.total else "",
        "asked": "&".join(part for part in request.GET.urlencode().split("&") if not part.startswith(PLACES)),
        "today": today,
        "makes": request.access.has(Role.AGREEMENTS),
        "watches": request.access.has(Role.OFFICIAL, Role.CORRECTIONS),
    }
    return page(request, "programs/agreement_list.html", context)


@requires(*READERS)
@require_safe
def agreement_csv(request: HttpRequest) -> HttpResponse:
    """The same list, whole, as CSV."""
    _filters_set, found = _all(request, timezone.localdate())
    return csv_response(_("agreement-list") + ".csv", [column.label for column in columns()], found)


@requires(*READERS)
@require_safe
def agreement_xlsx(request: HttpRequest) -> HttpResponse:
    """The same list, whole, as a workbook; a sheet of it says what the list was narrowed to and of which day it is."""
    today = timezone.localdate()
    filters, found = _all(request, today)
    words = [(_("Searched for"), filters.words)] if filters.words else []
    narrowed = [*words, *filters.told] or [(_("Narrowed to"), _("nothing: every agreement that you may see"))]
    about = [(_("List"), _("Agreements")), (_("As of"), today), *narrowed]
    return xlsx_response(_("agreement-list") + ".xlsx", columns(), found, about)


def _filters(request: HttpRequest) -> AgreementFilter:
    return AgreementFilter(request.GET, in_sight=agreements_visible_to(request.user))


def _all(request: HttpRequest, today: date):
    """What the list is narrowed to, and its rows in the order of the page."""
    filters = _filters(request)
    found = filters.found(today).order_by(F("signed_on").desc(nulls_last=True), "pk")

    def address(agreement: Agreement) -> str:
        return request.build_absolute_uri(reverse("agreement", args=[agreement.pk]))

    return filters, rows(found, today, address)
