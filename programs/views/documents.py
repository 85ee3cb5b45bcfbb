"""Documents of agreements: bringing one or a better one, taking it away again, and who did."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Role
from accounts.scope import scope
from organisations.forms.agreements import DocumentForm
from organisations.models import Agreement, Document, DocumentDownload
from organisations.services.documents import keep, take
from programs.access import agreements_visible_to
from programs.facts import named_parties
from programs.views.agreements import trail_to
from web.http import page
from web.pagination import keyset


@requires(Role.AGREEMENTS)
def document_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring a document of an agreement. It stays as it came."""
    return _bring(request, get_object_or_404(agreements_visible_to(request.user), pk=pk))


@requires(Role.AGREEMENTS)
def document_replace(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring a better file in place of a document, which stays readable behind it."""
    former = get_object_or_404(Document.objects.visible_to(request.user).select_related("agreement"), pk=pk)
    return _bring(request, former.agreement, former)


def _bring(request: HttpRequest, agreement: Agreement, former: Document | None = None) -> HttpResponse:
    told = {"initial": {"kind": former.kind}} if former else {}
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm(**told)
    if form.is_bound and form.is_valid() and (kept := _kept(request, agreement, form, former)):
        messages.success(request, _("%(name)s is kept.") % {"name": kept})
        return redirect("agreement", agreement.pk)
    context = {
        "trail": trail_to(agreement),
        "form": form,
        "former": former,
        "here": _("Replace %(name)s") % {"name": former} if former else _("Add a document"),
        "cancel": reverse("agreement", args=[agreement.pk]),
    }
    return page(request, "programs/agreement_document.html", context)


def _kept(request: HttpRequest, agreement: Agreement, form: DocumentForm, former: Document | None) -> Document | None:
    """The document; where it is not kept, the form says why."""
    told = {"name": form.cleaned_data["file"].name, "kind": form.cleaned_data["kind"], "replaces": former}
    try:
        return keep(agreement, content=form.content, by=request.user, at=timezone.now(), **told)
    except ValidationError as refused:
        form.add_error("file", ValidationError(refused.messages))
        return None


@requires(Role.AGREEMENTS)
@require_safe
def agreement_downloads(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who took documents of one agreement away, and when."""
    found = get_object_or_404(agreements_visible_to(request.user), pk=pk)
    of_it = DocumentDownload.objects.filter(document__agreement=found)
    return _downloads(request, of_it, {"agreement": found, "trail": trail_to(found)})


@requires(Role.AGREEMENTS, Role.AUDITOR)
@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """Who took which document away, and when: of all agreements."""
    leads = request.access.has(Role.AGREEMENTS)
    return _downloads(request, DocumentDownload.objects.all(), {"trail": trail_to() if leads else [], "leads": leads})


def _downloads(request: HttpRequest, found: QuerySet, context: dict) -> HttpResponse:
    """The newest first. The log opens to who keeps agreements here alone: everywhere else only to an audit."""
    today = timezone.localdate()
    named = Agreement.objects.prefetch_related(named_parties(today))
    told = found.select_related("by", "document").prefetch_related(Prefetch("document__agreement", named))
    with scope(actor=request.user.pk, audit=True, page="downloads"):
        rows = keyset(told, request.GET, order=("-pk",))
    return page(request, "programs/downloads.html", context | {"rows": rows})


@requires(Role.AGREEMENTS, Role.CORRECTIONS, Role.OFFICIAL)
@require_safe
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A document to take away; who took it is written down. A browser shall save it and run nothing of it."""
    found = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    content = take(found, by=request.user, at=timezone.now())
    response = HttpResponse(content, content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
