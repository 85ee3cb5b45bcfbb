"""Programmes from a file: what is taken, what is refused, and what a second load does."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from organisations.choices import NameKind
from organisations.models import Agreement, OrganisationName, Source
from programs.loading.read import MalformedError
from programs.models import Figure, Programme, ProgrammePlace, ProgrammeRole, Statement, Topic
from tests.factories import make_organisation
from tests.loading_entries import agreement, entry, topics

pytestmark = pytest.mark.django_db


def test_an_entry_becomes_a_programme_with_its_facts_as_printed(load):
    loaded = load(entry(start="2023-07-17", end="2023-08", women_only=True, province=None))
    assert (loaded.added, loaded.changed, loaded.unchanged) == ({"T1"}, {}, [])
    programme = Programme.objects.get(reference="T1")
    assert (programme.actual_start, programme.actual_start_precision) == (date(2023, 7, 17), "d")
    assert (programme.actual_end, programme.actual_end_precision) == (date(2023, 8, 1), "m")
    assert (programme.women_only, programme.invented) == (True, False)
    place = ProgrammePlace.objects.values_list("name_as_printed", "kind_as_printed", "city", "province", "facility")
    assert list(place) == [("Lapas Kelas IIB Contoh", "lapas (prison)", "Contoh", "", None)]
    assert list(ProgrammeRole.objects.values_list("role", "position", "name_as_printed")) == [
        ("organiser", 1, "Dinas Contoh"),
        ("partner", 1, "BLK Contoh"),
        ("partner", 2, "CV Contoh (pemasok)"),
    ]


def test_the_title_is_ours_and_names_topics_and_place_or_the_organiser(load):
    load(
        entry(),
        entry(id="T2", topics=[{"name": f"Materi {n}", "participants": None} for n in (1, 2, 3, 4)]),
        entry(id="T3", topics=[]),
        entry(id="T4", topics=[{"name": "Materi " + "panjang " * 30, "participants": None}] * 2),
    )
    titles = list(Programme.objects.order_by("reference").values_list("title", "title_origin"))
    assert titles[:3] == [
        ("Menjahit – Lapas Kelas IIB Contoh", "ours"),
        ("Materi 1, Materi 2 dan 2 materi lain – Lapas Kelas IIB Contoh", "ours"),
        ("Dinas Contoh – Lapas Kelas IIB Contoh", "ours"),
    ]
    assert len(titles[3][0]) == 300


def test_numbers_become_figures_each_with_its_unit_and_how_it_is_known(load):
    certificates = {"count": 3, "kind": "sertifikat keikutsertaan", "note": None}
    numbers = {"participants_total": 20, "staff_participants": 0, "days": 6, "hours_jp": 48}
    load(
        entry(**numbers, certificates=certificates, inferred_fields=["days (calendar)", "certificates.count ('semua')"])
    )
    figures = Figure.objects.order_by("measure", "unit", "topic__position")
    assert list(figures.values_list("topic__name", "measure", "unit", "value", "how_known", "used", "addition")) == [
        (None, "certificates", "pieces", 3, "inferred", True, False),
        (None, "length", "days", 6, "inferred", True, False),
        (None, "length", "jp", 48, "stated", True, False),
        ("Menjahit", "participants", "people", 20, "stated", True, False),
        (None, "participants", "people", 20, "stated", True, False),
        (None, "staff_participants", "people", 0, "stated", True, False),
    ]
    assert set(figures.values_list("source__address", flat=True)) == {"https://contoh.id/berita"}


def test_sentences_become_statements_of_their_kind(load):
    load(
        entry(
            certificates={"count": None, "kind": None, "note": "menunggu"},
            funding="DIPA 2022",
            follow_up="usaha sendiri",
            quirks=["one", "two"],
            inferred_fields=["province"],
        )
    )
    assert list(Statement.objects.order_by("kind", "position").values_list("kind", "position", "text", "language")) == [
        ("certificates", 2, "menunggu", ""),
        ("follow_up", 1, "usaha sendiri", ""),
        ("funding", 1, "DIPA 2022", ""),
        ("inferred_field", 1, "province", "en"),
        ("quirk", 1, "one", "en"),
        ("quirk", 2, "two", "en"),
    ]


def test_agreements_keep_words_number_and_date_and_their_kind_follows_the_words(load):
    load(
        entry(
            agreement=agreement("PKS", ["A", "B"], number="1/A; 2/B", signed_on="2024", term="3 tahun"),
            other_agreements=[
                agreement("nota kesepahaman (MoU) – tindak lanjut", ["A", "C"]),
                agreement("surat (official letter)", ["A"]),
                agreement(None, ["A", "D"]),
            ],
        ),
        entry(id="T2", other_agreements=[agreement("kesepakatan bersama / MoU", ["A", "B"])]),
    )
    rows = Agreement.objects.order_by("bases__programme__reference", "bases__position")
    assert list(rows.values_list("bases__position", "kind", "status", "signed_on", "signed_on_precision")) == [
        (1, "pks", "signed", date(2024, 1, 1), "y"),
        (2, "mou", "unknown", None, ""),
        (3, "letter", "unknown", None, ""),
        (4, "other", "unknown", None, ""),
        (2, "mou", "unknown", None, ""),
    ]
    first = rows.first()
    assert (first.number_as_printed, first.term_as_printed, first.kind_as_printed) == ("1/A; 2/B", "3 tahun", "PKS")
    assert list(first.parties.values_list("position", "name_as_printed", "number")) == [(1, "A", ""), (2, "B", "")]


def test_one_page_is_one_source_whoever_names_it(load):
    load(entry(also_see=["https://contoh.id/lain"]), entry(id="T2", source_url="https://contoh.id/lain"))
    assert Source.objects.count() == 2
    links = Programme.objects.get(reference="T1").source_links.order_by("position")
    assert list(links.values_list("position", "source__address")) == [
        (1, "https://contoh.id/berita"),
        (2, "https://contoh.id/lain"),
    ]


def test_a_name_is_recognised_by_its_aliases_whatever_its_capitals_and_never_guessed(load, tangerang):
    OrganisationName.objects.create(organisation=tangerang.organisation, name="Lapas Wanita", kind=NameKind.ALIAS)
    office, twins = make_organisation("Dinas Contoh"), [make_organisation("Yayasan Kembar") for _ in range(2)]
    assert len(twins) == 2
    load(
        entry(prison="LAPAS  wanita", organiser="Dinas Contoh", partners=["Yayasan Kembar", "Dinas Contoh (saksi)"]),
        entry(id="T2", prison="Lapas Wanita, Kota", organiser="Lapas Wanita"),
    )
    assert list(ProgrammePlace.objects.order_by("programme__reference").values_list("facility", flat=True)) == [
        tangerang.pk,
        None,
    ]
    roles = ProgrammeRole.objects.order_by("programme__reference", "role", "position")
    assert list(roles.values_list("organisation", flat=True))[:4] == [office.pk, None, None, tangerang.organisation_id]


def test_a_second_load_changes_nothing(load):
    told = [entry(agreement=agreement("PKS", ["A", "B"])), entry(id="T2", days=3)]
    load(*told)
    loaded = load(*told)
    assert (loaded.added, loaded.changed, loaded.unchanged, loaded.kept) == (set(), {}, ["T1", "T2"], [])


def test_what_the_file_tells_otherwise_is_changed_and_told(load):
    load(entry(days=6, quirks=["one", "two"]), entry(id="T2"))
    loaded = load(entry(days=7, quirks=["one"], partners=["BLK Contoh"]), entry(id="T2"))
    assert (loaded.added, loaded.unchanged) == (set(), ["T2"])
    assert sorted(loaded.changed["T1"]) == [
        "figure length actual days, value: 6.00 → 7",
        "programmerole partner 2: removed",
        "statement quirk 2: removed",
    ]
    assert Figure.objects.get(measure="length", programme__reference="T1").value == 7


def test_a_dry_run_tells_and_writes_nothing(load):
    assert load(entry(), dry_run=True).added == {"T1"}
    assert Programme.objects.count() == 0


def test_silence_of_the_file_takes_nothing_away(load):
    load(entry(start="2023-07-17", women_only=True, agreement=agreement("PKS", ["A"], signed_on="2023-07-01")))
    loaded = load(entry(agreement=agreement("PKS", ["A"])))
    assert loaded.changed == {}
    assert Programme.objects.get().actual_start == date(2023, 7, 17)
    assert Agreement.objects.get().signed_on == date(2023, 7, 1)


def test_additions_and_links_made_by_hand_survive_a_reload(load):
    load(entry(participants_total=20))
    programme, body = Programme.objects.get(), make_organisation("Badan")
    Programme.objects.update(title="Judul yang disebut", title_origin="stated")
    ProgrammeRole.objects.filter(position=1, role="partner").update(organisation=body)
    ProgrammeRole.objects.create(programme=programme, role="funder", position=1, organisation=body)
    Topic.objects.update(name_in_full="Menjahit pakaian")
    Statement.objects.create(programme=programme, kind="purpose", text="Agar mandiri", addition=True)
    Figure.objects.filter(measure="participants", topic=None).update(used=False)
    Figure.objects.create(
        programme=programme, measure="participants", unit="people", value=21, used=True, addition=True
    )
    assert load(entry(participants_total=20)).changed == {}
    assert Programme.objects.get().title == "Judul yang disebut"
    assert ProgrammeRole.objects.filter(organisation=body).count() == 2
    assert Figure.objects.get(measure="participants", topic=None, used=True).value == 21


def test_a_link_made_by_hand_ends_when_another_name_is_printed(load):
    load(entry())
    ProgrammeRole.objects.filter(role="organiser").update(organisation=make_organisation("Badan"))
    load(entry(organiser="Dinas Lain"))
    assert ProgrammeRole.objects.get(role="organiser").organisation is None


def test_topics_that_change_places_take_their_classes_along(load, registrar, tangerang):
    load(entry(topics=topics("Batik", "Kain", "Pangan")))
    cloth = Topic.objects.get(name="Kain")
    loaded = load(entry(topics=topics("Pangan", "Batik", "Kain perca", "Kain")))
    assert list(Topic.objects.order_by("position").values_list("name", flat=True)) == [
        *("Pangan", "Batik", "Kain perca", "Kain"),
    ]
    assert Topic.objects.get(pk=cloth.pk).name == "Kain"
    assert loaded.kept == []


def test_a_topic_that_is_spelled_otherwise_is_the_same_topic(load):
    load(entry(topics=topics("Batik", "Kain")))
    before = list(Topic.objects.order_by("position").values_list("pk", flat=True))
    load(entry(topics=topics("Batik", "Kain batik")))
    assert list(Topic.objects.order_by("position").values_list("pk", flat=True)) == before


def test_a_topic_that_is_gone_from_the_file_is_kept_and_told(load):
    load(entry(topics=topics("Batik", "Kain")))
    loaded = load(entry(topics=topics("Kain")))
    assert loaded.kept == ["T1: topic “Batik”"]
    assert list(Topic.objects.values_list("name", "position", "addition")) == [("Kain", 1, False), ("Batik", 1, True)]
    assert load(entry(topics=topics("Kain"))).kept == []


MALFORMED = {
    "field days: must be a whole number or null, not “six”": {"days": "six"},
    "field days: must be a whole number or null, not true": {"days": True},
    "field days: must be a whole number or null, not -1": {"days": -1},
    "field start: must be a date such as 2023-07-17, 2023-07 or 2023, not “17/07/2023”": {"start": "17/07/2023"},
    "field start: must be a date such as 2023-07-17, 2023-07 or 2023, not “2023-02-29”": {"start": "2023-02-29"},
    "field start: must be a date such as 2023-07-17, 2023-07 or 2023, not “2023-00”": {"start": "2023-00"},
    "field end: is before the start": {"start": "2023-07-17", "end": "2023-07-16"},
    "field topics.2.participants: must be a whole number or null": {
        "topics": [{"name": "A", "participants": 1}, {"name": "B", "participants": "30"}]
    },
    "field topics.1.name: is missing": {"topics": [{"participants": 1}]},
    "field agreement.parties: must be a list": {"agreement": agreement("PKS", "A dan B")},
    "field prison: must be words, not null": {"prison": None},
    "field prison: has 301 signs, at most 300": {"prison": "x" * 301},
    "field city: must be words, not “ ”": {"city": " "},
    "field funding: holds a sign that cannot be kept": {"funding": "a\0b"},
    "field women_only: must be true, false or null, not “ya”": {"women_only": "ya"},
    "field source_url: must be an address": {"source_url": "ftp://contoh.id"},
    "field also_see: names an address twice": {"also_see": ["https://contoh.id/berita"]},
    "field colour: is not a field of this form": {"colour": "red"},
}


@pytest.mark.parametrize("sentence", MALFORMED)
def test_a_malformed_entry_refuses_the_whole_file_and_is_named(load, sentence):
    with pytest.raises(MalformedError) as refused:
        load(entry(), entry(id="T2", **MALFORMED[sentence]))
    assert str(refused.value).startswith(f"Programme T2, {sentence}")
    assert Programme.objects.count() == 0


def test_a_missing_field_an_id_twice_and_no_id_are_named(load):
    without = entry(id="T2")
    del without["quirks"]
    for told, sentence in (
        ([entry(), without], "Programme T2, field quirks: is missing; what is not known is null."),
        ([entry(), entry()], "Programme T1, field id: is used by an earlier programme of this file."),
        ([entry(), entry(id=None)], "Programme number 2, field id: must be words, not null."),
        ([entry(), "E01"], "Programme number 2: must be an object, not “E01”."),
    ):
        with pytest.raises(MalformedError) as refused:
            load(*told)
        assert str(refused.value) == sentence


def test_the_command_tells_what_it_did_and_refuses_with_a_sentence(tmp_path):
    file, out = tmp_path / "programmes.json", StringIO()
    file.write_text(json.dumps([entry()]), encoding="utf-8")
    call_command("load_programmes", file, stdout=out)
    call_command("load_programmes", file, stdout=out)
    assert out.getvalue().splitlines() == [
        "Programmes: 1 added, 0 changed, 0 unchanged.",
        "Programmes: 0 added, 0 changed, 1 unchanged.",
    ]
    file.write_text("[", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Nothing was loaded\. programmes\.json cannot be read as JSON"):
        call_command("load_programmes", file)
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(CommandError, match="must be a list of programmes"):
        call_command("load_programmes", file)
