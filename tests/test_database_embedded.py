"""The server nobody has to install: shared, stopped with its last user, and never forgetful, however it dies."""

import os
import stat
import time
from pathlib import Path
from random import Random

import pytest

from lapas_training.embedded import cluster, programs
from lapas_training.embedded.places import LONGEST_SOCKET, Places
from tests.own_server import gone, heard, keeper_of, kill, postmaster_of, program, remove, said, until

pytestmark = pytest.mark.process

INSERT = """
with connect() as db:
    db.execute("CREATE TABLE IF NOT EXISTS said (who text, number int)") if sys.argv[2] == "first" else None
    for number in range(25):
        db.execute("INSERT INTO said VALUES (%s, %s)", [sys.argv[2], number])
"""

BURST = """
db = connect()
db.execute("CREATE TABLE IF NOT EXISTS said (number int)")
for number in range(1_000_000):
    db.execute("INSERT INTO said VALUES (%s)", [number])
    print(number, flush=True)
"""
ROUNDS = 40 if os.environ.get("SOAK") else 4


@pytest.fixture
def fresh(tmp_path):
    """A server that was never started; nothing of it is left afterwards."""
    places = Places.of(tmp_path)
    yield places
    remove(places)


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """A server that these tests use one after the other, as they left it."""
    places = Places.of(tmp_path_factory.mktemp("one"))
    yield places
    remove(places)


@pytest.fixture
def places(one):
    """That server, without the rows of the test before."""
    said(program(one.base, "connect().execute('DROP TABLE IF EXISTS said')"))
    return one


def count(places: Places) -> str:
    return said(program(places.base, "print(connect().execute('SELECT count(*) FROM said').fetchone()[0])"))


def test_processes_that_start_at_once_share_one_server_that_ends_after_they_are_killed(fresh):
    wait = "db = connect(); print(db.execute('SELECT pg_postmaster_start_time()').fetchone()[0], flush=True); input()"
    users = [program(fresh.base, wait) for _ in range(4)]
    assert len({user.stdout.readline() for user in users}) == 1
    kill(*(user.pid for user in users))
    for user in users:
        user.communicate()
    assert until(lambda: gone(fresh), 30) > 5, "commands in a row share the server"


def test_a_program_that_ends_well_may_take_the_server_with_it(places):
    said(program(places.base, "connect().close(); leave(places)"))
    assert gone(places)


def test_leaving_does_not_stop_a_server_that_others_use(places):
    other = program(
        places.base, "db = connect(); print('here', flush=True); input(); print(db.execute('SELECT 7').fetchone()[0])"
    )
    assert other.stdout.readline() == "here\n"
    said(program(places.base, "connect().close(); leave(places)"))
    other.stdin.write("go on\n")
    assert said(other) == "7"


def test_a_server_whose_keeper_was_killed_is_adopted(places):
    said(program(places.base, INSERT, "first"))
    server, keeper = postmaster_of(places), keeper_of(places)
    kill(keeper)
    until(lambda: keeper_of(places) is None, 5)
    assert count(places) == "25"
    assert postmaster_of(places) == server
    assert keeper_of(places) not in (keeper, None)
    said(program(places.base, "connect().close(); leave(places)"))
    assert gone(places)


def test_a_burst_of_commits_survives_the_servers_death(places):
    writer = program(places.base, BURST)
    for _ in range(200):
        writer.stdout.readline()
    kill(postmaster_of(places))
    acknowledged = 200 + len(heard(writer))
    assert int(count(places)) in (acknowledged, acknowledged + 1)  # one may be written whose answer never came


@pytest.mark.soak
def test_kills_at_random_lose_nothing(places):
    chance, acknowledged = Random(20230717), 0
    for _ in range(ROUNDS):
        writer = program(places.base, BURST)
        first = [writer.stdout.readline() for _ in range(chance.randrange(1, 100))]
        kill(*chance.sample([writer.pid, keeper_of(places), postmaster_of(places)], chance.randrange(1, 4)))
        time.sleep(chance.random())
        kill(writer.pid)
        acknowledged += len([*first, *heard(writer)])
    assert acknowledged <= int(count(places)) <= acknowledged + ROUNDS


def test_a_server_is_made_again_after_it_and_its_keeper_were_killed(places):
    said(program(places.base, INSERT, "first"))
    kill(keeper_of(places), postmaster_of(places))
    pid_file = places.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")  # the number is somebody else's by now
    assert count(places) == "25"


def test_a_connection_of_the_web_application_comes_back_after_the_servers_death(places):
    web = """
    from django.conf import settings
    from django.db import connection
    from lapas_training.embedded import APP, login
    settings.configure(BASE_DIR=base, USE_TZ=True, DATABASES={
        "default": login(base, APP) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}})
    def answer():
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            print(cursor.fetchone()[0], flush=True)
    answer(); input(); answer()
    """
    worker = program(places.base, web)
    assert worker.stdout.readline() == "lapas_app\n"
    server = postmaster_of(places)
    kill(server)
    until(lambda: postmaster_of(places) not in (server, None), 20)  # the keeper starts another one
    worker.stdin.write("the next request\n")
    assert said(worker) == "lapas_app"


def test_nobodys_permissions_are_widened(fresh):
    watched = {*fresh.base.parents, fresh.base, *fresh.home.parent.parents, *Path(programs.__file__).parents}
    watched |= set(Path(programs.package().locate_file(programs.INSIDE)).parents)
    before = {path: path.stat().st_mode for path in watched}
    said(program(fresh.base, "connect().close(); leave(places)"))
    assert {path: path.stat().st_mode for path in watched} == before
    closed = (fresh.data, fresh.socket, fresh.locks)
    assert [stat.S_IMODE(path.stat().st_mode) for path in closed] == [0o700] * 3


def test_nobody_connects_without_being_told_apart(places):
    said(program(places.base, "connect().close()"))
    rules = (places.conf / "pg_hba.conf").read_text()
    assert rules == "local all lapas_setup,lapas_owner,lapas_app peer map=lapas\n"
    assert "trust" not in (places.data / "pg_hba.conf").read_text().split()
    shown = """
    for name in ("listen_addresses", "data_checksums", "fsync", "full_page_writes", "log_error_verbosity"):
        print(connect().execute("SHOW " + name).fetchone()[0])
    rights = "rolsuper, rolbypassrls, rolcreaterole, rolcreatedb"
    for role in ("lapas_app", "lapas_owner"):
        print(connect().execute(f"SELECT {rights} FROM pg_roles WHERE rolname = '{role}'").fetchone())
    """
    assert said(program(places.base, shown)).splitlines() == [
        "on",
        "on",
        "on",
        "terse",
        "(False, False, False, False)",
        "(False, False, False, True)",
    ]


def test_data_of_another_major_version_is_refused_with_a_sentence(fresh):
    fresh.data.mkdir(parents=True)
    (fresh.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(SystemExit) as refusal:
        cluster._make_data(fresh)
    assert str(refusal.value) == (
        f"The data in {fresh.data} is of PostgreSQL 17, the installed server is {programs.version().split('.')[0]}: "
        "dump it with the old version, or install that one again."
    )


def test_a_socket_has_an_address_that_is_short_enough():
    deep = Places(Path("/home/x/" + "deep/" * 40), Path("/home/x/" + "deep/" * 40 + "var/postgres"), "x")
    assert deep.socket.parent == Path("/tmp")
    assert len(os.fsencode(deep.socket / ".s.PGSQL.5432")) <= LONGEST_SOCKET
