"""One database alias, two logins: the application's, and the owner's for migrations and their like."""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection

LOGIN = ("USER", "PASSWORD", "HOST", "PORT")


def become(login: dict) -> dict:
    """Connect as this login from now on; answers the login that was in use before."""
    before = {key: connection.settings_dict[key] for key in LOGIN}
    connection.close()
    connection.settings_dict.update({key: login[key] for key in LOGIN})
    return before


@contextmanager
def as_owner():
    """Be the owner of the tables for a while."""
    if settings.DATABASE_OWNER is None:
        raise SystemExit("This needs the owner of the tables: set DATABASE_OWNER_URL.")
    before = become(settings.DATABASE_OWNER)
    try:
        yield
    finally:
        become(before)


def count_rows() -> None:
    """Let the server count the rows of every table now: it plans badly for tables that were just filled.

    Only the owner may, so on a connection beside the application's, which is left as it stands.
    """
    beside = connection.copy()
    beside.settings_dict.update({key: settings.DATABASE_OWNER[key] for key in LOGIN})
    try:
        with beside.cursor() as cursor:
            cursor.execute("ANALYZE")
    finally:
        beside.close()
