"""Every page that shows a person is recorded as a look at exactly the people it shows, under its own name."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from accounts.access import requires
from accounts.models import PersonRead
from accounts.reads import seen
from accounts.roles import FACILITY_STAFF, Role
from accounts.scope import scope
from lapas_training.urls import urlpatterns as the_real_ones
from participants.models import Person
from tests.matrix import ROLES, rows
from tests.world import World, make_world

Asked = tuple[str, str, str, dict]
"""How, where (name and address), and with what."""


@requires(*FACILITY_STAFF)
def silent(request):
    """A page that shows people and tells nobody."""
    return HttpResponse(", ".join(Person.objects.values_list("name", flat=True)).upper())


@requires(Role.OFFICIAL)
def chatty(request):
    """A page that records a look at somebody whom it does not show."""
    seen(request, [UUID(int=1)])
    return HttpResponse("nobody")


urlpatterns = [path("silent/", silent, name="silent"), path("chatty/", chatty, name="chatty"), *the_real_ones]
handler500 = "web.errors.server_error"


@pytest.fixture
def world(db) -> World:
    return make_world()


def looks(world: World, after: int = 0) -> list[PersonRead]:
    """What the access log holds, from one row on."""
    with scope(actor=world.users["auditor"].pk, audit=True):
        return list(PersonRead.objects.filter(pk__gt=after).order_by("pk"))


def shown_in(body: str, world: World) -> set[UUID]:
    """Whom a page shows: by name, in whatever capitals, or by the code of the person."""
    plain = body.casefold()
    return {who.pk for name, who in world.people.items() if name.casefold() in plain or str(who.pk) in plain}


def faults(world: World, role: str, asked: Iterator[Asked]) -> Iterator[str]:
    """Each page whose looks in the log are not those at the people on it, as one sentence."""
    client = Client()
    client.force_login(world.users[role])
    for method, name, address, sent in asked:
        last = max((look.pk for look in looks(world)), default=0)
        response = client.generic(method, address) if not sent else client.post(address, sent)
        shown = shown_in(response.getvalue().decode(errors="replace"), world) if response.status_code == 200 else set()
        told = looks(world, after=last)
        if {look.person for look in told} != shown:
            yield f"{method} {name} as {role} shows {len(shown)} people, the log tells {len(told)}"
        if {(look.page, look.actor) for look in told} - {(name, world.users[role].pk)}:
            yield f"{method} {name} as {role} is told under another name"


def reading(world: World, role: str) -> Iterator[Asked]:
    """Every page that a role may read."""
    for row in rows():
        if row.method == "GET" and row.gets[role] == "200" and row.name != "login":
            args = [world.key_of(row.thing)] if row.thing else []
            yield row.method, row.name, reverse(row.name, args=args), {}


def posting(world: World) -> Iterator[Asked]:
    """Forms that come back with people on them: answers to enrolling, the question before withdrawing, an error."""
    session, meeting = world.key_of("session"), world.key_of("meeting")
    free = [str(world.people[name].pk) for name in ("Kanaricc", "Kanariaa")]
    yield "POST", "session_enrol", reverse("session_enrol", args=[session]), {"p": free}
    leaving = {"enrolment": world.key_of("enrolment")}
    yield "POST", "session_withdraw", reverse("session_withdraw", args=[session]), leaving | {"ask": "1"}
    yield "POST", "session_withdraw", reverse("session_withdraw", args=[session]), leaving
    absent = {f"mark-{world.key_of('enrolment')}": "absent", "aksi": "simpan"}
    yield "POST", "attendance", reverse("attendance", args=[meeting]), absent


@pytest.mark.parametrize("role", ROLES[1:])
def test_each_page_is_recorded_as_a_look_at_those_it_shows_and_at_nobody_else(world, role):
    assert list(faults(world, role, reading(world, role))) == []


def test_forms_that_come_back_are_looks_too(world):
    assert list(faults(world, "registrar", posting(world))) == []
    assert len({look.page for look in looks(world)}) == 3


def test_whoever_came_from_another_prison_is_shown_alone_with_the_trainings_there(world):
    moved = world.people["Kanariee"]
    asked = ("GET", "person", reverse("person", args=[moved.pk]), {})
    assert list(faults(world, "outsider", iter([asked]))) == []
    assert [look.person for look in looks(world)] == [moved.pk]


def test_the_pages_of_a_prison_do_show_people_and_those_of_officials_do_not(world):
    """Else the tests above would compare nothing with nothing."""
    seen_by = {}
    for role in ROLES[1:]:
        list(faults(world, role, reading(world, role)))
        seen_by[role] = {look.page for look in looks(world) if look.actor == world.users[role].pk}
    of_people = {
        "person",
        "person_list",
        "person_csv",
        "session",
        "session_choose",
        "attendance",
        "attendance_grid",
        "attendance_sheet",
        "register_import",
    }
    assert seen_by["registrar"] >= of_people
    of_a_guest_class = {"session", "session_choose", "session_close", "attendance_grid"}
    assert seen_by["outsider"] == {"person_list", "person_csv"} | of_a_guest_class
    assert seen_by["auditor"] == {"audit_reads", "audit_changes"}
    assert seen_by["corrections"] == {"roster_rows"}, "for a stated purpose"
    silent_roles = ("own", "other", "agreements", "postrelease", "administrator")
    assert {role: seen_by[role] for role in silent_roles} == {role: set() for role in silent_roles}


def test_a_page_that_shows_people_and_tells_nobody_is_found(settings, world):
    settings.ROOT_URLCONF = __name__
    assert list(faults(world, "registrar", iter([("GET", "silent", "/silent/", {})]))) == [
        "GET silent as registrar shows 5 people, the log tells 0"
    ]


def test_a_page_that_tells_of_people_whom_it_does_not_show_is_found(settings, world):
    settings.ROOT_URLCONF = __name__
    assert list(faults(world, "own", iter([("GET", "chatty", "/chatty/", {})]))) == [
        "GET chatty as own shows 0 people, the log tells 1"
    ]
