"""Joining two records of one body: look for the other one, see what each holds, choose which stays."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import Role
from organisations.forms.joins import JoinForm, OtherForm
from organisations.models import Organisation
from organisations.services.joins import check, holdings, join
from organisations.views.organisations import trail_to
from web.http import page
from web.numbers import number


@requires(Role.AGREEMENTS)
def organisation_join(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two records of one body: look for the other one, see what each holds, choose which stays."""
    named = Organisation.objects.visible_to(request.user).named(timezone.localdate())
    found = get_object_or_404(named, pk=pk)
    look = OtherForm(request.GET if request.GET.get("other") else None)
    other = named.get(pk=look.cleaned_data["other"].pk) if look.is_bound and look.is_valid() else None
    context = {"trail": trail_to(found), "organisation": found, "look": look, "other": other, "happens": _happens()}
    if other is not None:
        answer = _joined(request, found, other, context)
        if answer:
            return answer
    return page(request, "organisations/organisation_join.html", context)


def _happens() -> list[str]:
    return [
        _("The record that stays keeps its names and gets those of the other one."),
        _("The removed record is gone; its old address leads to the one that stays."),
        _("Who joined them, when, why, and what the removed record held is kept."),
    ]


def _joined(request: HttpRequest, found: Organisation, other: Organisation, context: dict) -> HttpResponse | None:
    """Join them where that was sent and can be done; else fill the page that asks."""
    try:
        check(found, other)
    except ValidationError as refused:
        context["refused"] = refused.messages
        return None
    held = holdings(found, other)
    words = [(record, _told(record, held[record.pk])) for record in (found, other)]
    form = context["form"] = JoinForm(request.POST or None, records=words)
    context["counts"] = [(kind, n, held[other.pk][kind]) for kind, n in held[found.pk].items()]
    if not form.is_valid():
        return None
    stays, goes = (found, other) if form.cleaned_data["stays"] == str(found.pk) else (other, found)
    try:
        act = join(goes.pk, into=stays.pk, by=request.user, reason=form.cleaned_data["reason"], at=timezone.now())
    except ValidationError as refused:
        form.add_error(None, refused)
        return None
    said = {"removed": act.removed_name, "kept": stays, "n": number(sum(map(len, act.before["moved"].values())))}
    messages.success(request, _("%(removed)s was joined into %(kept)s; %(n)s entries now stand with it.") % said)
    return redirect("organisation", stays.pk)


def _told(record: Organisation, held: dict[str, int]) -> str:
    told = {"name": record, "kind": record.get_kind_display(), "n": number(sum(held.values()))}
    return _("%(name)s (%(kind)s), with %(n)s entries") % told
