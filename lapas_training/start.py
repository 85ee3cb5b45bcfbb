"""Whether the installation may start: what is wrong is said in one sentence, and nothing starts."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

OLDEST = 15
"""The oldest PostgreSQL whose rules are tried."""

MIGHT = """
    SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolsuper AND pg_has_role(current_user, oid, 'MEMBER')),
           EXISTS (SELECT 1 FROM pg_roles WHERE rolbypassrls AND pg_has_role(current_user, oid, 'MEMBER')),
           EXISTS (SELECT 1 FROM pg_tables JOIN pg_roles ON rolname = tableowner
                   WHERE pg_has_role(current_user, oid, 'MEMBER')),
           current_user"""


def require_good_start() -> None:
    """Refuse to start with a sentence when something is wrong. Leaves no connection open."""
    try:
        for sentence in wrong():
            raise SystemExit(sentence)
    except DatabaseError as error:
        raise SystemExit(f"The database does not answer: {str(error).strip().splitlines()[0]}") from None
    finally:
        connections.close_all()


def wrong():
    """What is wrong with the database, its role and what is in it; one sentence each, the gravest first."""
    connection.ensure_connection()
    if connection.pg_version < OLDEST * 10_000:
        yield f"The database server is PostgreSQL {connection.pg_version // 10_000}; at least {OLDEST} is needed."
    yield from too_mighty()
    if missing := missing_migrations():
        yield f"The database lacks {len(missing)} migrations, the first is {missing[0]}: run manage.py migrate."
    elif settings.PRODUCTION:
        yield from loose()


def too_mighty():
    """Why the role of the application may not be this one: rules of the database would not bind it."""
    with connection.cursor() as cursor:
        cursor.execute(MIGHT)
        superuser, bypasses, owns, role = cursor.fetchone()
    if superuser:
        yield f"The application may not connect as {role}, which is or can become a superuser."
    elif bypasses:
        yield f"The application may not connect as {role}, which may bypass row security."
    elif owns:
        yield f"The application may not connect as {role}, which owns tables."


def loose():
    """What a real installation may not have, and what only it must have."""
    if get_user_model().objects.filter(is_demo=True).exists():
        yield "The database holds demo accounts, whose password is known: use one that never was a demonstration."
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield "The static files are not gathered: run manage.py collectstatic."


def missing_migrations() -> list[str]:
    """Migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
