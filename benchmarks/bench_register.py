"""A register of 10,000 rows and 20 columns: preview and confirm, beside a COPY of what it writes, and import-export."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from benchmarks.bringing import as_owner, bring, datasets, load, payloads, rows_of, with_import_export
from benchmarks.line import Ceiling, Line, side_by_side
from benchmarks.registers import COLUMNS, register
from organisations.models import Facility
from tests.factories import make_facility, make_user, post

ROWS, FEW = 10_000, 500
ROUNDS, WARM = 5, 1
PART = 10
"""The tenth part of the rows is what the slowest peer gets; it works row by row, and so takes ten times as long."""

WHAT = f"register of {ROWS:,} rows × {len(COLUMNS)} columns, preview and confirm"
SECONDS, MEGABYTES = 3, 200


def run() -> Iterator[Line | Ceiling]:
    """One prison for every round, since nobody can be brought in twice."""
    user = make_user("registrar.impor")
    first = prison(user, "impor-pertama")
    bring(register(ROWS, 10), first, user)
    with as_owner() as connected:
        connected.execute("ANALYZE")
        connected.commit()
        ours, copy = _beside_copy(connected, first, user)
        yield Line(WHAT, ours, "COPY of the same rows as owner", copy, 4)
        yield Ceiling(WHAT, ours / 1000, "s", SECONDS)
        defaults = _import_export(connected, first, user, area=60, best=False)
        yield Line(
            WHAT, ours, f"confirm of django-import-export, defaults, {ROWS // PART:,} rows × {PART}", defaults, 0.1
        )
        best = _import_export(connected, first, user, area=70, best=True)
        yield Line(WHAT, ours, f"confirm of django-import-export, best settings, {ROWS:,} rows", best, 1)
    few, many = _statements(user, "sedikit", FEW, 80), _statements(user, "banyak", ROWS, 81)
    yield Ceiling(f"statements for {ROWS:,} rows, as many as for {FEW}", many, "statements", few)
    yield Ceiling(f"{WHAT}: peak memory", _peak(user), "MB", MEGABYTES)


def prison(user: User, code: str) -> Facility:
    """An empty one, of which the user is the registrar."""
    facility = make_facility(code)
    post(user, Role.REGISTRAR, facility=facility)
    return facility


def _beside_copy(connected, first: Facility, user: User) -> tuple[float, float]:
    rounds = range(ROUNDS + WARM)
    mine = [(register(ROWS, 20 + n), prison(user, f"impor-{n}")) for n in rounds]
    theirs = [payloads(connected, rows_of(first, prison(user, f"salin-{n}"), 40 + n)) for n in rounds]
    connected.commit()
    return side_by_side(lambda n: bring(*mine[n], user), lambda n: load(connected, theirs[n], user), ROUNDS, warm=WARM)


def _import_export(connected, first: Facility, user: User, *, area: int, best: bool) -> float:
    """The median of three, in milliseconds for all rows."""
    part = 1 if best else PART
    times = []
    for n in range(3):
        there = prison(user, f"pustaka-{area + n}")
        sets = datasets(connected, rows_of(first, there, area + n, ROWS // part))
        connected.commit()
        times.append(_milliseconds(lambda sets=sets, there=there: with_import_export(sets, there, user, best=best)))
    return statistics.median(times) * part


def _milliseconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _statements(user: User, code: str, rows: int, area: int) -> int:
    data, facility = register(rows, area), prison(user, f"impor-{code}")
    with CaptureQueriesContext(connection) as queries:
        bring(data, facility, user)
    return len(queries)


def _peak(user: User) -> float:
    """Of a process of its own, with all that it loads."""
    facility = prison(user, "impor-ingatan")
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(register(ROWS, 90))
        file.flush()
        command = [sys.executable, "-m", "benchmarks.one_import", connection.settings_dict["NAME"]]
        told = subprocess.run(
            [*command, file.name, facility.code, user.username],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).resolve().parent.parent,
        )
    return json.loads(told.stdout)
