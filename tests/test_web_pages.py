"""The frame that every page stands in, the pages of errors, and what may not get past the door."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from tests.factories import make_user
from web.errors import server_error
from web.http import page
from web.text_input import readable


def english(client: Client) -> Client:
    """The same visitor after choosing English."""
    client.cookies["language"] = "en"
    return client


def frame(client, address="/help/", **headers):
    return client.get(address, **headers).content.decode()


@pytest.mark.parametrize("address", ["/help/", "/privacy/", "/accessibility/"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_three_pages_are_open_to_everybody(client, db, address, language):
    client.cookies["language"] = language
    response = client.get(address)
    assert (response.status_code, f'<html lang="{language}">' in response.content.decode()) == (200, True)


def test_the_pages_speak_indonesian_until_somebody_chooses_whatever_the_browser_asks_for(client, db):
    assert '<html lang="id">' in frame(client, HTTP_ACCEPT_LANGUAGE="en")


def test_the_frame_has_its_landmarks_and_one_heading(client, db):
    html = frame(client)
    counts = {mark: html.count(mark) for mark in ("<h1", "<main", "<header", "<footer", 'class="skip"')}
    assert counts == {"<h1": 1, "<main": 1, "<header": 1, "<footer": 1, 'class="skip"': 1}


def test_the_language_is_changed_by_a_form_that_comes_back_to_the_page(client, db):
    assert 'name="next" value="/help/?a=1"' in frame(client, "/help/?a=1")
    client.post("/language/", {"language": "en", "next": "/help/"})
    assert '<html lang="en">' in frame(client)


def test_signing_out_and_changing_the_user_are_posts(client, db):
    client.force_login(make_user(name="Rini Hapsari"))
    html = frame(client)
    assert "Rini Hapsari" in html
    assert html.count('<form method="post" action="/accounts/logout/">') == 1


def test_what_a_signed_in_reader_saw_is_kept_by_no_cache(client, db):
    assert "no-store" not in client.get("/help/").headers.get("Cache-Control", "")
    client.force_login(make_user())
    assert client.get("/help/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, "whole"),
        ({"HTTP_HX_REQUEST": "true"}, "part"),
        ({"HTTP_HX_REQUEST": "true", "HTTP_HX_BOOSTED": "true"}, "whole"),
        ({"HTTP_HX_REQUEST": "true", "HTTP_HX_HISTORY_RESTORE_REQUEST": "true"}, "whole"),
    ],
)
def test_htmx_gets_the_part_and_everybody_else_the_page(headers, expected, rf, db):
    request = rf.get("/", **headers)
    request.user = make_user()
    response = page(request, "components/_demo.html", {"what": "part"}, part="components/_empty.html")
    assert ('class="empty"' in response.content.decode()) == (expected == "part")
    assert "HX-Request" in response["Vary"]


def test_a_page_that_is_not_there_says_so_in_the_same_look(client, db):
    client.force_login(make_user())
    response = english(client).get("/no-such-page/")
    assert (response.status_code, "Page not found" in response.content.decode()) == (404, True)


def test_a_form_without_its_token_is_refused_in_the_same_look(db):
    client = Client(enforce_csrf_checks=True)
    response = english(client).post("/accounts/login/", {"username": "a", "password": "b"})
    assert (response.status_code, "This form is no longer valid" in response.content.decode()) == (403, True)


def test_a_fault_of_ours_gives_a_code_that_the_log_holds_too(caplog):
    with translation.override("en"):
        response = server_error(RequestFactory().get("/people/?q=Budi"))
    code = caplog.records[0].message.removeprefix("Server error ")
    html = response.content.decode()
    assert (response.status_code, code in html, "Budi" in caplog.text) == (500, True, False)


@pytest.mark.parametrize(
    "address", ["/help/?q=%00", "/help/?q=%ff%fe", "/help/?%00=a", "/help/%00", "/help/?q=%ed%a0%80"]
)
def test_an_address_that_is_no_text_is_refused(client, db, address):
    response = english(client).get(address)
    assert (response.status_code, "This request cannot be read" in response.content.decode()) == (400, True)


@pytest.mark.parametrize("body", ["username=a%00b&password=c", "username=%ff&password=c", "%00=a"])
def test_a_form_that_is_no_text_is_refused(client, db, body):
    response = client.post("/accounts/login/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("text", "good"),
    [("Siti Nurhaliza", True), ("Müller, 李, É", True), ("a\0", False), ("�", False), ("\ud800", False)],
)
def test_text_is_told_from_what_is_none(text, good):
    assert readable(text) == good
