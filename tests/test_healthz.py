"""What a load balancer asks."""

import pytest
from django.db import OperationalError

from lapas_training import views


@pytest.mark.django_db
def test_an_installation_that_works_says_so_to_anybody(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_database_that_lacks_migrations_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(views, "missing_migrations", lambda: ["programs.0002_tally"])
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_not_ready(client, monkeypatch):
    def broken():
        raise OperationalError

    monkeypatch.setattr(views, "missing_migrations", broken)
    assert client.get("/healthz").status_code == 503
