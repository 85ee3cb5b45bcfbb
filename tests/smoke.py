"""``make run`` as a newcomer sees it: it answers, the second time quickly, and Ctrl-C leaves no process.

It is no test but a program: ``python -m tests.smoke``.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

from lapas_training.embedded import keeper
from lapas_training.embedded.places import Places
from tests.own_server import CODE, keeper_of

FIRST, AGAIN, STOP = 180, 15, 20
"""Seconds within which it answers the first time and again, and within which everything is gone."""
PORT = os.environ.get("PORT", "8017")


def answers() -> bool:
    """Whether the installation says that it works."""
    connection = HTTPConnection("127.0.0.1", int(PORT), timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def processes_of(session: int) -> list[int]:
    """The living processes of a session: what the command started and did not end."""
    return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if in_session(pid, session)]


def in_session(pid: int, session: int) -> bool:
    """Whether this process belongs to the session and lives."""
    try:
        return os.getsid(pid) == session and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def run_once(limit: int) -> None:
    """Start, wait for the answer, press Ctrl-C, look for what is left."""
    began = time.monotonic()
    make = subprocess.Popen(["make", "run"], cwd=CODE, env={**os.environ, "PORT": PORT}, start_new_session=True)
    try:
        while not answers():
            assert make.poll() is None, f"make run ended with code {make.returncode}"
            assert time.monotonic() - began < limit, f"no answer within {limit} s"
            time.sleep(0.1)
        print(f"answered after {time.monotonic() - began:.1f} s (limit {limit} s)", flush=True)
    finally:
        pressed = time.monotonic()
        with suppress(ProcessLookupError):
            os.killpg(make.pid, signal.SIGINT)
        make.wait(timeout=STOP)
    places = Places.of(CODE)
    while processes_of(make.pid) or keeper_of(places) or keeper.processes_in(places.data):
        assert time.monotonic() - pressed < STOP, f"left behind: {processes_of(make.pid)}"
        time.sleep(0.1)
    print(f"nothing left {time.monotonic() - pressed:.1f} s after Ctrl-C", flush=True)


if __name__ == "__main__":
    run_once(FIRST)
    run_once(AGAIN)
    sys.exit(0)
