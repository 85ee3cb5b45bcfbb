"""Choosing people for a class: from the candidates, from a list that is brought, from another class."""

from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Upper
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF
from participants.days import local_day
from participants.forms.choosing import CandidateSearch, ClassSearch, Decisions, PasteForm, UploadForm, Way
from participants.forms.enrolments import keys
from participants.models import Custody, Enrolment, Interest, Person
from participants.services.attendance import with_person
from participants.services.candidates import Group
from participants.services.choosing import choice
from participants.services.columns import column_names
from participants.services.finding_listed import listed
from participants.views.reviewing import home_of, inside, reviewed, takes_nobody
from participants.views.sessions import open_class
from programs.models import Skill, TrainingSession
from programs.search import matching
from web.http import page
from web.pagination import keyset


@requires(*FACILITY_STAFF)
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom the facility holds, best first, to be ticked; a search and paging keep what is ticked.

    The search is posted: a name stands in no address.
    """
    session = open_class(request, pk)
    if refused := takes_nobody(request, session):
        return refused
    home, now = home_of(request, session), timezone.now()
    today = local_day(now, session.venue.time_zone)
    stays = Custody.objects.filter(facility=home).current(today).exclude(block="").order_by()
    wished = Interest.objects.on(today).filter(person__in=Person.objects.filter(facility=home))
    filters = CandidateSearch(
        request.POST,
        blocks=stays.values_list("block", flat=True).distinct(),
        skills=Skill.objects.filter(pk__in=wished.values("skill")).order_by("name").values_list("pk", "name"),
    )
    context = inside(session, home)
    chosen = choice(
        session,
        home=home,
        at=now,
        narrowed=filters.narrowed,
        ticked=keys(request.POST.getlist("p")),
        first=_place(request.POST.get("first", "")),
        fill=context["free"] if request.POST.get("pick") == "first" else 0,
    )
    seen(request, [person.pk for person in chosen.people])
    context |= {
        "filters": filters,
        "filtered": bool(filters.narrowed),
        "choice": chosen,
        "n_can": chosen.counts[Group.CAN],
        "n_decision": chosen.counts[Group.DECISION],
        "n_cannot": chosen.counts[Group.CANNOT],
    }
    context["invented"] |= any(person.invented for person in chosen.people)
    return page(request, "participants/choose.html", context)


def _place(sent: str) -> int:
    """A place in the list; the first one where what was sent is none."""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 7 else 0


@requires(*FACILITY_STAFF)
def choose_pasted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Register numbers that are pasted lead to the review."""
    form = PasteForm(request.POST) if request.method == "POST" else PasteForm()
    return _brought(request, pk, form, Way.PASTED)


@requires(*FACILITY_STAFF)
def choose_uploaded(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A file with register numbers leads to the review; it is read and not kept."""
    names = column_names(home_of(request, open_class(request, pk)))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return _brought(request, pk, UploadForm(*posted, names=names), Way.UPLOADED)


def _brought(request: HttpRequest, pk: UUID, form: PasteForm | UploadForm, way: Way) -> HttpResponse:
    """The form of a list; once it can be read, the review of whom it names."""
    session = open_class(request, pk)
    if refused := takes_nobody(request, session):
        return refused
    if form.is_bound and form.is_valid():
        home, today = home_of(request, session), local_day(timezone.now(), session.venue.time_zone)
        found = listed(form.lines, home=home, day=today)
        brought = Decisions(found.people, lost=found.lost, repeated=found.repeated, way=way)
        return reviewed(request, session, brought)
    context = inside(session) | {"form": form, "way": way}
    return page(request, "participants/choose_listed.html", context)


@requires(*FACILITY_STAFF)
@require_safe
def choose_copied(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The other classes in sight, and of the one that was chosen the people who hold a seat or held one to the end."""
    session = open_class(request, pk)
    if refused := takes_nobody(request, session):
        return refused
    source, context = keys([request.GET.get("source", "")]), inside(session)
    classes = TrainingSession.objects.visible_to(request.user).exclude(pk=pk)
    if source:
        other = get_object_or_404(classes, pk=source[0])
        rows = with_person(Enrolment.objects.visible_to(request.user).seated().filter(session=other))
        rows = list(rows.filter(known=True).order_by(Upper("name_as_enrolled"), "pk"))
        seen(request, [row.person_id for row in rows])
        context |= {"source": other, "rows": rows}
        context["invented"] |= any(row.invented for row in rows)
    else:
        filters = ClassSearch(request.GET)
        filled = (
            matching(classes, filters.words, _class_holds)
            .filter(tally__seats_taken__gt=0)
            .select_related("tally", "programme")
        )
        context |= {
            "filters": filters,
            "rows": keyset(filled, request.GET, order=("-planned_start", "-pk"), size=20, count=True),
        }
    return page(request, "participants/choose_copied.html", context)


def _class_holds(word: str) -> Q:
    """A word in the title of a class or of its programme."""
    return Q(title__icontains=word) | Q(programme__title__icontains=word)
