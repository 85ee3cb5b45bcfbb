"""Names as printed: recognised by names kept as data, else decided once by a person; never guessed."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from organisations.choices import NameKind
from organisations.models import AgreementParty, Organisation, OrganisationName
from organisations.services.joins import join
from programs.models import NameDecision, PrintedName, Programme, ProgrammePlace, ProgrammeRole
from programs.services.linking import leave_as_printed, link, make_and_link, undo
from tests.counting import questions
from tests.factories import make_facility, make_organisation, make_user, post
from tests.loading_entries import agreement, entry
from tests.raw import refused, run, works_for_the_owner

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


@pytest.fixture
def keeper(db):
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


def lines(**which) -> list[tuple]:
    """The lines of the list: name, roles, parties, places."""
    found = PrintedName.objects.to_link().filter(**which).order_by("name")
    return list(found.values_list("name", "roles", "parties", "places"))


def two_programmes(load):
    """A foundation that two programmes and an agreement print, once in other capitals."""
    load(
        entry(organiser="Yayasan Batik", partners=[], agreement=agreement("PKS", ["Yayasan Batik", "B"])),
        entry(id="T2", organiser="YAYASAN  BATIK", partners=["Yayasan Batik"]),
    )


# Several names, one facility --------------------------------------------------------------------------------


def test_a_prison_under_three_names_is_one_facility_and_a_fourth_is_not_guessed(load):
    prison = make_facility("lpp-contoh", name="LPP Contoh")
    for name in ("Lembaga Pemasyarakatan Perempuan Contoh", "Lapas Wanita Contoh"):
        OrganisationName.objects.create(organisation=prison.organisation, name=name, kind=NameKind.ALIAS)
    names = [
        "LPP Contoh",
        "Lembaga Pemasyarakatan Perempuan Contoh",
        "Lapas  wanita CONTOH",
        "Lapas Perempuan Contoh",
    ]
    load(*(entry(id=f"T{n}", prison=name, organiser=None, partners=[]) for n, name in enumerate(names)))
    places = ProgrammePlace.objects.order_by("programme__reference")
    assert list(places.values_list("name_as_printed", flat=True)) == names
    assert list(places.values_list("facility", flat=True)) == [prison.pk] * 3 + [None]
    assert lines() == [("Lapas Perempuan Contoh", 0, 0, 1)]


# The list ---------------------------------------------------------------------------------------------------


def test_a_name_is_one_line_with_where_it_occurs(load):
    two_programmes(load)
    assert lines(name__icontains="batik") == [("YAYASAN  BATIK", 1, 0, 0), ("Yayasan Batik", 2, 1, 0)]


def test_the_list_shows_the_most_frequent_first_and_can_be_searched(client, keeper, load):
    two_programmes(load)
    client.force_login(keeper)
    shown = client.get(reverse("to_link"))
    assert [row.name for row in shown.context["rows"]][:2] == ["Yayasan Batik", "Lapas Kelas IIB Contoh"]
    found = client.get(reverse("to_link"), {"q": "yayasan"})
    assert {row.name for row in found.context["rows"]} == {"Yayasan Batik", "YAYASAN  BATIK"}
    nothing = client.get(reverse("to_link"), {"q": "tak ada"})
    assert "tak ada" in nothing.content.decode()


def test_the_list_asks_no_more_for_more_names(client, keeper, load):
    client.force_login(keeper)
    load(entry(partners=["A"]))
    few = questions(client, reverse("to_link"))
    load(entry(partners=[f"Badan {n}" for n in range(40)]))
    many = questions(client, reverse("to_link"))
    assert (len(many) - len(few), len(many) <= 12) == (0, True)


# Deciding ---------------------------------------------------------------------------------------------------


def test_linking_one_name_links_every_occurrence_and_later_loads(load, keeper):
    two_programmes(load)
    body = make_organisation("Yayasan Batik Indonesia")
    decision = link("Yayasan Batik", to=body, by=keeper, at=AT)
    assert list(ProgrammeRole.objects.values_list("organisation", flat=True)) == [body.pk] * 3
    assert AgreementParty.objects.get(name_as_printed="Yayasan Batik").organisation == body
    assert set(ProgrammeRole.objects.values_list("name_as_printed", flat=True)) == {"Yayasan Batik", "YAYASAN  BATIK"}
    assert lines(name__icontains="batik") == []
    assert (decision.alias.name, decision.alias.kind) == ("Yayasan Batik", "alias")
    load(entry(id="T3", organiser="yayasan batik", partners=[]))
    assert ProgrammeRole.objects.get(programme__reference="T3").organisation == body


def test_a_name_that_two_bodies_have_means_the_one_that_was_decided(load, keeper):
    twins = [make_organisation("Yayasan Batik") for _ in range(2)]
    two_programmes(load)
    assert link("Yayasan Batik", to=twins[1], by=keeper, at=AT).alias is None
    load(entry(id="T3", organiser="Yayasan Batik", partners=[]))
    assert ProgrammeRole.objects.get(programme__reference="T3").organisation == twins[1]


def test_a_place_is_linked_to_a_facility_and_to_nothing_else(load, keeper):
    load(entry(prison="Lapas Lama", organiser="Lapas Lama"))
    with pytest.raises(ValidationError, match="Dinas"):
        link("Lapas Lama", to=make_organisation("Dinas"), by=keeper, at=AT)
    assert (NameDecision.objects.count(), ProgrammeRole.objects.filter(organisation=None).count()) == (0, 3)
    prison = make_facility("lapas-baru", name="Lapas Baru")
    link("Lapas Lama", to=prison.organisation, by=keeper, at=AT)
    assert ProgrammePlace.objects.get().facility == prison
    assert ProgrammeRole.objects.get(role="organiser").organisation == prison.organisation


def test_an_organisation_is_made_from_a_name(load, keeper):
    two_programmes(load)
    decision = make_and_link("Yayasan Batik", called="Yayasan Batik Indonesia", kind="foundation", by=keeper, at=AT)
    names = OrganisationName.objects.filter(organisation=decision.organisation).order_by("kind")
    assert list(names.values_list("name", "kind")) == [
        ("Yayasan Batik", "alias"),
        ("Yayasan Batik Indonesia", "official"),
    ]
    assert ProgrammeRole.objects.filter(organisation=decision.organisation).count() == 3


def test_several_bodies_in_one_string_stay_as_printed_with_the_reason(load, keeper):
    load(entry(organiser="Dinas A, B dan C", partners=[]))
    leave_as_printed("Dinas A, B dan C", reason="Tiga badan", by=keeper, at=AT)
    assert lines(name__startswith="Dinas") == []
    assert load(entry(organiser="Dinas A, B dan C", partners=[])).changed == {}
    assert ProgrammeRole.objects.get().organisation is None


def test_a_name_is_decided_once(load, keeper):
    two_programmes(load)
    leave_as_printed("Yayasan Batik", reason="x", by=keeper, at=AT)
    with pytest.raises(ValidationError) as refused_with:
        link("Yayasan Batik", to=make_organisation("Badan"), by=keeper, at=AT)
    assert refused_with.value.code == "namedecision_one_of_a_name"


# Undoing ----------------------------------------------------------------------------------------------------


def test_undoing_makes_everything_as_it_was_also_what_a_later_load_linked(load, keeper):
    two_programmes(load)
    body = make_organisation("Yayasan Batik Indonesia")
    before = lines()
    decision = link("Yayasan Batik", to=body, by=keeper, at=AT)
    load(entry(id="T3", organiser="Yayasan Batik", partners=[], prison="Yayasan Lain"))
    undo(decision.pk, reason="Salah", by=keeper, at=AT)
    assert list(body.names.values_list("name", flat=True)) == ["Yayasan Batik Indonesia"]
    assert ProgrammeRole.objects.filter(organisation=body).count() == 0
    Programme.objects.get(reference="T3").delete()
    assert lines() == before
    decision.refresh_from_db()
    assert (decision.undone_because, decision.organisation) == ("Salah", body)
    with pytest.raises(ValidationError) as refused_with:
        undo(decision.pk, reason="Salah", by=keeper, at=AT)
    assert refused_with.value.code == "undone"


def test_undoing_leaves_other_names_of_the_organisation_linked(load, keeper):
    two_programmes(load)
    body = make_organisation("B")
    AgreementParty.objects.filter(name_as_printed="B").update(organisation=body)
    decision = link("Yayasan Batik", to=body, by=keeper, at=AT)
    undo(decision.pk, reason="Salah", by=keeper, at=AT)
    assert AgreementParty.objects.get(name_as_printed="B").organisation == body


def test_undoing_removes_the_organisation_that_was_made_unless_other_facts_stand_with_it(load, keeper):
    two_programmes(load)
    made = {"called": "Yayasan Batik", "kind": "foundation", "by": keeper, "at": AT}
    first = make_and_link("Yayasan Batik", **made)
    undo(first.pk, reason="Salah", by=keeper, at=AT)
    assert Organisation.objects.count() == 0
    second = make_and_link("Yayasan Batik", **made)
    OrganisationName.objects.create(organisation=second.organisation, name="YB", kind=NameKind.ALIAS)
    with pytest.raises(ValidationError) as refused_with:
        undo(second.pk, reason="Salah", by=keeper, at=AT)
    assert refused_with.value.code == "in_use"
    assert ProgrammeRole.objects.filter(organisation=second.organisation).count() == 3


def test_a_decision_follows_an_organisation_into_another_record(load, keeper):
    two_programmes(load)
    one, other = make_organisation("Yayasan Batik Indonesia"), make_organisation("YBI")
    link("Yayasan Batik", to=one, by=keeper, at=AT)
    join(one.pk, into=other.pk, by=keeper, reason="Sama", at=AT)
    load(entry(id="T3", organiser="Yayasan Batik", partners=[]))
    assert ProgrammeRole.objects.get(programme__reference="T3").organisation == other


# Pages ------------------------------------------------------------------------------------------------------


def open_name(client, keeper, name="Yayasan Batik"):
    client.force_login(keeper)
    client.cookies["language"] = "en"
    address = PrintedName.objects.get(name=name).get_absolute_url()
    return address, client.get(address)


def test_near_names_are_proposed_and_never_linked_by_themselves(client, keeper, load):
    two_programmes(load)
    near, _far = make_organisation("Yayasan Batik Indonesia"), make_organisation("Kementerian Perindustrian")
    address, shown = open_name(client, keeper)
    assert [choice for choice, _words in shown.context["forms"]["link"].fields["proposed"].choices] == [
        str(near.pk),
        "another",
    ]
    assert ProgrammeRole.objects.exclude(organisation=None).count() == 0
    answer = client.post(address, {"act": "link", "proposed": str(near.pk)})
    assert (answer.status_code, answer.url) == (302, reverse("to_link"))
    assert ProgrammeRole.objects.filter(organisation=near).count() == 3


def test_an_organisation_is_found_by_any_name_it_has(client, keeper, load):
    two_programmes(load)
    body = make_organisation("Perkumpulan Lain")
    OrganisationName.objects.create(organisation=body, name="PL", kind=NameKind.ALIAS)
    address, _shown = open_name(client, keeper)
    client.post(address, {"act": "link", "proposed": "another", "organisation": "pl"})
    assert ProgrammeRole.objects.filter(organisation=body).count() == 3


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"act": "link"}, "Tick an organisation or write one of its names."),
        ({"act": "link", "organisation": "tak ada"}, "No organisation has this name: tak ada."),
        ({"act": "make", "called": "", "kind": "company"}, "Not filled in yet."),
        ({"act": "make", "called": "X", "kind": "planet"}, "planet"),
        ({"act": "stays", "reason": " "}, "Not filled in yet."),
    ],
)
def test_what_cannot_be_decided_comes_back_with_a_sentence(client, keeper, load, sent, sentence):
    two_programmes(load)
    address, _shown = open_name(client, keeper)
    answer = client.post(address, sent)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert NameDecision.objects.count() == 0


def test_a_ticked_and_another_written_organisation_are_no_answer(client, keeper, load):
    two_programmes(load)
    near = make_organisation("Yayasan Batik Indonesia")
    make_organisation("Kementerian Lain")
    address, _shown = open_name(client, keeper)
    answer = client.post(address, {"act": "link", "proposed": str(near.pk), "organisation": "Kementerian Lain"})
    assert "One organisation is ticked and another is written." in answer.content.decode()


def test_a_place_offers_facilities_alone_and_no_organisation_to_be_made(client, keeper, load):
    load(entry(prison="Lapas Lama Contoh", organiser=None, partners=[]))
    make_organisation("Lapas Lama Contoh Jaya")
    prison = make_facility("lapas-lama", name="Lapas Lama Contoh Baru")
    address, shown = open_name(client, keeper, "Lapas Lama Contoh")
    choices = [choice for choice, _words in shown.context["forms"]["link"].fields["proposed"].choices]
    assert choices == [str(prison.organisation_id), "another"]
    assert "make" not in shown.context["forms"]
    assert client.post(address, {"act": "make", "called": "X", "kind": "other"}).status_code == 200
    assert NameDecision.objects.count() == 0


def test_a_decision_stands_in_a_list_and_is_undone_there_with_a_reason(client, keeper, load):
    two_programmes(load)
    address, _shown = open_name(client, keeper)
    client.post(address, {"act": "stays", "reason": "Tiga badan"})
    assert client.get(address).status_code == 404
    shown = client.get(reverse("names_decided")).content.decode()
    assert ("Yayasan Batik" in shown, "Tiga badan" in shown) == (True, True)
    undoing = reverse("name_undo", args=[NameDecision.objects.get().pk])
    assert "Not filled in yet." in client.post(undoing, {}).content.decode()
    assert client.post(undoing, {"reason": "Salah"}).url == reverse("to_link")
    assert client.get(undoing).status_code == 404
    assert client.get(address).status_code == 200


def test_a_registrar_decides_about_no_name(client, registrar, load):
    two_programmes(load)
    client.force_login(registrar)
    for address in (reverse("to_link"), PrintedName.objects.first().get_absolute_url()):
        assert client.get(address).status_code == 403


# Rules in the database --------------------------------------------------------------------------------------

INSERT = "INSERT INTO programs_namedecision (id, name, made, reason, at, by_id, undone_because{}) VALUES {}"
ATTACKS = [
    ("one_of_a_name", INSERT.format("", "(gen_random_uuid(), 'A', false, 'x', now(), %(by)s, '')")),
    ("links_or_says_why_not", INSERT.format("", "(gen_random_uuid(), 'B', false, '', now(), %(by)s, '')")),
    (
        "undone_by_somebody",
        INSERT.format(", undone_at", "(gen_random_uuid(), 'C', false, 'x', now(), %(by)s, 'y', now())"),
    ),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("rule", "sql"), ATTACKS, ids=[rule for rule, _sql in ATTACKS])
def test_the_database_refuses_what_no_decision_may_be(keeper, rule, sql):
    leave_as_printed("A", reason="x", by=keeper, at=AT)
    name, by = f"namedecision_{rule}", {"by": keeper.pk}
    gone = (
        f"DROP INDEX {name}" if rule == "one_of_a_name" else f"ALTER TABLE programs_namedecision DROP CONSTRAINT {name}"
    )
    assert refused(sql, by) == name
    assert works_for_the_owner(sql, by, actor=keeper.pk, after=gone) == ""


def test_the_application_reads_the_view_and_cannot_write_it(load):
    load(entry())
    assert run("SELECT count(*) FROM programs_printedname") == [(4,)]
    assert refused("UPDATE programs_printedname SET name = 'x'") == "55000"
