"""Many people at once: real threads with connections of their own."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Given = TypeVar("Given")
Result = TypeVar("Result")


def all_at_once(work: Callable[[Given], Result], given: Iterable[Given], *, connected: bool = True) -> list[Result]:
    """Do ``work`` for each of these in a thread of its own, all ``connected`` before the first begins.

    Answers results in the order given; an exception is the result of whoever met it.
    """
    given = list(given)
    start = Barrier(len(given))

    def one(value: Given):
        try:
            if connected:
                connection.ensure_connection()
            start.wait(timeout=60)
            return work(value)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(one, given))
