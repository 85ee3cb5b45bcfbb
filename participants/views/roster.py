"""People of a class stay away for a time, come back, get a seat that became free; and what happened to each."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models.functions import Upper
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import access_of, requires
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF
from participants.choices import EnrolmentStatus
from participants.forms.enrolments import keys
from participants.forms.roster import SuspendForm
from participants.models import Enrolment, Person
from participants.names import display_name
from participants.services.answers import Outcome
from participants.services.attendance import with_person
from participants.services.enrolments import promote, resume, suspend
from participants.services.events import happened, rules_said
from participants.states import enrolment_state
from participants.views.answers import buckets
from participants.views.reviewing import home_of, inside
from participants.views.sessions import open_class
from programs.models import TrainingSession
from web.http import page
from web.numbers import number


@requires(*FACILITY_STAFF)
@require_safe
def enrolment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One enrolment through all its states: who changed what, when and why."""
    rows = Enrolment.objects.visible_to(request.user)
    rows = with_person(rows.select_related("facility", "session__programme", "session__venue__organisation"))
    row = get_object_or_404(rows, pk=pk)
    session = row.session
    opens = TrainingSession.objects.open_to(request.user).filter(pk=session.pk).exists()
    seen(request, [row.person_id])
    trail = [(_("Classes"), reverse("session_list"))]
    context = {
        "row": row,
        "name": display_name(row.name_as_enrolled),
        "state": enrolment_state(row),
        "events": happened(row),
        "rules": rules_said(row),
        "zone": session.venue.time_zone,
        "opens": opens,
        "own": row.known or row.facility_id in access_of(request.user).facilities,
        "trail": [*trail, (session.title, session.get_absolute_url())] if opens else trail,
        "invented": row.invented or session.invented or session.venue.organisation.invented,
    }
    return page(request, "participants/enrolment.html", context)


@requires(*FACILITY_STAFF)
def suspend_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the chosen stay away for a time, with a reason. Whoever is suspended already is passed over."""
    session = open_class(request, pk)
    rows = _chosen(request, session, EnrolmentStatus.ENROLLED)
    if not rows:
        messages.warning(request, _("Nobody was chosen who could be suspended. Tick at least one person."))
        return redirect(session)
    form = SuspendForm(None if "ask" in request.POST else request.POST, rows=rows)
    if form.is_bound and form.is_valid():
        n = suspend([row.pk for row in rows], session=session, at=timezone.now(), **form.why)
        words = ngettext("%(n)s person was suspended.", "%(n)s people were suspended.", n)
        messages.success(request, words % {"n": number(n)})
        return redirect(session)
    seen(request, [row.person_id for row in rows])
    people = [(display_name(row.name_as_enrolled), row.number_as_enrolled) for row in rows]
    context = inside(session) | {"form": form, "people": people}
    context["invented"] |= any(row.invented for row in rows)
    return page(request, "participants/suspend.html", context)


@requires(*FACILITY_STAFF)
def resume_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let suspended people come again. Whoever is not suspended is passed over."""
    session = open_class(request, pk)
    rows = _chosen(request, session, EnrolmentStatus.SUSPENDED)
    n = resume([row.pk for row in rows], session=session, at=timezone.now()) if rows else 0
    if n:
        words = ngettext("%(n)s person is back in the class.", "%(n)s people are back in the class.", n)
        messages.success(request, words % {"n": number(n)})
    else:
        messages.warning(request, _("Nobody was chosen who is suspended. Tick at least one person."))
    return redirect(session)


@requires(*FACILITY_STAFF)
def promote_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the free seats to who waits longest; whoever may not join now is named with the reason."""
    session = open_class(request, pk)
    if request.method != "POST":
        return redirect(session)
    try:
        found = promote(session=session, home=home_of(request, session), at=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(session)
    answers = [answer for answer in found if answer.outcome is not Outcome.FULL]
    if not answers:
        messages.warning(request, _("No seat was given: nobody waits, or no seat is free."))
        return redirect(session)
    seen(request, [answer.person for answer in answers])
    session.tally.refresh_from_db()
    context = inside(session) | {"buckets": buckets(answers)}
    people = [answer.person for answer in answers]
    context["invented"] |= Person.objects.filter(pk__in=people, invented=True).exists()
    return page(request, "participants/answers.html", context)


def _chosen(request: HttpRequest, session: TrainingSession, status: str) -> list[Enrolment]:
    """The chosen enrolments of this class that stand so, by name."""
    chosen = keys(request.POST.getlist("enrolment"))
    rows = Enrolment.objects.visible_to(request.user).filter(session=session, pk__in=chosen, status=status)
    return list(with_person(rows).order_by(Upper("name_as_enrolled"), "pk"))
