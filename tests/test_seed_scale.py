"""The command that fills an empty database: the same arguments make the same rows, and nobody's data is touched."""

from datetime import date
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lapas_training.scale.run import STEPS
from organisations.models import Facility, Organisation
from tests.factories import make_organisation
from tests.raw import owner, run

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = {"facilities": 40, "people": 900, "until": date(2026, 6, 30)}
WHEN_RECORDED = ("recorded_at", "counted_at")
AT_ONCE = ("accounts_change", "organisations_agreementevent")
"""What happened there happened when it was recorded; events of classes and enrolments say when it was."""


def seed(**options) -> str:
    """What the command tells."""
    out = StringIO()
    call_command("seed_scale", **{**SMALL, **options}, stdout=out)
    return out.getvalue()


def tables() -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^(django|auth)_' ORDER BY 1"
    return [name for (name,) in run(query)]


def empty() -> None:
    """A database as it is after its migrations: numbers in sequence begin at one again."""
    with owner() as connected:
        connected.execute(f"TRUNCATE {', '.join(tables())} RESTART IDENTITY CASCADE")


def _recorded(table: str, column: str) -> bool:
    return column in WHEN_RECORDED or (column == "at" and table in AT_ONCE)


def dump() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and the digest of all of them in order, except for when they were recorded."""
    found = {}
    with owner() as connected:
        for table in tables():
            names = connected.execute(f"SELECT * FROM {table} LIMIT 0").description
            columns = ", ".join(f'"{column.name}"' for column in names if not _recorded(table, column.name))
            rows = connected.execute(
                f'SELECT line FROM (SELECT ROW({columns})::text FROM {table}) t (line) ORDER BY line COLLATE "C"'
            )
            lines = [line for (line,) in rows]
            found[table] = (len(lines), sha256("\n".join(lines).encode()).hexdigest())
    return found


def test_the_same_arguments_make_the_same_rows():
    dumps = []
    for number in (1, 1, 2):
        empty()
        seed(seed=number)
        dumps.append(dump())
    first, again, other = dumps
    assert first == again
    filled = {table for table, (rows, _digest) in first.items() if rows}
    assert {table for table in filled if first[table] != other[table]} == filled


def test_each_step_tells_what_it_wrote():
    assert len(STEPS) == 9
    empty()
    told = seed(people=10)
    assert "  participants_person                        10 rows" in told
    assert "  organisations_facility                     40 rows" in told
    assert "  programs_trainingsession                    2 rows" in told


def test_a_database_that_is_not_empty_is_left_alone_unless_told_otherwise():
    empty()
    make_organisation("Sudah ada")
    with pytest.raises(CommandError, match="The database is not empty"):
        seed()
    assert [Organisation.objects.count(), Facility.objects.count()] == [1, 0]
    seed(people=10, among_others=True)
    assert Facility.objects.count() == 40


def test_a_second_time_nothing_is_written():
    empty()
    seed(people=10)
    before = dump()
    with pytest.raises(CommandError, match="stands in the way"):
        seed(people=10, among_others=True)
    assert dump() == before


def test_a_real_installation_gets_no_invented_people(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="real installation"):
        seed()
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(("option", "value"), [("facilities", 4), ("people", -1), ("people", 900_001), ("years", 0)])
def test_a_senseless_size_is_refused_with_the_limits(option, value):
    with pytest.raises(CommandError, match=f"--{option} is a number from"):
        seed(**{option: value})
