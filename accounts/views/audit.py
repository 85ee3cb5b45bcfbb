"""The logs, for the auditor only: who looked at whom, who changed what, who took which report away.

Looking at the first two is recorded too, since they lead to people.
"""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.forms import ChangeFilter, ExportFilter, LogFilter, ReadFilter
from accounts.models import Change, Export, PersonRead, User
from accounts.reads import seen
from accounts.roles import Role
from web.http import page
from web.pagination import keyset


@requires(Role.AUDITOR)
@require_safe
def reads(request: HttpRequest) -> HttpResponse:
    """Looks at people, the newest first."""
    return _log(request, "accounts/audit_reads.html", ReadFilter(request.GET), PersonRead)


@requires(Role.AUDITOR)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Changes of what leads to people, the newest first."""
    return _log(request, "accounts/audit_changes.html", ChangeFilter(request.GET), Change)


@requires(Role.AUDITOR)
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """Reports taken away as files, the newest first."""
    filters = ExportFilter(request.GET)
    rows = keyset(filters.narrow(Export.objects.all()), request.GET, order=("-pk",))
    _name(rows.rows)
    return page(request, "accounts/audit_exports.html", {"filters": filters, "rows": rows})


def _log(request: HttpRequest, template: str, filters: LogFilter, model: type[PersonRead | Change]) -> HttpResponse:
    """One page of a log. Numbers are given in the order of writing, so the highest is the newest."""
    rows = keyset(filters.narrow(model.objects.all()), request.GET, order=("-pk",))
    _name(rows.rows)
    seen(request, [*filters.asked_for, *(row.person for row in rows if row.person)])
    return page(request, template, {"filters": filters, "rows": rows})


def _name(rows: Sequence[PersonRead | Change | Export]) -> None:
    """Give each row the user name of whoever did it; programs that are no user show their code."""
    names = dict(User.objects.filter(pk__in={row.actor for row in rows}).values_list("pk", "username"))
    for row in rows:
        row.who = names.get(row.actor, str(row.actor or ""))
