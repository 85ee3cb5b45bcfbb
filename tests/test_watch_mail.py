"""The daily mail of the watch: what the page says, once a day to each reader, into files without a server."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.roles import Role
from lapas_training import settings as installed
from reports.models import WatchEntry, WatchMail
from reports.watch.mail import FILES
from tests.factories import make_agreement, make_organisation, make_user, post

pytestmark = pytest.mark.django_db


def ending(party, days: int, title: str):
    last = timezone.localdate() + timedelta(days=days)
    fields = {"in_force_until": last, "in_force_until_precision": "d", "status": "signed"}
    return make_agreement(
        party, title=title, in_force_from=last - timedelta(days=400), in_force_from_precision="d", **fields
    )


@pytest.fixture
def bodies():
    return make_organisation(), make_organisation()


@pytest.fixture
def readers(bodies):
    """Who keeps agreements, in English; an official of one body; somebody with nothing to read; a clerk of a prison."""
    keeper = post(make_user(email="kelola@example.test", language="en"), Role.AGREEMENTS)
    official = post(make_user(email="pejabat@example.test"), Role.OFFICIAL, organisation=bodies[0])
    post(make_user(email="lain@example.test"), Role.OFFICIAL, organisation=make_organisation())
    return keeper, official


def told(capsys) -> str:
    call_command("mail_watch")
    return capsys.readouterr().out.strip()


def test_each_reader_is_told_what_their_page_shows_once_a_day(readers, bodies, capsys):
    ending(bodies[0], 10, "Nota Kami"), ending(bodies[1], 60, "Nota Mereka")
    assert told(capsys) == "2 told, 0 told before today, 1 with nothing due, 0 without an address."
    assert told(capsys) == "0 told, 2 told before today, 1 with nothing due, 0 without an address."
    english, own = sorted(mail.outbox, key=lambda message: message.to)
    assert (english.to, own.to) == (["kelola@example.test"], ["pejabat@example.test"])
    assert "Runs out within 30 days (1)\n\n- Nota Kami\n  In force until" in english.body
    assert "Runs out within 90 days (1)\n\n- Nota Mereka" in english.body
    assert ("Berakhir dalam 30 hari (1)" in own.body, "Nota Mereka" in own.body) == (True, False)
    assert own.body.strip().endswith("/agreements/watch/")


def test_what_is_set_aside_is_not_mailed(readers, bodies, capsys):
    ending(bodies[0], 10, "Nota Kami")
    told(capsys)
    WatchEntry.objects.update(aside_until=timezone.localdate())
    mail.outbox.clear()
    newcomer = post(make_user(email="baru@example.test"), Role.CORRECTIONS)
    assert told(capsys).startswith("0 told, 2 told before today, 2 with nothing due")
    assert not WatchMail.objects.filter(reader=newcomer).exists()


def test_a_mail_that_fails_is_tried_again(readers, bodies, settings, capsys):
    ending(bodies[0], 10, "Nota Kami")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    with pytest.raises(CommandError, match="2 could not be sent; the next run tries again"):
        call_command("mail_watch")
    assert not WatchMail.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert told(capsys).splitlines()[-1].startswith("2 told, 0 told before today")


def test_without_a_mail_server_it_is_written_to_files_also_for_readers_without_an_address(
    bodies, settings, tmp_path, capsys
):
    assert (installed.EMAIL_BACKEND, installed.EMAIL_FILE_PATH.parts[-2:]) == (FILES, ("var", "mail"))
    reader = post(make_user(), Role.AGREEMENTS)
    ending(bodies[0], 10, "Nota Kami")
    assert told(capsys) == "0 told, 0 told before today, 0 with nothing due, 1 without an address."
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = FILES, tmp_path
    assert told(capsys) == "1 told, 0 told before today, 0 with nothing due, 0 without an address."
    (written,) = tmp_path.iterdir()
    assert f"To: {reader.username}@localhost" in written.read_text()
    assert configured.SITE_ADDRESS.startswith("http")
