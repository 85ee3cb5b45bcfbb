"""Long work of an import beside the request that began it, and how far it is.

A thread with a connection of its own: the work is one transaction, so whoever kills the process loses nothing but the
time. How far it is stands in the name of the connection, which others can read while the transaction is going on
and which ends with it: no row has to be written for it, and none can say that work goes on which has died.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from threading import Thread
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.utils import translation

logger = logging.getLogger(__name__)

PATIENCE = 2
"""Seconds within which an answer needs no progress."""

STEP = 500
"""Rows between two reports."""

Item = TypeVar("Item")
Report = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


class Progress(NamedTuple):
    """How far some work is: what is being done, and how much of it, where that is known."""

    what: str
    done: int
    whole: int


def silent(what: str, done: int, whole: int) -> None:
    """The report of work that nobody waits for long enough."""


def counted(items: Iterable[Item], whole: int, report: Report, what: str) -> Iterator[Item]:
    """The same items, while it is reported how many are done."""
    for done, item in enumerate(items):
        if done % STEP == 0:
            report(what, done, whole)
        yield item


def beside(key: UUID, work: Callable[[Report], object]) -> None:
    """Do ``work`` for ``key`` in a thread, once the transaction has ended; wait for it only as long as nobody minds."""
    language = translation.get_language()

    def begin() -> None:
        thread = Thread(target=_run, args=(key, work, language), name=f"import-{key}", daemon=True)
        thread.start()
        thread.join(PATIENCE)

    transaction.on_commit(begin)


def _run(key: UUID, work: Callable[[Report], object], language: str) -> None:
    try:
        with translation.override(language):
            _say(key, "start", 0, 0)
            work(lambda what, done, whole: _say(key, what, done, whole))
    except Exception:
        logger.error("Work of an import failed", exc_info=True)
    finally:
        connection.close()


def _say(key: UUID, what: str, done: int, whole: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('application_name', %s, false)", [f"import {key.hex} {what} {done} {whole}"[:63]]
        )


def progress_of(key: UUID) -> Progress | None:
    """How far the work for ``key`` is; nothing when none is going on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND starts_with(application_name, %s) LIMIT 1",
            [f"import {key.hex} "],
        )
        found = cursor.fetchone()
    if not found:
        return None
    _import, _key, what, done, whole = found[0].split()
    return Progress(what, int(done), int(whole))
