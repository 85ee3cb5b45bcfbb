"""Stock admin in a real browser: it works under the policy that lets no inline script or style run."""

import pytest

from accounts.roles import Role
from tests.factories import make_user, post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/admin/", "/admin/accounts/user/", "/admin/accounts/user/add/"]


def test_stock_admin_works_under_the_strict_policy(live_server, page):
    post(make_user("admin", is_staff=True), Role.ADMINISTRATOR)
    said = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", "rahasia-sekali")
    page.click("[type=submit]")
    page.wait_for_url(f"{live_server.url}/admin/")
    shown = [page.goto(live_server.url + path) for path in PAGES]
    assert [(answer.status, answer.url.removeprefix(live_server.url)) for answer in shown] == [
        (200, at) for at in PAGES
    ]
    assert said == []
