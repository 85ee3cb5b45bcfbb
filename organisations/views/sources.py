"""Sources: the list, and making and mending one."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import Role
from organisations.forms.search import WordsForm
from organisations.forms.sources import SourceForm
from organisations.models import Source
from organisations.search import MOST_WORDS, listed
from web.editing import Sheet
from web.http import page
from web.pagination import keyset


@requires(Role.AGREEMENTS, Role.CORRECTIONS)
def source_list(request: HttpRequest) -> HttpResponse:
    """Where facts come from, the newest publication first; those without a day last."""
    filters = WordsForm(request.GET, label=_("Title, publisher or address"))
    found = Source.objects.all()
    for word in filters.words.split()[:MOST_WORDS]:
        found = found.filter(Q(title__icontains=word) | Q(publisher__icontains=word) | Q(address__icontains=word))
    rows = keyset(found, request.GET, order=("-published", "pk"), count=True)
    context = {
        "filters": filters,
        "rows": rows,
        "result": listed(rows, filters.words),
        "mends": request.access.has(*source_edit.allowed_roles),
    }
    return page(request, "organisations/source_list.html", context)


@requires(Role.AGREEMENTS)
def source_new(request: HttpRequest) -> HttpResponse:
    """A source that is not here yet."""
    return _edit(request, Source(), _("New source"))


@requires(Role.AGREEMENTS)
def source_edit(request: HttpRequest, pk) -> HttpResponse:
    """Mend what is known of a source."""
    return _edit(request, get_object_or_404(Source, pk=pk), _("Mend the source"))


def _edit(request: HttpRequest, source: Source, here: str) -> HttpResponse:
    sheet = Sheet(SourceForm, instance=source, request=request)
    if sheet.is_valid() and (saved := sheet.save()):
        messages.success(request, _("%(name)s was saved.") % {"name": saved})
        return redirect("source_list")
    context = {"trail": [(_("Sources"), reverse("source_list"))], "here": here, "cancel": reverse("source_list")}
    return page(request, "organisations/source_form.html", sheet.context | context, part=sheet.part)
