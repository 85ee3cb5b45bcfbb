"""What is told of a person with its days, and what that means for the classes that take people in."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF
from participants.days import local_day
from participants.forms.told import FORMS, EndToldForm
from participants.models import Person
from participants.names import display_name
from participants.services.joining import SHOWN, joinings
from participants.services.standing import with_standing
from participants.services.told import KINDS, end, found
from web.http import page
from web.refusals import refusal


def _person(request: HttpRequest, pk: UUID) -> Person:
    """Somebody at one of the reader's facilities; that the page was opened is recorded."""
    who = get_object_or_404(Person.objects.visible_to(request.user).select_related("facility"), pk=pk)
    seen(request, [who.pk])
    return who


def _trail(who: Person) -> list[tuple[str, str]]:
    return [(_("People"), reverse("person_list")), (display_name(who.name), who.get_absolute_url())]


@requires(*FACILITY_STAFF)
def person_fact_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record one fact of a person: first of what kind, then what."""
    who = _person(request, pk)
    kind, today = request.GET.get("kind", ""), local_day(timezone.now(), who.facility.time_zone)
    context = {"person": who, "trail": _trail(who), "invented": who.invented}
    if kind not in FORMS:
        kinds = [(word, kind.label) for word, kind in KINDS.items()]
        return page(request, "participants/fact_kinds.html", context | {"kinds": kinds})
    form = FORMS[kind](request.POST or None, instance=KINDS[kind].model(person=who), today=today)
    if form.is_bound and form.is_valid() and _kept(form):
        messages.success(request, _("Recorded: %(what)s.") % {"what": KINDS[kind].label})
        return redirect(f"{who.get_absolute_url()}#told")
    return page(request, "participants/fact_form.html", context | {"form": form, "title": KINDS[kind].label})


def _kept(form) -> bool:
    """Whether the database takes it; else the form says why not."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        form.add_error(None, refusal(error))
        return False
    return True


@requires(*FACILITY_STAFF)
def fact_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a fact no longer holds, or that it was entered by mistake. Nothing is deleted."""
    fact = found(pk)
    if fact is None:
        raise Http404
    who = _person(request, fact.person)
    today = local_day(timezone.now(), who.facility.time_zone)
    initial = {"last": fact.ends_on or max(today, fact.starts_on), "mistaken": ""}
    form = EndToldForm(request.POST or None, initial=initial, first=fact.starts_on)
    if form.is_bound and form.is_valid():
        end(fact, last=None if form.cleaned_data["mistaken"] else form.cleaned_data["last"])
        messages.success(request, _("Ended: %(what)s.") % {"what": fact.words})
        return redirect(f"{who.get_absolute_url()}#told")
    context = {
        "person": who,
        "trail": _trail(who),
        "form": form,
        "fact": fact,
        "invented": who.invented,
    }
    return page(request, "participants/fact_end.html", context)


@requires(*FACILITY_STAFF)
@require_safe
def person_joining(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Why may she not join? Each class that takes people in, what speaks against it and what would change it."""
    who = _person(request, pk)
    day = local_day(timezone.now(), who.facility.time_zone)
    standing = with_standing(Person.objects.filter(pk=who.pk), at_facility=who.facility, day=day).get()
    context = {
        "person": who,
        "standing": standing,
        "ended": standing.ends_on is not None and standing.ends_on < day,
        "here": bool(standing.custody_id or standing.affiliation_id),
        "trail": _trail(who),
        "joinings": joinings(who, day=day),
        "shown": SHOWN,
        "day": day,
        "invented": who.invented,
    }
    return page(request, "participants/person_joining.html", context)
