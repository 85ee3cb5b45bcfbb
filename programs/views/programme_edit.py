"""Making and mending programmes: by the staff of the facility where they run, and by the official of the organiser."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from organisations.models import Agreement
from organisations.templatetags.organisations import agreement_name
from programs.access import agreements_visible_to, own_parts
from programs.facts import named_parties
from programs.forms.programmes import ProgrammeForm, row_sets
from programs.models import Course, Programme
from programs.services.programmes import save_programme
from programs.views.programmes import MENDERS, trail_to
from web.dates import partial_date
from web.editing import Sheet
from web.http import page


@requires(*MENDERS)
def programme_new(request: HttpRequest) -> HttpResponse:
    """A programme that is not here yet: its title is enough, the rest may follow."""
    return _edit(request, Programme())


@requires(*MENDERS)
def programme_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mend a programme with its topics, parties, places, agreements and sources."""
    return _edit(request, get_object_or_404(Programme.objects.mended_by(request.user), pk=pk))


def _edit(request: HttpRequest, programme: Programme) -> HttpResponse:
    new = programme._state.adding
    parts = own_parts(request.user, timezone.localdate()) if new else {}
    sheet = Sheet(
        ProgrammeForm,
        instance=programme,
        request=request,
        rows=row_sets(new),
        row_kwargs={"topics": {"courses": _courses()}, "bases": {"agreements": _agreements(request, programme)}},
        parts=[(key, str(part)) for key, part in parts.items()],
    )
    if sheet.is_valid():
        chosen = sheet.form.cleaned_data.get("own_part") or next(iter(parts), None)
        try:
            saved = save_programme(sheet.save, by=request.user, own_part=parts.get(chosen))
        except ValidationError as refused:
            sheet.form.add_error(None, refused)
        else:
            if saved:
                messages.success(request, _("“%(title)s” was saved.") % {"title": saved})
                return redirect(saved)
    context = {
        "trail": [(_("Programmes"), reverse("programme_list"))] if new else trail_to(programme),
        "new": new,
        "programme": programme,
        "own_part": next(iter(parts.values())) if len(parts) == 1 else None,
        "cancel": reverse("programme_list") if new else programme.get_absolute_url(),
    }
    return page(request, "programs/programme_form.html", sheet.context | context, part=sheet.part)


def _courses() -> dict[str, Course]:
    return {str(course.pk): course for course in Course.objects.order_by("title", "version", "pk")}


def _agreements(request: HttpRequest, programme: Programme) -> dict[str, tuple[Agreement, str]]:
    """The agreements that the editor may read, each in the words by which one tells it from the others."""
    found = agreements_visible_to(request.user).prefetch_related(named_parties(timezone.localdate()))
    return {str(one.pk): (one, _told(one)) for one in found.order_by("-signed_on", "pk")}


def _told(agreement: Agreement) -> str:
    signed = partial_date(agreement.signed_on, agreement.signed_on_precision)
    return ", ".join(part for part in (agreement_name(agreement), agreement.number_as_printed, signed) if part)
