"""The invented nation: the same arguments make the same rows, and they look like what they stand for."""

from collections import Counter
from datetime import date
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Max, Q

from accounts.models import Change, User
from lapas_training.logins import as_owner
from lapas_training.scale.run import STEPS
from organisations.models import Agreement, Facility, Organisation, OrganisationName, Succession
from participants.models import Affiliation, Custody, Person, RegisterNumber
from programs.models import Programme
from tests.factories import make_organisation
from tests.raw import owner, run

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = {"facilities": 40, "people": 900, "until": date(2026, 6, 30)}
WHEN_RECORDED = ("at", "recorded_at")


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


def dump() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and the digest of all of them in order, except for when they were recorded."""
    found = {}
    with owner() as connected:
        for table in tables():
            names = connected.execute(f"SELECT * FROM {table} LIMIT 0").description
            columns = ", ".join(f'"{column.name}"' for column in names if column.name not in WHEN_RECORDED)
            rows = connected.execute(
                f'SELECT line FROM (SELECT ROW({columns})::text FROM {table}) t (line) ORDER BY line COLLATE "C"'
            )
            lines = [line for (line,) in rows]
            found[table] = (len(lines), sha256("\n".join(lines).encode()).hexdigest())
    return found


@pytest.fixture
def nation():
    """A small one, read as its owner: row security is not what these tests are about."""
    empty()
    seed()
    with as_owner():
        yield


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


def test_it_is_as_large_as_was_asked_for(nation):
    assert [model.objects.count() for model in (Facility, Person, Organisation, Programme, Agreement)] == [
        40, 900, 226, 377, 68,
    ]  # fmt: skip


def test_everything_is_marked_as_invented(nation):
    for model in (Organisation, Programme, Person):
        assert not model.objects.filter(invented=False).exists()


def test_facilities_are_of_all_kinds_in_all_zones_and_of_unequal_size(nation):
    assert Counter(Facility.objects.values_list("kind", flat=True)).keys() == {"lapas", "lpp", "rutan", "lpka", "bapas"}
    assert Facility.objects.values("time_zone").distinct().count() == 3
    assert Facility.objects.values("province_code").distinct().count() == 38
    sizes = sorted(Facility.objects.annotate(n=Count("people")).values_list("n", flat=True))
    assert sizes[-1] > 3 * sizes[len(sizes) // 2] / 2


def test_organisations_are_a_tree_with_names_of_former_times(nation):
    assert Facility.objects.filter(organisation__parent__parent__parent__kind="ministry").count() == 40
    renamed = OrganisationName.objects.filter(kind="official", valid_until__isnull=False).values("organisation")
    assert 20 < Organisation.objects.filter(pk__in=renamed).count() < 150
    split = Succession.objects.filter(day_precision="m").values("predecessor").annotate(n=Count("pk"))
    assert [row["n"] for row in split] == [3]


def test_names_are_written_as_registers_write_them(nation):
    names = list(Person.objects.values_list("name", flat=True))
    one_word = sum(" " not in name for name in names)
    descent = sum(" bin " in name.lower() or " binti " in name.lower() for name in names)
    spellings = {name.split()[0] for name in names} & {"Muhammad", "Muh.", "Mohamad", "Siti", "Sitti"}
    assert 60 < one_word < 160
    assert 110 < descent < 250
    assert len(spellings) >= 4
    assert len(set(names)) < len(names)
    assert Person.objects.exclude(alias="").count() > 50


def test_a_third_has_no_identity_number_and_no_number_can_be_a_real_one(nation):
    assert 240 < Person.objects.filter(nik__isnull=True).count() < 360
    assert not Person.objects.filter(nik__isnull=False).exclude(nik__regex=r"^\d\d00").exists()


def test_people_are_where_their_newest_stay_or_tie_is(nation):
    held = Person.objects.annotate(newest=Max("custodies__admitted_on"))
    wrong = held.filter(custodies__admitted_on=F("newest")).exclude(custodies__facility=F("facility"))
    assert not wrong.exists()
    assert Affiliation.objects.filter(ends_on__isnull=True).exclude(person__facility=F("facility")).count() == 0
    assert Person.objects.filter(custodies__isnull=True, affiliations__isnull=True).count() == 0


def test_some_were_held_before_and_many_have_left(nation):
    several = Person.objects.annotate(n=Count("custodies")).filter(n__gt=1).count()
    assert 150 < several < 400
    running = Person.objects.filter(custodies__left_on__isnull=True, custodies__isnull=False).count()
    assert 250 < running < 500
    assert not Custody.objects.filter(Q(admitted_on__gt=SMALL["until"]) | Q(left_on__gt=SMALL["until"])).exists()


def test_a_verdict_gives_a_new_number_of_the_same_stay(nation):
    two = RegisterNumber.objects.values("custody").annotate(n=Count("pk")).filter(n=2)
    assert two.count() > 100
    before, after = RegisterNumber.objects.filter(custody=two[0]["custody"]).order_by("valid_from")
    assert (before.register_class, after.register_class[:2]) == ("A.III", "B.")
    assert (after.valid_from - before.valid_until).days == 1


def test_every_row_of_a_person_is_in_the_change_log_and_signed_by_the_system(nation):
    signer = User.objects.get()
    assert (signer.username, signer.is_active) == ("sistem", False)
    logged = Change.objects.filter(table="participants_person", operation="I", actor=signer.pk, page="seed_scale")
    assert logged.count() == 900
    assert set(Change.objects.values_list("operation", flat=True)) == {"I"}


def test_each_step_tells_what_it_wrote():
    assert len(STEPS) == 6
    empty()
    told = seed(people=10)
    assert "  participants_person                        10 rows" in told
    assert "  organisations_facility                     40 rows" in told


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
