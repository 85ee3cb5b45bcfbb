"""Where each role begins, and the menu it gets."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.factories import make_facility, make_organisation, make_user, post

MENUS = {
    Role.REGISTRAR: ["home", "session_list", "person_list", "report_list", "agreement_list"],
    Role.INSTRUCTOR: ["home", "session_list", "person_list", "report_list", "agreement_list"],
    Role.HEAD: ["home", "session_list", "person_list", "report_list", "agreement_list"],
    Role.OFFICIAL: ["home", "programme_list", "report_list", "agreement_list"],
    Role.CORRECTIONS: ["overview", "programme_list", "report_list", "agreement_list", "organisation_list"],
    Role.AGREEMENTS: ["agreement_list", "organisation_list", "agreement_watch", "programme_list", "report_list"],
    Role.POSTRELEASE: ["home"],
    Role.AUDITOR: ["audit_reads", "audit_changes", "downloads", "audit_exports"],
    Role.ADMINISTRATOR: ["home"],
}


def somebody(*roles: Role, **account):
    """A user with these roles, each at a place of its kind."""
    user = make_user(**account)
    for role in roles:
        at_facility = role in {Role.REGISTRAR, Role.INSTRUCTOR, Role.HEAD, Role.POSTRELEASE}
        place = {"facility": make_facility()} if at_facility else {}
        place |= {"organisation": make_organisation()} if role is Role.OFFICIAL else {}
        post(user, role, **place)
    return user


def menu(client, address: str) -> list[tuple[str, bool]]:
    """The entries of the menu on a page, each with whether it is the current one."""
    entries = client.get(address).context["navigation"]()
    return [(entry.href, entry.current) for entry in entries]


@pytest.mark.parametrize("role", Role)
def test_each_role_has_its_menu_and_every_entry_of_it_opens(client, db, role):
    client.force_login(somebody(role))
    hrefs = [href for href, _current in menu(client, reverse("account"))]
    assert hrefs == [reverse(name) for name in MENUS[role]]
    assert [client.get(href).status_code for href in hrefs] == [200] * len(hrefs)


@pytest.mark.parametrize("role", Role)
def test_exactly_one_entry_is_current_on_each_page_of_the_menu(client, db, role):
    client.force_login(somebody(role))
    for name in MENUS[role]:
        assert [href for href, current in menu(client, reverse(name)) if current] == [reverse(name)]


def test_a_page_below_belongs_to_the_entry_it_lies_under(client, db):
    client.force_login(somebody(Role.REGISTRAR))
    assert (reverse("session_list"), True) in menu(client, reverse("session_new"))
    assert not any(current for _href, current in menu(client, reverse("account")))


def test_who_has_several_roles_gets_the_entries_of_all_each_page_once(client, db):
    client.force_login(somebody(Role.AUDITOR, Role.HEAD))
    assert [href for href, _current in menu(client, reverse("account"))] == [
        reverse(name) for name in [*MENUS[Role.HEAD], *MENUS[Role.AUDITOR]]
    ]


def test_who_has_several_roles_begins_with_the_daily_work(client, db):
    client.force_login(somebody(Role.ADMINISTRATOR, Role.INSTRUCTOR))
    assert "participants/today.html" in [template.name for template in client.get(reverse("home")).templates]


@pytest.mark.parametrize(
    ("role", "template"),
    [
        (Role.HEAD, "participants/today.html"),
        (Role.CORRECTIONS, "reports/official_home.html"),
        (Role.AGREEMENTS, "reports/official_home.html"),
        (Role.OFFICIAL, "reports/coming.html"),
        (Role.POSTRELEASE, "reports/coming.html"),
        (Role.ADMINISTRATOR, "accounts/administration.html"),
    ],
)
def test_each_role_begins_where_its_work_is(client, db, role, template):
    client.force_login(somebody(role))
    assert template in [used.name for used in client.get(reverse("home")).templates]


def test_the_auditor_begins_with_the_access_log(client, db):
    client.force_login(somebody(Role.AUDITOR))
    assert client.get(reverse("home")).url == reverse("audit_reads")


def test_the_administrator_is_shown_the_door_that_opens(client, db):
    client.force_login(somebody(Role.ADMINISTRATOR, is_staff=True))
    assert reverse("admin:index") in client.get(reverse("home")).text
    client.force_login(somebody(Role.ADMINISTRATOR))
    assert reverse("admin:index") not in client.get(reverse("home")).text


def test_a_visitor_sees_no_menu(client, db):
    assert "navigation" in client.get(reverse("login")).context
    assert 'class="site-nav"' not in client.get(reverse("login")).text
