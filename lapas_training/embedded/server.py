"""How a process of the project gets the server: it says that it uses it, and sees to it that it runs."""

import os
import signal
import subprocess
import sys
import time

import psycopg
from psycopg.pq import PGconn, Ping

from lapas_training.embedded import DATABASE, SETUP, locks
from lapas_training.embedded.cluster import prepare
from lapas_training.embedded.places import Places
from lapas_training.embedded.programs import binaries
from lapas_training.roles import make_roles

PATIENCE = 90
"""Seconds until a server must answer: after a crash it first reads its log."""

_use: dict[Places, int] = {}
"""The lock on the use of each server, held until this process ends; children made by fork share it."""


def ensure(places: Places) -> None:
    """Use the server from now on, and return when it answers."""
    with locks.alone(places.locks / "start"):
        if places not in _use:
            _use[places] = locks.opened(places.locks / "use")
        locks.share(_use[places])
        if locks.holder(places.locks / "keeper") is None:
            prepare(places)
            _start_keeper(places)
        _wait(places)
        _set_up(places)


def used(places: Places) -> bool:
    """Whether this process uses the server already."""
    return places in _use


def leave(places: Places) -> None:
    """Use the server no longer; if nobody else does, it stops now, and this returns when it is gone."""
    if places in _use:
        os.close(_use.pop(places))
    keeper = locks.holder(places.locks / "keeper")
    if keeper is None:
        return
    os.kill(keeper, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while locks.holder(places.locks / "keeper") == keeper and time.monotonic() < deadline:
        if _others_use(places):
            return
        time.sleep(0.05)


def _others_use(places: Places) -> bool:
    handle = locks.opened(places.locks / "use")
    try:
        return not locks.taken(handle) and locks.holder(places.locks / "keeper") is not None
    finally:
        os.close(handle)


def _start_keeper(places: Places) -> None:
    server = [str(binaries(places) / "postgres"), "-D", str(places.data), "-c", f"config_file={places.conf / 'postgresql.conf'}"]
    keeper = [sys.executable, "-m", "lapas_training.embedded.keeper", places.user, places.data, places.locks, *server]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONPATH": str(places.base)}
    with open(places.log, "w") as log:
        subprocess.run(keeper, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", env=environment, check=True)


def _wait(places: Places) -> None:
    """Return when the server answers; say so when it will not."""
    address = f"host='{places.socket}' user={SETUP} dbname=postgres".encode()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if PGconn.ping(address) == Ping.OK:
            return
        if locks.holder(places.locks / "keeper") is None:
            time.sleep(0.3)
            if locks.holder(places.locks / "keeper") is None:
                break
        time.sleep(0.03)
    raise SystemExit(f"The database server did not start; {places.log} says why.")


def _set_up(places: Places) -> None:
    """Make the two roles and the database where they are missing."""
    with psycopg.connect(
        host=str(places.socket), user=SETUP, dbname="postgres", requirepeer=places.user, autocommit=True
    ) as admin:
        make_roles(admin, database=DATABASE, owner=("lapas_owner", None), app=("lapas_app", None))
