"""Agreements made and mended on pages: few entries are enough, nothing typed is lost, no edit covers another."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from organisations.models import Agreement, AgreementParty, Source
from tests.factories import make_agreement, make_organisation, make_user, post
from tests.loading_entries import agreement as told_agreement
from tests.loading_entries import entry
from tests.raw import refused

PARTY = ("organisation", "name_as_printed", "role", "number", "signatory", "signatory_title")


@pytest.fixture
def keeper(client, db):
    """Who keeps the agreements, at work and reading English."""
    client.cookies["language"] = "en"
    client.force_login(post(make_user("agreements.admin"), Role.AGREEMENTS))
    return client


def party(**fields) -> dict:
    return dict.fromkeys(PARTY, "") | {"role": "party"} | fields


def sent(*parties: dict, held: int = 0, **fields) -> dict:
    """What a browser sends of an agreement."""
    names = (*AGREEMENT, "parent", "renews", "source")
    form = dict.fromkeys(names, "") | {"kind": "pks", "status": "signed"}
    form |= {"parties-TOTAL_FORMS": len(parties), "parties-INITIAL_FORMS": held}
    for place, row in enumerate(parties):
        form |= {f"parties-{place}-{name}": value for name, value in row.items()}
    return form | fields


AGREEMENT = (
    "title", "number_as_printed", "signed_on", "in_force_from", "in_force_until", "term_as_printed", "scope", "note",
)  # fmt: skip

NEW = "/agreements/new/"


def test_an_agreement_is_made_with_its_parties_and_shown(keeper):
    ministry = make_organisation("Kementerian Perindustrian")
    above = make_agreement(ministry, title="Nota payung", number_as_printed="MoU-1/2012")
    source = Source.objects.create(title="Siaran pers", address="https://contoh.id/siaran")
    answer = keeper.post(
        NEW,
        sent(
            party(organisation="perindustrian", number="8/2013", signatory="Contoh Penanda", signatory_title="Sekjen"),
            party(name_as_printed="BLK Contoh", role="witness"),
            title="Pelatihan kerja",
            number_as_printed="PAS-8",
            signed_on="Maret 2013",
            in_force_from="14/03/2013",
            in_force_until="2018",
            term_as_printed="5 (lima) tahun",
            parent="mou-1/2012",
            source="siaran pers",
            scope="Pelatihan",
        ),
        follow=True,
    )
    made = Agreement.objects.get(title="Pelatihan kerja")
    assert answer.redirect_chain == [(f"/agreements/{made.pk}/", 302)]
    assert (made.parent, made.source, made.signed_on, made.signed_on_precision) == (
        above,
        source,
        date(2013, 3, 1),
        "m",
    )
    assert (made.in_force_from_precision, made.in_force_until, made.in_force_until_precision) == (
        "d",
        date(2018, 1, 1),
        "y",
    )
    assert list(made.parties.values_list("position", "organisation", "name_as_printed", "role", "addition")) == [
        (1, ministry.pk, "", "party", True),
        (2, None, "BLK Contoh", "witness", True),
    ]
    for shown in ("March 2013", "8/2013", "Contoh Penanda", "BLK Contoh", "Nota payung", "Siaran pers", "Mend"):
        assert shown in answer.text


def test_kind_and_one_party_are_enough(keeper):
    assert keeper.post(NEW, sent(party(name_as_printed="Yayasan A"), status="unknown")).status_code == 302
    page = keeper.get(f"/agreements/{Agreement.objects.get().pk}/")
    assert (page.status_code, "None" in page.text, page.text.count('class="unknown"') > 5) == (200, False, True)


def test_one_more_party_needs_no_script(keeper):
    typed = sent(party(name_as_printed="Yayasan A"), add="parties")
    whole = keeper.post(NEW, typed)
    part = keeper.post(NEW, typed, headers={"HX-Request": "true"})
    assert ["<html" in answer.text for answer in (whole, part)] == [True, False]
    assert all(
        'name="parties-1-organisation"' in answer.text and 'value="Yayasan A"' in answer.text
        for answer in (whole, part)
    )
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"signed_on": "kapan-kapan"}, "Write a day, a month or a year"),
        ({"in_force_from": "14/03/2019", "in_force_until": "2018"}, "The last day is before the first."),
        ({"parent": "Tidak ada"}, "Nothing here is called Tidak ada."),
        ({"source": "Tidak ada"}, "Nothing here is called Tidak ada."),
        ({"parties-0-organisation": "Tidak ada"}, "No organisation has this name: Tidak ada."),
        ({"parties-0-name_as_printed": "", "parties-0-number": "9"}, "Name the party"),
        ({"kind": ""}, "Not filled in yet."),
    ],
)
def test_what_makes_no_sense_comes_back_filled(keeper, changed, sentence):
    answer = keeper.post(NEW, sent(party(name_as_printed="Yayasan A"), title="Judul Contoh") | changed)
    assert (answer.status_code, Agreement.objects.count(), sentence in answer.text) == (200, 0, True)
    assert 'value="Judul Contoh"' in answer.text


def test_without_a_party_nothing_is_saved(keeper):
    answer = keeper.post(NEW, sent(party()))
    assert (answer.status_code, Agreement.objects.count()) == (200, 0)
    assert "Name the party" in answer.text or "Name at least one party." in answer.text


def test_the_last_party_is_not_removed(keeper):
    made = make_agreement(make_organisation("Badan A"))
    row = party(id=made.parties.get().pk, organisation="Badan A", DELETE="on")
    answer = keeper.post(f"/agreements/{made.pk}/edit/", sent(row, held=1))
    assert ("Name at least one party." in answer.text, made.parties.count()) == (True, 1)


def test_several_that_answer_are_told_apart_by_the_address_of_the_page(keeper):
    first, second = (make_agreement(make_organisation(), title="Nota sama") for _n in range(2))
    row = party(name_as_printed="Yayasan A")
    assert "Several answer to Nota sama." in keeper.post(NEW, sent(row, parent="Nota sama")).text
    address = f"https://contoh.id{reverse('agreement', args=[second.pk])}"
    assert keeper.post(NEW, sent(row, parent=address)).status_code == 302
    made = Agreement.objects.exclude(pk__in=[first.pk, second.pk]).get()
    assert made.parent == second
    assert f'value="Nota sama {second.pk}"' in keeper.get(f"/agreements/{made.pk}/edit/").text


def test_an_agreement_stands_under_no_circle(keeper):
    top = make_agreement(make_organisation("Badan A"), title="Atas")
    below = make_agreement(make_organisation(), title="Bawah", parent=top)
    row = party(id=top.parties.get().pk, organisation="Badan A")
    for parent, sentence in (("Bawah", "An agreement cannot stand under itself."), ("Atas", "the agreement itself")):
        answer = keeper.post(f"/agreements/{top.pk}/edit/", sent(row, held=1, title="Atas", parent=parent))
        assert (answer.status_code, sentence in answer.text) == (200, True)
    sql = "UPDATE organisations_agreement SET parent_id = %(parent)s WHERE id = %(it)s"
    for parent in (top, below):
        assert refused(sql, {"it": top.pk, "parent": parent.pk}) == "agreement_not_under_itself"


def test_two_edits_never_cover_each_other(keeper):
    made = make_agreement(make_organisation("Badan A"), title="Lama")
    address = f"/agreements/{made.pk}/edit/"
    seen = keeper.get(address).context["sheet"].seen_now
    Agreement.objects.filter(pk=made.pk).update(title="Dari orang lain")
    AgreementParty.objects.create(agreement=made, position=1, name_as_printed="Badan B", addition=True)
    mine = sent(
        party(id=made.parties.get(addition=False).pk, organisation="Badan A"), held=1, title="Dari saya", seen=seen
    )
    answer = keeper.post(address, mine)
    made.refresh_from_db()
    assert (answer.status_code, made.title, 'value="Dari saya"' in answer.text) == (200, "Dari orang lain", True)
    assert "Title is now: Dari orang lain" in answer.text and "Parties: rows were added" in answer.text
    again = mine | {"seen": answer.context["sheet"].seen_now}
    assert keeper.post(address, again).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.parties.count()) == ("Dari saya", 2)


def test_what_is_mended_and_added_here_stays_when_the_file_is_loaded_again(keeper, load):
    told = entry(agreement=told_agreement("PKS", ["Badan A", "Badan B"], number="1/A"))
    load(told)
    made = Agreement.objects.get()
    first, second = made.parties.all()
    held = party(id=first.pk, name_as_printed="Badan A yang benar", number="8")
    gone = party(id=second.pk, name_as_printed="Badan B", DELETE="on")
    answer = keeper.post(
        f"/agreements/{made.pk}/edit/",
        sent(held, gone, party(name_as_printed="Badan C"), held=2, title="Judul", number_as_printed="1/A/2013"),
    )
    assert answer.status_code == 302
    assert load(told).changed == {}
    made.refresh_from_db()
    assert (made.title, made.number_as_printed) == ("Judul", "1/A/2013")
    assert list(made.parties.values_list("name_as_printed", "number", "addition")) == [
        ("Badan A yang benar", "8", False),
        ("Badan C", "", True),
    ]


def test_the_page_tells_who_changed_what(keeper):
    made = make_agreement(make_organisation("Badan A"), title="Lama")
    row = party(id=made.parties.get().pk, organisation="Badan A")
    keeper.post(f"/agreements/{made.pk}/edit/", sent(row, held=1, title="Baru"))
    page = keeper.get(f"/agreements/{made.pk}/").text
    assert "<del>Lama</del>" in page and "<ins>Baru</ins>" in page
