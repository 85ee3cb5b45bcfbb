"""The demonstration in a test database.

``demo``          the demonstration inside one transaction that is rolled back at the end of the module. For everything
                  that reads or changes through the test client or the models: mark the tests ``django_db`` as ever,
                  each test's own changes are rolled back at its end. It is there for the whole module, so a test
                  that must not see it stands in another file.
``demo_server``   the demonstration committed, and a server that shows it; answers its address. For browsers. What the
                  tests of the module change stays for those that follow; at the end of the module all tables are
                  emptied. Such tests take no ``live_server``, ``transactional_db`` or ``django_db(transaction=True)``:
                  these empty the tables after each test.
``demo_database`` the same without the server, for tests with connections of their own.

Why not once for a whole run: committed rows would be seen by all other tests, whose cast has the same names and codes,
and every test with real transactions empties the tables. Making the demonstration takes about two seconds.
"""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.live_server_helper import LiveServer

from lapas_training.demo.run import make_demo
from lapas_training.logins import as_owner

PASSWORD = "kata-sandi-contoh"
"""The password of all demo accounts in the tests."""


def now() -> datetime:
    """The real moment: pages ask for it too, and one class meets today."""
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demonstration for the tests of one module, in a transaction around them all."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_demo(PASSWORD, now())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo_database(django_db_setup, django_db_blocker):
    """The demonstration, committed, for the tests of one module."""
    with django_db_blocker.unblock():
        make_demo(PASSWORD, now())
        yield
        with as_owner():
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def demo_server(demo_database):
    """The address of a server that shows the committed demonstration."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()
