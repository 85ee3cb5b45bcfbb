"""What every answer tells the browser."""

import pytest

from tests.factories import make_user

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(client):
    for path in ("/healthz", "/accounts/login/", "/nowhere/", "/admin/"):
        answer = client.get(path)
        assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
        assert (answer["Referrer-Policy"], answer["X-Frame-Options"]) == ("same-origin", "DENY")
        assert answer["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


@pytest.mark.django_db
def test_a_page_of_a_signed_in_user_stays_on_no_shared_pc(client):
    client.force_login(make_user())
    assert client.get("/")["Cache-Control"] == "private, no-store"
