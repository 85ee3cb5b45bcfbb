"""The acts that bring a class to another state, each confirmed on a page of its own that says what it does."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import FACILITY_STAFF
from participants.forms.closing import WhyForm
from participants.views.acts import ACTS, HEAD, Act
from participants.views.sessions import about, class_of
from programs.choices import SESSION_TRANSITIONS, SessionStatus
from programs.services import session_states
from web.http import page


def _taken(request: HttpRequest, pk: UUID, act: Act) -> HttpResponse:
    """Say what the act does, and do it when confirmed. Where the class stands there already, nothing is changed."""
    session, now = class_of(request, pk), timezone.now()
    if session.status == act.to:
        messages.info(request, _("The class stands there already; nothing was changed."))
        return redirect(session)
    possible = act.to in SESSION_TRANSITIONS[session.status]
    asks = session_states.needs_reason(session.status, act.to)
    form = WhyForm(request.POST if request.method == "POST" else None) if asks else None
    if request.method == "POST" and possible and (form is None or form.is_valid()):
        try:
            act.do(session, at=now, **(form.cleaned_data if form else {}))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, act.done)
        return redirect(session)
    context = about(session)
    context |= {
        "trail": [*context["trail"], (session.title, session.get_absolute_url())],
        "form": form if possible else None,
        "possible": possible,
        "act": act.label,
        "mild": act.to != SessionStatus.CANCELLED,
        "happens": act.happens(session),
    }
    return page(request, "participants/session_state.html", context)


@requires(*HEAD)
def session_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head of the facility approves a draft."""
    return _taken(request, pk, ACTS["approve"])


@requires(*HEAD)
def session_send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head sends an approved class back, with a reason."""
    return _taken(request, pk, ACTS["send_back"])


@requires(*FACILITY_STAFF)
def session_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An approved class is opened for enrolment."""
    return _taken(request, pk, ACTS["open"])


@requires(*FACILITY_STAFF)
def session_begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An open class has begun."""
    return _taken(request, pk, ACTS["begin"])


@requires(*FACILITY_STAFF)
def session_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A class is called off, with a reason; whoever is in it is withdrawn."""
    return _taken(request, pk, ACTS["cancel"])
