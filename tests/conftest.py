"""The ground of every test: the application's role, and a database that its owner made.

The tests connect as the application does in a real installation, so row security and grants hold in them too. Only
making, migrating, emptying and dropping the test database is the owner's business.
"""

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from pytest_django.fixtures import django_db_setup as _original_setup  # noqa: F401 (asked for by name)

from lapas_training.logins import as_owner, become

pytest_plugins = ["tests.browser", "tests.cast", "tests.demo_data", "tests.loading_entries"]


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """The owner makes, migrates and at the end drops the test database; between, the tests are the application."""
    # Nobody needs these rows after a crash.
    connection.settings_dict["OPTIONS"]["options"] = "-c synchronous_commit=off"
    with django_db_blocker.unblock():
        application = become(settings.DATABASE_OWNER)
        request.getfixturevalue("_original_setup")
        become(application)
        _prove_the_role()
    yield
    with django_db_blocker.unblock():
        _end_other_sessions()
        become(settings.DATABASE_OWNER)


def _end_other_sessions() -> None:
    """A thread of a test's web server may still hold a connection, and so the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"""
        )


def _prove_the_role() -> None:
    """Tests that ran as a mightier role, or in a real database, would prove nothing and break something."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT current_user, rolsuper, rolbypassrls, current_database() LIKE 'test\\_%',
                      EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid)
               FROM pg_roles WHERE rolname = current_user"""
        )
        found = cursor.fetchone()
    assert found == (settings.DATABASE_APP_ROLE, False, False, True, False), found


@pytest.fixture(scope="session", autouse=True)
def _emptied_by_the_owner():
    """A test with real transactions empties all tables at its end, which the application may not."""
    empty = TransactionTestCase._fixture_teardown

    def as_the_owner(self):
        with as_owner():
            empty(self)

    TransactionTestCase._fixture_teardown = as_the_owner
    yield
    TransactionTestCase._fixture_teardown = empty
