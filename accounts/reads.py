"""Writing down who looked at whom."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone


def log_reads(people: Iterable[UUID], *, by: UUID, page: str, at: datetime) -> None:
    """Record that ``by`` saw these people on ``page``: one statement, one row a person.

    In plain SQL, because the application may add to this log but not read what it added.
    """
    seen = sorted(set(people))
    if not seen:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_personread (at, actor, person, page)"
            " SELECT %s, %s, person, %s FROM unnest(%s) person",
            [at, by, page, seen],
        )


def seen(request, people: Iterable[UUID]) -> None:
    """Record what a page is about to show to the signed-in user."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    log_reads(people, by=request.user.pk, page=page or "", at=timezone.now())
