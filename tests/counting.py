"""Counting the questions that a page asks the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ASIDE = (
    "BEGIN",
    "COMMIT",
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "SELECT set_config(",
    "SELECT coalesce(current_setting(",
    "INSERT INTO accounts_personread",
)
"""What opens the transaction and its scope, and the read log: every page of people pays them once."""


def questions(client: Client, address: str, posted: dict | None = None) -> list[str]:
    """The statements of one page, without what every page pays. The first visit of a session writes its time."""
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        answer = client.post(address, posted) if posted else client.get(address)
    assert answer.status_code == 200, answer.status_code
    return [entry["sql"] for entry in caught if not entry["sql"].startswith(ASIDE)]
