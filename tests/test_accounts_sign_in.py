"""Coming in, staying, going out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.factories import make_user, post

PASSWORD = "rahasia-sekali"
HERE = "203.0.113.7"
ELSEWHERE = "203.0.113.8"


def sign_in(client, username="staff.tangerang", password=PASSWORD, address=HERE, **more):
    """Send the form of the sign-in page."""
    return client.post(reverse("login"), {"username": username, "password": password, **more}, REMOTE_ADDR=address)


def test_a_page_asks_to_sign_in_and_is_shown_afterwards(client, registrar):
    asked = client.get(reverse("account"))
    assert (asked.status_code, asked.url) == (302, "/accounts/login/?next=/accounts/")
    form = client.get(asked.url)
    assert '<input type="hidden" name="next" value="/accounts/">' in form.text
    assert sign_in(client, next="/accounts/").url == "/accounts/"
    assert client.get(reverse("account")).status_code == 200


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_host(client, registrar, target):
    assert sign_in(client, next=target).url == "/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer_and_the_name_stays(client, registrar):
    for username in ("staff.tangerang", "nobody"):
        answer = sign_in(client, username, "sandi-lain")
        assert answer.status_code == 200
        assert f'value="{username}"' in answer.text
        assert "sandi-lain" not in answer.text
        assert "_auth_user_id" not in client.session


def test_who_was_made_inactive_does_not_come_in(client, registrar):
    registrar.is_active = False
    registrar.save()
    assert sign_in(client).status_code == 200


def test_the_key_of_the_session_is_a_new_one_after_signing_in(client, registrar):
    client.get(reverse("login"))
    client.post(reverse("language"), {"language": "en"})
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_five_wrong_passwords_shut_the_door_for_that_name_from_that_address(client, registrar):
    answers = [sign_in(client, password="salah").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert sign_in(client).status_code == 429
    assert sign_in(Client(), address=ELSEWHERE).status_code == 302
    other = post(make_user("auditor"), Role.AUDITOR)
    assert sign_in(Client(), other.username).status_code == 302


def test_the_page_of_the_shut_door_says_how_long_to_wait_and_whom_to_ask(client, registrar):
    for _ in range(4):
        sign_in(client, password="salah")
    page = sign_in(client, password="salah")
    assert (page.status_code, "15" in page.text, reverse("login") in page.text) == (429, True, True)


@pytest.mark.parametrize(
    ("proxy", "header", "counted"),
    [
        (None, "198.51.100.1", HERE),
        (("HTTP_X_FORWARDED_PROTO", "https"), "198.51.100.1", "198.51.100.1"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "made-up, 198.51.100.1", "198.51.100.1"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "198.51.100.1, made-up", HERE),
        (("HTTP_X_FORWARDED_PROTO", "https"), "", HERE),
    ],
)
def test_failures_are_counted_for_the_address_that_the_own_proxy_tells(client, db, settings, proxy, header, counted):
    settings.SECURE_PROXY_SSL_HEADER = proxy
    sent = {"username": "nobody", "password": "salah"}
    client.post(reverse("login"), sent, REMOTE_ADDR=HERE, headers={"X-Forwarded-For": header})
    assert AccessAttempt.objects.get().ip_address == counted


def test_after_a_quarter_of_an_hour_the_door_is_open_again(client, registrar):
    with time_machine.travel(datetime(2026, 1, 5, 2, 0, tzinfo=UTC), tick=False) as clock:
        for _ in range(5):
            sign_in(client, password="salah")
        clock.shift(timedelta(minutes=14))
        assert sign_in(client).status_code == 429
        clock.shift(timedelta(minutes=16))
        assert sign_in(client).status_code == 302


def test_a_right_password_forgets_the_wrong_ones_before_it(client, registrar):
    for _ in range(4):
        sign_in(client, password="salah")
    sign_in(client)
    assert AccessAttempt.objects.count() == 0


def test_what_was_typed_as_password_is_kept_nowhere(client, registrar):
    sign_in(client, password="sandi-yang-diketik")
    assert "sandi-yang-diketik" not in str(AccessAttempt.objects.values())


def test_signing_out_ends_the_session_and_leaves_no_name(client, registrar):
    client.force_login(registrar)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    answer = client.post(reverse("logout"), {"next": reverse("login")})
    assert (answer.status_code, answer.url) == (302, "/accounts/login/")
    assert "no-store" in answer["Cache-Control"]
    assert "staff.tangerang" not in client.get(answer.url).text
    stale = Client()
    stale.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert stale.get(reverse("account")).status_code == 302


def test_nobody_is_signed_out_by_a_link(client, registrar):
    client.force_login(registrar)
    assert client.get(reverse("logout")).status_code == 405
    assert client.get(reverse("account")).status_code == 200


@pytest.mark.parametrize("name", ["home", "account", "password_change", "help"])
def test_no_page_of_a_signed_in_user_is_kept_by_a_cache(client, registrar, name):
    client.force_login(registrar)
    assert "no-store" in client.get(reverse(name))["Cache-Control"]


def test_whoever_does_nothing_is_signed_out_and_told_so(client, registrar):
    with time_machine.travel(datetime(2026, 1, 5, 2, 0, tzinfo=UTC), tick=False) as clock:
        client.force_login(registrar)
        assert client.get(reverse("account")).status_code == 200
        clock.shift(timedelta(seconds=settings.SESSION_IDLE_SECONDS - 1))
        assert client.get(reverse("account")).status_code == 200
        clock.shift(timedelta(seconds=settings.SESSION_IDLE_SECONDS + 1))
        answer = client.get(reverse("account"), follow=True)
        assert answer.redirect_chain == [("/accounts/login/", 302)]
        assert "_auth_user_id" not in client.session
        assert 'role="status"' in answer.text


def test_whoever_works_on_is_signed_out_all_the_same_at_the_end_of_the_day(client, registrar):
    with time_machine.travel(datetime(2026, 1, 5, 2, 0, tzinfo=UTC), tick=False) as clock:
        client.force_login(registrar)
        step, answers = timedelta(seconds=settings.SESSION_IDLE_SECONDS), []
        for _click in range(settings.SESSION_COOKIE_AGE // settings.SESSION_IDLE_SECONDS + 2):
            answers.append(client.get(reverse("account")).status_code)
            clock.shift(step)
        assert answers == [200] * (len(answers) - 1) + [302]


def test_who_is_signed_in_already_is_sent_on(client, registrar):
    client.force_login(registrar)
    assert client.get(reverse("login")).url == "/"
