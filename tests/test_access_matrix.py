"""Every address of the site, asked for by every role, answers exactly what the written matrix says."""

import re
from uuid import uuid4

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from lapas_training.urls import urlpatterns as the_real_ones
from tests.matrix import ROLES, Row, rows
from tests.site_map import ADMIN, addresses, pages
from tests.world import World, make_world

ADMIN_ROW = f"{ADMIN}:*"
ASKED = {"app_label": "organisations", "object_id": "1", "id": "1", "content_type_id": "1", "url": "nothing"}
"""What stands in the addresses of stock admin."""


@login_not_required
def planted(request):
    """A page that somebody forgot to protect."""
    return HttpResponse("open to all")


urlpatterns = [path("planted/", planted, name="planted"), *the_real_ones]
handler500 = "web.errors.server_error"


@pytest.fixture
def world(db) -> World:
    return make_world()


def signed_in(world: World, role: str) -> Client:
    """A browser in which this role is signed in."""
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        client.force_login(world.users[role])
    return client


def address_of(row: Row, world: World) -> str:
    return reverse(row.name, args=[world.key_of(row.thing)] if row.thing else [])


def answer_to(client: Client, method: str, address: str) -> str:
    """The status as the matrix writes it; a redirect to the sign-in page with the way back is ``in``."""
    response = client.generic(method, address)
    if response.status_code == 302 and re.match(r"/(accounts|admin)/login/\?next=", response.url):
        return "in"
    return str(response.status_code)


def without_a_row(matrix: list[Row]) -> set[str]:
    """Addresses of which the matrix says nothing."""
    written = {row.name for row in matrix}
    return {page.name for page in pages()} - written


def wrong_answers(matrix: list[Row], world: World, role: str) -> list[str]:
    """What this role gets and the matrix does not say, each as one sentence."""
    found = []
    for row in matrix:
        if row.name == ADMIN_ROW:
            continue
        got = answer_to(signed_in(world, role), row.method, address_of(row, world))
        if got != row.gets[role]:
            found.append(f"{row.method} {row.name} as {role}: {got}, not {row.gets[role]}")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_exactly_what_the_matrix_says_and_posts_nowhere_else(world, role):
    assert wrong_answers(rows(), world, role) == []
    assert [fault for fault in wrong_answers(posted(role), world, role) if not fault.endswith("405, not 404")] == []


def posted(role: str) -> list[Row]:
    """What a role may not read, asked for by posting: the same no. (A page that is only read may say 405.)"""
    closed = [row for row in rows() if row.gets[role] in {"in", "403", "404"} and row.method == "GET"]
    return [Row(row.name, "POST", row.thing, row.gets) for row in closed]


def test_every_address_stands_in_the_matrix_and_every_line_is_an_address():
    written, there = {row.name for row in rows()}, {page.name for page in pages()}
    assert (there - written, written - there) == (set(), {ADMIN_ROW})


def test_an_address_that_stands_in_no_line_is_found(settings):
    settings.ROOT_URLCONF = __name__
    assert without_a_row(rows()) == {"planted"}


def test_a_page_that_nobody_protects_is_found(settings, world):
    settings.ROOT_URLCONF = __name__
    line = Row("planted", "GET", None, dict.fromkeys(ROLES, "403") | {"anonymous": "in"})
    assert wrong_answers([line], world, "anonymous") == ["GET planted as anonymous: 200, not in"]
    assert wrong_answers([line], world, "auditor") == ["GET planted as auditor: 200, not 403"]


def within(pattern: str) -> str:
    """An address of stock admin, from its pattern."""
    plain = re.sub(r"\^?\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda found: ASKED[found[1]], pattern)
    return "/" + re.sub(r"<\w+:(\w+)>|<(\w+)>", lambda found: ASKED[found[1] or found[2]], plain).rstrip("$")


@pytest.mark.parametrize("role", ROLES)
def test_all_of_stock_admin_is_for_administrators(world, role):
    (line,) = [row for row in rows() if row.name == ADMIN_ROW]
    client = signed_in(world, role)
    got = {
        page.path: answer_to(client, "GET", within(page.path)) for page in addresses() if page.name.startswith("admin:")
    }
    failed = {path: status for path, status in got.items() if status.startswith("5")}
    assert (failed, len(got) > 40) == ({}, True)
    if line.gets[role] != "open":
        assert set(got.values()) == {line.gets[role]}


@pytest.mark.parametrize("role", ["outsider", "other"])
def test_what_is_hidden_reads_like_what_does_not_exist(world, role):
    for row in rows():
        if row.thing and row.gets[role] == "404":
            hidden = address_of(row, world)
            nothing = reverse(
                row.name, args=["x" * len(world.key_of("facility")) if row.thing == "facility" else uuid4()]
            )
            assert told(world, role, row.method, hidden) == told(world, role, row.method, nothing), row


def told(world: World, role: str, method: str, address: str) -> tuple:
    """Status, headers and words of an answer, without what is random and without the address itself."""
    response = signed_in(world, role).generic(method, address)
    words = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", response.text.replace(address, ""))
    return response.status_code, sorted(response.headers.items()), words
