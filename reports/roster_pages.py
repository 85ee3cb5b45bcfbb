"""The rows behind a number, for the corrections ministry: first one says for what, and that is recorded."""

from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import Role
from accounts.scope import scope
from participants.choices import Mark
from participants.models import Enrolment
from programs.models import TrainingSession
from reports.models import RosterReading
from web.forms import PageForm
from web.http import page


class PurposeForm(PageForm, forms.ModelForm):
    """For what rows are read, in a few words."""

    class Meta:
        model = RosterReading
        fields = ["purpose"]
        labels = {"purpose": gettext_lazy("For what you read these rows")}
        help_texts = {"purpose": gettext_lazy("For example: checking the results of the second quarter.")}


@requires(Role.CORRECTIONS)
def purpose(request: HttpRequest, pk) -> HttpResponse:
    """Ask for what the rows of a class are read, and keep the answer before any of them is shown."""
    session = get_object_or_404(TrainingSession.objects.select_related("venue", "programme"), pk=pk)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    form.instance.session, form.instance.reader, form.instance.at = session, request.user.pk, timezone.now()
    if request.method == "POST" and form.is_valid():
        return redirect("roster_rows", pk=form.save().pk)
    context = {"trail": _trail(), "session": session, "form": form}
    return page(request, "reports/roster_purpose.html", context)


@requires(Role.CORRECTIONS)
def rows(request: HttpRequest, pk) -> HttpResponse:
    """The roster of one class, to whoever said today for what; each look is recorded."""
    today = timezone.localdate()
    reading = get_object_or_404(
        RosterReading.objects.select_related("session__venue", "session__programme"), pk=pk, reader=request.user.pk
    )
    if timezone.localdate(reading.at) != today:
        return redirect("roster_purpose", pk=reading.session_id)
    with scope(actor=request.user.pk, facilities=[reading.session.venue_id], page="roster_rows"):
        found = list(
            Enrolment.objects.filter(session=reading.session_id)
            .annotate(
                marks=Count("attendance"),
                came=Count("attendance", filter=Q(attendance__mark__in=(Mark.PRESENT, Mark.LATE))),
            )
            .order_by("name_as_enrolled", "pk")
        )
        seen(request, [row.person_id for row in found])
    context = {
        "trail": [*_trail(), (reading.session.title, reverse("roster_purpose", args=[reading.session_id]))],
        "reading": reading,
        "rows": found,
        "invented": reading.session.invented,
    }
    return page(request, "reports/roster_rows.html", context)


def _trail() -> list[tuple[str, str]]:
    return [(_("Overview"), reverse("overview")), (_("Classes behind the figures"), reverse("report_classes"))]
