"""One's own account: postings, password, language."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.factories import make_organisation, make_user, post

PASSWORD = "rahasia-sekali"
NEW = "sandi-baru-sekali"


@pytest.fixture
def at_home(client, registrar):
    client.force_login(registrar)
    return client


def test_the_account_page_says_as_what_where_and_since_when(client, registrar, tangerang):
    post(registrar, Role.HEAD, facility=tangerang, starts_on=date(2024, 2, 1))
    client.force_login(registrar)
    page = client.get(reverse("account")).text
    for words in (
        Role.REGISTRAR.label,
        Role.HEAD.label,
        "LPP Kelas IIA Tangerang",
        "1 Januari 2020",
        "1 Februari 2024",
    ):
        assert str(words) in page


def test_an_official_reads_the_name_that_the_organisation_has_today(client, db):
    ministry = make_organisation("Kementerian Perindustrian")
    client.force_login(post(make_user(), Role.OFFICIAL, organisation=ministry))
    assert "Kementerian Perindustrian" in client.get(reverse("account")).text


def test_who_has_no_posting_is_told_whom_to_ask(client, db):
    client.force_login(make_user())
    page = client.get(reverse("home"))
    assert (page.status_code, reverse("account") in page.text) == (200, True)


def test_a_new_password_ends_the_sessions_elsewhere_and_not_this_one(at_home, registrar):
    elsewhere = Client()
    elsewhere.force_login(registrar)
    sent = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    answer = at_home.post(reverse("password_change"), sent)
    assert (answer.status_code, answer.url) == (302, reverse("password_changed"))
    assert at_home.get(answer.url).status_code == 200
    assert elsewhere.get(reverse("account")).status_code == 302
    registrar.refresh_from_db()
    assert registrar.check_password(NEW)


@pytest.mark.parametrize(
    ("old", "new"), [("salah", NEW), (PASSWORD, "pendek"), (PASSWORD, "1234567890123"), (PASSWORD, "staff.tangerang")]
)
def test_a_password_that_is_refused_changes_nothing_and_is_not_shown(at_home, registrar, old, new):
    answer = at_home.post(reverse("password_change"), {"old_password": old, "new_password1": new, "new_password2": new})
    assert (answer.status_code, f'value="{new}"' in answer.text) == (200, False)
    registrar.refresh_from_db()
    assert registrar.check_password(PASSWORD)


def test_a_visitor_chooses_a_language_and_comes_back_to_the_page(client, db):
    answer = client.post(reverse("language"), {"language": "en", "next": "/help/"})
    assert answer.url == "/help/"
    assert '<html lang="en">' in client.get("/help/").text


def test_a_user_reads_the_language_of_their_own_on_every_computer(at_home, registrar):
    at_home.post(reverse("language"), {"language": "en", "next": "/accounts/"})
    registrar.refresh_from_db()
    assert registrar.language == "en"
    elsewhere = Client()
    elsewhere.force_login(registrar)
    assert '<html lang="en">' in elsewhere.get(reverse("account")).text
    elsewhere.post(reverse("language"), {"language": "id"})
    assert '<html lang="id">' in at_home.get(reverse("account")).text


def test_a_choice_made_on_the_sign_in_page_holds_for_this_visit_only(client, registrar, auditor):
    registrar.language = "id"
    registrar.save()
    client.post(reverse("language"), {"language": "en", "next": "/accounts/login/"})
    client.post(reverse("login"), {"username": registrar.username, "password": PASSWORD}, REMOTE_ADDR="203.0.113.7")
    assert '<html lang="en">' in client.get(reverse("account")).text
    client.post(reverse("logout"))
    assert '<html lang="id">' in client.get(reverse("login")).text


@pytest.mark.parametrize("language", ["", "xx", "en'; drop", "de"])
def test_a_language_that_the_pages_do_not_speak_is_not_kept(at_home, registrar, language):
    at_home.post(reverse("language"), {"language": language})
    registrar.refresh_from_db()
    assert registrar.language == ""


def test_the_language_switch_leads_to_no_other_host(client, db):
    answer = client.post(reverse("language"), {"language": "en", "next": "https://evil.example/"})
    assert answer.url == "/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
