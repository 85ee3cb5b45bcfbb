"""People of the reader's facilities, and one of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Upper
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF, Role
from participants.choices import EnrolmentStatus
from participants.days import local_day, own_zone, years_between
from participants.facts import Facts
from participants.forms.people import PeopleFilter
from participants.models import Custody, Enrolment, Person
from participants.services.standing import with_standing
from participants.states import standing_state
from programs.models import Meeting
from web.http import page
from web.pagination import keyset
from web.search import keep_search, kept_search


@requires(*FACILITY_STAFF)
def person_list(request: HttpRequest) -> HttpResponse:
    """People of the reader's facilities by name; those held or affiliated now, unless asked for others."""
    if request.method == "POST":
        return keep_search(request, "person_list")
    now = timezone.now()
    day = local_day(now, own_zone(request.access))
    stays = Custody.objects.visible_to(request.user).current(day).exclude(block="")
    filters = PeopleFilter(
        kept_search(request, "person_list"), blocks=list(stays.values_list("block", flat=True).distinct())
    )
    people = filters.applied(_with_standing(request.user, day)).annotate(sort_name=Upper("name"))
    rows = keyset(people, request.GET, order=("sort_name", "pk"), count=True)
    seen(request, [person.pk for person in rows])
    classes = _classes_now([person.pk for person in rows], now)
    for person in rows:
        person.state, person.age = standing_state(person, day), years_between(person.birth_date, day)
        person.classes = classes[person.pk]
    context = {
        "rows": rows,
        "filters": filters,
        "result": _("%(shown)d of %(total)s people") % {"shown": len(rows), "total": rows.total_words},
        "day": day,
        "imports": request.access.has(Role.REGISTRAR),
        "invented": any(person.invented for person in rows),
    }
    return page(request, "participants/person_list.html", context)


@requires(*FACILITY_STAFF)
@require_safe
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person: where, since when, until when, and every training anywhere."""
    day = local_day(timezone.now(), own_zone(request.access))
    who = get_object_or_404(_with_standing(request.user, day), pk=pk)
    seen(request, [who.pk])
    facts = Facts(who, user=request.user, day=day)
    context = {
        "person": who,
        "facts": facts,
        "trail": [(_("People"), reverse("person_list"))],
        "invented": who.invented,
    }
    return page(request, "participants/person.html", context)


def _with_standing(user, day: date) -> QuerySet[Person]:
    """People the user sees, each with the standing towards their own facility."""
    people = Person.objects.visible_to(user).select_related("facility")
    return with_standing(people, at_facility=OuterRef("facility"), day=day)


def _classes_now(people: Iterable[UUID], now: datetime) -> dict[UUID, list[Enrolment]]:
    """For each of these people the classes they sit in that have a meeting still to come or going on."""
    ahead = Meeting.objects.held().filter(session=OuterRef("session"), ends_at__gt=now)
    seats = Enrolment.objects.filter(
        Exists(ahead), person__in=people, status__in=(EnrolmentStatus.ENROLLED, EnrolmentStatus.SUSPENDED)
    )
    found: dict[UUID, list[Enrolment]] = defaultdict(list)
    for enrolment in seats.select_related("session").order_by("session__planned_start", "pk"):
        found[enrolment.person_id].append(enrolment)
    return found
