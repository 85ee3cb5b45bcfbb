"""Figures, statements, milestones and funding of a programme, and choosing which of several figures is used."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import requires
from organisations.templatetags.organisations import source_name
from programs.facts import Facts
from programs.forms.programme_parts import FIGURES, FUNDING, MILESTONES, STATEMENTS, OnlyRows, SettleForm
from programs.forms.rows import sources_of
from programs.models import Figure, Programme
from programs.published import Published
from programs.services.programmes import complete, use_figure
from programs.templatetags.programs import figure_value
from programs.views.programmes import MENDERS, trail_to
from web.editing import Sheet
from web.http import page
from web.numbers import number


def _topics(programme: Programme) -> dict:
    return {"topics": {str(topic.pk): topic for topic in programme.topics.order_by("addition", "position")}}


@dataclass(frozen=True)
class Part:
    """One kind of rows that has a page of its own."""

    rows: tuple
    heading: str | Promise
    choices: Callable[[Programme], dict] = lambda _programme: {}
    """What the rows choose among, beside sources."""


PARTS = {
    "figures": Part(FIGURES, gettext_lazy("Figures"), _topics),
    "statements": Part(STATEMENTS, gettext_lazy("What the sources say")),
    "milestones": Part(MILESTONES, gettext_lazy("Milestones")),
    "funding": Part(FUNDING, gettext_lazy("Funding")),
}


@requires(*MENDERS)
def programme_part(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """Mend one kind of rows of a programme, all of them on one page."""
    programme = get_object_or_404(Programme.objects.mended_by(request.user), pk=pk)
    kind = PARTS[part]
    sheet = Sheet(
        OnlyRows,
        instance=programme,
        request=request,
        rows=[kind.rows],
        row_kwargs={part: {"sources": sources_of(programme), **kind.choices(programme)}},
    )
    if sheet.is_valid() and sheet.save():
        left = complete(programme)
        messages.success(request, _("%(what)s of “%(title)s” were saved.") % {"what": kind.heading, "title": programme})
        return _to_settle(request, programme, left) if part == "figures" and left else redirect(programme)
    context = {"trail": trail_to(programme), "programme": programme, "heading": kind.heading}
    return page(request, "programs/programme_part.html", sheet.context | context, part=sheet.part)


def _to_settle(request: HttpRequest, programme: Programme, left: int) -> HttpResponse:
    words = ngettext(
        "On %(n)s number the sources disagree. Choose which one is used.",
        "On %(n)s numbers the sources disagree. Choose which ones are used.",
        left,
    )
    messages.warning(request, words % {"n": number(left)})
    return redirect("programme_settle", programme.pk)


@requires(*MENDERS)
def programme_settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose which of several numbers is used, with a reason; the others stay. Without ``of``, what can be chosen."""
    mended = Programme.objects.mended_by(request.user)
    if request.method == "POST":
        mended = mended.select_for_update(of=("self",), no_key=True)
    programme = get_object_or_404(mended, pk=pk)
    several = [one for one in Facts(programme, on=timezone.localdate()).published if len(one.figures) > 1]
    asked = next((one for one in several if one.of == request.GET.get("of")), None)
    form = _settle_form(request, asked) if asked else None
    if form and form.is_valid():
        chosen = next(one for one in asked.figures if str(one.pk) == form.cleaned_data["figure"])
        use_figure(
            Figure.objects.get(pk=chosen.pk),
            because=form.cleaned_data["because"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("%(figure)s is used; the others stay.") % {"figure": figure_value(chosen)})
        return redirect(programme)
    context = {
        "trail": trail_to(programme),
        "programme": programme,
        "several": several,
        "asked": asked,
        "form": form,
        "cancel": programme.get_absolute_url(),
    }
    return page(request, "programs/programme_settle.html", context)


def _settle_form(request: HttpRequest, asked: Published) -> SettleForm:
    used = asked.used
    at = used.used_at.timestamp() if used and used.used_at else 0
    return SettleForm(
        request.POST if request.method == "POST" else None,
        figures=[(str(figure.pk), _told(figure)) for figure in asked.figures],
        seen=f"{used.pk if used else 0}.{len(asked.figures)}.{at}",
        initial={"figure": str(used.pk) if used else "", "because": used.used_because if used else ""},
    )


def _told(figure: Figure) -> str:
    """A figure with who says it, as one chooses by."""
    source = source_name(figure.source) if figure.source else _("a source that was not recorded")
    return f"{figure_value(figure)}: {figure.get_how_known_display()}, {figure.derivation or source}"
