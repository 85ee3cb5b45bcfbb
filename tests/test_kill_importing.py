"""Killed while a preview is written, the program or the server: all or nothing, and the preview is still there."""

import os
import subprocess
import sys
import time

import pytest

from lapas_training.embedded.places import Places
from tests.importing_until_killed import PEOPLE
from tests.own_server import CODE, heard, kill, postmaster_of, program, remove, said

pytestmark = pytest.mark.process

RECOUNT = """
with connect() as db:
    tables = "person", "custody", "registernumber", "importcontent"
    counts = [db.execute(f"SELECT count(*) FROM participants_{name}").fetchone()[0] for name in tables]
    counts += db.execute("SELECT status FROM participants_registerimport").fetchone()
print(*counts)
connect().close(); leave(places)
"""
NOTHING, ALL = "0 0 0 1 preview", f"{PEOPLE} {PEOPLE} {PEOPLE} 0 confirmed"


@pytest.fixture
def places(tmp_path):
    """A server of the test's own."""
    places = Places.of(tmp_path)
    yield places
    remove(places)


@pytest.fixture
def server(places):
    """It runs, and is migrated; answers how programs find it."""
    holder = program(places.base, "db = connect(); print('up', flush=True); input()")
    assert holder.stdout.readline() == "up\n"
    address = f"postgresql://{{}}@/lapas?host={places.socket}"
    environment = {
        **os.environ,
        "DATABASE_URL": address.format("lapas_app"),
        "DATABASE_OWNER_URL": address.format("lapas_owner"),
        "LAPAS_DEMO": "1",
    }
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=CODE, env=environment, check=True, timeout=60)
    yield environment
    holder.kill()
    holder.communicate()


def importing(environment: dict, *arguments: str) -> subprocess.Popen:
    """The program of this test."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.importing_until_killed", *arguments],
        cwd=CODE,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def writing(environment: dict, key: str) -> subprocess.Popen:
    """A confirmation that has begun to write."""
    process = importing(environment, key)
    assert [process.stdout.readline() for _ in range(2)] == ["compare\n", "write\n"]
    return process


def counted(places: Places) -> str:
    return said(program(places.base, RECOUNT))


def test_kill_9_in_the_middle_of_a_confirmation_enters_all_or_nothing(places, server):
    key = importing(server).communicate(timeout=60)[0].strip()
    for delay in (0, 0.05, 0.15):
        process = writing(server, key)
        time.sleep(delay)
        kill(process.pid)
        assert "done" not in heard(process)
        assert counted(places) == NOTHING
    process = writing(server, key)
    kill(postmaster_of(places))
    assert "done" not in heard(process)
    assert counted(places) == NOTHING
    last = importing(server | {"PATH": os.environ["PATH"]}, key)
    assert heard(last)[-1] == "done"
    assert counted(places) == ALL
