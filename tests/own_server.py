"""A server of a test's own, in directories of its own, and programs that use it and can be killed."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import suppress
from pathlib import Path

from lapas_training.embedded import keeper, locks
from lapas_training.embedded.places import Places

CODE = Path(__file__).resolve().parent.parent
START = """
import sys
from pathlib import Path
import psycopg
from lapas_training.embedded import DATABASE
from lapas_training.embedded.places import Places
from lapas_training.embedded.server import ensure, leave
base = Path(sys.argv[1])
places = Places.of(base)
def connect(role="lapas_owner"):
    ensure(places)
    return psycopg.connect(host=str(places.socket), user=role, dbname=DATABASE, autocommit=True)
"""


def program(base: Path, text: str, *arguments: str, python: str = sys.executable, **how) -> subprocess.Popen:
    """Run this text as a process of its own, with a server for the checkout at ``base``."""
    environment = {"PYTHONPATH": how.pop("path", str(CODE)), "PATH": os.environ["PATH"]}
    return subprocess.Popen(
        [python, "-c", START + textwrap.dedent(text), str(base), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd="/",
        **how,
    )


def said(process: subprocess.Popen) -> str:
    """What a program that ends well says."""
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.strip()


def heard(process: subprocess.Popen) -> list[str]:
    """The lines that a program still said before it ended, after some were read."""
    with process:
        return process.stdout.read().splitlines()


def keeper_of(places: Places) -> int | None:
    """The process id of the keeper."""
    return locks.holder(places.locks / "keeper")


def postmaster_of(places: Places) -> int | None:
    """The process id of the server."""
    return keeper.written_pid(places.data)


def kill(*processes: int) -> None:
    """End processes the way no program can answer."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def until(true, seconds: float) -> float:
    """Wait until this is true; answers how long it took, and fails when it takes longer."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - began


def gone(places: Places) -> bool:
    """Whether nothing of the server is left."""
    return keeper_of(places) is None and not keeper.processes_in(places.data)


def remove(places: Places) -> None:
    """Stop what is left of a test's server and remove its files."""
    for process in {keeper_of(places), *keeper.processes_in(places.data)} - {None}:
        kill(process)
    until(lambda: gone(places), 20)
    for folder in (places.home, places.socket):
        shutil.rmtree(folder, ignore_errors=True)
