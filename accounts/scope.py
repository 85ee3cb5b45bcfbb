"""The transaction in which rows of people can be seen: row security reads what stands here.

Without a scope every table that leads to a person is empty for the application, and no change of such a
table is accepted, since nobody answers for it. The settings are local to the transaction, so that nothing is
left on a connection that somebody else gets next.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from accounts.access import Access
from accounts.roles import Role

SETTINGS = ("app.actor", "app.facilities", "app.offence_facilities", "app.audit", "app.page")


def _array(keys: Iterable[int]) -> str:
    return f"{{{','.join(map(str, keys))}}}"


def _set(values: Iterable[str]) -> None:
    pairs = [item for pair in zip(SETTINGS, values, strict=True) for item in pair]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(SETTINGS)), pairs)


def _get() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["coalesce(current_setting(%s, true), '')"] * len(SETTINGS)), SETTINGS)
        return list(cursor.fetchone())


@contextmanager
def scope(*, actor: UUID | None, facilities=(), offence_facilities=(), audit: bool = False, page: str = ""):
    """Run a transaction as ``actor`` who sees the people of ``facilities``.

    ``audit`` opens the read log and the change log, and no other table. A scope inside a scope puts the outer
    one's values back at its end: a released savepoint would keep its own.
    """
    with transaction.atomic():
        before = _get() if connection.in_atomic_block and len(connection.savepoint_ids) else None
        _set([str(actor or ""), _array(facilities), _array(offence_facilities), "on" if audit else "", page])
        try:
            yield
        finally:
            if before is not None and not connection.needs_rollback:
                _set(before)


def acting() -> UUID | None:
    """Who answers for what is written in this transaction; nobody outside a scope."""
    actor = _get()[SETTINGS.index("app.actor")]
    return UUID(actor) if actor else None


def scope_of(access: Access, *, actor: UUID, page: str = ""):
    """The scope that a user's access opens."""
    return scope(
        actor=actor,
        facilities=access.facilities,
        offence_facilities=access.offence_facilities,
        audit=access.has(Role.AUDITOR),
        page=page,
    )
