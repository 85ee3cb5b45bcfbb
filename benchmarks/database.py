"""A database that a run makes and removes, so that nothing is measured on somebody's data."""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from lapas_training.logins import become

NAME = "bench_lapas"


@contextmanager
def own_database():
    """Make and migrate it as the owner, be the application in between, remove it as the owner."""
    connection.settings_dict["TEST"]["NAME"] = NAME
    application = become(settings.DATABASE_OWNER)
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    become(application)
    try:
        yield
    finally:
        become(settings.DATABASE_OWNER)
        connection.creation.destroy_test_db(before, verbosity=0)
