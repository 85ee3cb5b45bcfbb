"""The invented nation looks like what it stands for. Read as the owner: row security is tested elsewhere."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count, F, Max, Q

from accounts.models import Change, User
from lapas_training.logins import as_owner
from lapas_training.scale import Size
from lapas_training.scale.run import seed
from organisations.models import Agreement, Document, Facility, Organisation, OrganisationName, Succession
from participants.models import Affiliation, Custody, Person, RegisterNumber
from programs.models import Programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nation")]

SIZE = Size(
    facilities=40,
    people=900,
    organisations=226,
    programmes=377,
    agreements=68,
    classes=150,
    years=10,
    seed=1,
    until=date(2026, 6, 30),
)


@pytest.fixture(scope="module")
def nation(django_db_setup, django_db_blocker):
    """A small one for all tests of this file, in a transaction around them."""
    with django_db_blocker.unblock(), as_owner(), transaction.atomic():
        seed(SIZE, lambda _line: None)
        yield
        transaction.set_rollback(True)


def test_it_is_as_large_as_was_asked_for():
    assert [model.objects.count() for model in (Facility, Person, Organisation, Programme, Agreement)] == [
        40, 900, 226, 377, 68,
    ]  # fmt: skip


def test_everything_is_marked_as_invented():
    for model in (Organisation, Programme, Person):
        assert not model.objects.filter(invented=False).exists()


def test_facilities_are_of_all_kinds_in_all_zones_and_of_unequal_size():
    assert Counter(Facility.objects.values_list("kind", flat=True)).keys() == {"lapas", "lpp", "rutan", "lpka", "bapas"}
    assert Facility.objects.values("time_zone").distinct().count() == 3
    assert Facility.objects.values("province_code").distinct().count() == 38
    sizes = sorted(Facility.objects.annotate(n=Count("people")).values_list("n", flat=True))
    assert sizes[-1] > 3 * sizes[len(sizes) // 2] / 2


def test_organisations_are_a_tree_with_names_of_former_times():
    assert Facility.objects.filter(organisation__parent__parent__parent__kind="ministry").count() == 40
    renamed = OrganisationName.objects.filter(kind="official", valid_until__isnull=False).values("organisation")
    assert 20 < Organisation.objects.filter(pk__in=renamed).count() < 150
    split = Succession.objects.filter(day_precision="m").values("predecessor").annotate(n=Count("pk"))
    assert [row["n"] for row in split] == [3]


def test_names_are_written_as_registers_write_them():
    names = list(Person.objects.values_list("name", flat=True))
    one_word = sum(" " not in name for name in names)
    descent = sum(" bin " in name.lower() or " binti " in name.lower() for name in names)
    spellings = {name.split()[0] for name in names} & {"Muhammad", "Muh.", "Mohamad", "Siti", "Sitti"}
    assert 60 < one_word < 160
    assert 110 < descent < 250
    assert len(spellings) >= 4
    assert len(set(names)) < len(names)
    assert Person.objects.exclude(alias="").count() > 50


def test_a_third_has_no_identity_number_and_no_number_can_be_a_real_one():
    assert 240 < Person.objects.filter(nik__isnull=True).count() < 360
    assert not Person.objects.filter(nik__isnull=False).exclude(nik__regex=r"^\d\d00").exists()


def test_people_are_where_their_newest_stay_or_tie_is():
    held = Person.objects.annotate(newest=Max("custodies__admitted_on"))
    wrong = held.filter(custodies__admitted_on=F("newest")).exclude(custodies__facility=F("facility"))
    assert not wrong.exists()
    assert Affiliation.objects.filter(ends_on__isnull=True).exclude(person__facility=F("facility")).count() == 0
    assert Person.objects.filter(custodies__isnull=True, affiliations__isnull=True).count() == 0


def test_some_were_held_before_and_many_have_left():
    several = Person.objects.annotate(n=Count("custodies")).filter(n__gt=1).count()
    assert 150 < several < 400
    running = Person.objects.filter(custodies__left_on__isnull=True, custodies__isnull=False).count()
    assert 250 < running < 500
    assert not Custody.objects.filter(Q(admitted_on__gt=SIZE.until) | Q(left_on__gt=SIZE.until)).exists()


def test_a_verdict_gives_a_new_number_of_the_same_stay():
    two = RegisterNumber.objects.values("custody").annotate(n=Count("pk")).filter(n=2)
    assert two.count() > 100
    before, after = RegisterNumber.objects.filter(custody=two[0]["custody"]).order_by("valid_from")
    assert (before.register_class, after.register_class[:2]) == ("A.III", "B.")
    assert (after.valid_from - before.valid_until).days == 1


def test_every_row_of_a_person_is_in_the_change_log_and_signed_by_the_system():
    signer = User.objects.get()
    assert (signer.username, signer.is_active) == ("sistem", False)
    logged = Change.objects.filter(table="participants_person", operation="I", actor=signer.pk, page="seed_scale")
    assert logged.count() == 900
    later = Change.objects.exclude(operation="I").values_list("operation", "table").distinct()
    assert set(later) == {("U", "programs_trainingsession")}


def test_most_agreements_have_a_scan_and_of_some_a_better_one():
    scanned, mended = Document.objects.values("agreement").distinct().count(), Document.objects.exclude(replaces=None)
    assert (40 < scanned < 68, 0 < mended.count() < 15) == (True, True)
    first = Document.objects.select_related("content").first()
    assert (bytes(first.content.content)[:8], len(first.content.content)) == (b"%PDF-1.4", first.size)
