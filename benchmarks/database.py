"""Databases that a run makes and removes, so that nothing is measured on somebody's data."""

import os
from contextlib import contextmanager
from datetime import date
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from lapas_training.logins import as_owner, become

NAME, NATION = "bench_lapas", "bench_lapas_nation"

FULL = os.environ.get("FULL") == "1"
PEOPLE, FACILITIES = (300_000, 530) if FULL else (30_000, 53)
"""A tenth of the nation, unless ``FULL=1``: the prisons are then as large as in the whole one, only fewer."""

UNTIL = date(2026, 6, 30)
LISTS = {"organisations": 3000, "programmes": 5000, "agreements": 10_000}
"""These are made in a few seconds and so are there in full."""

_made: list[str] = []


@contextmanager
def own_database():
    """Make and migrate it as the owner, be the application in between, remove it and the nation as the owner."""
    before = connection.settings_dict["NAME"]
    _make(NAME)
    try:
        yield
    finally:
        while _made:
            _remove(_made.pop(), before)


@contextmanager
def nation():
    """Be in the database that ``seed_scale`` filled; whoever asks first in a run has it made."""
    here = connection.settings_dict["NAME"]
    if NATION not in _made:
        _make(NATION)
        call_command("seed_scale", people=PEOPLE, facilities=FACILITIES, until=UNTIL, stdout=StringIO(), **LISTS)
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    _go_to(NATION)
    try:
        yield
    finally:
        _go_to(here)


def _go_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _make(name: str) -> None:
    application = become(settings.DATABASE_OWNER)
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    _made.append(name)
    become(application)


def _remove(name: str, before: str) -> None:
    _go_to(name)
    application = become(settings.DATABASE_OWNER)
    connection.creation.destroy_test_db(before, verbosity=0)
    become(application)
