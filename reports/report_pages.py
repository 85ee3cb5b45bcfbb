"""The reports of a facility, of a body and of an agreement."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.models import ExportFormat
from accounts.roles import FACILITY_STAFF, Role
from organisations.models import Facility, Organisation
from programs.access import agreements_visible_to
from reports.agreement_reports import agreement_report, organisation_report
from reports.asking import Asked
from reports.document import Document
from reports.exports.answers import answer
from reports.facility_report import facility_report
from reports.figures import Cut

OF_FACILITY = frozenset({Cut.SKILL, Cut.MINISTRY, Cut.KIND, Cut.SEX})
OF_AGREEMENT = frozenset({Cut.SKILL})


@requires(*FACILITY_STAFF, Role.CORRECTIONS)
def facility(request: HttpRequest, code: str, how: ExportFormat | None = None) -> HttpResponse:
    """What was run at one facility, for its head and staff and for corrections; of another nothing is told."""
    found = get_object_or_404(Facility.objects.select_related("organisation"), code=code)
    if not request.access.has(Role.CORRECTIONS) and found.pk not in request.access.facilities:
        raise Http404
    now = timezone.now()
    asked = _asked(request, OF_FACILITY)
    document = facility_report(found, asked, reader=request.user, at=now)
    about = reverse("organisation", args=[found.organisation_id]) if request.access.has(Role.CORRECTIONS) else ""
    return _shown(request, asked, document, how, about=about)


@requires(Role.OFFICIAL, Role.CORRECTIONS, Role.AGREEMENTS)
def agreement(request: HttpRequest, pk, how: ExportFormat | None = None) -> HttpResponse:
    """Promised against delivered, of one agreement in sight."""
    found = get_object_or_404(_named(request), pk=pk)
    now = timezone.now()
    asked = _asked(request, OF_AGREEMENT)
    document = agreement_report(found, asked, reader=request.user, at=now, on=timezone.localdate(now))
    return _shown(request, asked, document, how, about=reverse("agreement", args=[found.pk]))


@requires(Role.OFFICIAL, Role.CORRECTIONS, Role.AGREEMENTS)
def organisation(request: HttpRequest, pk, how: ExportFormat | None = None) -> HttpResponse:
    """Promised against delivered, of the agreements of one body, and the programmes in which it has a part."""
    today = timezone.localdate()
    found = get_object_or_404(Organisation.objects.visible_to(request.user).named(today), pk=pk)
    signed = list(_named(request).filter(parties__organisation=found).distinct())
    asked = _asked(request, OF_AGREEMENT)
    document = organisation_report(found, signed, asked, reader=request.user, at=timezone.now(), on=today)
    return _shown(request, asked, document, how, about=reverse("partner", args=[found.pk]))


def _named(request: HttpRequest):
    """The agreements in sight, with their parties by name."""
    bodies = Prefetch("parties__organisation", Organisation.objects.named(timezone.localdate()))
    return agreements_visible_to(request.user).prefetch_related(bodies)


def _asked(request: HttpRequest, cuts) -> Asked:
    return Asked(request.GET, user=request.user, on=timezone.localdate(), cuts=cuts)


def _shown(request: HttpRequest, asked: Asked, document: Document, how: ExportFormat | None, *, about: str):
    """The page or its file; ``about`` is the page that tells what it is a report of."""
    trail = [(_("Reports"), reverse("report_list"))]
    context = {"asked": asked, "label": _("Narrow the report"), "trail": trail, "about": about}
    return answer(request, document, "reports/figures.html", context, how)
