"""The watch on pages: everything, one part whole, and one entry with what was said about it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import requires
from accounts.roles import Role
from reports.models import WatchDismissal, WatchEntry
from reports.watch.counting import up_to_date
from reports.watch.pages import count_again, part, parts
from reports.watch.words import PARTS, RELATED, line, with_names
from web.dates import long_date
from web.forms import DayField, PageForm
from web.http import page

READERS = (Role.OFFICIAL, Role.CORRECTIONS, Role.AGREEMENTS)
TOLD_WHY = (Role.CORRECTIONS, Role.AGREEMENTS)
"""Why something was set aside is a note of the house; officials of other bodies read only that it was."""


class WordForm(PageForm, forms.ModelForm):
    """Why an entry is set aside, and until when; of one that is, why it is shown again."""

    until = DayField(label=gettext_lazy("Set aside until"))

    class Meta:
        model = WatchDismissal
        fields = ["until", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, today, is_aside: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].help_text = gettext_lazy("The last day; on the next it is back, if it is still found.")
        if is_aside:
            del self.fields["until"]

    def clean_until(self):
        """A day from today on: what was set aside until yesterday stands there today."""
        until = self.cleaned_data["until"]
        if until < self.today:
            raise ValidationError(_("Write today or a later day; this one has passed."), code="passed")
        return until


@requires(*READERS)
def watch(request: HttpRequest) -> HttpResponse:
    """What there is to look at in the agreements in sight, or one part of it."""
    now = timezone.now()
    today = timezone.localdate(now)
    run = up_to_date(today, now)
    count_again(request)
    context = {"run": run, "today": today, "sets_aside": request.access.has(Role.AGREEMENTS)}
    context["told_why"] = request.access.has(*TOLD_WHY)
    if key := request.GET.get("part"):
        if key not in PARTS:
            raise Http404
        rows, lines = part(request.user, today, key, request.GET)
        trail = [*_trail(), (_("Due"), reverse("agreement_watch"))]
        context |= {"trail": trail, "title": PARTS[key], "key": key, "rows": rows, "lines": lines}
        context["invented"] = any(one.invented for one in lines)
        return page(request, "reports/watch_part.html", context)
    found = parts(request.user, today)
    context |= {"trail": _trail(), "parts": found, "invented": any(one.invented for of in found for one in of.lines)}
    return page(request, "reports/watch.html", context)


@requires(*TOLD_WHY)
def watch_entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entry and what was said about it; who keeps agreements sets it aside here, or shows it again."""
    today = timezone.localdate()
    in_sight = WatchEntry.objects.visible_to(request.user).present().select_related(*RELATED)
    found = get_object_or_404(in_sight, pk=pk)
    is_aside = found.aside_until is not None and found.aside_until >= today
    form = WordForm(request.POST or None, today=today, is_aside=is_aside)
    if request.method == "POST":
        if not request.access.has(Role.AGREEMENTS):
            raise PermissionDenied
        if form.is_valid():
            return _said(request, found, form)
    with_names([found], today)
    context = {
        "trail": [*_trail(), (_("Due"), reverse("agreement_watch"))],
        "line": line(found, today),
        "is_aside": is_aside,
        "form": form,
        "sets_aside": request.access.has(Role.AGREEMENTS),
        "said": found.dismissals.select_related("by"),
        "invented": line(found, today).invented,
    }
    return page(request, "reports/watch_entry.html", context)


def _said(request: HttpRequest, entry: WatchEntry, form: WordForm) -> HttpResponse:
    word = form.save(commit=False)
    word.entry, word.by, word.at = entry, request.user, timezone.now()
    word.save(force_insert=True)
    told = _("Set aside until %(day)s.") % {"day": long_date(word.until)} if word.until else _("It is shown again.")
    messages.success(request, told)
    return redirect("agreement_watch")


def _trail() -> list[tuple[str, str]]:
    return [(_("Agreements"), reverse("agreement_list"))]
