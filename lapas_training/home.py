"""The first page of each role, in one table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import FACILITY_STAFF, Role
from participants.views.today import today
from reports.views import coming_home, official_home
from web.http import page


@requires(Role.AUDITOR)
def access_log(request: HttpRequest) -> HttpResponse:
    """The auditor begins with the access log, under the name by which looks at it are recorded."""
    return redirect("audit_reads")


@requires(Role.ADMINISTRATOR)
def administration(request: HttpRequest) -> HttpResponse:
    """The administrator finds the way to stock admin."""
    return page(request, "accounts/administration.html")


FIRST_PAGES = (
    (FACILITY_STAFF, today),
    ({Role.OFFICIAL, Role.CORRECTIONS, Role.AGREEMENTS}, official_home),
    ({Role.POSTRELEASE}, coming_home),
    ({Role.AUDITOR}, access_log),
    ({Role.ADMINISTRATOR}, administration),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the first page of the first role of the table that the user holds; without a posting, say whom to ask."""
    for roles, view in FIRST_PAGES:
        if request.access.has(*roles):
            return view(request)
    return page(request, "accounts/no_posting.html")
