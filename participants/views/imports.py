"""Bringing a register: the file, its columns, the preview, and the end of it. No name stands in an address or a log."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import Role
from organisations.models import Facility
from participants.choices import ImportStatus
from participants.days import local_day
from participants.forms.imports import ColumnsForm, ImportForm, LeftForm, decisions
from participants.models import RegisterImport
from participants.register.columns import Fate
from participants.register.importer import importing
from participants.register.preview import Preview, unpacked
from participants.register.read import UnmappedError
from participants.register.rows import Fault, Why
from participants.register.sentences import FATES, FIELDS
from participants.services import imports
from participants.services.background import Report, beside, progress_of, silent
from participants.services.groups import GROUPS, Groups
from participants.services.mending import workbook
from web.http import page, wants_part
from web.numbers import number

LARGE = 400_000
"""Bytes from which a file is read beside the request, which would take seconds."""

MANY = 4_000
"""Changes from which they are written beside the request."""

LAST = 20
"""Imports that are listed."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = "register_import"


@requires(Role.REGISTRAR)
def import_list(request: HttpRequest) -> HttpResponse:
    """Choose the file of a register, and see what came of the last ones."""
    facilities = _own_facilities(request)
    form = ImportForm(request.POST or None, request.FILES or None, facilities=facilities)
    if request.method == "POST" and form.is_valid():
        imported = _received(request, form)
        if imported.status != ImportStatus.UNREADABLE:
            return redirect(imported)
        form.add_error("file", gettext(imported.counts["unreadable"]))
    past = RegisterImport.objects.filter(facility__in=facilities).select_related("facility", "by", "ended_by")
    context = {"form": form, "past": past.order_by("-at")[:LAST], "trail": [(_("People"), reverse("person_list"))]}
    return page(request, "participants/import_list.html", context)


@requires(Role.REGISTRAR)
def register_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One import as it stands: being read, a preview to confirm, or over. A post is one of its buttons."""
    imported = _own(request, pk)
    if request.method == "POST":
        return _acted(request, imported)
    progress = progress_of(pk) if imported.is_open else None
    context = _about(imported) | {"progress": progress}
    if progress or imported.status == ImportStatus.WAITING:
        return page(request, "participants/import_progress.html", context, part="participants/_import_progress.html")
    if wants_part(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    if imported.status == ImportStatus.COLUMNS:
        return redirect("import_columns", pk)
    if imported.status != ImportStatus.PREVIEW:
        if unreadable := imported.counts.get("unreadable"):
            context["sentence"] = gettext(unreadable)
        return page(request, "participants/import_over.html", context)
    content = imported.content
    preview = unpacked(content.preview)
    groups = Groups(imported, preview, content.decisions, day=_today(imported))
    context |= {"file_name": content.file_name, "preview": preview, "columns": _columns(preview)}
    context["changes"] = imported.counts["new"] + imported.counts["changed"]
    template = "participants/import_preview.html"
    if (key := request.GET.get("group", "")) in GROUPS:
        first = request.GET.get("from", "0")
        context["trail"] += [(_("Preview of the import"), imported.get_absolute_url())]
        context["group"] = groups.group(key, first=int(first) if first.isascii() and first.isdigit() else 0)
        template = "participants/import_group.html"
    else:
        context["groups"] = groups.all()
    seen(request, groups.seen)
    return page(request, template, context)


@requires(Role.REGISTRAR)
def import_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what the columns of the file hold; it is remembered for the facility's next files."""
    imported = _own(request, pk)
    if not imported.is_open:
        return redirect(imported)
    samples, table = {}, None
    try:
        table = imports.table_of(imported)
        columns = table.mapping
        samples = {column.index: imports.sample(table, column.index) for column in columns}
    except UnmappedError as unclear:
        columns = unclear.mapping
    form = ColumnsForm(request.POST if request.method == "POST" else None, columns=columns)
    if request.method == "POST" and form.is_valid():
        large = len(imported.content.file) > LARGE
        return _begin(request, imported, partial(imports.say_columns, imported.pk, form.chosen), large=large)
    context = _about(imported) | {
        "form": form,
        "rows": [(field, column, samples.get(column.index, "")) for field, column in form.rows()],
        "unclear": table is None,
    }
    context["trail"] = [*context["trail"], (_("Preview of the import"), imported.get_absolute_url())]
    return page(request, "participants/import_columns.html", context)


@requires(Role.REGISTRAR)
@require_safe
def import_refused(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The refused rows as a workbook, to be mended and brought again."""
    imported = _own(request, pk)
    if imported.status != ImportStatus.PREVIEW:
        raise Http404
    told = unpacked(imported.content.preview).told["refused"]
    faults = {row: [Fault(row, name, Why(why), detail) for _row, name, why, detail in said] for row, said in told}
    body = workbook(imports.table_of(imported), faults, spoken_of=imported.spoken_of)
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="refused-rows.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


def _own_facilities(request: HttpRequest) -> list[Facility]:
    """The facilities whose registrar the user is: who is something else there brings no register."""
    codes = {place.code for place in request.access.places if place.role == Role.REGISTRAR and place.code}
    return list(Facility.objects.filter(code__in=codes).order_by("name"))


def _own(request: HttpRequest, pk: UUID) -> RegisterImport:
    imports_of_own = RegisterImport.objects.filter(facility__in=_own_facilities(request))
    return get_object_or_404(imports_of_own.select_related("facility", "by", "ended_by"), pk=pk)


def _about(imported: RegisterImport) -> dict:
    """What every page of an import says."""
    trail = [(_("People"), reverse("person_list")), (_("Import a register"), reverse("import_list"))]
    return {"imported": imported, "counts": imported.counts, "facility": imported.facility, "trail": trail}


def _columns(preview: Preview) -> list[dict]:
    """What was understood of each column."""
    read = Fate.READ
    return [
        {"header": header, "words": FIELDS[field] if fate == read and field in FIELDS else FATES[Fate(fate)]}
        for header, field, fate, _sample in preview.columns
    ]


def _today(imported: RegisterImport):
    return local_day(timezone.now(), imported.facility.time_zone)


def _received(request: HttpRequest, form: ImportForm) -> RegisterImport:
    """Keep the file and read it; a large one beside the request."""
    file, now, facility = form.cleaned_data["file"], timezone.now(), form.facility_of_file
    with importing(facility, request.user, PAGE):
        imported = imports.receive(
            facility,
            by=request.user,
            at=now,
            file=file.read(),
            file_name=file.name,
            said_day=form.cleaned_data["said_day"],
        )
    _begin(request, imported, partial(imports.prepare, imported.pk), large=file.size > LARGE)
    imported.refresh_from_db()
    return imported


def _begin(request: HttpRequest, imported: RegisterImport, work, *, large: bool = False) -> HttpResponse:
    """Do the work at once, or, where it takes seconds, beside the request; the page of the import tells the rest."""
    user, facility, now = request.user, imported.facility, timezone.now()

    def signed(report: Report = silent) -> None:
        with importing(facility, user, PAGE):
            work(at=now, report=report)

    try:
        if large:
            beside(imported.pk, signed)
        else:
            signed()
    except imports.OverError:
        messages.warning(request, _("This import is over already. Nothing more was done."))
    return redirect(imported)


def _acted(request: HttpRequest, imported: RegisterImport) -> HttpResponse:
    """One of the buttons of the page; anything else changes nothing."""
    act, user = request.POST.get("act", ""), request.user
    if act == "confirm" and imported.status == ImportStatus.PREVIEW:
        many = imported.counts.get("new", 0) + imported.counts.get("changed", 0) > MANY
        return _begin(request, imported, partial(imports.confirm, imported.pk, by=user), large=many)
    if act == "read" and imported.status == ImportStatus.WAITING:
        return _begin(request, imported, partial(imports.prepare, imported.pk), large=True)
    if act == "drop" and imported.is_open:
        return _begin(request, imported, partial(imports.drop, imported.pk, by=user))
    if act == "decide" and imported.status == ImportStatus.PREVIEW:
        told = unpacked(imported.content.preview).told
        said = decisions(request.POST, [*told["doubts"], *told["decided"]])
        return _begin(request, imported, partial(imports.decide, imported.pk, said))
    if act == "left" and imported.status == ImportStatus.PREVIEW:
        return _left(request, imported)
    if act:
        messages.warning(request, _("This import is over already. Nothing more was done."))
    return redirect(imported)


def _left(request: HttpRequest, imported: RegisterImport) -> HttpResponse:
    """Record who has left of those that the file does not name any more."""
    form = LeftForm(request.POST, today=_today(imported))
    if not form.is_valid():
        messages.error(request, f"{_('Day of leaving')}: {' '.join(form.errors['left_on'])}")
    elif not form.people:
        messages.warning(request, _("Nobody was chosen. Tick at least one person."))
    else:
        answer = _begin(
            request, imported, partial(imports.left, imported.pk, form.people, form.cleaned_data["left_on"])
        )
        imported.refresh_from_db()
        messages.success(request, _left_in_words(imported.counts["left"]))
        return answer
    return redirect(imported)


def _left_in_words(how_many: int) -> str:
    words = ngettext(
        "%(n)s person was recorded as having left.", "%(n)s people were recorded as having left.", how_many
    )
    return words % {"n": number(how_many)}
