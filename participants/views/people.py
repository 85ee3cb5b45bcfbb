"""People of the reader's facilities, and one of them."""

from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Upper
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF, OFFENCE_READERS, Role
from participants.days import local_day, own_zone
from participants.facts import Facts
from participants.forms.people import PeopleFilter
from participants.models import Custody, Person
from participants.services.comparing import compared, trainings
from participants.services.standing import with_standing
from participants.services.told import told_of
from participants.views.people_csv import HEADER, row
from web.downloads import csv_response
from web.http import page, wants_part
from web.pagination import Page, keyset
from web.search import FOUND, keep_search, kept_search


@requires(*FACILITY_STAFF)
def person_list(request: HttpRequest) -> HttpResponse:
    """People of the reader's facilities by name; those held or affiliated now, unless asked for others.

    A search is posted. The browser that searches while one types gets the list itself, others the address of it.
    """
    kept = keep_search(request, "person_list") if request.method == "POST" else None
    if kept and not wants_part(request):
        return kept
    params = QueryDict(urlsplit(kept.url).query) if kept else request.GET
    sought = Sought(request, params)
    rows = keyset(sought.people, params, order=("sort_name", "pk"), count=True)
    people = compared(rows, day=sought.day, now=sought.now)
    seen(request, [person.pk for person in people])
    context = {
        "rows": rows,
        "filters": sought.filters,
        "result": _result(sought, rows),
        "day": sought.day,
        "imports": request.access.has(Role.REGISTRAR),
        "takes_away": request.access.has(*OFFENCE_READERS),
        "ruled": {place.code: place.name for place in request.access.places if place.code},
        "found": FOUND in params,
        "kept": kept,
        "invented": any(person.invented for person in people),
    }
    response = page(request, "participants/person_list.html", context, part="participants/_person_rows.html")
    if kept:
        response["HX-Replace-Url"] = kept.url
    return response


@requires(*OFFENCE_READERS)
@require_safe
def person_csv(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed now, all of it, to take away: of the facilities where one is registrar or head."""
    sought = Sought(request, request.GET)
    people = sought.people.filter(facility__in=request.access.offence_facilities).order_by("sort_name", "pk")
    people = compared(people, day=sought.day, now=sought.now)
    seen(request, [person.pk for person in people])
    return csv_response(f"{_('people')}-{sought.day}.csv", HEADER, [row(person) for person in people])


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
        "told": told_of(who, day=day),
        "imports": request.access.has(Role.REGISTRAR),
        "trail": [(_("People"), reverse("person_list"))],
        "invented": who.invented,
    }
    return page(request, "participants/person.html", context)


class Sought:
    """What somebody looks for in the list of people: the filters as they stand, and whom they leave."""

    def __init__(self, request: HttpRequest, params: QueryDict):
        self.now = timezone.now()
        self.day = local_day(self.now, own_zone(request.access))
        stays = Custody.objects.visible_to(request.user).current(self.day).exclude(block="")
        blocks = stays.values_list("block", flat=True).distinct()
        self.filters = PeopleFilter(kept_search(request, "person_list", params), blocks=list(blocks))
        people = _with_standing(request.user, self.day)
        many = len(request.access.facilities)
        people = self.filters.applied(people, facilities=many, day=self.day, now=self.now)
        self.people = people.annotate(sort_name=Upper("name"), trainings=trainings())


def _result(sought: Sought, rows: Page) -> str:
    """How many are shown, and what the list is narrowed to."""
    shown = _("%(shown)d of %(total)s people") % {"shown": len(rows), "total": rows.total_words}
    return " · ".join([shown, *sought.filters.sentences])


def _with_standing(user, day: date) -> QuerySet[Person]:
    """People the user sees, each with the standing towards their own facility."""
    return with_standing(Person.objects.visible_to(user).select_related("facility"), day=day)
