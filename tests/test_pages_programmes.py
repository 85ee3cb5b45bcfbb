"""Programmes and organisations: who finds which, in what order, and what is shown as unknown."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from lapas_training.demo.programmes import FILE
from organisations.models import OrganisationName, Source, Succession
from programs.loading.load import load_programmes
from programs.models import (
    Figure,
    FundingLine,
    Milestone,
    Programme,
    ProgrammeBasis,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Statement,
)
from programs.states import BEGUN, FINISHED, PLANNED, RUNNING, programme_states
from tests.counting import questions
from tests.factories import (
    acting,
    make_agreement,
    make_facility,
    make_organisation,
    make_programme,
    make_session,
    make_topic,
    make_user,
    post,
)
from tests.tangerang import TITLE, tell


@pytest.fixture
def ministry(db):
    return make_organisation("Kementerian Perindustrian")


@pytest.fixture
def official(ministry):
    return post(make_user(), Role.OFFICIAL, organisation=ministry)


@pytest.fixture
def corrections(db):
    return post(make_user(), Role.CORRECTIONS)


def read(client, user, name, *args, language="en", **query):
    client.force_login(user)
    client.cookies["language"] = language
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response


def titles(response):
    return [programme.title for programme in response.context["rows"]]


def test_the_newest_programme_stands_first_a_planned_one_on_top_and_unknown_days_last(client, ministry, official):
    days = {"Lama": date(2019, 1, 1), "Baru": date(2023, 7, 17), "Tanpa tanggal": None}
    for title, day in days.items():
        make_programme(title, organiser=ministry, actual_start=day, actual_start_precision="d" if day else "")
    make_programme("Rencana", organiser=ministry, planned_start=date(2030, 1, 1), planned_start_precision="d")
    assert titles(read(client, official, "programme_list")) == ["Rencana", "Baru", "Lama", "Tanpa tanggal"]


def test_an_official_finds_what_a_body_below_the_own_one_organises_and_nothing_else(client, ministry, official):
    below = make_organisation("Ditjen IKMA", parent=ministry)
    make_programme("Milik sendiri", organiser=below)
    make_programme("Milik orang lain", organiser=make_organisation("Kementerian Lain"))
    assert titles(read(client, official, "programme_list")) == ["Milik sendiri"]


def test_staff_find_what_runs_at_their_facility(client, tangerang, cipinang, registrar):
    make_programme("Di Tangerang", facility=tangerang)
    make_programme("Di Cipinang", facility=cipinang)
    assert titles(read(client, registrar, "programme_list")) == ["Di Tangerang"]


@pytest.mark.parametrize(
    "words", ["batik", "LAPAS PEREMPUAN", "pewarnaan", "IKMA", "ikma palembang", "Griya", "Kanwil Palembang"]
)
def test_a_programme_is_found_by_title_place_topic_and_bodies(client, ministry, official, words):
    found = make_programme("Pelatihan Batik", organiser=make_organisation("Ditjen IKMA", parent=ministry))
    make_programme("Pelatihan Las", organiser=ministry)
    ProgrammePlace.objects.create(programme=found, position=1, name_as_printed="Lapas Perempuan Palembang")
    ProgrammeRole.objects.create(programme=found, role="partner", position=1, name_as_printed="Griya Batik")
    kanwil = make_organisation("Kantor Wilayah")
    OrganisationName.objects.create(organisation=kanwil, name="Kanwil Sumsel", kind="alias")
    ProgrammeRole.objects.create(programme=found, role="host", position=1, organisation=kanwil)
    make_topic(found, "Teknik pewarnaan")
    assert titles(read(client, official, "programme_list", q=words)) == ["Pelatihan Batik"]


def test_what_is_not_found_is_said_with_the_words(client, ministry, official):
    make_programme("Pelatihan Batik", organiser=ministry)
    text = read(client, official, "programme_list", q="selam").content.decode()
    assert "Nothing was found for “selam”." in text


@pytest.mark.parametrize("name", ["home", "programme_list", "report_list", "agreement_list"])
def test_an_official_whose_body_organises_nothing_learns_what_will_come_and_no_count(client, official, name):
    make_programme("Milik orang lain", organiser=make_organisation("Kementerian Lain"))
    text = read(client, official, name).content.decode()
    assert "will stand here" in text or "What will come here" in text
    assert "in this list" not in text
    assert "Milik orang lain" not in text


def test_the_post_release_officer_learns_what_will_come(client, tangerang):
    officer = post(make_user(), Role.POSTRELEASE, facility=tangerang)
    text = read(client, officer, "home").content.decode()
    assert "What will come here" in text
    assert 'class="value"' not in text


def test_corrections_begin_with_how_much_is_kept_and_no_count_of_people(client, corrections, ministry):
    make_programme("Pelatihan Batik", organiser=ministry)
    counts = read(client, corrections, "home").context["counts"]
    with translation.override("en"):
        assert [(str(words), count) for words, count, _href in counts] == [
            ("Programmes", "1"),
            ("Classes", "0"),
            ("Agreements", "0"),
            ("Organisations", "1"),
        ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_programme_of_which_only_the_title_is_known_shows_the_rest_as_unknown(client, corrections, language):
    programme = make_programme("Hanya judul")
    text = read(client, corrections, "programme", programme.pk, language=language).content.decode()
    with translation.override(language):
        word = f'<span class="unknown">{translation.gettext("not known")}</span>'
    # State and days in the line; start, end, women only; basis and place; topics and figures; eight questions.
    assert text.count(word) == 2 + 3 + 2 + 2 + 8
    assert "None" not in text


def test_a_fact_says_whether_a_source_states_it_or_it_was_inferred(client, tangerang, registrar):
    told = tell(tangerang, registrar=registrar, people=0)
    text = read(client, registrar, "programme", told.programme.pk).content.decode()
    assert text.count("Inferred: no source states it.") == 1
    assert f'<a href="{told.source.address}" rel="external noreferrer">Berita Contoh</a>' in text
    assert "derived: 90 − 30 − 30" in text


def test_a_statement_is_shown_in_its_own_language(client, corrections):
    programme = make_programme()
    Statement.objects.create(programme=programme, kind="products", text="baju batik", language="id")
    assert '<span lang="id">baju batik</span>' in read(client, corrections, "programme", programme.pk).content.decode()


def test_figures_that_disagree_stand_side_by_side_and_the_used_one_is_marked(client, corrections):
    programme = make_programme()
    for value, used in ((975, False), (1006, True)):
        Figure.objects.create(programme=programme, measure="participants", unit="people", value=value, used=used)
    text = read(client, corrections, "programme", programme.pk).content.decode()
    assert (text.count("</svg>used"), "1,006 people" in text, "975 people" in text) == (1, True, True)


def test_staff_open_the_classes_of_their_own_facility_and_do_not_learn_of_others(
    client, tangerang, cipinang, registrar, outsider, corrections
):
    programme = make_programme("Di dua tempat", facility=tangerang)
    with acting(registrar, tangerang):
        own = make_session(tangerang, title="Kelas Tangerang", programme=programme)
    with acting(outsider, cipinang):
        make_session(cipinang, title="Kelas Cipinang", programme=programme)
    page = read(client, registrar, "programme", programme.pk).content.decode()
    assert reverse("session", args=[own.pk]) in page
    assert "Kelas Cipinang" not in page
    whole = read(client, corrections, "programme", programme.pk).content.decode()
    assert "Kelas Tangerang" in whole and "Kelas Cipinang" in whole
    assert "/sessions/" not in whole


def day(text: str):
    """A date and its precision as they are stored."""
    parts = [int(part) for part in text.split("-")]
    return date(*[*parts, 1, 1][:3]), "ymd"[len(parts) - 1]


@pytest.mark.parametrize(
    ("begin", "end", "on", "states"),
    [
        ("2023-07-17", "2023-07-22", "2023-07-16", [PLANNED]),
        ("2023-07-17", "2023-07-22", "2023-07-17", [RUNNING]),
        ("2023-07-17", "2023-07-22", "2023-07-22", [RUNNING]),
        ("2023-07-17", "2023-07-22", "2023-07-23", [FINISHED]),
        ("2023-07", "2023-08", "2023-07-10", [PLANNED, RUNNING]),
        ("2023-07", "2023-08", "2023-08-10", [RUNNING, FINISHED]),
        ("2023", "2023-03", "2023-06-01", [FINISHED]),
        ("2023-07-17", None, "2023-07-16", [PLANNED]),
        ("2023-07-17", None, "2025-01-01", [BEGUN]),
        (None, "2019-06-28", "2025-01-01", [FINISHED]),
        (None, "2019-06-28", "2019-06-01", []),
        (None, None, "2025-01-01", []),
    ],
)
def test_a_day_inside_an_imprecise_period_has_two_states(begin, end, on, states):
    programme = Programme()
    if begin:
        programme.actual_start, programme.actual_start_precision = day(begin)
    if end:
        programme.actual_end, programme.actual_end_precision = day(end)
    assert programme_states(programme, day(on)[0]) == states


def test_an_organisation_shows_its_names_what_it_became_and_its_programmes(client, corrections):
    old = make_organisation("Kementerian Hukum dan HAM")
    OrganisationName.objects.create(organisation=old, name="Kemenkumham", kind="alias")
    new = make_organisation("Kementerian Imigrasi dan Pemasyarakatan")
    Succession.objects.create(predecessor=old, successor=new, day=date(2024, 10, 1), day_precision="m")
    make_programme(TITLE, organiser=old)
    text = read(client, corrections, "organisation", old.pk).content.decode()
    for shown in (
        "Kemenkumham",
        "Kementerian Imigrasi dan Pemasyarakatan",
        "October 2024",
        "The day is not known.",
        TITLE,
    ):
        assert shown in text


def test_an_official_reads_the_own_organisation_and_those_below_and_no_other(client, ministry, official):
    below, other = make_organisation("Ditjen IKMA", parent=ministry), make_organisation("Kementerian Lain")
    client.force_login(official)
    answers = [client.get(reverse("organisation", args=[body.pk])).status_code for body in (ministry, below, other)]
    assert answers == [200, 200, 404]
    assert client.get(reverse("organisation_list")).status_code == 403


def test_organisations_are_listed_by_the_name_of_today_and_found_by_any_they_had(client, corrections):
    renamed = make_organisation("Zaman Baru")
    OrganisationName.objects.create(organisation=renamed, name="Nama Lama", kind="alias")
    make_organisation("Awal")
    names = [body.name for body in read(client, corrections, "organisation_list").context["rows"]]
    assert names == ["Awal", "Zaman Baru"]
    assert [body.pk for body in read(client, corrections, "organisation_list", q="lama").context["rows"]] == [
        renamed.pk
    ]


def test_lists_ask_the_database_as_often_for_thirty_rows_as_for_one(client, corrections, ministry):
    def add(how_many):
        for _place in range(how_many):
            programme = make_programme(organiser=ministry)
            ProgrammePlace.objects.create(programme=programme, position=1, name_as_printed="Lapas")
            make_organisation(parent=ministry)

    client.force_login(corrections)
    lists = [reverse(name) for name in ("programme_list", "report_list", "organisation_list", "home")]
    add(1)
    few = [len(questions(client, address)) for address in lists]
    add(29)
    many = [len(questions(client, address)) for address in lists]
    assert few == many
    assert max(many[:3]) <= 12


def test_thirty_parts_of_a_programme_cost_as_many_questions_as_one(client, corrections, ministry):
    def build(how_many):
        programme = make_programme(organiser=ministry)
        for place in range(1, how_many + 1):
            source = make_source(place, programme)
            ProgrammePlace.objects.create(programme=programme, position=place, name_as_printed="Lapas")
            ProgrammeRole.objects.create(programme=programme, role="partner", position=place, organisation=ministry)
            topic = make_topic(programme, position=place)
            Figure.objects.create(
                programme=programme,
                topic=topic,
                measure="participants",
                unit="people",
                value=1,
                source=source,
                used=True,
            )
            Statement.objects.create(programme=programme, kind="quirk", position=place, text="x", source=source)
        return programme.pk

    client.force_login(corrections)
    few, many = build(1), build(30)
    for name in ("programme", "programme_report"):
        asked = [len(questions(client, reverse(name, args=[key]))) for key in (few, many)]
        assert asked[0] == asked[1]


def make_source(number: int, programme):
    """A source of a programme."""
    source = Source.objects.create(title=f"Berita {number}")
    ProgrammeSource.objects.create(programme=programme, source=source, position=number)
    return source


# Everything is there, and nothing that is not known looks like a value ---------------------------------------

EMPTY = re.compile(r"<(td|dd|li|dt)\b[^>]*>\s*</\1>|>\s*None\s*<|>\s*0\s*<|: </|\(\s*\)")


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_page_shows_zero_none_or_an_empty_cell_for_what_is_not_known(client, corrections, load, language):
    load_programmes(FILE)
    make_programme("Kosong")
    for key in Programme.objects.values_list("pk", flat=True):
        text = read(client, corrections, "programme", key, language=language).content.decode()
        main = text[text.index("<main") : text.index("</main>")]
        assert EMPTY.findall(main) == [], key
        assert "None" not in main and " 0 " not in re.sub(r"<[^>]+>", " ", main)


def test_an_agreement_shows_its_parties_with_their_names_on_the_day_of_signing(client, corrections, ministry):
    law = make_organisation("Kementerian Hukum dan HAM")
    law.names.update(valid_until=date(2024, 10, 1), valid_until_precision="m")
    new = make_organisation("Kementerian Imigrasi dan Pemasyarakatan")
    new.names.update(valid_from=date(2024, 10, 1), valid_from_precision="m")
    Succession.objects.create(predecessor=law, successor=new, day=date(2024, 10, 1), day_precision="m")
    programme = make_programme(organiser=ministry)
    agreement = make_agreement(law, signed_on=date(2024, 10, 10), signed_on_precision="d")
    agreement.parties.update(name_as_printed="Kemenkumham")
    ProgrammeBasis.objects.create(programme=programme, agreement=agreement, position=1)
    text = read(client, corrections, "programme", programme.pk).content.decode()
    assert (
        "Called then: Kementerian Hukum dan HAM and Kementerian Imigrasi dan Pemasyarakatan"
        " (changed in October 2024, day not known)"
    ) in text
    assert "Called today: Kementerian Imigrasi dan Pemasyarakatan" in text


def test_a_programme_with_thirty_of_everything_is_read_in_twelve_questions(client, official, ministry):
    programme = make_programme(organiser=ministry)
    for place in range(1, 31):
        source = make_source(place, programme)
        agreement = make_agreement(ministry, make_organisation(), source=source)
        here = {"programme": programme, "position": place}
        ProgrammePlace.objects.create(facility=make_facility(), **here)
        ProgrammeRole.objects.create(role="partner", organisation=make_organisation(), **here)
        ProgrammeBasis.objects.create(agreement=agreement, **here)
        what = {"programme": programme, "source": source}
        topic = make_topic(programme, position=place)
        choice = {"used": True, "used_because": "x", "used_by": official, "used_at": datetime.now(UTC)}
        Figure.objects.create(topic=topic, measure="participants", unit="people", value=1, **choice, **what)
        Statement.objects.create(kind="quirk", position=place, text="x", **what)
        Milestone.objects.create(kind="opening", note="x", **what)
        FundingLine.objects.create(organisation=make_organisation(), **what)
    client.force_login(official)
    assert len(questions(client, programme.get_absolute_url())) <= 12
