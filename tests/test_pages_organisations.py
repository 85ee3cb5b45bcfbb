"""Organisations, facilities and sources on pages: found, read on a day, made and mended."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from organisations.models import Facility, Organisation, OrganisationName, Source, Succession
from tests.counting import questions
from tests.factories import make_agreement, make_facility, make_organisation, make_programme, make_user, post
from tests.raw import refused, run

LAW = "Kementerian Hukum dan Hak Asasi Manusia"
THREE = ["Kementerian Hukum", "Kementerian Hak Asasi Manusia", "Kementerian Imigrasi dan Pemasyarakatan"]
OCTOBER = {"day": date(2024, 10, 1), "day_precision": "m"}


@pytest.fixture
def keeper(db):
    """Who keeps the agreements."""
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


@pytest.fixture
def corrections(db):
    """Who answers for the facilities."""
    return post(make_user("official.corrections"), Role.CORRECTIONS)


@pytest.fixture
def law(db) -> Organisation:
    """The ministry that became three in October 2024."""
    old = make_organisation(LAW)
    old.names.update(short="Kemenkumham", valid_until=OCTOBER["day"], valid_until_precision="m")
    for name in THREE:
        new = make_organisation(name)
        new.names.update(valid_from=OCTOBER["day"], valid_from_precision="m")
        Succession.objects.create(predecessor=old, successor=new, **OCTOBER)
    return old


def read(client, user, name, *args, language="en", **query) -> str:
    client.force_login(user)
    client.cookies["language"] = language
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def send(client, user, page, *args, **entries):
    client.force_login(user)
    client.cookies["language"] = "en"
    return client.post(reverse(page, args=args), entries)


def listed(client, user, **query) -> list[tuple[str, str]]:
    client.force_login(user)
    client.cookies["language"] = "en"
    response = client.get(reverse("organisation_list"), query)
    return [(row.name, row.found_under) for row in response.context["rows"]]


def rows(prefix: str, *entries: dict, held: int = 0) -> dict:
    """The rows of a sheet as a browser sends them."""
    sent = {f"{prefix}-TOTAL_FORMS": len(entries), f"{prefix}-INITIAL_FORMS": held}
    for place, entry in enumerate(entries):
        sent |= {f"{prefix}-{place}-{name}": value for name, value in entry.items()}
    return sent


def official(name: str, **more) -> dict:
    return {"name": name, "kind": "official", **more}


# The page, on a day ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "there", "not_there"),
    [
        ("30/09/2024", [LAW], []),
        ("10/10/2024", [LAW, *THREE, "changed in October 2024, day not known"], []),
        ("Oktober 2024", [LAW, *THREE, "changed in October 2024, day not known"], []),
        ("24/11/2026", THREE, []),
    ],
)
def test_the_page_of_an_organisation_tells_its_name_on_a_chosen_day(on, there, not_there, client, keeper, law):
    client.force_login(keeper)
    client.cookies["language"] = "en"
    response = client.get(reverse("organisation", args=[law.pk]), {"on": on})
    called = response.context["called"]
    names = [name for name in there if name in (LAW, *THREE)]
    assert sorted(map(str, called)) == sorted(names)
    text = response.content.decode()
    assert all(words in text for words in there)
    assert sorted(map(str, response.context["called_today"])) == sorted(THREE)


def test_a_day_that_is_none_comes_back_with_a_sentence(client, keeper, law):
    assert "Write a day, a month or a year" in read(client, keeper, "organisation", law.pk, on="kapan-kapan")


def test_the_page_takes_as_many_questions_for_one_row_as_for_thirty(client, keeper, law):
    client.force_login(keeper)
    address = reverse("organisation", args=[law.pk]) + "?on=10/10/2024"
    make_agreement(law)
    make_programme(organiser=law)
    few = questions(client, address)
    for _n in range(30):
        make_organisation(parent=law)
        make_agreement(law, make_organisation())
    assert (len(few) <= 12, len(questions(client, address)) - len(few)) == (True, 0)


def test_what_it_became_and_what_is_below_it_and_its_facility_stand_there(client, keeper, law):
    facility = make_facility("lapas-satu", name="Lapas Satu", province="Banten")
    Organisation.objects.filter(pk=facility.organisation_id).update(parent=law)
    text = read(client, keeper, "organisation", law.pk)
    assert all(name in text for name in [*THREE, "Lapas Satu", "Facilities below it", "Banten"])
    assert "Holds" in read(client, keeper, "organisation", facility.organisation_id)


# The list --------------------------------------------------------------------------------------------------


def test_a_body_is_found_under_every_name_it_ever_had_and_the_list_says_under_which(client, keeper, law):
    OrganisationName.objects.create(organisation=law, name="Depkumham", kind="alias")
    new = Organisation.objects.get(names__name=THREE[2])
    new.names.create(name="Direktorat Lama", valid_until=date(2024, 9, 30), valid_until_precision="d")
    assert listed(client, keeper, q="kemenkum") == [(LAW, "formerly Kemenkumham")]
    assert listed(client, keeper, q="pkumh") == [(LAW, "also Depkumham")]
    assert listed(client, keeper, q="direktorat lama") == [(THREE[2], "formerly Direktorat Lama")]
    assert listed(client, keeper, q="imigrasi") == [(THREE[2], "")]
    assert listed(client, keeper, q="tidak ada") == []


def test_the_list_is_narrowed_by_kind_by_what_stands_above_and_to_facilities(client, keeper):
    ministry = make_organisation("Kementerian Satu")
    section = make_organisation("Direktorat", kind="directorate", parent=ministry)
    make_organisation("Bagian", kind="other", parent=section)
    facility = make_facility("lapas-satu", name="Lapas Satu")
    Organisation.objects.filter(pk=facility.organisation_id).update(parent=section)
    assert [name for name, _under in listed(client, keeper, kind="directorate")] == ["Direktorat"]
    under = [name for name, _under in listed(client, keeper, under="kementerian satu")]
    assert under == ["Bagian", "Direktorat", "Kementerian Satu", "Lapas Satu"]
    assert [name for name, _under in listed(client, keeper, under="kementerian satu", facility="on")] == ["Lapas Satu"]
    assert "No organisation has this name" in read(client, keeper, "organisation_list", under="entah")


def test_the_list_takes_as_many_questions_for_one_row_as_for_forty(client, keeper):
    top = make_organisation("Yayasan Satu")
    make_organisation(parent=top).names.create(name="Nama Lain", kind="alias")
    client.force_login(keeper)
    address = reverse("organisation_list") + "?q=lain&under=yayasan+satu"
    few = questions(client, address)
    for _n in range(40):
        make_organisation(parent=top).names.create(name="Nama Lain", kind="alias")
    assert (len(few) <= 12, len(questions(client, address)) - len(few)) == (True, 0)


# Made and mended -------------------------------------------------------------------------------------------


def test_an_organisation_is_made_with_its_names_and_what_it_became(client, keeper):
    later = make_organisation("Kementerian Baru")
    answer = send(
        client, keeper, "organisation_new", kind="ministry",
        **rows("names", official("Departemen Lama", valid_until="Oktober 2024"), {"name": "Deplam", "kind": "alias"}),
        **rows("became", {"successor": "kementerian baru", "day": "Oktober 2024"}),
    )  # fmt: skip
    made = Organisation.objects.get(names__name="Departemen Lama")
    assert (answer.status_code, answer.url) == (302, reverse("organisation", args=[made.pk]))
    name, step = made.names.get(kind="official"), made.became.get()
    assert (name.valid_until, name.valid_until_precision) == (date(2024, 10, 1), "m")
    assert (step.successor, step.day, step.day_precision) == (later, date(2024, 10, 1), "m")
    assert made.names.count() == 2


def test_without_a_name_nothing_is_made_and_what_was_typed_comes_back(client, keeper):
    answer = send(
        client, keeper, "organisation_new", kind="company", note="Catatan", **rows("names", {}), **rows("became")
    )
    assert answer.status_code == 200
    assert "Catatan" in answer.content.decode()
    assert Organisation.objects.count() == 0


def test_a_name_is_ended_and_the_next_one_begun_at_once(client, keeper):
    body = make_organisation("Nama Lama")
    held = body.names.get()
    answer = send(
        client, keeper, "organisation_edit", body.pk, kind="ministry",
        **rows(
            "names",
            official("Nama Lama", id=held.pk, valid_until="Mei 2010"),
            official("Nama Baru", valid_from="Mei 2010"),
            held=1,
        ),
        **rows("became"),
    )  # fmt: skip
    assert answer.status_code == 302
    assert [str(name) for name in body.names.order_by("pk")] == ["Nama Lama", "Nama Baru"]


def test_two_names_may_swap_their_days(client, keeper):
    body = make_organisation("Satu")
    body.names.update(valid_until=date(2010, 12, 31), valid_until_precision="d")
    one = body.names.get()
    two = body.names.create(name="Dua", valid_from=date(2011, 1, 1), valid_from_precision="d")
    answer = send(
        client, keeper, "organisation_edit", body.pk, kind="ministry",
        **rows(
            "names",
            official("Satu", id=one.pk, valid_from="01/01/2011"),
            official("Dua", id=two.pk, valid_until="31/12/2010"),
            held=2,
        ),
        **rows("became"),
    )  # fmt: skip
    assert answer.status_code == 302
    one.refresh_from_db()
    assert (one.valid_from, one.valid_until) == (date(2011, 1, 1), None)


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (official("Dua", valid_from="2009"), "“Satu” above is the name on some of these days."),
        (official("Dua", valid_from="2012", valid_until="2011"), "The last day is before the first."),
        ({"name": "Satu", "kind": "alias", "valid_from": "entah"}, "Write a day, a month or a year"),
    ],
)
def test_names_that_cannot_stand_together_get_a_sentence(second, sentence, client, keeper):
    answer = send(
        client, keeper, "organisation_new", kind="other",
        **rows("names", official("Satu", valid_until="Mei 2010"), second), **rows("became"),
    )  # fmt: skip
    assert sentence in answer.content.decode()
    assert Organisation.objects.count() == 0


def test_a_body_is_named_by_a_part_of_a_name_or_by_its_address(client, keeper):
    make_organisation("Yayasan Batik Indonesia")
    one, two = make_organisation("Yayasan Kembar"), make_organisation("Yayasan Kembar")

    def parent_of(text: str) -> str:
        answer = send(
            client, keeper, "organisation_new", kind="other", parent=text,
            **rows("names", official("Cabang")), **rows("became"),
        )  # fmt: skip
        if answer.status_code == 200:
            return answer.content.decode()
        return str(Organisation.objects.order_by("-pk").first().parent_id)

    assert parent_of("batik") == str(Organisation.objects.get(names__name="Yayasan Batik Indonesia").pk)
    assert "Several organisations answer to yayasan" in parent_of("yayasan")
    assert "2 organisations are called Yayasan Kembar" in parent_of("Yayasan Kembar")
    assert parent_of(f"https://contoh.id/organisations/{two.pk}/") == str(two.pk)
    assert one.children.count() == 0


def test_nothing_stands_above_itself(client, keeper):
    top = make_organisation("Atas")
    below = make_organisation("Bawah", parent=make_organisation("Tengah", parent=top))
    names = rows("names", official("Atas", id=top.names.get().pk), held=1)
    answer = send(
        client, keeper, "organisation_edit", top.pk, kind="ministry", parent="Bawah", **names, **rows("became")
    )
    assert "This is the organisation itself or a part of it" in answer.content.decode()
    sql = "UPDATE organisations_organisation SET parent_id = %(below)s WHERE id = %(top)s"
    assert refused(sql, {"top": top.pk, "below": below.pk}) == "organisation_not_above_itself"
    assert run("SELECT parent_id FROM organisations_organisation WHERE id = %(id)s", {"id": top.pk}) == [(None,)]


def test_the_second_of_two_editors_is_told(client, keeper):
    body = make_organisation("Satu")
    client.force_login(keeper)
    seen = client.get(reverse("organisation_edit", args=[body.pk])).context["sheet"].seen_now
    Organisation.objects.filter(pk=body.pk).update(note="Dari orang lain")
    names = rows("names", official("Satu", id=body.names.get().pk), held=1)
    entries = {"kind": "ministry", "note": "Dari saya", "seen": seen, **names, **rows("became")}
    answer = send(client, keeper, "organisation_edit", body.pk, **entries)
    assert "Changed by someone else since you opened this page" in answer.content.decode()
    body.refresh_from_db()
    assert body.note == "Dari orang lain"


def test_a_facility_is_made_with_its_organisation_or_for_one_that_is_here(client, keeper):
    office, prison = make_organisation("Kanwil Banten"), make_organisation("Rutan Serang", kind="facility")
    new = {"code": "lapas-baru", "name": "Lapas Baru", "kind": "lapas", "time_zone": "Asia/Jakarta", "parent": "Kanwil"}
    answer = send(client, keeper, "facility_new", **new)
    made = Facility.objects.get(code="lapas-baru")
    assert (answer.status_code, answer.url) == (302, reverse("organisation", args=[made.organisation_id]))
    assert (made.organisation.parent, made.organisation.names.get().name) == (office, "Lapas Baru")
    here = new | {"code": "rutan-serang", "name": "Rutan Serang", "organisation": "rutan serang", "parent": ""}
    assert send(client, keeper, "facility_new", **here).status_code == 302
    assert Facility.objects.get(code="rutan-serang").organisation == prison
    again = send(client, keeper, "facility_new", **(here | {"code": "rutan-dua"}))
    assert "This organisation is the facility Rutan Serang already." in again.content.decode()
    twice = send(client, keeper, "facility_new", **(new | {"name": "Lapas Lain", "parent": ""}))
    assert twice.status_code == 200
    assert Organisation.objects.filter(names__name="Lapas Lain").count() == 0


def test_a_corrections_official_mends_a_facility(client, tangerang, corrections):
    entries = {"name": "LPP Tangerang", "kind": "lpp", "time_zone": "Asia/Jakarta", "province": "Banten"}
    assert send(client, corrections, "facility_edit", tangerang.code, **entries).status_code == 302
    tangerang.refresh_from_db()
    assert (tangerang.name, tangerang.province) == ("LPP Tangerang", "Banten")
    coded = send(client, corrections, "facility_edit", tangerang.code, **entries, province_code="36")
    assert "Say which scheme the province code belongs to." in coded.content.decode()


def test_a_source_is_made_found_and_mended(client, keeper):
    entries = {"title": "Siaran pers", "published": "Juli 2023", "publisher": "Ditjen IKMA"}
    assert send(client, keeper, "source_new", **entries).status_code == 302
    source = Source.objects.get()
    assert (source.published, source.published_precision) == (date(2023, 7, 1), "m")
    Source.objects.create(title="Lain")
    text = read(client, keeper, "source_list", q="ikma pers")
    assert ("Siaran pers" in text, "July 2023" in text, "Lain<" in text) == (True, True, False)
    assert "not known" in read(client, keeper, "source_list", q="lain")
    assert send(client, keeper, "source_edit", source.pk, **(entries | {"title": "Rilis"})).status_code == 302
    assert "Give the source an address or a title." in send(client, keeper, "source_new").content.decode()
    source.refresh_from_db()
    assert source.title == "Rilis"
