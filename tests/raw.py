"""Attacks in plain SQL as the application's own role, and the controls that show they would work."""

from collections.abc import Mapping
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection, transaction


def run(sql: str, values: Mapping | None = None) -> list[tuple]:
    """Send one statement as it stands; rows if it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def refused(sql: str, values: Mapping | None = None) -> str:
    """What the database names when it refuses the statement: a constraint, else the SQLSTATE. Empty if it accepts."""
    try:
        with transaction.atomic():
            run(sql, values)
            run("SET CONSTRAINTS ALL IMMEDIATE")
            run("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as error:
        return _named(error.__cause__)
    return ""


def _named(error: psycopg.Error) -> str:
    return error.diag.constraint_name or error.diag.sqlstate or ""


def login(of: Mapping) -> dict:
    """Arguments of a bare connection to the test's database with the login of the application or the owner."""
    given = {"user": of["USER"], "password": of["PASSWORD"], "host": of["HOST"], "port": of["PORT"]}
    return {"dbname": connection.settings_dict["NAME"], **{key: value for key, value in given.items() if value}}


def owner() -> psycopg.Connection:
    """A connection of the owner, in a transaction."""
    return psycopg.connect(**login(settings.DATABASE_OWNER))


@contextmanager
def dropped(table: str, constraint: str):
    """A control: the constraint is gone for everybody, and comes back after all enrolments were emptied."""
    with psycopg.connect(**login(settings.DATABASE_OWNER), autocommit=True) as connected:
        query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
        (definition,) = connected.execute(query, [constraint]).fetchone()
        connected.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
        try:
            yield
        finally:
            connected.execute("TRUNCATE participants_enrolment, programs_sessiontally CASCADE")
            connected.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {definition}")


def works_for_the_owner(sql: str, values: Mapping, *, actor, after: str = "SELECT 1") -> str:
    """Do ``after``, then the attack, as the owner in a transaction that is rolled back; answers as ``refused``."""
    with owner() as connected:
        try:
            connected.execute("SELECT set_config('app.actor', %s, true)", [str(actor)])
            connected.execute(after)
            connected.execute(sql, values)
            connected.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return ""
        except psycopg.Error as error:
            return _named(error)
        finally:
            connected.rollback()
