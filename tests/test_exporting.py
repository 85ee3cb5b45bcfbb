"""Programmes printed back from the tables, in the form they came in."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations.models import AgreementParty, Source
from programs.choices import TitleOrigin
from programs.loading.load import load_programmes
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
REAL = Path("lapas_training/demo/data/real_programmes.json")


def exported(*ids) -> list[dict]:
    """What the command prints."""
    out = StringIO()
    call_command("export_programmes", *ids, stdout=out)
    return json.loads(out.getvalue())


def real() -> list[dict]:
    return json.loads(REAL.read_text(encoding="utf-8"))


def test_all_48_real_programmes_come_back_key_by_key():
    load_programmes(REAL)
    told, printed = real(), exported()
    assert len(printed) == 48
    assert printed == told
    assert [list(one) for one in printed] == [list(one) for one in told]


def test_loading_what_was_printed_changes_nothing(tmp_path):
    load_programmes(REAL)
    file = tmp_path / "printed.json"
    file.write_text(json.dumps(exported(), ensure_ascii=False), encoding="utf-8")
    loaded = load_programmes(file)
    assert (loaded.added, loaded.changed, len(loaded.unchanged)) == (set(), {}, 48)


def test_the_words_of_an_entry_are_kept_in_the_tables_alone():
    load_programmes(REAL)
    kept = " ".join(json.dumps(told) for told in Programme.objects.values_list("entry__told", flat=True))
    for word in ("Tangerang", "Kementerian", "https", "2023"):
        assert word not in kept


def test_some_are_printed_in_the_order_asked_for_each_once():
    load_programmes(REAL)
    assert [one["id"] for one in exported("E49", "E01", "E49")] == ["E49", "E01"]


def test_an_id_that_no_programme_has_is_named(load):
    load(entry())
    with pytest.raises(CommandError, match=r"^No programme here has the ID T2, T3\.$"):
        exported("T1", "T2", "T3")


def test_a_programme_that_was_made_here_is_in_no_file(load):
    load(entry())
    Programme.objects.create(title="Dibuat di sini")
    assert [one["id"] for one in exported()] == ["T1"]


def test_what_was_added_here_is_left_out(load):
    told = entry(
        agreement=agreement("PKS", ["A", "B"]), topics=topics("Menjahit"), participants_total=20, start="2023-07"
    )
    load(told)
    programme, body = Programme.objects.get(), make_organisation("Badan")
    Programme.objects.update(
        title="Judul",
        title_origin=TitleOrigin.STATED,
        women_only=True,
        actual_end="2023-08-01",
        actual_end_precision="d",
    )
    here = {"programme": programme, "addition": True}
    Topic.objects.create(name="Pangan", position=1, **here)
    Topic.objects.update(name_in_full="Menjahit pakaian")
    ProgrammeRole.objects.create(role="partner", organisation=body, name_as_printed="Badan", position=1, **here)
    ProgrammeRole.objects.create(role="funder", organisation=body, name_as_printed="Badan", position=1, **here)
    ProgrammePlace.objects.create(name_as_printed="BLK", position=1, **here)
    ProgrammeSource.objects.create(
        source=Source.objects.create(address="https://contoh.id/tambahan"), position=1, **here
    )
    ProgrammeBasis.objects.update(relation="tindak lanjut", relation_language="id")
    first = ProgrammeBasis.objects.get().agreement
    first.number_as_printed, first.title = "1/A", "Kerja sama"
    first.save()
    AgreementParty.objects.create(agreement=first, name_as_printed="C", position=1, addition=True)
    ProgrammeBasis.objects.create(agreement=make_agreement(body), position=1, **here)
    Statement.objects.create(kind="purpose", text="Agar mandiri", position=1, **here)
    Figure.objects.filter(topic=None).update(used=False)
    Figure.objects.create(measure="participants", unit="people", value=21, used=True, **here)
    assert exported() == [told]
    assert load(told).changed == {}
    assert exported() == [told]


def test_what_was_mended_here_is_printed_as_it_stands(load):
    load(entry(participants_total=20, topics=topics("Menjahid")))
    Figure.objects.update(value=21)
    Topic.objects.update(name="Menjahit")
    assert exported() == [entry(participants_total=21, topics=topics("Menjahit"))]


def test_where_the_file_falls_silent_the_table_keeps_and_the_entry_does_not(load):
    load(entry(start="2023-07-17", women_only=True, topics=topics("Batik", "Kain"), agreement=agreement("PKS", ["A"])))
    load(entry(topics=topics("Kain")))
    assert exported() == [entry(topics=topics("Kain"))]
    assert Programme.objects.get().women_only is True


WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=30).map(
    lambda words: words if words.strip() else f"{words}x"
)
COUNT = st.integers(0, 9_999_999_999)
DAY = st.one_of(
    st.dates(date(1945, 1, 1), date(2099, 12, 31)).map(str),
    st.from_regex(r"(19[5-9][0-9]|20[0-9][0-9])-(0[1-9]|1[0-2])", fullmatch=True),
    st.from_regex(r"(19[5-9][0-9]|20[0-9][0-9])", fullmatch=True),
)


def known(strategy):
    return st.none() | strategy


AGREEMENT = st.fixed_dictionaries(
    {
        "title": known(WORDS),
        "kind": known(WORDS),
        "parties": st.lists(WORDS, max_size=3),
        "number": known(WORDS),
        "signed_on": known(DAY),
        "term": known(WORDS),
    }
)
TEXTS = """prison_kind city province organiser participants_note trainers_from selection_criteria products
    sales_or_exhibition equipment_grants funding follow_up"""
ENTRY = st.fixed_dictionaries(
    {
        **dict.fromkeys(("prison", "id"), WORDS),
        **dict.fromkeys(
            [
                "prison_kind",
                "city",
                "province",
                "organiser",
                "participants_note",
                "trainers_from",
                "selection_criteria",
                "products",
                "sales_or_exhibition",
                "equipment_grants",
                "funding",
                "follow_up",
            ],
            known(WORDS),
        ),
        **dict.fromkeys(["participants_total", "staff_participants", "days", "hours_jp"], known(COUNT)),
        **dict.fromkeys(("start", "end"), known(DAY)),
        "women_only": known(st.booleans()),
        "partners": st.lists(WORDS, max_size=4),
        "agreement": known(AGREEMENT),
        "other_agreements": st.lists(AGREEMENT, max_size=2),
        "topics": st.lists(st.fixed_dictionaries({"name": WORDS, "participants": known(COUNT)}), max_size=4),
        "certificates": known(
            st.fixed_dictionaries({"count": known(COUNT), "kind": known(WORDS), "note": known(WORDS)})
        ),
        "also_see": st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(
            lambda pages: [f"https://contoh.id/{page}" for page in pages]
        ),
        "quirks": st.lists(WORDS | st.just("planned, not yet held"), max_size=3),
        "inferred_fields": st.lists(st.sampled_from(["days", "province", "topic counts (x)"]), max_size=2),
    }
).map(lambda told: in_order({**entry(), **told}))


def in_order(told: dict) -> dict:
    """The end not before the start, as far as both are told: that a file may not say."""
    if told["start"] and told["end"] and told["end"] < told["start"][: len(told["end"])]:
        told["end"] = None
    return told


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ENTRY, min_size=1, max_size=3, unique_by=lambda told: told["id"]), st.data())
def test_any_file_comes_back_as_it_was_and_a_later_one_as_it_is(load, told, data):
    Programme.objects.all().delete()
    load(*told)
    by_id = {one["id"]: one for one in exported()}
    assert by_id == {one["id"]: one for one in told}
    second = load(*told)
    assert (second.added, second.changed, second.kept) == (set(), {}, [])
    later = [{**data.draw(ENTRY), "id": one["id"]} for one in told]
    load(*later)
    assert {one["id"]: one for one in exported()} == {one["id"]: one for one in later}
    assert load(*later).changed == {}
