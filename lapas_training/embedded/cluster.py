"""How the server's files are made and configured: checked, durable, reached by nobody but its own user.

Who connects is told by the operating system (peer); there is no password and no trust.
"""

import pwd
import shutil
import subprocess
from pathlib import Path

from lapas_training.embedded import APP, OWNER, SETUP
from lapas_training.embedded.places import SYSTEM_USER, Places, make_folder, user_name
from lapas_training.embedded.programs import binaries, version

CONFIGURATION = """\
data_directory = {data}
hba_file = {hba}
ident_file = {ident}
listen_addresses = ''
unix_socket_directories = {socket}
unix_socket_permissions = 0700
max_connections = 250
shared_buffers = '256MB'
fsync = on
full_page_writes = on
synchronous_commit = on
timezone = 'UTC'
log_timezone = 'UTC'
# No value of a row or a query goes into the log: errors are the application's to report.
log_min_messages = log
log_error_verbosity = terse
log_min_error_statement = panic
log_checkpoints = off
"""
HBA = f"local all {SETUP},{OWNER},{APP} peer map=lapas\n"


def prepare(places: Places) -> None:
    """Make everything that is not there yet, and write the configuration anew."""
    if places.as_root:
        _make_system_user()
    make_folder(places.conf, 0o755)
    make_folder(places.socket, 0o700, places.user)
    _make_data(places)
    _configure(places)


def _make_system_user() -> None:
    """Give the server a user of its own, who owns nothing else and cannot sign in."""
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        try:
            done = subprocess.run(
                [*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER], capture_output=True, text=True
            )
        except FileNotFoundError:
            raise SystemExit(
                "As root, PostgreSQL needs a system user, and useradd is missing: run this as an ordinary user."
            ) from None
        if done.returncode not in (0, 9):  # 9: somebody else made it meanwhile
            raise SystemExit(f"The system user {SYSTEM_USER} could not be made: {done.stderr.strip()}") from None


def _make_data(places: Places) -> None:
    """Make the data directory, whole or not at all; refuse one of another major version."""
    ours = version().split(".")[0]
    if places.data.exists():
        known = places.data / "PG_VERSION"
        theirs = known.read_text(encoding="ascii").strip() if known.exists() else "an unknown version"
        if theirs != ours:
            raise SystemExit(
                f"The data in {places.data} is of PostgreSQL {theirs}, the installed server is {ours}: "
                f"dump it with the old version, or install that one again."
            )
        return
    new = places.home / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    make_folder(new, 0o700, places.user)
    command = [
        binaries(places) / "initdb",
        "--pgdata",
        new,
        "--username",
        SETUP,
        "--auth",
        "reject",
        "--data-checksums",
    ]
    locale = ["--encoding", "UTF8", "--locale-provider", "builtin", "--locale", "C.UTF-8"]
    done = subprocess.run([*command, *locale], capture_output=True, text=True, cwd="/", **as_server_user(places))
    if done.returncode:
        raise SystemExit(f"The database could not be made: {done.stderr.strip().splitlines()[-1]}")
    new.rename(places.data)


def as_server_user(places: Places) -> dict:
    """How ``subprocess`` runs something as the server's user, with nothing of root's."""
    clean = {"env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}}
    if not places.as_root:
        return clean
    owner = pwd.getpwnam(places.user)
    return clean | {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _configure(places: Places) -> None:
    """Write the three files; who may connect is whoever runs this program."""
    hba, ident = places.conf / "pg_hba.conf", places.conf / "pg_ident.conf"
    text = CONFIGURATION.format(
        data=_quoted(places.data), hba=_quoted(hba), ident=_quoted(ident), socket=_quoted(places.socket)
    )
    _write(places.conf / "postgresql.conf", text)
    _write(hba, HBA)
    _write(ident, "".join(f'lapas "{user_name()}" {role}\n' for role in (SETUP, OWNER, APP)))


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
