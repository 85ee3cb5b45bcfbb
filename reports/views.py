"""Reports, and the first pages of those who come for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.models import ExportFormat
from accounts.roles import FACILITY_STAFF, Role
from organisations.models import Organisation
from programs.access import agreements_visible_to
from programs.models import Programme, TrainingSession
from programs.views.programmes import READERS, programme_rows
from reports.exports.answers import answer
from reports.programme_document import programme_document
from reports.programme_report import ProgrammeReport
from web.http import page
from web.numbers import number

ON_FIRST_PAGE = 10
"""Programmes on the first page of an official; the rest is a page further."""


@requires(*READERS)
def report_list(request: HttpRequest) -> HttpResponse:
    """The programmes whose report opens to the reader: those in sight."""
    return page(request, "reports/report_list.html", {**programme_rows(request), "others": _others(request)})


def _others(request: HttpRequest) -> list[tuple[str, str]]:
    """The other reports that open to the reader: words and address."""
    access = request.access
    table = reverse("report_table")
    found = [
        (_("Report of %(place)s") % {"place": place.name}, reverse("facility_report", args=[place.code]))
        for place in {place.code: place for place in access.places if place.code}.values()
        if access.has(*FACILITY_STAFF)
    ]
    if access.has(Role.CORRECTIONS):
        found.append((_("National overview"), reverse("overview")))
    if access.has(Role.CORRECTIONS, Role.AGREEMENTS):
        found.append((_("Agreements: promised and delivered"), f"{table}?rows=agreement&columns=year"))
        found.append((_("Partners"), f"{table}?rows=partner&columns=year"))
    found.append((_("Any figure by any two things"), table))
    return found


@requires(*READERS)
def programme_report(request: HttpRequest, pk, how: ExportFormat | None = None) -> HttpResponse:
    """The report of one programme in sight, or its file; of any other nothing is told, not even that it exists."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    report = ProgrammeReport(found, reader=request.user, at=timezone.now())
    told = programme_document(report)
    context = {
        "trail": [(_("Reports"), reverse("report_list")), (found.title, found.get_absolute_url())],
        "programme": found,
        "report": report,
        "facts": report.facts,
        "today": report.facts.on,
    }
    return answer(request, told, "reports/programme_report.html", context, how)


@requires(Role.OFFICIAL, Role.CORRECTIONS, Role.AGREEMENTS)
def official_home(request: HttpRequest) -> HttpResponse:
    """The first page of officials: what there is to read; for whose body organises nothing yet, what will come."""
    counts = _counts(request)
    rows = programme_rows(request, size=ON_FIRST_PAGE)
    if not counts and not rows["rows"].total and not rows["filters"].words:
        return coming(request)
    leads_on = request.access.has(Role.CORRECTIONS)
    return page(request, "reports/official_home.html", {**rows, "counts": counts, "leads_on": leads_on})


@requires(Role.POSTRELEASE)
def coming_home(request: HttpRequest) -> HttpResponse:
    """The first page of those whose work has no pages yet."""
    return coming(request)


def coming(request: HttpRequest) -> HttpResponse:
    """Say what will come, and count nothing."""
    return page(request, "reports/coming.html", {"for_postrelease": request.access.has(Role.POSTRELEASE)})


def _counts(request: HttpRequest) -> list[tuple[str, str, str]]:
    """How much there is of what corrections and the keepers of agreements keep: words, number, address. No people."""
    if not request.access.has(Role.CORRECTIONS, Role.AGREEMENTS):
        return []
    kept = (
        (_("Programmes"), Programme.objects.visible_to(request.user), "programme_list"),
        (_("Classes"), TrainingSession.objects.all(), "report_list"),
        (_("Agreements"), agreements_visible_to(request.user), "agreement_list"),
        (_("Organisations"), Organisation.objects.visible_to(request.user), "organisation_list"),
    )
    return [(words, number(rows.count()), reverse(name)) for words, rows, name in kept]
