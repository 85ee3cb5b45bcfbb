"""Closing a class, and correcting a result of a closed one."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF
from participants.choices import RESULTS
from participants.forms.closing import CloseForm, CorrectForm
from participants.models import Enrolment
from participants.names import display_name
from participants.services.attendance import with_person
from participants.services.closing import Closing, close, closing_of, correct
from participants.states import enrolment_state, event_state
from participants.views.sessions import about, class_of
from programs.choices import SESSION_TRANSITIONS, SessionStatus
from programs.models import TrainingSession
from web.http import page
from web.numbers import number


@requires(*FACILITY_STAFF)
def session_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everyone seated with attendance and the result that follows from it; confirmed, the class is finished."""
    session, now = class_of(request, pk), timezone.now()
    closing = closing_of(session, at=now)
    if session.status == SessionStatus.FINISHED and not closing.standings:
        messages.info(request, _("This class is closed already; nothing was changed."))
        return redirect(session)
    ends = (session.status, *SESSION_TRANSITIONS[session.status])
    closable = SessionStatus.FINISHED in ends and not closing.to_come
    form = CloseForm(request.POST if request.method == "POST" and closable else None, closing=closing)
    if form.is_bound and form.is_valid():
        try:
            close(session, form.decided, at=now, seen=form.cleaned_data["seen"])
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
        else:
            messages.success(request, _closed(session))
            return redirect(session)
    seen(request, [one.enrolment.person_id for one in closing.standings])
    context = _inside(session) | {
        "form": form,
        "closing": closing,
        "closable": closable,
        "happens": _happens(closing),
    }
    context["invented"] |= any(one.enrolment.invented for one in closing.standings)
    return page(request, "participants/session_close.html", context)


@requires(*FACILITY_STAFF)
@transaction.atomic
def enrolment_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The other result for somebody of a closed class, with a reason. What was said before stays readable."""
    classes = TrainingSession.objects.visible_to(request.user)
    rows = with_person(Enrolment.objects.filter(session__in=classes)).select_for_update(no_key=True, of=("self",))
    enrolment = get_object_or_404(rows, pk=pk)
    session, now = class_of(request, enrolment.session_id), timezone.now()
    enrolment.session = session
    correctable = session.is_closed and enrolment.status in RESULTS
    form = CorrectForm(request.POST if request.method == "POST" and correctable else None, enrolment=enrolment)
    name = display_name(enrolment.name_as_enrolled)
    if form.is_bound and form.is_valid() and correct(enrolment, form.corrected, at=now):
        messages.success(request, _("The result of %(name)s was corrected.") % {"name": name})
        return redirect(session)
    seen(request, [enrolment.person_id])
    context = _inside(session) | {
        "form": form,
        "correctable": correctable,
        "name": name,
        "state": enrolment_state(enrolment),
        "events": [(event_state(event), event) for event in enrolment.events.select_related("actor")],
    }
    context["invented"] |= enrolment.invented
    return page(request, "participants/enrolment_correct.html", context)


def _inside(session: TrainingSession) -> dict:
    context = about(session)
    return context | {"trail": [*context["trail"], (session.title, session.get_absolute_url())]}


def _happens(closing: Closing) -> list[str]:
    """What closing does, in sentences."""
    people, waiting = len(closing.standings), len(closing.waiting)
    said = [
        ngettext(
            "%(n)s person gets a result, with your name and the time beside it.",
            "%(n)s people get a result, with your name and the time beside it.",
            people,
        )
        % {"n": number(people)},
        _("The class is finished: nobody joins or leaves any more, and its meetings stay as they are."),
        _("A result can be corrected afterwards, with a reason; the old one stays readable."),
    ]
    if waiting:
        words = ngettext(
            "%(n)s person who waited for a seat leaves the list.",
            "%(n)s people who waited for a seat leave the list.",
            waiting,
        )
        said.insert(1, words % {"n": number(waiting)})
    return said


def _closed(session: TrainingSession) -> str:
    session.tally.refresh_from_db()
    words = {"title": session.title, "n": number(session.tally.completed), "other": number(session.tally.not_completed)}
    return _("“%(title)s” is closed: %(n)s completed, %(other)s not completed.") % words
