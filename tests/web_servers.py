"""Real web servers on a test's database: several processes, each on a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.own_server import CODE
from tests.raw import login

STARTING, LIVING, STOPPING = 60, 240, 20
"""Seconds within which they answer, after which the system ends them whatever became of the test, and to stop."""


def database_url() -> str:
    """The address of the test's database with the application's login."""
    given = login(connection.settings_dict)
    who = quote(given["user"], safe="") + (f":{quote(given['password'], safe='')}" if "password" in given else "")
    port = f"&port={given['port']}" if "port" in given else ""
    return f"postgresql://{who}@/{given['dbname']}?host={quote(given.get('host', ''), safe='')}{port}"


@contextmanager
def servers(how_many: int, *, threads: int) -> Iterator[list[int]]:
    """As many server processes, each answering so many requests at once; gives their ports."""
    ports = [_free_port() for _n in range(how_many)]
    started = [_start(port, threads) for port in ports]
    try:
        began = time.monotonic()
        while not all(_answers(port) for port in ports):
            ended = [process for process in started if process.poll() is not None]
            assert not ended, ended[0].stderr.read()
            assert time.monotonic() - began < STARTING, f"no answer within {STARTING} s"
            time.sleep(0.1)
        yield ports
    finally:
        for process in started:
            process.send_signal(signal.SIGINT)
        for process in started:
            _wait(process)


def _start(port: int, threads: int) -> subprocess.Popen:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "LAPAS_DEMO": "1",
        "DATABASE_URL": database_url(),
        "DATABASE_OWNER_URL": "",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "WEB_THREADS": str(threads),
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=CODE,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        # An alarm outlives the start of another program: nothing is left when the test itself is killed.
        preexec_fn=lambda: signal.alarm(LIVING),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int) -> bool:
    connected = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connected.request("GET", "/healthz")
        return connected.getresponse().status == 200
    except OSError:
        return False
    finally:
        connected.close()


def _wait(process: subprocess.Popen) -> None:
    with process, suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=STOPPING)
        return
    process.kill()
