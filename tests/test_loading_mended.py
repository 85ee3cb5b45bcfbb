"""What was mended, removed or added here stands until the file itself says something else."""

from datetime import date

import pytest

from programs.choices import Measure
from programs.models import (
    Figure,
    Programme,
    ProgrammeBasis,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Statement,
    Topic,
)
from tests.factories import make_agreement, make_organisation
from tests.loading_entries import agreement, entry, topics

pytestmark = pytest.mark.django_db


def test_a_mended_value_stays_until_the_file_changes_that_field(load):
    load(entry(start="2023-07-17", women_only=True, days=6, quirks=["one"]))
    Programme.objects.update(actual_start=date(2023, 7, 18), women_only=False, title="Judul yang diperbaiki")
    Figure.objects.filter(measure=Measure.LENGTH).update(value=5)
    Statement.objects.update(text="satu")
    ProgrammePlace.objects.update(city="Kota Contoh")
    ProgrammeRole.objects.filter(role="organiser").update(name_as_printed="Dinas Contoh Baru")
    assert load(entry(start="2023-07-17", women_only=True, days=6, quirks=["one"])).changed == {}
    changed = load(entry(start="2023-07-19", women_only=True, days=7, quirks=["one"])).changed["T1"]
    assert sorted(changed) == [
        "figure length actual days, value: 5.00 → 7",
        "programme, actual_start: 2023-07-18 → 2023-07-19",
    ]
    programme = Programme.objects.get()
    assert (programme.women_only, programme.title) == (False, "Judul yang diperbaiki")
    assert Statement.objects.get().text == "satu"
    assert ProgrammePlace.objects.get().city == "Kota Contoh"


def test_what_was_removed_here_stays_removed_until_the_file_says_it_otherwise(load):
    told = {
        "topics": topics("Batik", "Kain"),
        "quirks": ["one"],
        "agreement": agreement("PKS", ["A", "B"]),
        "also_see": ["https://contoh.id/lain"],
    }
    load(entry(**told))
    Topic.objects.filter(name="Batik").delete()
    Statement.objects.all().delete()
    ProgrammeRole.objects.filter(role="partner", position=2).delete()
    ProgrammeBasis.objects.all().delete()
    ProgrammeSource.objects.filter(position=2).delete()
    for _again in range(2):
        assert load(entry(**told)).changed == {}
    told |= {"quirks": ["two"], "agreement": agreement("PKS", ["A", "B", "C"]), "topics": topics("Batik tulis", "Kain")}
    assert sorted(load(entry(**told)).changed["T1"]) == [
        "agreement 1: added",
        "agreementparty 1 1: added",
        "agreementparty 1 2: added",
        "agreementparty 1 3: added",
        "programme, title: Batik, Kain – Lapas Kelas IIB Contoh → Batik tulis, Kain – Lapas Kelas IIB Contoh",
        "programmebasis 1: added",
        "statement quirk 1: added",
        "topic 1: added",
    ]


def test_a_mended_topic_is_known_again_wherever_the_file_lists_it(load):
    load(entry(topics=topics("Batk", "Kain")))
    batik = Topic.objects.get(name="Batk")
    Topic.objects.filter(pk=batik.pk).update(name="Batik")
    load(entry(topics=topics("Kain", "Batk")))
    assert list(Topic.objects.values_list("name", "position")) == [("Kain", 1), ("Batik", 2)]
    assert Topic.objects.get(name="Batik").pk == batik.pk
    load(entry(topics=topics("Kain", "Batik cap")))
    assert Topic.objects.get(pk=batik.pk).name == "Batik cap"


def test_an_order_that_was_changed_here_stays_until_the_file_has_another(load):
    load(entry(topics=topics("Batik", "Kain")))
    for name, position in (("Batik", 9), ("Kain", 1), ("Batik", 2)):
        Topic.objects.filter(name=name).update(position=position)
    assert load(entry(topics=topics("Batik", "Kain"))).changed == {}
    load(entry(topics=topics("Batik", "Pangan", "Kain")))
    assert list(Topic.objects.values_list("name", flat=True)) == ["Batik", "Pangan", "Kain"]


def test_an_agreement_is_the_same_one_when_another_is_listed_before_it(load):
    first, second = agreement("PKS", ["A"]), agreement("MoU", ["B"], number="1/B")
    load(entry(other_agreements=[first]))
    kept = ProgrammeBasis.objects.get().agreement_id
    load(entry(other_agreements=[second, first]))
    assert ProgrammeBasis.objects.get(position=3).agreement_id == kept
    loaded = load(entry(other_agreements=[first]))
    assert loaded.kept == ["T1: agreement “Nota Kesepahaman (MoU)”"]
    assert list(ProgrammeBasis.objects.values_list("position", "addition")) == [(2, False), (1, True)]
    load(entry(other_agreements=[first, second]))
    assert list(ProgrammeBasis.objects.values_list("position", "addition")) == [(2, False), (3, False)]


def test_additions_stand_beside_rows_of_the_entry_at_the_same_position(load):
    load(entry())
    programme, body = Programme.objects.get(), make_organisation("Badan")
    here = {"programme": programme, "position": 1, "addition": True}
    Topic.objects.create(name="Pangan", **here)
    ProgrammeRole.objects.create(role="partner", organisation=body, name_as_printed="Badan", **here)
    ProgrammePlace.objects.create(name_as_printed="BLK Contoh", **here)
    ProgrammeBasis.objects.create(agreement=make_agreement(body), **here)
    assert load(entry()).changed == {}
    loaded = load(entry(topics=topics("Menjahit", "Batik"), partners=[]))
    assert loaded.kept == []
    assert list(Topic.objects.values_list("name", "addition")) == [
        ("Menjahit", False),
        ("Batik", False),
        ("Pangan", True),
    ]
    assert ProgrammeRole.objects.get(role="partner").name_as_printed == "Badan"


def test_a_topic_added_here_that_the_file_names_later_is_the_same_topic(load):
    load(entry(topics=topics("Batik")))
    Topic.objects.create(programme=Programme.objects.get(), name="Kain", position=1, addition=True)
    load(entry(topics=topics("Batik", "Kain")))
    assert list(Topic.objects.values_list("name", "position", "addition")) == [("Batik", 1, False), ("Kain", 2, False)]


def test_what_is_planned_and_not_yet_held_stands_as_a_plan_and_the_plan_stays_when_it_is_held(load):
    told = {"start": "2023-09", "participants_total": 30, "days": 3, "quirks": ["planned, not yet held"]}
    load(entry(**told))
    programme = Programme.objects.get()
    assert (programme.actual_start, programme.planned_start) == (None, date(2023, 9, 1))
    assert set(Figure.objects.values_list("basis", flat=True)) == {"planned"}
    load(entry(**told | {"start": "2023-10-02", "quirks": []}))
    programme.refresh_from_db()
    assert (programme.actual_start, programme.planned_start) == (date(2023, 10, 2), date(2023, 9, 1))
    assert set(Figure.objects.values_list("basis", flat=True)) == {"actual"}


def test_a_day_that_no_longer_fits_gives_way_to_those_of_the_file(load):
    load(entry(end="2023-07-20"))
    load(entry(start="2023-07-24"))
    programme = Programme.objects.get()
    assert (programme.actual_start, programme.actual_end) == (date(2023, 7, 24), None)
    load(entry(start="2023-07-24", end="2023-07-28"))
    Programme.objects.update(actual_start=date(2023, 7, 27))
    load(entry(start="2023-07-24", end="2023-07-26"))
    programme.refresh_from_db()
    assert (programme.actual_start, programme.actual_end) == (date(2023, 7, 24), date(2023, 7, 26))
