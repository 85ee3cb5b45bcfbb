"""How a process of the project gets the server: it says that it uses it, and sees to it that it runs."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from psycopg.pq import PGconn, Ping

from lapas_training.embedded import APP, DATABASE, OWNER, SETUP, locks
from lapas_training.embedded.cluster import prepare
from lapas_training.embedded.places import Places
from lapas_training.embedded.programs import binaries
from lapas_training.roles import make_roles

CODE = Path(__file__).resolve().parents[2]
PATIENCE = 90
"""Seconds until a server must answer: after a crash it first reads its log."""
LEAVING = 6
"""Seconds that leaving waits for the server to go."""

_use: dict[Places, int] = {}
"""The lock on the use of each server, held until this process ends; children made by fork share it."""


def ensure(places: Places) -> None:
    """Use the server from now on, and return when it answers."""
    places.make_home()
    with locks.alone(places.locks / "start"):
        if places not in _use:
            _use[places] = locks.opened(places.locks / "use")
        locks.share(_use[places])
        if _keeper(places) is None:
            prepare(places)
            _start_keeper(places)
        _wait(places)
        _set_up(places)


def used(places: Places) -> bool:
    """Whether this process uses the server already."""
    return places in _use


def answers(places: Places) -> bool:
    """Whether the server takes connections now."""
    return PGconn.ping(f"host='{places.socket}' user={SETUP} dbname=postgres".encode()) == Ping.OK


def leave(places: Places) -> None:
    """Use the server no longer. If nobody else does it stops now, and this returns when it is gone."""
    if places in _use:
        os.close(_use.pop(places))
    keeper = _keeper(places)
    if keeper is None or _others_use(places):
        return
    os.kill(keeper, signal.SIGTERM)
    deadline = time.monotonic() + LEAVING
    while _keeper(places) == keeper and time.monotonic() < deadline:
        time.sleep(0.05)


def _others_use(places: Places) -> bool:
    handle = locks.opened(places.locks / "use")
    try:
        return not locks.taken(handle, patience=0.2)  # the keeper takes it now and then, for a moment
    finally:
        os.close(handle)


def _keeper(places: Places) -> int | None:
    """The process id of the keeper, where there is one."""
    return locks.holder(places.locks / "keeper")


def _start_keeper(places: Places) -> None:
    """Start the keeper; it has its lock when this returns, and needs nothing of this process any more."""
    configuration = f"config_file={places.conf / 'postgresql.conf'}"
    server = [binaries(places) / "postgres", "-D", places.data, "-c", configuration]
    where = [places.user, places.data, places.socket, places.locks]
    keeper = [sys.executable, "-m", "lapas_training.embedded.keeper", *where, *server]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONPATH": str(CODE)}
    with open(os.open(places.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as log:
        subprocess.run(keeper, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", env=environment)


def _wait(places: Places) -> None:
    """Return when the server answers; say so when it will not."""
    deadline = time.monotonic() + PATIENCE
    while not answers(places):
        if _keeper(places) is None or time.monotonic() > deadline:
            raise psycopg.OperationalError(f"The database server did not start; {places.log} says why.")
        time.sleep(0.03)


def _set_up(places: Places) -> None:
    """Make the two roles and the database where they are missing."""
    with psycopg.connect(
        host=str(places.socket), user=SETUP, dbname="postgres", requirepeer=places.user, autocommit=True
    ) as admin:
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            make_roles(admin, database=DATABASE, owner=(OWNER, None), app=(APP, None))
