"""Programmes made and mended on pages: by whose hand, as exactly as things are known, and never over another's edit."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from organisations.models import OrganisationName, Source
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
    Topic,
)
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
from tests.sheets import fields_of, with_row

NEW = reverse("programme_new")


@pytest.fixture
def ministry(db):
    return make_organisation("Kementerian Perindustrian")


@pytest.fixture
def official(ministry):
    return post(make_user(), Role.OFFICIAL, organisation=ministry)


@pytest.fixture
def at_desk(client, official):
    """The official's browser, in English."""
    client.force_login(official)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def own(ministry):
    """A programme of the official's ministry."""
    return make_programme("Pelatihan Batik", organiser=ministry)


def edit(programme: Programme, page: str = "edit") -> str:
    return reverse(f"programme_{page}", args=[programme.pk])


def opened(client, address: str) -> dict[str, str]:
    """What stands in the fields of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return fields_of(response)


def saved(client, address: str, sent: dict) -> None:
    """Send a form that is right."""
    response = client.post(address, sent)
    assert response.status_code == 302, complaints(response)


def complaints(response) -> list[str]:
    """What is wrong with a form that came back."""
    sheet = response.context["sheet"]
    return [sentence for _place, sentence in sheet.errors] + sheet.conflicts


def added(client, programme: Programme, page: str, **entries: str) -> None:
    """Add one row on a page of rows, and save."""
    address = edit(programme, page)
    saved(client, address, with_row(client, address, opened(client, address), page, **entries))


# Whose it becomes ------------------------------------------------------------------------------------------


def test_a_title_is_enough_and_the_officials_organisation_becomes_the_organiser(at_desk, ministry):
    saved(at_desk, NEW, opened(at_desk, NEW) | {"title": "Pelatihan Batik"})
    programme = Programme.objects.get()
    assert (programme.title, programme.kind, programme.women_only) == ("Pelatihan Batik", "course", None)
    assert list(programme.roles.values_list("role", "organisation", "addition")) == [("organiser", ministry.pk, True)]
    assert not programme.places.exists()


def test_what_facility_staff_enter_runs_at_their_facility(client, registrar, tangerang):
    client.force_login(registrar)
    saved(client, NEW, opened(client, NEW) | {"title": "Kelas jahit"})
    assert list(Programme.objects.get().places.values_list("facility", "addition")) == [(tangerang.pk, True)]


def test_whoever_serves_at_two_places_says_for_which(client, registrar, tangerang, cipinang):
    post(registrar, Role.REGISTRAR, facility=cipinang)
    client.force_login(registrar)
    saved(client, NEW, opened(client, NEW) | {"title": "Kelas jahit", "own_part": f"Facility-{cipinang.pk}"})
    assert list(Programme.objects.get().places.values_list("facility", flat=True)) == [cipinang.pk]


def test_an_organiser_below_the_own_organisation_that_was_typed_is_enough(at_desk, ministry):
    below = make_organisation("Ditjen IKMA", parent=ministry)
    sent = opened(at_desk, NEW) | {"title": "Batik", "roles-0-role": "organiser", "roles-0-organisation": "ditjen ikma"}
    saved(at_desk, NEW, sent)
    assert list(ProgrammeRole.objects.values_list("organisation", flat=True)) == [below.pk]


def test_no_edit_takes_a_programme_out_of_the_hands_of_its_editor(at_desk, own):
    sent = opened(at_desk, edit(own)) | {"roles-0-DELETE": "on", "title": "Judul baru"}
    response = at_desk.post(edit(own), sent)
    assert complaints(response)[0].startswith("Without your facility among the places")
    own.refresh_from_db()
    assert (own.title, own.roles.count()) == ("Pelatihan Batik", 1)


def test_nobody_mends_what_another_organises_and_who_keeps_agreements_mends_none(at_desk, client, cipinang):
    others = make_programme("Milik lain", organiser=make_organisation("Lain"), facility=cipinang)
    assert {at_desk.get(edit(others, page)).status_code for page in ("edit", "figures", "settle", "funding")} == {404}
    client.force_login(post(make_user(), Role.AGREEMENTS))
    assert {client.get(edit(others, page)).status_code for page in ("edit", "figures", "settle", "funding")} == {403}


# What is typed ---------------------------------------------------------------------------------------------


def test_three_topics_two_bodies_a_place_an_agreement_and_a_source_in_one_sheet(at_desk, ministry):
    foundation, prison = make_organisation("Yayasan Batik Indonesia"), make_facility(name="Lapas Kelas IIB Contoh")
    OrganisationName.objects.create(organisation=prison.organisation, name="Lapas Lama", kind="alias")
    agreement = make_agreement(ministry, foundation, title="Nota Kesepahaman")
    sent = opened(at_desk, NEW) | {
        "title": "Bimbingan teknis",
        "actual_start": "17/07/2023",
        "actual_end": "Juli 2023",
        "planned_start": "2023",
        "women_only": "yes",
        "topics-0-name": "Batik",
        "roles-0-role": "partner",
        "roles-0-organisation": "yayasan batik",
    }
    for topic in ("Kain", "Pangan"):
        sent = with_row(at_desk, NEW, sent, "topics", name=topic)
    sent = with_row(at_desk, NEW, sent, "roles", role="trainer", name_as_printed="Ibu Sari, perajin")
    sent = with_row(at_desk, NEW, sent, "places", facility="lapas lama", mode="on_site", city="Contoh")
    sent = with_row(at_desk, NEW, sent, "bases", agreement=str(agreement.pk), relation="tindak lanjut")
    sent = with_row(at_desk, NEW, sent, "sources", source="https://contoh.id/berita")
    saved(at_desk, NEW, sent)
    programme = Programme.objects.get()
    days = (programme.actual_start, programme.actual_start_precision, programme.actual_end, programme.planned_start)
    assert days == (date(2023, 7, 17), "d", date(2023, 7, 1), date(2023, 1, 1))
    assert (programme.actual_end_precision, programme.planned_start_precision) == ("m", "y")
    assert programme.women_only is True
    assert list(programme.topics.values_list("position", "name", "addition")) == [
        (1, "Batik", True),
        (2, "Kain", True),
        (3, "Pangan", True),
    ]
    assert list(
        programme.roles.order_by("role").values_list("role", "organisation", "name_as_printed", "position")
    ) == [
        ("organiser", ministry.pk, "", 1),
        ("partner", foundation.pk, "", 1),
        ("trainer", None, "Ibu Sari, perajin", 1),
    ]
    assert list(programme.places.values_list("facility", "mode", "city")) == [(prison.pk, "on_site", "Contoh")]
    assert list(programme.bases.values_list("agreement", "relation")) == [(agreement.pk, "tindak lanjut")]
    assert list(programme.sources.values_list("address", flat=True)) == ["https://contoh.id/berita"]


def test_an_added_row_needs_no_reload_and_judges_nothing(at_desk):
    sent = opened(at_desk, NEW) | {"actual_start": "kapan-kapan", "add": "topics"}
    part = at_desk.post(NEW, sent, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section class="row-set" id="rows-topics"')
    whole = at_desk.post(NEW, sent)
    assert complaints(whole) == []
    assert fields_of(whole)["actual_start"] == "kapan-kapan"


def test_a_form_comes_back_filled_with_what_is_wrong_in_each_row(at_desk):
    sent = opened(at_desk, NEW) | {
        "title": "",
        "actual_start": "14/03/2023",
        "actual_end": "2022",
        "roles-0-role": "partner",
        "roles-0-organisation": "Tidak ada",
        "topics-0-name_in_full": "Tanpa nama",
    }
    response = at_desk.post(NEW, sent)
    assert complaints(response) == [
        "Title: Not filled in yet.",
        "End: The end is before the start.",
        "Topic 1, Name: Not filled in yet.",
        "Body 1, Organisation: No organisation has this name: Tidak ada. Write another name of it, or make it first.",
    ]
    back = fields_of(response)
    assert {name: back[name] for name in sent if name != "csrfmiddlewaretoken"} == {
        name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"
    }
    assert not Programme.objects.exists()


@pytest.mark.parametrize(
    ("prefix", "entries", "sentence"),
    [
        ("roles", {"role": "partner"}, "Name the body: choose the organisation or type it as printed."),
        ("places", {"city": "Contoh"}, "Say where: choose the facility or type the place as printed."),
        ("sources", {"source": "https://"}, "Address or title: This is no address of a page: https://."),
    ],
)
def test_a_row_that_says_too_little_gets_the_sentence_of_its_rule(at_desk, prefix, entries, sentence):
    sent = with_row(at_desk, NEW, opened(at_desk, NEW) | {"title": "Batik"}, prefix, **entries)
    (complaint,) = complaints(at_desk.post(NEW, sent))
    assert sentence in complaint


def test_the_same_agreement_or_source_twice_is_a_slip_of_the_hand(at_desk, own, ministry):
    agreement = make_agreement(ministry, title="Nota")
    sent = opened(at_desk, edit(own))
    for _twice in range(2):
        sent = with_row(at_desk, edit(own), sent, "bases", agreement=str(agreement.pk))
        sent = with_row(at_desk, edit(own), sent, "sources", source="https://contoh.id/sama")
    assert complaints(at_desk.post(edit(own), sent)) == [
        "Agreement 2, Agreement: The programme rests on this agreement already.",
        "Source 2, Address or title: This source is linked already.",
    ]


def test_an_agreement_that_the_editor_may_not_read_cannot_be_chosen(at_desk, own):
    hidden = make_agreement(make_organisation("Lain"), make_organisation("Lain lagi"), title="Rahasia")
    page = at_desk.post(edit(own), opened(at_desk, edit(own)) | {"add": "bases"}).content.decode()
    assert "Rahasia" not in page
    sent = with_row(at_desk, edit(own), opened(at_desk, edit(own)), "bases", agreement=str(hidden.pk))
    assert at_desk.post(edit(own), sent).status_code == 200
    assert not ProgrammeBasis.objects.exists()


def test_what_is_opened_and_saved_unchanged_stays_as_it_was(at_desk, own, ministry, tangerang):
    twin = make_organisation("Dinas Sosial")
    ProgrammeRole.objects.create(programme=own, role="partner", position=1, organisation=twin)
    make_organisation("Dinas Sosial")
    ProgrammePlace.objects.create(programme=own, position=1, facility=tangerang, name_as_printed="LPP Tangerang")
    make_topic(own, "Batik")
    source = Source.objects.create(title="Laporan tahunan")
    ProgrammeSource.objects.create(programme=own, source=source, position=1)
    before = [list(model.objects.order_by("pk").values()) for model in (ProgrammeRole, ProgrammePlace, Topic, Source)]
    saved(at_desk, edit(own), opened(at_desk, edit(own)))
    after = [list(model.objects.order_by("pk").values()) for model in (ProgrammeRole, ProgrammePlace, Topic, Source)]
    assert after == before


def test_a_body_that_gets_another_role_goes_to_the_end_of_that_role(at_desk, own):
    for name in ("Mitra A", "Mitra B"):
        position = own.roles.filter(role="partner").count() + 1
        ProgrammeRole.objects.create(programme=own, role="partner", position=position, name_as_printed=name)
    ProgrammeRole.objects.create(programme=own, role="trainer", position=1, name_as_printed="Pelatih")
    sent = opened(at_desk, edit(own))
    place = next(name.split("-")[1] for name, value in sent.items() if value == "Mitra A")
    saved(at_desk, edit(own), sent | {f"roles-{place}-role": "trainer"})
    assert list(own.roles.filter(role="trainer").values_list("position", "name_as_printed")) == [
        (1, "Pelatih"),
        (2, "Mitra A"),
    ]


def test_a_topic_that_has_figures_or_classes_is_not_removed(at_desk, own, registrar, tangerang):
    counted, taught = make_topic(own, "Batik"), make_topic(own, "Kain", 2)
    Figure.objects.create(programme=own, topic=counted, measure="participants", unit="people", value=30)
    with acting(registrar, tangerang):
        make_session(tangerang, programme=own, topic=taught)
    for place, name in enumerate(("Batik", "Kain")):
        response = at_desk.post(edit(own), opened(at_desk, edit(own)) | {f"topics-{place}-DELETE": "on"})
        assert f"“{name}” has figures or classes." in complaints(response)[0]
    assert own.topics.count() == 2


def test_two_peoples_edits_never_overwrite_each_other_silently(at_desk, own):
    mine = opened(at_desk, edit(own)) | {"title": "Judul saya"}
    Programme.objects.filter(pk=own.pk).update(women_only=True)
    make_topic(own, "Topik orang lain")
    response = at_desk.post(edit(own), mine)
    assert complaints(response) == ["Women only is now: yes", "Topics: rows were added, changed or removed."]
    again = fields_of(response)
    assert again["title"] == "Judul saya"
    saved(at_desk, edit(own), again)
    own.refresh_from_db()
    assert (own.title, own.topics.get().name) == ("Judul saya", "Topik orang lain")


# Statements, milestones, funding ---------------------------------------------------------------------------


def test_a_statement_keeps_the_words_and_the_language_of_its_source(at_desk, own):
    source = Source.objects.create(address="https://contoh.id/berita")
    ProgrammeSource.objects.create(programme=own, source=source, position=1)
    entries = {"kind": "products", "text": "baju batik", "language": "id", "said_by": str(source.pk)}
    added(at_desk, own, "statements", **entries)
    kept = Statement.objects.get()
    assert (kept.kind, kept.text, kept.language, kept.source, kept.position, kept.addition) == (
        "products", "baju batik", "id", source, 1, True,
    )  # fmt: skip
    assert '<span lang="id">baju batik</span>' in at_desk.get(own.get_absolute_url()).content.decode()


def test_another_source_that_a_row_names_becomes_one_of_the_programmes(at_desk, own):
    for text in ("satu", "dua"):
        added(at_desk, own, "statements", kind="quirk", text=text, another="https://contoh.id/lain")
    assert Source.objects.count() == 1
    assert list(own.source_links.values_list("source__address", "addition")) == [("https://contoh.id/lain", True)]


def test_a_planned_and_an_actual_opening_stand_apart_each_as_exactly_as_known(at_desk, own):
    added(at_desk, own, "milestones", kind="opening", basis="planned", day="Juli 2023")
    added(at_desk, own, "milestones", kind="opening", basis="actual", day="17/07/2023", note="oleh Dirjen")
    assert list(Milestone.objects.order_by("pk").values_list("basis", "day", "day_precision")) == [
        ("planned", date(2023, 7, 1), "m"),
        ("actual", date(2023, 7, 17), "d"),
    ]
    page = at_desk.get(own.get_absolute_url()).content.decode()
    assert page.index("July 2023 <span") < page.index("17 July 2023 <span") < page.index("oleh Dirjen")


def test_a_milestone_without_day_and_words_says_nothing(at_desk, own):
    address = edit(own, "milestones")
    sent = with_row(at_desk, address, opened(at_desk, address), "milestones", kind="closing")
    assert complaints(at_desk.post(address, sent)) == [
        "Milestone 1, Give the milestone a day, or say in words what is known of it."
    ]


def test_who_pays_is_kept_though_the_amount_is_not_known(at_desk, own, ministry):
    added(at_desk, own, "funding", organisation="perindustrian", kind="state")
    added(at_desk, own, "funding", name_as_printed="CSR Contoh", amount="150,000,000", currency="idr")
    assert list(FundingLine.objects.order_by("pk").values_list("organisation", "amount", "currency")) == [
        (ministry.pk, None, "IDR"),
        (None, 150_000_000, "IDR"),
    ]
    page = at_desk.get(own.get_absolute_url()).content.decode()
    assert "IDR 150,000,000" in page and 'Amount: <span class="unknown">not known</span>' in page


# A standing unit ------------------------------------------------------------------------------------------


def test_a_standing_work_unit_runs_on_without_an_end(at_desk, ministry):
    sent = opened(at_desk, NEW) | {"title": "Unit jahit", "kind": "standing", "actual_start": "2019"}
    saved(at_desk, NEW, sent)
    page = at_desk.get(Programme.objects.get().get_absolute_url()).content.decode()
    assert "none: it runs on" in page and "Running</span>" in page


# Cost -----------------------------------------------------------------------------------------------------


def test_pages_of_rows_cost_as_many_questions_for_thirty_rows_as_for_one(at_desk, ministry):
    def build(how_many: int) -> Programme:
        programme = make_programme(organiser=ministry)
        for place in range(1, how_many + 1):
            here = {"programme": programme, "position": place}
            source = Source.objects.create(title=f"Sumber {programme.pk} {place}")
            ProgrammeSource.objects.create(source=source, **here)
            ProgrammeRole.objects.create(role="partner", organisation=make_organisation(), **here)
            ProgrammePlace.objects.create(facility=make_facility(), **here)
            topic = make_topic(programme, position=place)
            what = {"programme": programme, "source": source}
            Figure.objects.create(topic=topic, measure="participants", unit="people", value=1, **what)
            Statement.objects.create(kind="quirk", position=place, text="x", **what)
            Milestone.objects.create(kind="opening", note="x", **what)
            FundingLine.objects.create(organisation=make_organisation(), **what)
        return programme

    few, many = build(1), build(30)
    asked = {
        page: [len(questions(at_desk, edit(one, page))) for one in (few, many)]
        for page in ("edit", "figures", "statements", "milestones", "funding", "history")
    }
    assert {page: counts[0] - counts[1] for page, counts in asked.items()} == dict.fromkeys(asked, 0), asked
