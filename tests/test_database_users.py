"""An ordinary user runs the server in person, inside the checkout and nowhere else."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from lapas_training.embedded import programs
from tests.own_server import CODE, keeper, program, said, until

PATH = os.pathsep.join([str(CODE), sysconfig.get_path("purelib")])
LIFE = """
db = connect()
db.execute("CREATE TABLE IF NOT EXISTS said (number int)")
db.execute("INSERT INTO said VALUES (1)")
print(db.execute("SELECT count(*) FROM said").fetchone()[0], places.user, places.home.relative_to(base))
db.close()
leave(places)
"""


def ordinary_user(python: str) -> dict | None:
    """How ``subprocess`` runs this Python as an ordinary user, if that one can."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    how = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    needed = "import lapas_training.embedded.server; from lapas_training.embedded.programs import version; version()"
    try:
        tried = subprocess.run([python, "-c", needed], env={"PYTHONPATH": PATH}, cwd="/", capture_output=True, **how)
    except OSError:
        return None
    return None if tried.returncode else how


PYTHONS = [
    (python, how) for python in (sys.executable, "/usr/bin/python3") if (how := ordinary_user(python)) is not None
]


@pytest.mark.process
@pytest.mark.parametrize(("python", "how"), PYTHONS[:1], ids=["of the machine"][: len(PYTHONS)])
def test_an_ordinary_user_has_the_server_in_the_checkout(python, how):
    base = Path("/tmp") / f"lapas-ordinary-{os.getpid()}"
    base.mkdir(mode=0o755)
    try:
        if how:
            os.chown(base, how["user"], how["group"])
        answers = [said(program(base, LIFE, python=python, path=PATH, **how)) for _ in range(2)]
        user = pwd.getpwuid(how.get("user", os.geteuid())).pw_name
        assert answers == [f"1 {user} var/postgres", f"2 {user} var/postgres"]
        home = base / "var" / "postgres"
        until(lambda: not keeper.processes_in(home / "data"), 10)
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert {path.owner() for path in base.rglob("*")} == {user}
    finally:
        shutil.rmtree(base)


def test_the_binaries_of_root_are_a_copy_that_nobody_else_can_change(tmp_path, monkeypatch):
    installed = Path(programs.package().locate_file(""))
    programs._copy(installed, tmp_path / "programs-1")
    modes = {path: path.stat().st_mode for path in (tmp_path / "programs-1").rglob("*")}
    assert {path for path, mode in modes.items() if mode & 0o022 or not mode & 0o004} == set()
    assert os.access(tmp_path / "programs-1" / programs.INSIDE / "bin" / "postgres", os.X_OK)
    programs._copy(installed, tmp_path / "programs-2")
    assert [path.name for path in tmp_path.iterdir()] == ["programs-2"]
