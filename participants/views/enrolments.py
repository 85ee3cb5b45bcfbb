"""Into a class and out of it: choosing people, enrolling them, withdrawing them."""

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
from participants.days import local_day
from participants.forms.enrolments import CandidateSearch, WithdrawForm, keys
from participants.models import Enrolment, Person
from participants.names import display_name
from participants.services.attendance import with_person
from participants.services.choosing import SHOWN, described, first_that_fit, hindered, offered, sought
from participants.services.enrolments import enrol, withdraw
from participants.services.leaving import consequences
from participants.views.answers import buckets, result
from participants.views.sessions import about, class_of
from programs.models import TrainingSession
from web.http import page
from web.numbers import number


@requires(*FACILITY_STAFF)
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom the facility holds and who is free at these hours, to be ticked; a search keeps what is ticked.

    The search is posted: a name stands in no address.
    """
    session = class_of(request, pk)
    today = local_day(timezone.now(), session.venue.time_zone)
    if not session.is_enrolling:
        messages.error(
            request, _("This class takes nobody in now: %(status)s.") % {"status": session.get_status_display()}
        )
        return redirect(session)
    filters, ticked = CandidateSearch(request.POST), set(keys(request.POST.getlist("p")))
    filtered = any(filters.chosen.values())
    people = sought(offered(session, day=today), or_chosen=ticked, **filters.chosen)[: SHOWN + 1]
    people = described(people, day=today)
    others = hindered(session, day=today, **filters.chosen) if filtered else []
    context = _inside(session) | {
        "filters": filters,
        "filtered": filtered,
        "people": people[:SHOWN],
        "more": len(people) > SHOWN,
        "others": others,
    }
    context["ticked"] = first_that_fit(people, context["free"]) if request.POST.get("pick") == "first" else ticked
    shown = [*context["people"], *(other.person for other in others)]
    seen(request, [person.pk for person in shown])
    context["invented"] |= any(person.invented for person in shown)
    return page(request, "participants/choose.html", context)


@requires(*FACILITY_STAFF)
def enrol_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the chosen people a seat each, or say why not. Sent twice, it finds them in the class already."""
    session = class_of(request, pk)
    if request.method != "POST":
        return redirect(session)
    chosen = keys(request.POST.getlist("p"))
    if not chosen:
        messages.warning(request, _("Nobody was chosen. Tick at least one person."))
        return redirect("session_choose", pk)
    try:
        answers = enrol(chosen, session=session, at=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(session)
    named = [answer.person for answer in answers if answer.name]
    seen(request, named)
    session.tally.refresh_from_db()
    messages.add_message(request, *result(answers))
    context = _inside(session) | {"buckets": buckets(answers)}
    context["invented"] |= Person.objects.filter(pk__in=named, invented=True).exists()
    return page(request, "participants/answers.html", context)


@requires(*FACILITY_STAFF)
def withdraw_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw the chosen, with a reason and after saying what that does. Whoever left already is passed over."""
    session, now = class_of(request, pk), timezone.now()
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
    context = _inside(session) | {
        "form": form,
        "people": [(display_name(row.name_as_enrolled), row.number_as_enrolled) for row in rows],
        "happens": consequences(session, rows, at=now),
    }
    context["invented"] |= any(row.invented for row in rows)
    return page(request, "participants/withdraw.html", context)


def _inside(session: TrainingSession) -> dict:
    """What every page says that lies under the page of a class."""
    context = about(session)
    return context | {"trail": [*context["trail"], (session.title, session.get_absolute_url())]}


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
