"""Pages of figures: the overview, a table of any two things, and the classes that numbers are made of."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.models import ExportFormat
from accounts.roles import FACILITY_STAFF, Role
from reports.asking import Asked
from reports.class_table import class_table
from reports.crossing import Crossed, crossing
from reports.document import Document
from reports.exports.answers import answer
from reports.figures.listed import classes_behind
from reports.figures.scope import ANCHORS, Reach
from reports.overview import overview
from web.http import page

READERS = (*FACILITY_STAFF, Role.OFFICIAL, Role.CORRECTIONS, Role.AGREEMENTS)
ON_A_PAGE = 50


@requires(Role.CORRECTIONS)
def national_overview(request: HttpRequest, how: ExportFormat | None = None) -> HttpResponse:
    """The nation for the corrections ministry; every number leads to what it is made of."""
    now = timezone.now()
    asked = Asked(request.GET, user=request.user, on=timezone.localdate(now))
    return _shown(request, asked, overview(asked, reader=request.user, at=now), how, label=_("Narrow the overview"))


@requires(*READERS)
def table(request: HttpRequest, how: ExportFormat | None = None) -> HttpResponse:
    """Any figure by any two things, within what the reader may see; keepers of agreements name one of theirs."""
    now = timezone.now()
    given = request.GET.copy()
    given.setdefault("rows", "programme")
    asked = Crossed(given, user=request.user, on=timezone.localdate(now), cuts=Reach.of(request.user).cuts)
    document = crossing(asked, reader=request.user, at=now)
    return _shown(request, asked, document, how, label=_("Choose the table"), trail=_trail(request))


@requires(*READERS)
def class_list(request: HttpRequest) -> HttpResponse:
    """The classes that a number is made of, fifty at a time."""
    now = timezone.now()
    reach = Reach.of(request.user)
    asked = Asked(request.GET, user=request.user, on=timezone.localdate(now), cuts=reach.cuts)
    if reach.anchored and not ANCHORS & set(asked.only):
        raise PermissionDenied
    found = classes_behind(request.user, asked.where, size=ON_A_PAGE + 1, after=_after(request))
    shown = found[:ON_A_PAGE]
    further = asked.query(after=shown[-1].key) if len(found) > len(shown) else ""
    document = class_table(asked, shown, reader=request.user, at=now)
    context = {
        "asked": asked,
        "document": document,
        "invented": document.invented,
        "label": _("Narrow the list"),
        "trail": _trail(request),
        "further": further,
        "empty": not shown,
    }
    return page(request, "reports/figures.html", context)


def _after(request: HttpRequest) -> UUID | None:
    """The class after which the page begins; what is no key gives the first page."""
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    if request.access.has(Role.CORRECTIONS):
        return [(_("Overview"), reverse("overview"))]
    return [(_("Reports"), reverse("report_list"))]


def _shown(request: HttpRequest, asked: Asked, document: Document, how: ExportFormat | None, **more) -> HttpResponse:
    return answer(request, document, "reports/figures.html", {"asked": asked} | more, how)
