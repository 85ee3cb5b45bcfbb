"""What the command of the demonstration tells, and that it can be given again."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.roles import Role
from lapas_training.demo.accounts import ACCOUNTS
from lapas_training.demo.password import demo_password
from organisations.models import Posting
from participants.models import Person
from tests.factories import acting, make_inmate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Where the demonstration keeps its password: here instead of in ``var``."""
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    command = "lapas_training.management.commands.demo"
    monkeypatch.setattr(f"{command}.demo_password", lambda _folder: demo_password(tmp_path / "var"))
    return tmp_path / "var" / "demo_password"


def told() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_it_tells_every_account_and_shows_a_random_password_once(kept):
    first, second = told(), told()
    password = kept.read_text().strip()
    assert [password in text for text in (first, second)] == [True, False]
    assert all(f"  {account.username} " in text for account in ACCOUNTS for text in (first, second))
    assert all("var/demo_password" in text for text in (first, second))
    assert User.objects.get(username="auditor").check_password(password)


def test_people_added_in_a_demonstration_do_not_stop_its_next_start(kept):
    staff = User.objects.get(username="staff.tangerang")
    facility = Posting.objects.get(user=staff, role=Role.REGISTRAR).facility
    with acting(staff, facility):
        make_inmate(facility)
        told()
        assert Person.objects.filter(invented=False).count() == 1
