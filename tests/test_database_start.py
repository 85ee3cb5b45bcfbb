"""A start is refused with a sentence when the rules of the database would not bind the application."""

import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection

import psycopg
import pytest

from lapas_training.embedded import SETUP
from lapas_training.embedded.places import Places
from lapas_training.embedded.server import ensure, leave
from tests.own_server import CODE, remove, until
from tests.test_settings import PRODUCTION, run

pytestmark = pytest.mark.process
START = "import lapas_training.wsgi"


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A server with nothing of ours, whose administrator is told by the system and everybody else by a password."""
    places = Places.of(tmp_path_factory.mktemp("bare"))
    ensure(places)
    with (places.conf / "pg_hba.conf").open("a") as rules:
        rules.write("local all all scram-sha-256\n")
    with admin_of(places) as admin:
        admin.execute("SELECT pg_reload_conf()")
        admin.execute("CREATE ROLE mighty LOGIN BYPASSRLS PASSWORD 'm'")
    yield places
    leave(places)
    remove(places)


def admin_of(places: Places, database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(host=str(places.socket), user=SETUP, dbname=database, autocommit=True)


def address(places: Places, user: str, database: str = "training") -> str:
    return f"postgresql://{user}@/{database}?host={places.socket}"


def addresses(places: Places, app: str = "visitor:v") -> dict:
    return PRODUCTION | {
        "DATABASE_URL": address(places, app),
        "DATABASE_OWNER_URL": address(places, "keeper:k"),
        "DATABASE_ADMIN_URL": address(places, SETUP, "postgres"),
        "STATIC_ROOT": str(places.base / "static"),
    }


def start(places: Places, app: str = "visitor:v") -> tuple[int, str]:
    done = run("-c", START, **addresses(places, app))
    return done.returncode, done.stderr.strip()


@pytest.fixture(scope="module")
def made(bare):
    """Both roles and the database, made twice by the command; migrated, with the static files gathered."""
    for _ in range(2):
        done = run("manage.py", "make_roles", **addresses(bare))
        assert (done.returncode, done.stdout) == (0, "The database training is keeper’s, and visitor may use it.\n")
    code, sentence = start(bare)
    assert (code, sentence.split(":")[-1]) == (4, " run manage.py migrate.")
    done = run("manage.py", "migrate", "--verbosity", "0", **addresses(bare))
    assert (done.returncode, done.stderr) == (0, "")
    assert start(bare) == (4, "The static files are not gathered: run manage.py collectstatic.")
    done = run("manage.py", "collectstatic", "--verbosity", "0", "--no-input", **addresses(bare))
    assert (done.returncode, done.stderr) == (0, "")
    return bare


def test_the_application_starts_as_a_role_that_owns_nothing(made):
    assert start(made) == (0, "")


def test_a_role_that_owns_tables_is_refused(made):
    sentence = "The application may not connect as keeper, which owns tables."
    assert start(made, "keeper:k") == (4, sentence)


def test_a_superuser_is_refused(made):
    sentence = "The application may not connect as lapas_setup, which is or can become a superuser."
    assert start(made, SETUP) == (4, sentence)


def test_a_role_that_may_bypass_row_security_is_refused(made):
    sentence = "The application may not connect as mighty, which may bypass row security."
    assert start(made, "mighty:m") == (4, sentence)


def test_a_member_of_the_owner_is_refused_like_the_owner(made):
    with admin_of(made) as admin:
        admin.execute("CREATE ROLE friend LOGIN PASSWORD 'f' IN ROLE keeper")
    assert start(made, "friend:f") == (4, "The application may not connect as friend, which owns tables.")


def test_a_demo_account_cannot_exist_in_a_real_installation(made):
    columns = "(id, username, password, is_superuser, is_staff, is_active, is_demo, name, language, email, date_joined)"
    values = "(gen_random_uuid(), 'staff.demo', '!', false, false, true, true, '', '', '', now())"
    with admin_of(made, "training") as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(f"INSERT INTO accounts_user {columns} VALUES {values}")
        try:
            code, sentence = start(made)
        finally:
            admin.execute("DELETE FROM accounts_user")
    assert code == 4
    assert sentence == (
        "The database holds demo accounts, whose password is known: use one that never was a demonstration."
    )


def test_a_database_that_does_not_answer_is_said_in_a_sentence(made):
    code, sentence = start(made, "nobody:n")
    assert code == 4
    assert sentence.startswith("The database does not answer: ")
    assert len(sentence.splitlines()) == 1


def test_the_web_process_can_do_without_the_owner(made):
    without = addresses(made) | {"DATABASE_OWNER_URL": ""}
    assert run("-c", START, **without).returncode == 0
    done = run("manage.py", "migrate", **without)
    assert (done.returncode, done.stderr) == (1, "This needs the owner of the tables: set DATABASE_OWNER_URL.\n")


def test_the_web_server_answers_and_ends_with_ctrl_c(made):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = addresses(made) | {"PORT": str(port), "ALLOWED_HOSTS": "127.0.0.1", "PATH": os.environ["PATH"]}
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "start_new_session": True}
    server = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=CODE, env=environment, **how)
    try:
        until(lambda: answer(port, "/healthz") == 200, 20)
        assert answer(port, "/") == 301, "everything else is asked for by https"
        taken = run("manage.py", "serve", **environment)
        assert taken.stderr.endswith(": name another port in PORT.\n")
    finally:
        os.killpg(server.pid, signal.SIGINT)
        said, _ = server.communicate(timeout=20)
    assert said.strip() == f"Lapas Training answers at http://127.0.0.1:{port}/ (Ctrl-C stops it)"
    with pytest.raises(ProcessLookupError):
        os.killpg(server.pid, 0)


def answer(port: int, path: str) -> int | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()
