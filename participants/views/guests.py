"""The venue agrees that people of another prison join its class, and ends that."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.roles import FACILITY_STAFF
from participants.forms.guests import EndForm, GuestForm
from participants.views.sessions import about, class_of
from programs.models import SessionGuest, TrainingSession
from programs.services.guests import agree, end
from web.http import page


@requires(*FACILITY_STAFF)
def session_guests(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The prisons that may send people, those that might once, and a form for one more."""
    session = class_of(request, pk)
    if "end" in request.POST:
        return _end(request, session)
    form = GuestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (guest := _agreed(request, session, form)):
        told = {"home": guest.facility.name}
        messages.success(request, _("People of %(home)s may join now. Its staff see the class in their list.") % told)
        return redirect("session_guests", pk)
    context = about(session)
    context |= {
        "form": form,
        "guests": session.guests.select_related("facility", "agreed_by", "ended_by").order_by("ended_at", "pk"),
        "trail": [*context["trail"], (session.title, session.get_absolute_url())],
    }
    return page(request, "participants/session_guests.html", context)


def _agreed(request: HttpRequest, session: TrainingSession, form: GuestForm) -> SessionGuest | None:
    """Agree; what is refused is said in the form."""
    try:
        return agree(session, **form.cleaned_data, by=request.user.pk, at=timezone.now())
    except ValidationError as refused:
        form.add_error("facility", refused.messages)
        return None


def _end(request: HttpRequest, session: TrainingSession) -> HttpResponse:
    """Let nobody else of that prison in, after saying what that does. Ended already, it stays as it was."""
    agreed = session.guests.agreed().select_related("facility").filter(facility__code=request.POST["end"]).first()
    if agreed is None or "sure" in request.POST:
        if agreed and end(agreed, by=request.user.pk, at=timezone.now()):
            told = {"home": agreed.facility.name}
            messages.success(request, _("Nobody else of %(home)s joins. Whoever is in the class stays.") % told)
        return redirect("session_guests", session.pk)
    home = {"home": agreed.facility.name}
    context = about(session)
    above = [(session.title, session.get_absolute_url()), (_("Guest prisons"), request.path)]
    context |= {
        "guest": agreed,
        "form": EndForm(initial={"end": agreed.facility.code, "sure": "1"}),
        "happens": [
            _("Nobody else of %(home)s can be enrolled from now on.") % home,
            _("Whoever sits in the class stays in it, and %(home)s still sees them.") % home,
            _("Whoever waits gets no seat any more, unless it is agreed again."),
        ],
        "trail": [*context["trail"], *above],
    }
    return page(request, "participants/guest_end.html", context)
