"""What an agreement names, and the changes of it from a day on: recorded and mended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import Role
from organisations.contents import Contents
from organisations.forms.amendments import ADDED, NAMED, ChangeForm, NamedForm
from organisations.models import Agreement, AgreementChange, AgreementParty
from organisations.naming import Histories
from programs.access import agreements_visible_to
from programs.views.agreements import trail_to
from web.editing import Sheet
from web.http import page


def _sheet_page(request: HttpRequest, agreement: Agreement, sheet: Sheet, here: str, submit: str) -> HttpResponse:
    if sheet.is_valid() and sheet.save():
        messages.success(request, _("Saved."))
        return redirect("agreement", agreement.pk)
    context = {
        "trail": trail_to(agreement),
        "here": here,
        "submit": submit,
        "cancel": reverse("agreement", args=[agreement.pk]),
    }
    return page(request, "programs/agreement_form.html", sheet.context | context, part=sheet.part)


def _mended(request: HttpRequest, pk: UUID) -> Agreement:
    return get_object_or_404(agreements_visible_to(request.user), pk=pk)


@requires(Role.AGREEMENTS)
def agreement_contents(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mend what the text of an agreement named when it was signed: scope, prisons, commitments; and other tellings."""
    found = _mended(request, pk)
    choices = {"commitments": {"parties": _named(Contents(found))}}
    sheet = Sheet(NamedForm, instance=found, request=request, rows=NAMED, row_kwargs=choices)
    return _sheet_page(request, found, sheet, _("What the text names"), _("Save what it names"))


@requires(Role.AGREEMENTS)
def agreement_change_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that named things of an agreement change from a day on."""
    found = _mended(request, pk)
    return _change(request, found, AgreementChange(agreement=found), _("Record a change or an extension"))


@requires(Role.AGREEMENTS)
def agreement_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mend a recorded change."""
    in_sight = AgreementChange.objects.filter(agreement__in=agreements_visible_to(request.user))
    change = get_object_or_404(in_sight.select_related("agreement"), pk=pk)
    return _change(request, change.agreement, change, _("Mend this change"))


def _change(request: HttpRequest, found: Agreement, change: AgreementChange, here: str) -> HttpResponse:
    contents = Contents(found)
    parties = _named(contents)
    choices = {name: {"parties": parties} for name in ("commitments", "parties")}
    sheet = Sheet(ChangeForm, instance=change, request=request, rows=ADDED, row_kwargs=choices, contents=contents)
    return _sheet_page(request, found, sheet, here, _("Save this change"))


def _named(contents: Contents) -> list[AgreementParty]:
    """The parties of an agreement under the names that they have today."""
    parties = contents.parties_of[contents.agreement.pk]
    histories = Histories(party.organisation_id for party in parties if party.organisation_id)
    for party in parties:
        if party.organisation_id:
            party.organisation.name = str(histories.on(party.organisation_id, timezone.localdate()))
    return parties
