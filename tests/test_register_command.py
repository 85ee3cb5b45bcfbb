"""``manage.py import_register``: the same answers, by row numbers."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Change, User
from accounts.scope import scope
from participants.models import Person
from tests.factories import acting
from tests.register_rows import DATA, REGISTER, register_file

ANSWERS = json.loads((DATA / "register_lpp_tangerang.expected.json").read_text())


def run(*arguments: str) -> tuple[int, str]:
    """Run the command; answers its exit status and what it printed."""
    out = io.StringIO()
    try:
        call_command("import_register", *arguments, stdout=out)
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def right_file(tmp_path):
    path = tmp_path / "register.csv"
    path.write_bytes(register_file({}).getvalue())
    return str(path)


def test_programs_get_the_answers_of_the_shared_register(tangerang):
    status, printed = run(str(REGISTER), "--facility", "lpp-tangerang", "--json")
    expected = {key: ANSWERS[key] for key in ("rows", "imported", "reject", "warn", "duplicate")}
    assert status == 1
    assert json.loads(printed) == expected | {"unchanged": 0, "request": []}


def test_the_second_run_changes_nothing(tangerang):
    run(str(REGISTER), "--facility", "lpp-tangerang")
    answer = json.loads(run(str(REGISTER), "--facility", "lpp-tangerang", "--json")[1])
    assert (answer["imported"], answer["unchanged"]) == (0, 364)


def test_a_dry_run_changes_nothing(tangerang, registrar):
    answer = json.loads(run(str(REGISTER), "--facility", "lpp-tangerang", "--json", "--dry-run")[1])
    with acting(registrar, tangerang):
        assert (answer["imported"], Person.objects.count()) == (364, 0)
    assert list(User.objects.values_list("username", flat=True)) == [registrar.username]


def test_a_file_without_a_refused_row_ends_well(tangerang, right_file):
    assert run(right_file, "--facility", "lpp-tangerang")[0] == 0


def test_people_read_rows_and_sentences_and_no_name(tangerang):
    printed = run(str(REGISTER), "--facility", "lpp-tangerang")[1]
    assert "376" in printed and "148" in printed
    assert [word for word in ("Anggraini", "ANGGRAINI", "3671", "B.IIa.150") if word in printed] == []


def test_without_a_name_the_system_signs_and_cannot_sign_in(tangerang, right_file):
    run(right_file, "--facility", "lpp-tangerang")
    system = User.objects.get(username="system.import")
    with scope(actor=system.pk, audit=True):
        assert set(Change.objects.filter(table__startswith="participants_").values_list("actor", flat=True)) == {
            system.pk
        }
    assert (system.is_active, system.has_usable_password()) == (False, False)


def test_whoever_is_named_signs(tangerang, registrar, right_file):
    run(right_file, "--facility", "lpp-tangerang", "--by", registrar.username)
    with scope(actor=registrar.pk, audit=True):
        assert set(Change.objects.filter(table__startswith="participants_").values_list("actor", flat=True)) == {
            registrar.pk
        }


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.xlsx", "--facility", "lpp-tangerang"],
        [str(REGISTER), "--facility", "lapas-nowhere"],
        [str(REGISTER), "--facility", "lpp-tangerang", "--by", "nobody"],
        [str(DATA / "tangerang.json"), "--facility", "lpp-tangerang"],
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(tangerang, arguments):
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert str(refused.value).endswith(".")
