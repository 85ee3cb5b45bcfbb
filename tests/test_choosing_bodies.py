"""A name that several bodies answer to: the page offers them, told apart, and one press says which is meant."""

import re

import pytest

from accounts.roles import Role
from organisations.choices import OrganisationKind
from organisations.models import Agreement
from tests.factories import make_agreement, make_organisation, make_user, post
from tests.sheets import fields_of
from tests.test_agreement_forms import NEW, party, sent

OFFERED = re.compile(r'type="radio" name="([\w-]+-chosen)" value="([0-9a-f-]+)"')
LABEL = re.compile(
    r'<label class="form-check-label" for="([\w-]+)"><span lang="id">(.+?)</span> <span[^>]*>(.*?)</span>'
)


@pytest.fixture
def keeper(client, db):
    """Who keeps the agreements, at work and reading English."""
    client.cookies["language"] = "en"
    client.force_login(post(make_user("agreements.admin"), Role.AGREEMENTS))
    return client


@pytest.fixture
def twins(db):
    """Two offices of one name in two regions, and a third of another name that had it once."""
    regions = [make_organisation(f"Pemerintah Provinsi {name}") for name in ("Banten", "Bali")]
    same = [make_organisation("Dinas Tenaga Kerja", kind=OrganisationKind.LOCAL_OFFICE, parent=one) for one in regions]
    third = make_organisation("Dinas Perindustrian", kind=OrganisationKind.LOCAL_OFFICE)
    third.names.create(name="Dinas Tenaga Kerja", kind="alias")
    return [*same, third]


def test_the_page_offers_them_told_apart_and_keeps_what_was_typed(keeper, twins):
    answer = keeper.post(NEW, sent(party(organisation="tenaga kerja", number="8/2013"), title="Nota"))
    assert "Several organisations answer to tenaga kerja: Dinas Perindustrian and Dinas Tenaga Kerja." in answer.text
    assert {told[1:] for told in LABEL.findall(answer.text)} == {
        ("Dinas Perindustrian", "Office of a province, regency or city · also Dinas Tenaga Kerja"),
        ("Dinas Tenaga Kerja", "Office of a province, regency or city · part of Pemerintah Provinsi Banten"),
        ("Dinas Tenaga Kerja", "Office of a province, regency or city · part of Pemerintah Provinsi Bali"),
    }
    assert {name for name, _key in OFFERED.findall(answer.text)} == {"parties-0-organisation-chosen"}
    kept = fields_of(answer)
    assert (kept["parties-0-organisation"], kept["parties-0-number"], kept["title"]) == (
        "tenaga kerja",
        "8/2013",
        "Nota",
    )


def test_the_one_that_is_chosen_becomes_the_party(keeper, twins):
    again = fields_of(keeper.post(NEW, sent(party(organisation="dinas tenaga kerja"), title="Nota")))
    answer = keeper.post(NEW, again | {"parties-0-organisation-chosen": str(twins[1].pk)})
    assert answer.status_code == 302
    assert list(Agreement.objects.get().parties.values_list("organisation", flat=True)) == [twins[1].pk]


def test_a_choice_is_still_there_when_something_else_is_wrong(keeper, twins):
    again = fields_of(keeper.post(NEW, sent(party(organisation="dinas tenaga kerja"), signed_on="abad")))
    answer = keeper.post(NEW, again | {"parties-0-organisation-chosen": str(twins[0].pk)})
    kept = fields_of(answer)
    assert (kept["parties-0-organisation"], OFFERED.findall(answer.text)) == (f"Dinas Tenaga Kerja {twins[0].pk}", [])
    assert keeper.post(NEW, kept | {"signed_on": "2013"}).status_code == 302
    assert Agreement.objects.get().parties.get().organisation == twins[0]


def test_whoever_writes_another_name_after_choosing_means_that(keeper, twins):
    other = make_organisation("Kementerian Perindustrian")
    again = fields_of(keeper.post(NEW, sent(party(organisation="dinas tenaga kerja"))))
    chosen = {"parties-0-organisation-chosen": str(twins[1].pk), "parties-0-organisation": "kementerian perindustrian"}
    assert keeper.post(NEW, again | chosen).status_code == 302
    assert Agreement.objects.get().parties.get().organisation == other


@pytest.mark.parametrize("chosen", ["rubbish", "01559560-e64f-785f-be1e-775c00c6e5de", "' OR 1=1 --"])
def test_a_choice_that_was_not_offered_is_a_sentence(keeper, twins, chosen):
    again = fields_of(keeper.post(NEW, sent(party(organisation="dinas tenaga kerja"))))
    answer = keeper.post(NEW, again | {"parties-0-organisation-chosen": chosen})
    assert (answer.status_code, Agreement.objects.count()) == (200, 0)
    assert "No organisation has this name" in answer.text


def test_of_more_than_a_dozen_none_is_offered(keeper, db):
    for n in range(13):
        make_organisation(f"Yayasan Kembar {n:02}")
    answer = keeper.post(NEW, sent(party(organisation="kembar")))
    assert ("Write more of the name." in answer.text, OFFERED.findall(answer.text)) == (True, [])


def test_the_list_is_narrowed_to_the_one_that_is_chosen(keeper, twins):
    made = [make_agreement(body) for body in twins]
    asked = {"party": "Dinas Tenaga Kerja"}
    answer = keeper.get("/agreements/", asked)
    # The third has the name beside its own: whole names of today win.
    assert {key for _name, key in OFFERED.findall(answer.text)} == {str(body.pk) for body in twins[:2]}
    asked |= {"party-asked": "Dinas Tenaga Kerja", "party-chosen": str(twins[1].pk)}
    assert keeper.get("/agreements/", asked).context["rows"].rows == [made[1]]
