"""Into a class and out of it: reviewing whom somebody chose, enrolling them, withdrawing them."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models.functions import Upper
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF
from participants.forms.choosing import Decisions
from participants.forms.enrolments import WithdrawForm, keys
from participants.models import Enrolment, Person
from participants.names import display_name
from participants.services.attendance import with_person
from participants.services.enrolments import enrol, withdraw
from participants.services.leaving import consequences
from participants.views.answers import buckets, result
from participants.views.reviewing import home_of, inside, reviewed, takes_nobody
from participants.views.sessions import open_class
from programs.models import TrainingSession
from web.http import page
from web.numbers import number


@requires(*FACILITY_STAFF)
def review_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say of each of the chosen what would become of them; nothing is done yet, and what was typed comes back."""
    session = open_class(request, pk)
    if request.method != "POST":
        return redirect("session_choose", pk)
    if refused := takes_nobody(request, session):
        return refused
    sent = Decisions.of(request.POST)
    if not (sent.people or sent.lost):
        messages.warning(request, _("Nobody was chosen. Tick at least one person."))
        return redirect("session_choose", pk)
    sent.queue |= "asked" not in request.POST
    return reviewed(request, session, sent)


@requires(*FACILITY_STAFF)
def enrol_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the chosen people a seat each, or say why not. Sent twice, it finds them in the class already."""
    session = open_class(request, pk)
    if request.method != "POST":
        return redirect(session)
    if refused := takes_nobody(request, session):
        return refused
    sent = Decisions.of(request.POST)
    if not sent.people:
        messages.warning(request, _("Nobody was chosen. Tick at least one person."))
        return redirect("session_choose", pk)
    if sent.too_long:
        return reviewed(request, session, sent)
    home, now = home_of(request, session), timezone.now()
    try:
        answers = enrol(sent.people, session=session, home=home, at=now, overrides=sent.typed, queue=sent.queue)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(session)
    named = [answer.person for answer in answers if answer.name]
    seen(request, named)
    session.tally.refresh_from_db()
    messages.add_message(request, *result(answers))
    context = inside(session, home) | {"buckets": buckets(answers, sent.typed), "lost": sent.lost}
    context["invented"] |= Person.objects.filter(pk__in=named, invented=True).exists()
    return page(request, "participants/answers.html", context)


@requires(*FACILITY_STAFF)
def withdraw_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw the chosen, with a reason and after saying what that does. Whoever left already is passed over."""
    session, now = open_class(request, pk), timezone.now()
    rows = _chosen_to_leave(request, session)
    if not rows:
        messages.warning(request, _("Nobody was chosen who is still in the class. Tick at least one person."))
        return redirect(session)
    form = WithdrawForm(None if "ask" in request.POST else request.POST, rows=rows)
    if form.is_bound and form.is_valid():
        left = withdraw([row.pk for row in rows], session=session, at=now, **form.why)
        messages.success(request, _who_left(session, left))
        return redirect(session)
    seen(request, [row.person_id for row in rows])
    context = inside(session) | {
        "form": form,
        "people": [(display_name(row.name_as_enrolled), row.number_as_enrolled) for row in rows],
        "happens": consequences(session, rows, at=now),
    }
    context["invented"] |= any(row.invented for row in rows)
    return page(request, "participants/withdraw.html", context)


def _chosen_to_leave(request: HttpRequest, session: TrainingSession) -> list[Enrolment]:
    """The chosen enrolments of this class that are not ended, by name."""
    chosen = keys(request.POST.getlist("enrolment"))
    rows = with_person(Enrolment.objects.visible_to(request.user).live().filter(session=session, pk__in=chosen))
    return list(rows.order_by(Upper("name_as_enrolled"), "pk"))


def _who_left(session: TrainingSession, how_many: int) -> str:
    """What was done, in numbers."""
    session.tally.refresh_from_db()
    words = ngettext(
        "%(n)s person was withdrawn. %(taken)s of %(capacity)s seats are taken.",
        "%(n)s people were withdrawn. %(taken)s of %(capacity)s seats are taken.",
        how_many,
    )
    seats = {"taken": number(session.tally.seats_taken), "capacity": number(session.capacity or 0)}
    return words % {"n": number(how_many), **seats}
