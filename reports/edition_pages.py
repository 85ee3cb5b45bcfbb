"""Editions of a programme's report: what was published, and what is different by now."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import requires
from accounts.roles import Role
from programs.access import sees_whole
from programs.models import Programme
from reports import editions
from reports.edition_words import lines, told_differences
from reports.models import Edition
from web.forms import PageForm
from web.http import page

READERS = (Role.OFFICIAL, Role.CORRECTIONS, Role.AGREEMENTS)
"""Those who may know of a whole programme; staff of one facility read their own part in the report."""


class PublishForm(PageForm, forms.Form):
    """What is said of an edition when it is published."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For what it is published, for example the report of the second quarter."),
    )


@requires(*READERS)
def edition_list(request: HttpRequest, pk) -> HttpResponse:
    """The editions of a programme's report, newest first, and the way to publish one."""
    programme = _programme(request, pk)
    may_publish = editions.may_publish(request.user, programme)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_publish:
            raise PermissionDenied
        if form.is_valid():
            now = timezone.now()
            note = form.cleaned_data["note"]
            made = editions.publish(programme, by=request.user, at=now, on=timezone.localdate(now), note=note)
            return redirect("edition", pk=made.pk)
    return _list(request, programme, form, may_publish)


def _list(request: HttpRequest, programme: Programme, form: PublishForm, may_publish: bool) -> HttpResponse:
    context = {
        "trail": _trail(programme),
        "programme": programme,
        "editions": Edition.objects.filter(programme=programme).select_related("published_by"),
        "form": form,
        "may_publish": may_publish,
        "invented": programme.invented,
    }
    return page(request, "reports/edition_list.html", context)


@requires(*READERS)
def edition(request: HttpRequest, pk) -> HttpResponse:
    """One edition as it was published, and how the report differs today."""
    found = get_object_or_404(
        Edition.objects.visible_to(request.user).select_related("programme", "published_by"),
        programme__isnull=False,
        pk=pk,
    )
    programme = found.programme
    context = {
        "trail": [*_trail(programme), (_("Editions"), reverse("edition_list", args=[programme.pk]))],
        "programme": programme,
        "edition": found,
        "lines": lines(found.numbers["figures"]),
        "classes": found.numbers["classes"],
        "differences": told_differences(
            editions.differences(found, programme, request.user, timezone.localdate(timezone.now()))
        ),
        "invented": programme.invented,
    }
    return page(request, "reports/edition.html", context)


def _programme(request: HttpRequest, pk) -> Programme:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    if not sees_whole(programme, request.user):
        raise Http404
    return programme


def _trail(programme: Programme) -> list[tuple[str, str]]:
    report = reverse("programme_report", args=[programme.pk])
    return [(_("Reports"), reverse("report_list")), (programme.title, report)]
