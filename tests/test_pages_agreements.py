"""Agreements: who reads which, with parties as printed, and what nobody states as unknown."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.roles import Role
from accounts.scope import scope
from organisations.choices import AgreementStatus
from organisations.force import possibly
from organisations.models import Agreement, AgreementParty, Source, Succession
from organisations.services.documents import keep
from organisations.states import (
    BY_KEY,
    DATES_MISSING,
    DRAFT,
    EXPIRED,
    IN_FORCE,
    SIGNED,
    SUPERSEDED,
    TERMINATED,
    agreement_states,
)
from programs.access import agreements_visible_to
from programs.models import ProgrammeBasis
from tests.counting import questions
from tests.factories import make_agreement, make_organisation, make_programme, make_user, post


@pytest.fixture
def keeper(db):
    """Who keeps the agreements."""
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


def read(client, user, name, *args, language="en", **query):
    client.force_login(user)
    client.cookies["language"] = language
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response


def test_staff_read_the_agreements_their_programmes_rest_on_and_those_of_their_facility(
    tangerang, cipinang, registrar, outsider, keeper
):
    of_facility = make_agreement(tangerang.organisation)
    basis, other = make_agreement(make_organisation()), make_agreement(make_organisation())
    ProgrammeBasis.objects.create(programme=make_programme(facility=tangerang), agreement=basis, position=1)
    assert set(agreements_visible_to(registrar)) == {of_facility, basis}
    assert set(agreements_visible_to(outsider)) == set()
    assert set(agreements_visible_to(keeper)) == {of_facility, basis, other}


def test_an_official_reads_those_of_the_own_body_and_those_the_own_programmes_rest_on(client, db):
    ministry = make_organisation("Kementerian Perindustrian")
    official = post(make_user(), Role.OFFICIAL, organisation=ministry)
    party, basis, other = (make_agreement(body) for body in (ministry, make_organisation(), make_organisation()))
    ProgrammeBasis.objects.create(programme=make_programme(organiser=ministry), agreement=basis, position=1)
    assert set(agreements_visible_to(official)) == {party, basis}
    client.force_login(official)
    answers = [client.get(reverse("agreement", args=[one.pk])).status_code for one in (party, basis, other)]
    assert answers == [200, 200, 404]


def test_an_agreement_names_only_the_programmes_that_the_reader_may_know_of(
    client, tangerang, cipinang, registrar, keeper
):
    agreement = make_agreement(make_organisation())
    for place, facility in enumerate((tangerang, cipinang), start=1):
        programme = make_programme(f"Di {facility.name}", facility=facility)
        ProgrammeBasis.objects.create(programme=programme, agreement=agreement, position=place)
    text = read(client, registrar, "agreement", agreement.pk).content.decode()
    assert ("Di LPP Kelas IIA Tangerang" in text, "Di Lapas Kelas I Cipinang" in text) == (True, False)
    text = read(client, keeper, "agreement", agreement.pk).content.decode()
    assert ("Di LPP Kelas IIA Tangerang" in text, "Di Lapas Kelas I Cipinang" in text) == (True, True)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_no_source_says_of_an_agreement_is_written_as_unknown(client, keeper, language):
    source = Source.objects.create(title="Berita")
    agreement = make_agreement(make_organisation("Kementerian A"), make_organisation("Kementerian B"), source=source)
    text = read(client, keeper, "agreement", agreement.pk, language=language).content.decode()
    with translation.override(language):
        word = f'<span class="unknown">{translation.gettext("not known")}</span>'
        untitled = translation.gettext("without a title")
    # Name on the day of signing, number and signatory of two parties; number, day of signing, days in force, term and
    # scope of the agreement; in its text the last day, the scope, the prisons and the commitments.
    assert text.count(word) == 2 * 3 + 5 + 4
    assert untitled in text
    listed = read(client, keeper, "agreement_list", language=language).content.decode()
    assert untitled in listed
    assert listed.count(word) == 2


def test_parties_stand_as_printed_with_their_own_numbers_and_what_became_of_them(client, keeper):
    body = make_organisation("Kementerian Hukum dan Hak Asasi Manusia")
    heir = make_organisation("Kementerian Imigrasi dan Pemasyarakatan")
    Succession.objects.create(predecessor=body, successor=heir, day=date(2024, 10, 1), day_precision="m")
    agreement = Agreement.objects.create(
        kind="pks", status="signed", in_force_from=date(2023, 1, 1), in_force_from_precision="y"
    )
    AgreementParty.objects.create(
        agreement=agreement,
        position=1,
        organisation=body,
        name_as_printed="Kementerian Hukum dan HAM",
        number="PAS-10",
        signatory="Contoh Penanda",
        signatory_title="Sekretaris Jenderal",
    )
    AgreementParty.objects.create(agreement=agreement, position=2, name_as_printed="BLK Magelang", role="witness")
    text = read(client, keeper, "agreement", agreement.pk).content.decode()
    for shown in ("Kementerian Hukum dan HAM", "PAS-10", "Contoh Penanda", "BLK Magelang", "Witness", "from 2023"):
        assert shown in text
    assert "Kementerian Imigrasi dan Pemasyarakatan" in text
    assert "not linked to an organisation" in text


LAW = "Kementerian Hukum dan Hak Asasi Manusia"
THREE = ["Kementerian Hukum", "Kementerian Hak Asasi Manusia", "Kementerian Imigrasi dan Pemasyarakatan"]
OCTOBER = {"day": date(2024, 10, 1), "day_precision": "m"}


@pytest.fixture
def law(db):
    """The ministry that became three in October 2024."""
    old = make_organisation(LAW)
    old.names.update(short="Kemenkumham", valid_until=OCTOBER["day"], valid_until_precision="m")
    for name in THREE:
        new = make_organisation(name)
        new.names.update(valid_from=OCTOBER["day"], valid_from_precision="m")
        Succession.objects.create(predecessor=old, successor=new, **OCTOBER)
    return old


@pytest.mark.parametrize(
    ("signed", "then", "remark"),
    [
        ((date(2024, 9, 30), "d"), [LAW], ""),
        ((date(2024, 10, 10), "d"), [LAW, *THREE], "changed in October 2024, day not known"),
        ((date(2024, 10, 1), "m"), [LAW, *THREE], "changed in October 2024, day not known"),
        ((date(2026, 11, 24), "d"), THREE, ""),
        ((None, ""), None, ""),
    ],
)
def test_a_party_is_called_as_on_the_day_of_signing_and_as_today(client, keeper, law, signed, then, remark):
    made = make_agreement(law, signed_on=signed[0], signed_on_precision=signed[1])
    response = read(client, keeper, "agreement", made.pk)
    (party,) = response.context["parties"]
    called = getattr(party, "called_then", None)
    assert (called and sorted(map(str, called))) == (then and sorted(then))
    assert sorted(map(str, party.called_today)) == sorted(THREE)
    assert (remark in response.text, response.text.count("day not known")) == (True, 1 if remark else 0)


def test_what_renews_or_stands_under_an_agreement_is_linked_where_it_is_in_sight(client, keeper):
    first = make_agreement(make_organisation(), title="Nota 2012")
    second = make_agreement(make_organisation(), title="Nota 2017", renews=first)
    under = make_agreement(make_organisation(), title="PKS 2018", parent=second)
    related = read(client, keeper, "agreement", second.pk).context["related"]
    with translation.override("en"):
        assert [(label, others) for label, others in related] == [("Under it", [under]), ("Renews", [first])]


@pytest.mark.parametrize("words", ["Konstruksi", "PAS-10", "hukum ham"])
def test_an_agreement_is_found_by_title_number_and_party(client, keeper, words):
    found = make_agreement(make_organisation("Kementerian Hukum dan HAM"), title="Jasa konstruksi")
    found.parties.update(number="PAS-10")
    make_agreement(make_organisation("Kementerian Lain"), title="Lain")
    assert read(client, keeper, "agreement_list", q=words).context["rows"].rows == [found]


@pytest.mark.parametrize("typed", ["W.10.PAS.PAS8-HK.05.02", "w10 pas pas8 hk 05 02", "W10-PAS/PAS8", "HK0502"])
def test_a_number_is_found_in_any_spelling_of_either_party_or_the_agreement(client, keeper, typed):
    whole = make_agreement(make_organisation(), number_as_printed="W.10.PAS.PAS8-HK.05.02 – 97")
    of_party = make_agreement(make_organisation())
    of_party.parties.update(number="W10.PAS.PAS8.HK.05.02/97")
    make_agreement(make_organisation(), number_as_printed="W.11.PAS-1")
    assert set(read(client, keeper, "agreement_list", q=typed).context["rows"]) == {whole, of_party}


@pytest.mark.parametrize("name", ["Kemenkumham", "Hak Asasi", "nama lama"])
def test_a_party_is_found_under_any_name_it_ever_had(client, keeper, law, name):
    law.names.create(name="Departemen nama lama", kind="alias")
    found = make_agreement(law)
    make_agreement(make_organisation("Kementerian Lain"))
    assert read(client, keeper, "agreement_list", q=name).context["rows"].rows == [found]


def test_the_list_is_narrowed_by_kind_state_and_year_and_says_so(client, keeper):
    made = {"status": "signed", "kind": "pks", "signed_on": date(2023, 3, 1), "signed_on_precision": "m"}
    found = make_agreement(make_organisation(), in_force_from=date(2023, 3, 1), in_force_from_precision="m", **made)
    make_agreement(make_organisation(), **made)
    make_agreement(make_organisation(), status="terminated", status_reason="Contoh")
    answer = read(client, keeper, "agreement_list", kind="pks", state="in_force", year="2023")
    assert answer.context["rows"].rows == [found]
    assert answer.context["result"] == "1 in this list · Cooperation agreement (PKS) · In force · 2023"
    wrong = read(client, keeper, "agreement_list", kind="rubbish", year="abad")
    assert (wrong.context["rows"].rows, "Nothing" in wrong.text or "nothing" in wrong.text) == ([], True)


def agreement(status="signed", begin=None, end=None):
    begin, begin_precision = begin or (None, "")
    end, end_precision = end or (None, "")
    return Agreement(
        status=status,
        status_reason="Contoh",
        in_force_from=begin,
        in_force_from_precision=begin_precision,
        in_force_until=end,
        in_force_until_precision=end_precision,
    )


JULY = date(2023, 7, 17)


@pytest.mark.parametrize(
    ("found", "states"),
    [
        (agreement(status="draft"), [DRAFT]),
        (agreement(status="terminated"), [TERMINATED]),
        (agreement(status="superseded"), [SUPERSEDED]),
        (agreement(), [DATES_MISSING]),
        (agreement(status="unknown"), [DATES_MISSING]),
        (agreement(begin=(date(2023, 7, 18), "d")), [SIGNED]),
        (agreement(begin=(JULY, "d")), [IN_FORCE]),
        (agreement(begin=(date(2020, 1, 1), "d"), end=(JULY, "d")), [IN_FORCE]),
        (agreement(begin=(date(2020, 1, 1), "d"), end=(date(2023, 7, 16), "d")), [EXPIRED]),
        (agreement(begin=(date(2023, 7, 1), "m")), [SIGNED, IN_FORCE]),
        (agreement(begin=(date(2020, 1, 1), "d"), end=(date(2023, 1, 1), "y")), [IN_FORCE, EXPIRED]),
        (agreement(end=(date(2022, 1, 1), "y")), [EXPIRED]),
    ],
)
def test_the_state_of_an_agreement_follows_from_its_days(found, states):
    assert agreement_states(found, JULY) == states


DAYS = [
    (date(2023, 7, 17), "d"), (date(2023, 7, 16), "d"), (date(2023, 7, 18), "d"),
    (date(2023, 7, 1), "m"), (date(2023, 6, 1), "m"), (date(2023, 8, 1), "m"),
    (date(2023, 1, 1), "y"), (date(2022, 1, 1), "y"), (date(2024, 1, 1), "y"), None,
]  # fmt: skip


@pytest.mark.parametrize("on", [JULY, date(2023, 7, 31), date(2023, 12, 31), date(2024, 1, 1)])
def test_the_filter_of_the_list_knows_the_states_that_the_page_shows(db, on):
    possible = [
        agreement(status, begin, end)
        for status in AgreementStatus
        for begin in DAYS
        for end in DAYS
        if not (begin and end) or begin[0] <= end[0]
    ]
    Agreement.objects.bulk_create(possible)
    for key, state in BY_KEY.items():
        filtered = set(Agreement.objects.filter(possibly(key, on)).values_list("pk", flat=True))
        assert filtered == {one.pk for one in possible if state in agreement_states(one, on)}, key


def test_the_list_asks_the_database_as_often_for_thirty_agreements_as_for_one(client, keeper):
    client.force_login(keeper)
    address = reverse("agreement_list")
    make_agreement(make_organisation(), make_organisation())
    few = len(questions(client, address))
    for _place in range(24):
        make_agreement(make_organisation(), make_organisation())
    assert len(questions(client, address)) == few
    assert few <= 12


def test_thirty_parties_and_programmes_cost_as_many_questions_as_one(client, keeper, tangerang):
    above, source = make_agreement(make_organisation()), Source.objects.create(title="Berita")

    def build(how_many):
        days = {"signed_on": date(2024, 10, 10), "signed_on_precision": "d"}
        bodies = (make_organisation() for _place in range(how_many))
        made = make_agreement(*bodies, parent=above, source=source, **days)
        for place in range(1, how_many + 1):
            programme = make_programme(facility=tangerang)
            ProgrammeBasis.objects.create(programme=programme, agreement=made, position=place)
            keep(made, content=b"%%PDF-1.4 %d %%%%EOF" % place, name="a.pdf", kind="scan", by=keeper, at=timezone.now())
        with scope(actor=keeper.pk):
            Agreement.objects.filter(pk=made.pk).update(title="Baru", parent=None)
            Agreement.objects.filter(pk=made.pk).update(parent=above)
            made.parties.filter(position=2).delete()
        return made.pk

    client.force_login(keeper)
    asked = [len(questions(client, reverse("agreement", args=[build(how_many)]))) for how_many in (2, 30)]
    assert (asked[0] == asked[1], asked[1] <= 12) == (True, True), asked
