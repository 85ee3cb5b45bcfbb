"""Where there is no demonstration: what refuses to become one, and how a real installation gets its administrator."""

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.access import access_of
from accounts.models import User
from accounts.roles import Role
from lapas_training.demo.password import demo_password
from participants.models import Person
from programs.models import Programme
from tests.factories import TODAY, acting, make_inmate, post

LONG = "sebuah kata sandi yang panjang"


def test_the_settings_of_a_real_installation_refuse_the_demonstration():
    real = {"LAPAS_DEMO": "0", "ALLOWED_HOSTS": "localhost", "SECRET_KEY": "0123456789abcdefghijklmnop" * 2}
    run = subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **real},
        capture_output=True,
        text=True,
    )
    sentence = "The demonstration is never put into a real installation: set LAPAS_DEMO=1 for one."
    assert (run.returncode, run.stdout, run.stderr) == (1, "", f"CommandError: {sentence}\n")


def test_a_database_that_holds_other_people_is_left_alone_unless_told_otherwise(registrar, tangerang, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "kata-sandi-contoh")
    User.objects.filter(pk=registrar.pk).update(username="petugas")
    with acting(registrar, tangerang):
        make_inmate(tangerang)
    with pytest.raises(CommandError, match="holds people who are not of the demonstration"):
        call_command("demo")
    assert Programme.objects.count() == 0
    call_command("demo", "--among-others")
    with acting(registrar, tangerang):
        assert (Person.objects.count(), Person.objects.filter(invented=True).count()) == (365, 364)


def test_the_password_is_kept_where_only_its_owner_reads(tmp_path, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    made, again = demo_password(tmp_path / "var"), demo_password(tmp_path / "var")
    kept = tmp_path / "var" / "demo_password"
    assert made.value == again.value == kept.read_text().strip()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(made.value) >= 16


def test_a_password_from_the_environment_is_written_nowhere(tmp_path, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "dari-lingkungan")
    password = demo_password(tmp_path)
    assert (password.value, "dari-lingkungan" in password.told) == ("dari-lingkungan", False)
    assert list(tmp_path.iterdir()) == []


def test_the_first_administrator_is_made_with_the_password_of_the_environment(db, monkeypatch):
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", LONG)
    call_command("first_admin", "kepala.sistem", "--name", "Kepala Sistem")
    user = User.objects.get()
    assert (user.username, user.name, user.check_password(LONG)) == ("kepala.sistem", "Kepala Sistem", True)
    assert (user.is_staff, user.is_superuser, user.is_demo) == (True, False, False)
    assert access_of(user).roles == {Role.ADMINISTRATOR}


def test_the_first_administrator_types_the_password_twice(db, monkeypatch):
    monkeypatch.delenv("FIRST_ADMIN_PASSWORD", raising=False)
    typed = iter([LONG, "yang lain sama sekali"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    with pytest.raises(CommandError, match="The two passwords differ"):
        call_command("first_admin", "kepala.sistem")
    assert User.objects.count() == 0


def test_a_weak_password_is_refused(db, monkeypatch):
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", "123")
    with pytest.raises(CommandError):
        call_command("first_admin", "kepala.sistem")
    assert User.objects.count() == 0


def test_where_an_administrator_serves_no_first_one_is_made(monkeypatch, registrar):
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", LONG)
    posted = post(registrar, Role.ADMINISTRATOR, starts_on=TODAY)
    with pytest.raises(CommandError, match="There is an administrator already"):
        call_command("first_admin", "kepala.sistem")
    posted.postings.filter(role=Role.ADMINISTRATOR).update(ends_on=TODAY)
    call_command("first_admin", "kepala.sistem")
    assert User.objects.filter(username="kepala.sistem").count() == 1
