"""The database server is killed in a burst of enrolments: what was acknowledged is there after the restart."""

import os
import subprocess
import sys

import pytest

from lapas_training.embedded.places import Places
from tests.own_server import CODE, kill, postmaster_of, program, remove, said

pytestmark = pytest.mark.process

ACKNOWLEDGED = 50
"""How many enrolments are waited for before the kill."""

RECOUNT = """
with connect() as db:
    kept = {str(row[0]) for row in db.execute("SELECT id FROM participants_enrolment")}
    seats, events = db.execute("SELECT (SELECT sum(seats_taken) FROM programs_sessiontally),"
                               " (SELECT count(*) FROM participants_enrolmentevent)").fetchone()
    log = "SELECT count(*) FROM accounts_change WHERE table_name = 'participants_enrolment'"
    recorded = db.execute(log).fetchone()[0]
missing = set(sys.argv[2].split(",")) - kept
print(len(missing), seats == events == recorded == len(kept))
connect().close(); leave(places)
"""


@pytest.fixture
def places(tmp_path):
    """A server of the test's own."""
    places = Places.of(tmp_path)
    yield places
    remove(places)


def test_every_acknowledged_enrolment_survives_kill_9_of_the_server(places):
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
    burst = subprocess.Popen(
        [sys.executable, "-m", "tests.enrolling_until_killed"],
        cwd=CODE,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert burst.stdout.readline().startswith("ready")
    acknowledged = [burst.stdout.readline().strip() for _ in range(ACKNOWLEDGED)]
    kill(postmaster_of(places))
    acknowledged += [line.strip() for line in burst.stdout.readlines()]
    burst.wait(timeout=30)
    holder.kill()
    holder.communicate()
    assert len(acknowledged) < 400, "the server died in the middle"
    assert said(program(places.base, RECOUNT, ",".join(acknowledged))) == "0 True"
