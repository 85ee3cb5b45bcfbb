"""Names, numbers and files of an import reach no log, no address and no page of an error, whatever goes wrong."""

import logging
import tempfile
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from accounts.roles import Role
from lapas_training.logs import ReticentFormatter
from participants.models import ImportContent, Person, RegisterImport
from participants.services import background, imports
from tests.factories import acting, make_facility, make_user, post
from tests.imports import act, bring, signed_in, upload
from tests.own_server import until
from tests.register_rows import RIGHT, register_file

SECRETS = ("Rahmawati", "B.I.114/2021", "3671015610770012", "rahasia-berkas", "Penipuan", "D-5")
ROW = {"name": "Siti Rahmawati"}


@pytest.fixture
def heard():
    """Everything that is logged, at any level, in the form in which it would be written."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    kept = Kept(level=logging.DEBUG)
    kept.setFormatter(ReticentFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(kept)
    root.setLevel(level)


def told(words: str) -> list[str]:
    return [secret for secret in SECRETS if secret.casefold() in words.casefold()]


def sql_aside(lines: list[str]) -> str:
    """Statements are logged at a level that is switched off by name; see ``test_logs``."""
    return "\n".join(line for line in lines if " django.db.backends" not in line)


def test_an_import_from_file_to_people_is_logged_without_what_stands_in_it(registrar, tangerang, heard):
    client = signed_in(registrar)
    shown = bring(client, ROW, {"name": "", "register_no": "B.I.2/2020"}, name="rahasia-berkas.csv")
    addresses = [address for address, _status in shown.redirect_chain]
    with acting(registrar, tangerang):
        imported = RegisterImport.objects.get()
    refused = client.get(f"{imported.get_absolute_url()}refused/")
    over = act(client, imported, "confirm")
    addresses += [address for address, _status in over.redirect_chain]
    assert told(sql_aside(heard) + " ".join(addresses) + refused["Content-Disposition"]) == []
    assert told(over.text) == []


@pytest.mark.parametrize("what", ["confirm", "read"])
def test_an_error_in_the_middle_tells_nothing_and_enters_nothing(registrar, tangerang, heard, monkeypatch, what):
    client = signed_in(registrar)
    client.raise_request_exception = False
    if what == "confirm":
        bring(client, ROW)
        with acting(registrar, tangerang):
            imported = RegisterImport.objects.get()
            monkeypatch.setattr(imports, "write", broken)
        answer = act(client, imported, "confirm")
    else:
        monkeypatch.setattr(imports, "check", broken)
        answer = bring(client, ROW, name="rahasia-berkas.csv")
    assert answer.status_code == 500
    assert told(answer.text) == told(sql_aside(heard)) == []
    assert any("Server error" in line for line in heard)
    with acting(registrar, tangerang):
        assert (Person.objects.count(), ImportContent.objects.count()) == (0, 1 if what == "confirm" else 0)


def broken(*_given, **_named):
    """A fault of ours whose text repeats a row, as the database's does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [f"{ROW['name']} {RIGHT['nik']}"])


def test_the_command_prints_and_logs_nothing_of_a_row_that_fails(registrar, tangerang, heard, monkeypatch, capsys):
    from participants.register import importer

    monkeypatch.setattr(importer, "write", broken)
    file = register_file(ROW)
    with pytest.raises(Exception) as met:
        importer.import_register(file, facility=tangerang, by=registrar, at=imports_now())
    record = logging.LogRecord("x", logging.ERROR, "", 0, "x", None, (met.type, met.value, met.tb))
    assert told(sql_aside(heard) + capsys.readouterr().out + ReticentFormatter().format(record)) == []


def imports_now():
    from django.utils import timezone

    return timezone.now()


def test_an_uploaded_file_is_laid_down_in_no_directory(registrar, tangerang, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    opened = []
    real = tempfile.NamedTemporaryFile
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *a, **k: opened.append(k) or real(*a, **k))
    rows = [ROW | {"register_no": f"B.I.{n}/2022", "nik": ""} for n in range(100)]
    upload(signed_in(registrar), register_file(*rows).getvalue() + b"\n" * 3_000_000, name="siti.rahmawati")
    assert (opened, list(Path(tmp_path).iterdir())) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_read_and_entered_beside_the_request_and_a_fault_there_tells_nothing(heard, monkeypatch):
    prison = make_facility("lpp-uji")
    client = signed_in(post(make_user("petugas"), Role.REGISTRAR, facility=prison))
    rows = [ROW | {"register_no": f"B.I.{n}/2022", "name": f"Siti Rahmawati {n}", "nik": ""} for n in range(4_100)]
    bring(client, *rows)
    with acting(make_user(), prison):
        imported = RegisterImport.objects.get()
    until(lambda: background.progress_of(imported.pk) is None, 20)
    assert "4.100" in client.get(imported.get_absolute_url()).text
    with monkeypatch.context() as patched:
        patched.setattr(imports, "write", broken)
        act(client, imported, "confirm")
        until(lambda: background.progress_of(imported.pk) is None, 20)
    assert any("Work of an import failed" in line for line in heard)
    assert told(sql_aside(heard)) == []
    act(client, imported, "confirm")
    until(lambda: background.progress_of(imported.pk) is None, 20)
    with acting(make_user(), prison):
        assert (Person.objects.count(), ImportContent.objects.count()) == (4_100, 0)


@pytest.mark.django_db(transaction=True)
def test_progress_is_told_while_work_goes_on_and_not_when_it_was_broken_off():
    prison = make_facility("lpp-uji")
    clerk = post(make_user("petugas"), Role.REGISTRAR, facility=prison)
    client: Client = signed_in(clerk)
    with acting(clerk, prison):
        imported = imports.receive(
            prison, by=clerk, at=imports_now(), file=register_file(ROW).getvalue(), file_name="a.csv", said_day=None
        )
    from threading import Event, Thread

    go_on = Event()

    def work(report):
        report("check", 6200, 10000)
        go_on.wait(20)

    thread = Thread(target=background._run, args=(imported.pk, work, "id"))
    thread.start()
    try:
        until(lambda: background.progress_of(imported.pk) == ("check", 6200, 10000), 10)
        shown = client.get(imported.get_absolute_url())
        part = client.get(imported.get_absolute_url(), headers={"HX-Request": "true"})
    finally:
        go_on.set()
        thread.join()
    assert "6.200 dari 10.000 baris" in shown.text and 'href="' + imported.get_absolute_url() in shown.text
    assert "<html" not in part.text and "6.200" in part.text
    broken_off = client.get(imported.get_absolute_url())
    assert "Pembacaan terputus" in broken_off.text
    again = act(client, imported, "read")
    until(lambda: background.progress_of(imported.pk) is None, 20)
    assert again.status_code == 200
    refreshed = client.get(imported.get_absolute_url(), headers={"HX-Request": "true"})
    assert (refreshed.headers["HX-Refresh"], refreshed.content) == ("true", b"")
