"""Trying again what the database broke off because two transactions met."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, transaction

RETRIED = frozenset({"40001", "40P01"})
"""Serialisation failure and deadlock: nothing was written, and the same may succeed a moment later."""

TRIES = 4

Result = TypeVar("Result")


def retrying(work: Callable[[], Result]) -> Result:
    """Do ``work`` in a savepoint of its own, again from the start when it was broken off, ``TRIES`` times at most."""
    attempt = 1
    while True:
        try:
            with transaction.atomic():
                return work()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in RETRIED or attempt == TRIES:
                raise
            time.sleep(random.uniform(0.01, 0.05) * attempt)
            attempt += 1
