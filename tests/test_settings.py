"""Settings: a senseless value stops the start with a sentence; a real installation has nothing loose."""

import os
import re
import subprocess
import sys

import pytest

from lapas_training import env
from tests.own_server import CODE

KEY = "k3-Zr8Wq1xT7vB5nM2cL9sD4fG6hJ0pYuIoEaRtSdFgHjKlQwErTy"
PRODUCTION = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "pelatihan.example.go.id"}
DEMO = {"LAPAS_DEMO": "1"}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a Python of its own with this environment and no other."""
    return subprocess.run(
        [sys.executable, *arguments],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=CODE,
        capture_output=True,
        text=True,
    )


def refusal(**environment: str) -> str:
    """What the start says when it refuses."""
    done = run("-c", "import lapas_training.settings", **environment)
    assert done.returncode == 1
    return done.stderr.strip()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "The setting SECRET_KEY is missing."),
        (
            PRODUCTION | {"SECRET_KEY": "short"},
            "The setting SECRET_KEY must be a random text of at least 50 characters.",
        ),
        ({"SECRET_KEY": KEY}, "The setting ALLOWED_HOSTS is missing."),
        (
            PRODUCTION | {"ALLOWED_HOSTS": "*"},
            "ALLOWED_HOSTS must name the hosts that this installation answers for, not “*”.",
        ),
        (
            PRODUCTION | {"DEBUG": "1"},
            "DEBUG shows what nobody may see: it works only together with LAPAS_DEMO=1.",
        ),
        (DEMO | {"DEBUG": "maybe"}, "The setting DEBUG must be 1 or 0, not “maybe”."),
        (
            DEMO | {"SESSION_IDLE_SECONDS": "soon"},
            "The setting SESSION_IDLE_SECONDS must be a whole number from 60 to 28800, not “soon”.",
        ),
        (
            DEMO | {"DATABASE_URL": "mysql://me@here/it"},
            "The setting DATABASE_URL must read postgresql://user:password@host:port/name.",
        ),
        (
            DEMO | {"DATABASE_URL": "postgresql://me@here:many/it"},
            "The setting DATABASE_URL must read postgresql://user:password@host:port/name.",
        ),
        (
            DEMO | {"DATABASE_OWNER_URL": "postgresql://me@here/it"},
            "DATABASE_OWNER_URL must name the same database as DATABASE_URL.",
        ),
        (
            DEMO | {"DATABASE_URL": "postgresql://a@h/one", "DATABASE_OWNER_URL": "postgresql://o@h/other"},
            "DATABASE_OWNER_URL must name the same database as DATABASE_URL.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_senseless_setting_stops_the_start_with_one_sentence(environment, sentence):
    assert refusal(**environment) == sentence


def test_the_check_for_deployment_finds_nothing_in_the_production_settings():
    done = run("manage.py", "check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced).")


def test_a_real_installation_keeps_its_cookies_to_itself():
    names = ["DEBUG", "DEMO", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    show = f"import lapas_training.settings as s; print([getattr(s, name) for name in {names}])"
    assert run("-c", show, **PRODUCTION).stdout.strip() == str(
        [False, False, "__Host-session", "__Host-csrf", True, True]
    )


def test_an_address_of_a_database_is_read_whole():
    address = "postgresql://app:p%40ss@db.example:6432/lapas?sslmode=verify-full"
    show = """
import lapas_training.settings as s
login = s.DATABASES["default"]
print(*(login[key] for key in sorted(login)), s.DATABASE_OWNER)"""
    assert run("-c", show, DATABASE_URL=address, **DEMO).stdout.strip() == (
        "True 60 django.db.backends.postgresql db.example lapas {'sslmode': 'verify-full'} p@ss 6432 app None"
    )


def test_a_file_of_settings_fills_what_the_environment_leaves_out(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("# ours\nLAPAS_FIRST='from the file'\nLAPAS_SECOND=file\n")
    monkeypatch.setenv("LAPAS_SECOND", "environment")
    env.read_file(tmp_path / ".env")
    found = env.text("LAPAS_FIRST"), env.text("LAPAS_SECOND")
    monkeypatch.delenv("LAPAS_FIRST")
    assert found == ("from the file", "environment")


def test_every_setting_of_the_environment_is_explained():
    read = set()
    for path in [*(CODE / "lapas_training").rglob("*.py"), *(CODE / "tests").glob("browser.py")]:
        read |= set(re.findall(r'env\.(?:text|words|flag|number|secret|database)\("([A-Z_]+)"', path.read_text()))
    explained = set(re.findall(r"^#? ?([A-Z_]+)=", (CODE / ".env.example").read_text(), re.M))
    assert read - explained == set()
