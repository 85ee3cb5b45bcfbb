"""Two records of one body become one: nothing is lost, nothing points nowhere, and it is known how it was before."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from organisations.choices import NameKind, OrganisationKind
from organisations.models import (
    AgreementParty,
    Facility,
    Organisation,
    OrganisationJoin,
    OrganisationName,
    Posting,
    Succession,
)
from organisations.services.joins import check, holdings, join, name_of, references
from programs.models import FundingLine, NameDecision, ProgrammeRole
from tests.factories import NOW, make_agreement, make_facility, make_organisation, make_programme, make_user, post
from tests.raw import run

IN_THE_CATALOGUE = """
    SELECT c.conrelid::regclass::text || '.' || a.attname
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND c.confrelid = 'organisations_organisation'::regclass"""


@pytest.fixture
def keeper(db):
    return post(make_user("agreements.admin", name="Penjaga"), Role.AGREEMENTS)


def joined(gone, kept, keeper, reason="Sama") -> OrganisationJoin:
    return join(gone.pk, into=kept.pk, by=keeper, reason=reason, at=NOW)


def names(organisation) -> list[tuple]:
    rows = OrganisationName.objects.filter(organisation=organisation).order_by("kind", "name")
    return [(row.name, row.kind, row.short, row.valid_until) for row in rows]


def full_record() -> Organisation:
    """A record to which something points from every column that can."""
    kept_before, parent = make_organisation("Induk"), make_organisation("Di atasnya")
    gone = make_organisation("Rekaman Kedua", parent=parent)
    make_organisation("Di bawahnya", parent=gone)
    Facility.objects.create(organisation=gone, code="lapas-satu", name="Lapas Satu", kind="lapas")
    make_agreement(gone)
    FundingLine.objects.create(programme=make_programme(organiser=gone), organisation=gone)
    NameDecision.objects.create(name="Rekaman II", organisation=gone, by=make_user(), at=NOW)
    post(make_user(), Role.OFFICIAL, organisation=gone)
    Succession.objects.create(predecessor=kept_before, successor=gone, day=date(2010, 1, 1), day_precision="y")
    Succession.objects.create(
        predecessor=gone, successor=make_organisation("Kelak"), day=date(2020, 1, 1), day_precision="y"
    )
    joined(make_organisation("Rekaman Ketiga"), gone, make_user())
    return gone


def pointing(organisation: Organisation) -> dict[str, int]:
    return {
        name_of(one): one.related_model._base_manager.filter(**{one.field.name: organisation}).count()
        for one in references()
    }


def test_every_column_of_the_database_that_points_to_an_organisation_is_known(db):
    known = {f"{one.related_model._meta.db_table}.{one.field.column}" for one in references()}
    assert known == {column for (column,) in run(IN_THE_CATALOGUE)}


def test_everything_that_points_to_the_removed_record_points_to_the_one_that_stays(keeper):
    gone, kept = full_record(), make_organisation("Rekaman Pertama")
    of_gone, of_kept = pointing(gone), pointing(kept)
    assert all(of_gone.values()), "the record of this test must hold one of everything"
    act = joined(gone, kept, keeper)
    wanted = {name: of_gone[name] + of_kept[name] for name in of_gone}
    wanted["organisations.organisationjoin.kept"] += 1
    assert pointing(kept) == wanted
    assert pointing(gone) == dict.fromkeys(of_gone, 0)
    assert not Organisation.objects.filter(pk=gone.pk).exists()
    assert (act.removed, act.removed_name, act.reason, act.by) == (gone.pk, "Rekaman Kedua", "Sama", keeper)


def test_what_is_kept_of_the_act_tells_how_it_was(keeper):
    gone, kept = full_record(), make_organisation("Rekaman Pertama")
    roles = list(ProgrammeRole.objects.filter(organisation=gone).values_list("pk", flat=True))
    parties = list(AgreementParty.objects.filter(organisation=gone).values_list("pk", flat=True))
    postings = list(Posting.objects.filter(organisation=gone).values_list("pk", flat=True))
    parent, name = str(gone.parent_id), gone.names.get(name="Rekaman Kedua")
    before = joined(gone, kept, keeper).before
    assert before["organisation"]["parent_id"] == parent
    assert before["names"][str(name.pk)]["kind"] == NameKind.OFFICIAL
    moved = before["moved"]
    assert moved["programs.programmerole.organisation"] == [str(key) for key in roles]
    assert moved["organisations.agreementparty.organisation"] == [str(key) for key in parties]
    assert moved["organisations.posting.organisation"] == [str(key) for key in postings]


def test_an_official_name_that_finds_no_room_becomes_another_name_in_use(keeper):
    gone, kept = make_organisation("Kemenperin RI"), make_organisation("Kementerian Perindustrian")
    joined(gone, kept, keeper)
    assert names(kept) == [
        ("Kemenperin RI", "alias", "", None),
        ("Kementerian Perindustrian", "official", "", None),
    ]


def test_names_whose_days_leave_room_keep_them(keeper):
    gone, kept = Organisation.objects.create(), Organisation.objects.create()
    may = {"valid_from": date(2010, 5, 1), "valid_from_precision": "m"}
    OrganisationName.objects.create(organisation=kept, name="Baru", **may)
    until = {"valid_until": date(2010, 5, 1), "valid_until_precision": "m"}
    OrganisationName.objects.create(organisation=gone, name="Lama", **until)
    joined(gone, kept, keeper)
    assert names(kept) == [("Baru", "official", "", None), ("Lama", "official", "", date(2010, 5, 1))]


def test_the_same_name_stands_once_and_takes_what_it_lacks(keeper):
    gone, kept = make_organisation("Yayasan Batik"), make_organisation("Yayasan Batik")
    gone.names.update(short="YB")
    OrganisationName.objects.create(organisation=gone, name="Batik", kind="alias", short="B")
    OrganisationName.objects.create(organisation=kept, name="Batik", kind="alias", short="BTK")
    act = joined(gone, kept, keeper)
    assert names(kept) == [
        ("B", "alias", "", None),
        ("Batik", "alias", "BTK", None),
        ("Yayasan Batik", "official", "YB", None),
    ]
    assert [row["name"] for row in act.before["dropped"]["names"]] == ["Yayasan Batik"]


def test_a_succession_that_both_tell_of_stands_once(keeper):
    gone, kept, later = (make_organisation() for _ in range(3))
    for one in (gone, kept):
        Succession.objects.create(predecessor=one, successor=later, day=date(2010, 1, 1), day_precision="y")
    act = joined(gone, kept, keeper)
    assert Succession.objects.get().predecessor == kept
    assert len(act.before["dropped"]["successions"]) == 1


def test_what_only_the_removed_record_knew_of_itself_is_taken_over(keeper):
    parent = make_organisation()
    gone = make_organisation(kind=OrganisationKind.FOUNDATION, parent=parent)
    Organisation.objects.filter(pk=gone.pk).update(note="Dari surat 2019")
    kept = make_organisation(kind=OrganisationKind.OTHER)
    joined(gone, kept, keeper)
    kept.refresh_from_db()
    assert (kept.kind, kept.parent, kept.note) == (OrganisationKind.FOUNDATION, parent, "Dari surat 2019")


def part_of_the_other():
    one = make_organisation()
    return one, make_organisation(parent=make_organisation(parent=one))


def became_the_other():
    one, between, other = (make_organisation() for _ in range(3))
    for old, new in ((one, between), (between, other)):
        Succession.objects.create(predecessor=old, successor=new, day=date(2010, 1, 1), day_precision="y")
    return one, other


def two_facilities():
    return make_facility().organisation, make_facility().organisation


def itself():
    one = make_organisation()
    return one, one


@pytest.mark.parametrize("pair", [part_of_the_other, became_the_other, two_facilities, itself])
def test_records_that_cannot_be_one_body_are_left_as_they_are(pair, keeper):
    one, other = pair()
    for gone, kept in ((one, other), (other, one)):
        with pytest.raises(ValidationError) as refused:
            joined(gone, kept, keeper)
        assert refused.value.code == pair.__name__
        with pytest.raises(ValidationError):
            check(gone, kept)
    assert Organisation.objects.filter(pk__in=[one.pk, other.pk]).count() == len({one, other})


def test_a_record_that_was_joined_meanwhile_is_told(keeper):
    gone, kept = make_organisation(), make_organisation()
    joined(gone, kept, keeper)
    with pytest.raises(ValidationError) as refused:
        joined(gone, kept, keeper)
    assert refused.value.code == "gone"


def test_without_a_reason_nothing_is_joined(keeper):
    gone, kept = make_organisation(), make_organisation()
    with pytest.raises(ValidationError) as refused:
        joined(gone, kept, keeper, reason="")
    assert refused.value.code == "organisationjoin_has_reason"
    assert Organisation.objects.count() == 2


def test_the_old_address_leads_to_the_one_that_stays_however_often_it_moved(client, keeper):
    first, second, third = (make_organisation() for _ in range(3))
    joined(first, second, keeper)
    joined(second, third, keeper)
    client.force_login(keeper)
    for old in (first, second):
        answer = client.get(reverse("organisation", args=[old.pk]))
        assert (answer.status_code, answer.url) == (302, reverse("organisation", args=[third.pk]))


def test_an_outsider_is_not_told_where_a_record_went(client, keeper):
    gone, kept, own = (make_organisation() for _ in range(3))
    joined(gone, kept, keeper)
    client.force_login(post(make_user(), Role.OFFICIAL, organisation=own))
    assert client.get(reverse("organisation", args=[gone.pk])).status_code == 404


def test_holdings_count_every_kind_of_entry(keeper):
    gone = full_record()
    assert sum(holdings(gone)[gone.pk].values()) == sum(pointing(gone).values())


def test_two_records_are_compared_and_joined_on_a_page(client, keeper):
    gone, kept = make_organisation("Kemenperin RI"), make_organisation("Kementerian Perindustrian")
    make_agreement(gone)
    client.force_login(keeper)
    client.cookies["language"] = "en"
    address = reverse("organisation_join", args=[kept.pk]) + "?other=kemenperin"
    text = client.get(address).content.decode()
    assert "Kemenperin RI (Ministry), with 2 entries" in text
    assert client.post(address, {"stays": str(kept.pk), "reason": ""}).status_code == 200
    answer = client.post(address, {"stays": str(kept.pk), "reason": "Rekaman ganda"}, follow=True)
    assert "Kemenperin RI was joined into Kementerian Perindustrian" in answer.content.decode()
    assert OrganisationJoin.objects.get().reason == "Rekaman ganda"
    assert "Rekaman ganda" in answer.content.decode()
