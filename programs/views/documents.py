"""Documents of agreements: bringing one, and taking it away again."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Role
from organisations.forms.agreements import DocumentForm
from organisations.models import Agreement, Document
from organisations.services.documents import keep, take
from programs.access import agreements_visible_to
from programs.views.agreements import trail_to
from web.http import page


@requires(Role.AGREEMENTS)
def document_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring a document of an agreement. It stays as it came."""
    found = get_object_or_404(agreements_visible_to(request.user), pk=pk)
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    if form.is_bound and form.is_valid() and (kept := _kept(request, found, form)):
        messages.success(request, _("%(name)s is kept.") % {"name": kept})
        return redirect("agreement", found.pk)
    context = {"trail": trail_to(found), "form": form, "cancel": reverse("agreement", args=[found.pk])}
    return page(request, "programs/agreement_document.html", context)


def _kept(request: HttpRequest, agreement: Agreement, form: DocumentForm) -> Document | None:
    """The document; where it is not kept, the form says why."""
    told = {"name": form.cleaned_data["file"].name, "kind": form.cleaned_data["kind"]}
    try:
        return keep(agreement, content=form.content, by=request.user, at=timezone.now(), **told)
    except ValidationError as refused:
        form.add_error("file", ValidationError(refused.messages))
        return None


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
