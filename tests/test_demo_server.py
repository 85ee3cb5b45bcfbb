"""The demonstration as a browser meets it: committed, and answered by a server."""

from http import HTTPStatus
from urllib.request import urlopen

import pytest

from accounts.models import User
from programs.models import Programme


@pytest.mark.django_db  # somebody must name the database, or none is made for a run of this file alone
def test_a_server_shows_the_committed_demonstration(demo_server):
    with urlopen(f"{demo_server}/accounts/login/") as response:
        assert response.status == HTTPStatus.OK
    assert Programme.objects.count() == 49


def test_what_a_test_changes_stays_for_the_next_of_the_module(demo_server):
    User.objects.filter(username="auditor").update(name="Diganti")


def test_as_it_was_said(demo_server):
    assert User.objects.get(username="auditor").name == "Diganti"
