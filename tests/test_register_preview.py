"""A stored preview: it says what it said, is written once, and leaves nothing behind."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.models import Custody, ImportContent, Person, RegisterImport
from participants.register.check import check
from participants.register.importer import importing, plan_of
from participants.register.preview import Preview, packed, told, unpacked, words_of
from participants.register.read import read
from participants.services import imports
from participants.services.imports import OverError, confirm, forget, prepare, receive
from tests.crowd import all_at_once
from tests.factories import NOW, acting, make_facility, make_user
from tests.raw import refused, run
from tests.register_rows import OTHER, PEOPLE, REGISTER, SPOKEN_OF, register_file


@pytest.fixture
def inside(registrar, tangerang):
    """See what the registrar of Tangerang sees."""
    with acting(registrar, tangerang):
        yield


def bring(facility, by, *rows: dict, at=NOW) -> RegisterImport:
    """A register that waits to be confirmed. Inside a scope of the facility."""
    file = register_file(*rows).getvalue()
    imported = receive(facility, by=by, at=at, file=file, file_name="register.csv", said_day=SPOKEN_OF)
    return prepare(imported.pk, at=at)


def test_a_stored_preview_reads_as_it_was_written(tangerang, inside):
    table = read(REGISTER)
    checked = check(table.rows, spoken_of=SPOKEN_OF, sex_held="P")
    plan = plan_of(checked, tangerang, SPOKEN_OF)
    preview = Preview(checked, told(plan), words_of(table.rows, plan), table.header_row, [("Nama", "name", "read", "")])
    again = unpacked(packed(preview))
    assert (again.checked, again.told, again.said) == (preview.checked, preview.told, preview.said)
    assert (again.header_row, again.columns) == (preview.header_row, preview.columns)
    assert again.does_what(plan_of(again.checked, tangerang, SPOKEN_OF))


def test_the_numbers_of_a_preview_add_up(registrar, tangerang, inside):
    counts = bring(tangerang, registrar, {}, {}, OTHER, {"name": ""}, {"register_no": "B.I.3/2020"}).counts
    groups = ("new", "changed", "unchanged", "refused", "doubts", "requests", "repeated")
    assert (counts["rows"], sum(counts[group] for group in groups)) == (5, 5)


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_the_same_preview_at_once_enter_it_once():
    facility, clerks = make_facility(), [make_user() for _ in range(4)]
    with acting(clerks[0], facility):
        imported = bring(facility, clerks[0], *PEOPLE)

    def press(clerk):
        with importing(facility, clerk):
            return confirm(imported.pk, by=clerk, at=NOW)

    answers = all_at_once(press, clerks)
    assert sorted(type(answer).__name__ for answer in answers) == ["OverError"] * 3 + ["bool"]
    with acting(clerks[0], facility):
        assert (Person.objects.count(), ImportContent.objects.count()) == (20, 0)
        assert RegisterImport.objects.get().ended_by in clerks


@pytest.mark.django_db(transaction=True)
def test_two_previews_of_one_file_confirmed_at_once_enter_everybody_once():
    facility, clerk = make_facility(), make_user()
    with acting(clerk, facility):
        both = [bring(facility, clerk, *PEOPLE) for _ in range(2)]

    def press(imported):
        with importing(facility, clerk):
            return confirm(imported.pk, by=clerk, at=NOW)

    assert sorted(all_at_once(press, both)) == [False, True]
    with acting(clerk, facility):
        assert Person.objects.count() == 20
        again = RegisterImport.objects.open().get()
        assert (again.counts["new"], again.counts["unchanged"], again.counts["note"]) == (0, 20, "changed")


def test_what_is_over_cannot_be_confirmed_dropped_or_decided(registrar, tangerang, inside):
    imported = bring(tangerang, registrar, {})
    confirm(imported.pk, by=registrar, at=NOW)
    for again in (
        partial(confirm, imported.pk, by=registrar, at=NOW),
        partial(imports.drop, imported.pk, by=registrar, at=NOW),
        partial(imports.decide, imported.pk, {}, at=NOW),
        partial(imports.say_columns, imported.pk, {}, at=NOW),
    ):
        with pytest.raises(OverError):
            again()
    assert RegisterImport.objects.get().status == "confirmed"


def test_a_file_is_forgotten_a_week_after_it_came_and_not_before(registrar, tangerang, inside):
    bring(tangerang, registrar, {})
    assert forget([tangerang], at=NOW + timedelta(days=7)) == 0
    assert forget([tangerang], at=NOW + timedelta(days=7, seconds=1)) == 1
    assert ImportContent.objects.count() == 0


def test_the_command_forgets_what_waited_too_long_everywhere(registrar, outsider, tangerang, cipinang, capsys):
    for user, facility in ((registrar, tangerang), (outsider, cipinang)):
        with acting(user, facility):
            bring(facility, user, {"nik": ""})
    call_command("forget_imports")
    assert "2" in capsys.readouterr().out
    with acting(registrar, tangerang, cipinang):
        assert (ImportContent.objects.count(), set(RegisterImport.objects.values_list("status", flat=True))) == (
            0,
            {"dropped"},
        )


@pytest.mark.parametrize(
    ("sql", "by"),
    [
        ("UPDATE participants_registerimport SET status = 'confirmed'", "registerimport_ended_has_time"),
        ("UPDATE participants_registerimport SET ended_at = now()", "registerimport_ended_has_time"),
        ("UPDATE participants_registerimport SET spoken_of = NULL", "registerimport_read_has_day"),
    ],
)
def test_the_database_refuses_an_import_that_contradicts_itself(registrar, tangerang, inside, sql, by):
    bring(tangerang, registrar, {})
    assert refused(sql) == by


def test_another_prison_sees_no_file_and_changes_none(registrar, outsider, tangerang, cipinang):
    with acting(registrar, tangerang):
        bring(tangerang, registrar, {})
    with acting(outsider, cipinang):
        assert run("SELECT count(*) FROM participants_importcontent") == [(0,)]
        run("DELETE FROM participants_importcontent")
        run("UPDATE participants_registerimport SET status = 'dropped', ended_at = now()")
        given = {"there": tangerang.pk, "by": outsider.pk}
        forged = (
            "INSERT INTO participants_registerimport (id, facility_id, by_id, at, status, counts)"
            " VALUES (gen_random_uuid(), %(there)s, %(by)s, now(), 'waiting', '{}')"
        )
        assert refused(forged, given) == "42501"
    with acting(registrar, tangerang):
        assert (ImportContent.objects.count(), RegisterImport.objects.get().status) == (1, "preview")


def test_confirming_a_larger_file_takes_no_more_statements(registrar, tangerang, inside):
    asked = []
    for size in (3, 60):
        rows = [{"register_no": f"B.I.{size}{n:02}/2022", "name": f"Orang {size} {n}", "nik": ""} for n in range(size)]
        imported = bring(tangerang, registrar, *rows)
        with CaptureQueriesContext(connection) as caught:
            confirm(imported.pk, by=registrar, at=NOW)
        asked.append(len(caught))
    assert (asked[0], Custody.objects.count()) == (asked[1], 63)
