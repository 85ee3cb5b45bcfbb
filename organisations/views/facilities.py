"""Making and mending facilities."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import Role
from organisations.forms.facilities import FacilityForm, NewFacilityForm
from organisations.models import Facility, Organisation
from organisations.services.facilities import make_facility
from web.editing import Sheet
from web.http import page

KEEPERS = (Role.AGREEMENTS, Role.CORRECTIONS)


@requires(*KEEPERS)
def facility_new(request: HttpRequest) -> HttpResponse:
    """A facility that is not here yet, with the body that it is."""
    form = NewFacilityForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        bodies = {name: form.cleaned_data[name] for name in ("organisation", "parent")}
        try:
            facility = make_facility(form.save(commit=False), **bodies)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return _saved(request, facility)
    context = {"trail": _trail(), "form": form, "cancel": reverse("organisation_list")}
    return page(request, "organisations/facility_new.html", context)


@requires(*KEEPERS)
def facility_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Mend what is known of a facility; its names through time stand with its organisation."""
    of_sight = Organisation.objects.visible_to(request.user)
    facility = get_object_or_404(Facility.objects.filter(organisation__in=of_sight), code=code)
    sheet = Sheet(FacilityForm, instance=facility, request=request)
    if sheet.is_valid() and (saved := sheet.save()):
        return _saved(request, saved)
    cancel = reverse("organisation", args=[facility.organisation_id])
    context = {"trail": [*_trail(), (facility.name, cancel)], "facility": facility, "cancel": cancel}
    return page(request, "organisations/facility_edit.html", sheet.context | context, part=sheet.part)


def _trail() -> list[tuple[str, str]]:
    return [(_("Organisations"), reverse("organisation_list"))]


def _saved(request: HttpRequest, facility: Facility) -> HttpResponse:
    messages.success(request, _("%(name)s was saved.") % {"name": facility})
    return redirect("organisation", facility.organisation_id)
