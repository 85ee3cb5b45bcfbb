"""The list of agreements: found by any word, narrowed, taken away; the words it is found by are always right."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from accounts.roles import Role
from organisations.models import (
    Agreement,
    AgreementParty,
    AgreementText,
    Facility,
    NamedFacility,
    Organisation,
    OrganisationName,
    ScopePoint,
)
from programs.models import ProgrammeBasis
from tests.counting import questions
from tests.crowd import all_at_once
from tests.factories import make_agreement, make_organisation, make_programme, make_user, post
from tests.raw import refused, run

UNKNOWN = "not known"
SIGNED = {
    "status": "signed",
    "signed_on_precision": "d",
    "in_force_from_precision": "d",
    "in_force_until_precision": "d",
}


@pytest.fixture
def keeper(db):
    """Who keeps the agreements."""
    return post(make_user("agreements.admin"), Role.AGREEMENTS)


def signed(*parties, on=date(2023, 3, 1), until=None, **fields):
    days = {"signed_on": on, "in_force_from": on, "in_force_until": until}
    return make_agreement(*parties, **SIGNED | days | ({} if until else {"in_force_until_precision": ""}) | fields)


def read(client, user, name="agreement_list", **query):
    client.force_login(user)
    client.cookies["language"] = "en"
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return response


def found(client, user, **query) -> set:
    return set(read(client, user, **query).context["rows"])


# Words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["menjahit", "MENJAHIT perikanan", "daya ikan 12-pas.2023", "– menjahit", "100%"])
def test_an_agreement_is_found_by_its_scope_title_and_number_together(client, keeper, words):
    sought = make_agreement(
        make_organisation("Dinas Perikanan"),
        title="Budi daya ikan",
        scope="Pelatihan menjahit\nhingga 100% peserta",
        number_as_printed="W.12/PAS–2023",
    )
    make_agreement(make_organisation(), title="Lain")
    assert found(client, keeper, q=words) == {sought}


def test_points_of_the_scope_and_prisons_that_carry_it_out_are_words_too(client, keeper, tangerang):
    sought = make_agreement(make_organisation("Dinas Perikanan"))
    make_agreement(make_organisation())
    ScopePoint.objects.create(agreement=sought, position=1, text="Budi daya lele")
    NamedFacility.objects.create(agreement=sought, position=1, facility=tangerang)
    NamedFacility.objects.create(agreement=sought, position=2, name_as_printed="Lapas Lain")
    for words in ("lele perikanan", tangerang.name, "lapas lain"):
        assert found(client, keeper, q=words) == {sought}
    tangerang.organisation.names.create(name="Lapas Wanita Tangerang", kind="alias")
    Facility.objects.filter(pk=tangerang.pk).update(name="Lapas Perempuan Tangerang")
    assert [found(client, keeper, q=words) for words in ("wanita", "perempuan")] == [{sought}] * 2
    ScopePoint.objects.all().delete()
    sought.namedfacilitys.all().delete()
    assert [found(client, keeper, q=words) for words in ("lele", "wanita", "lain")] == [set()] * 3


def test_words_of_two_agreements_find_neither_and_a_sign_of_like_is_a_sign(client, keeper):
    make_agreement(make_organisation(), title="Batik")
    make_agreement(make_organisation(), title="Las")
    assert [found(client, keeper, q=words) for words in ("batik las", "%", "_", "bat_k", "\\")] == [set()] * 5


def test_a_new_name_an_ended_one_and_one_taken_back_count_at_once(client, keeper):
    body = make_organisation("Kementerian Kehakiman")
    sought = make_agreement(body)
    assert found(client, keeper, q="kumdang") == set()
    body.names.create(name="Departemen Hukum dan Perundang-undangan", short="Depkumdang", kind="alias")
    assert found(client, keeper, q="kumdang kehakiman") == {sought}
    body.names.filter(short="Depkumdang").delete()
    assert found(client, keeper, q="kumdang") == set()
    sought.parties.update(organisation=make_organisation("Kejaksaan Agung"))
    assert [found(client, keeper, q=words) for words in ("kehakiman", "kejaksaan")] == [set(), {sought}]


RECOUNT = """
    SELECT a.id, a.title, a.scope, a.number_as_printed, array_agg(p.name_as_printed), array_agg(p.number),
      array_agg(n.name), array_agg(n.short)
    FROM organisations_agreement a LEFT JOIN organisations_agreementparty p ON p.agreement_id = a.id
    LEFT JOIN organisations_organisationname n ON n.organisation_id = p.organisation_id GROUP BY a.id"""


def lines(*parts) -> set[str]:
    return {line for part in parts for text in (part if isinstance(part, list) else [part]) if text for line in [text]}


def squeezed(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()).upper()


def the_words_are_those_of_a_recount() -> bool:
    told = {}
    for key, title, scope, number, printed, numbers, names, shorts in run(RECOUNT):
        words = {line.upper() for line in lines(title, scope, number, printed, numbers, names, shorts)}
        told[key] = (words, {squeezed(line) for line in lines(number, numbers)})
    kept = {
        key: ({line for line in words.split("\n") if line}, {line for line in numbers.split("\n") if line})
        for key, words, numbers in AgreementText.objects.values_list("agreement", "words", "numbers")
    }
    return kept == told


ACTS = some.lists(
    some.tuples(
        some.sampled_from(
            ["agreement", "title", "party", "other", "printed", "leave", "name", "rename", "nameless", "gone"]
        ),
        some.integers(0, 5),
        some.sampled_from(["Batik", "W.10/PAS-1", "Las 2023", "ikan"]),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_written_the_words_equal_a_recount(db, acts):
    AgreementParty.objects.all().delete()
    Agreement.objects.all().delete()
    bodies = [make_organisation(f"Lembaga {n}") for n in range(3)]
    for act, place, text in acts:
        one, body = Agreement.objects.order_by("pk")[place : place + 1].first(), bodies[place % 3]
        if act == "agreement" or one is None:
            make_agreement(body, bodies[(place + 1) % 3], title=text, number_as_printed=text)
        elif act == "title":
            Agreement.objects.filter(pk__gte=one.pk).update(title=text, scope=text)
        elif act == "party":
            AgreementParty.objects.create(
                agreement=one, organisation=body, position=one.parties.count() + 10, number=text
            )
        elif act == "other":
            AgreementParty.objects.filter(agreement__gte=one.pk).update(organisation=body)
        elif act == "printed":
            one.parties.update(name_as_printed=text, number=text)
        elif act == "leave":
            one.parties.filter(organisation=body).delete()
        elif act == "name":
            OrganisationName.objects.get_or_create(organisation=body, name=text, kind="alias")
        elif act == "rename":
            body.names.filter(kind="official").update(name=text, short="L")
        elif act == "nameless":
            OrganisationName.objects.filter(organisation__in=bodies).exclude(organisation=body).delete()
        elif act == "gone":
            one.parties.all().delete()
            one.delete()
    assert the_words_are_those_of_a_recount()


@pytest.mark.django_db(transaction=True)
def test_who_changes_names_and_parties_at_the_same_time_leaves_the_right_words(db):
    body = make_organisation("Kementerian Kehakiman")
    agreements = [make_agreement(make_organisation(), title=f"Nota {n}") for n in range(6)]

    def change(n: int) -> None:
        if n % 2:
            body.names.create(name=f"Nama {n}", kind="alias")
        else:
            AgreementParty.objects.create(agreement=agreements[n // 2], position=9, organisation=body, number=f"{n}")

    all_at_once(change, range(12))
    assert the_words_are_those_of_a_recount()


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO organisations_agreementtext SELECT id, '', '' FROM organisations_agreement",
        "UPDATE organisations_agreementtext SET words = ''",
        "DELETE FROM organisations_agreementtext",
        "TRUNCATE organisations_agreementtext",
        "SELECT agreement_text_again(ARRAY(SELECT id FROM organisations_agreement))",
    ],
)
def test_the_application_writes_no_words_itself(sql, db):
    make_agreement(make_organisation())
    assert refused(sql) == "42501"


# Filters -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Kementerian Perindustrian", "kemenperin", "Departemen Perindustrian"])
def test_the_list_is_narrowed_to_one_party_under_any_name(client, keeper, name):
    body = make_organisation("Kementerian Perindustrian")
    body.names.update(short="Kemenperin")
    body.names.create(name="Departemen Perindustrian", kind="alias")
    sought = make_agreement(body, make_organisation())
    make_agreement(make_organisation("Kementerian Perindustrian dan Perdagangan"))
    answer = read(client, keeper, party=name)
    assert set(answer.context["rows"]) == {sought}
    assert answer.context["result"] == "1 in this list · Kementerian Perindustrian"


def test_a_party_that_nobody_in_sight_has_is_a_sentence(client, keeper):
    own = make_organisation("Kementerian A")
    make_agreement(make_organisation("Yayasan Rahasia"))
    make_agreement(own)
    official = post(make_user(), Role.OFFICIAL, organisation=own)
    answer = read(client, official, party="Yayasan Rahasia")
    assert (answer.context["rows"].rows, "No organisation has this name: Yayasan Rahasia." in answer.text) == ([], True)


@pytest.mark.parametrize(
    ("days", "within"), [(-1, []), (0, [30, 90]), (30, [30, 90]), (31, [90]), (90, [90]), (91, [])]
)
def test_what_runs_out_within_so_many_days_counts_the_last_day(client, keeper, days, within):
    today = timezone.localdate()
    one = signed(make_organisation(), on=date(2020, 1, 1), until=today + timedelta(days=days))
    signed(make_organisation(), on=date(2020, 1, 1))
    make_agreement(make_organisation(), status="draft")
    assert [n for n in (30, 90) if found(client, keeper, within=n) == {one}] == within


def test_filters_that_make_no_sense_find_nothing_and_say_why(client, keeper):
    make_agreement(make_organisation())
    for query in ({"within": "7"}, {"year": "abad"}, {"kind": "x"}, {"state": "x"}, {"party": "zzyx"}):
        answer = read(client, keeper, **query)
        assert (answer.context["rows"].rows, answer.context["filters"].errors != {}) == ([], True)


# To take away ------------------------------------------------------------------------------------------------


def book(response) -> dict[str, list[list]]:
    opened = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    return {name: opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names}


def table(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def two(keeper):
    """One that is known well, with a title that a spreadsheet could run, and one of which nothing is known."""
    first = signed(
        make_organisation("Kementerian A"), make_organisation("Kementerian B"), on=date(2023, 3, 1),
        until=date(2024, 2, 29), title="=1+1", number_as_printed="W.10", term_as_printed="1 tahun", scope="Las",
    )  # fmt: skip
    first.parties.filter(position=1).update(number="A-1")
    second = make_agreement(title="", status="unknown", signed_on=date(2019, 1, 1), signed_on_precision="y")
    return first, second


def test_the_workbook_is_the_list_with_typed_days_and_says_what_is_not_known(client, keeper, two):
    first, second = two
    sheets = book(read(client, keeper, "agreement_xlsx"))
    address = f"http://testserver/agreements/{first.pk}/"
    assert sheets["List"][1:] == [
        [
            "Memorandum of understanding (MoU)", "=1+1", "W.10", "Kementerian A; Kementerian B", "Kementerian A: A-1",
            date(2023, 3, 1), date(2023, 3, 1), date(2024, 2, 29), "1 tahun", "Expired", "Las", address,
        ],
        [
            "Memorandum of understanding (MoU)", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, date(2019, 1, 1), UNKNOWN,
            UNKNOWN, UNKNOWN, "Dates incomplete", UNKNOWN, f"http://testserver/agreements/{second.pk}/",
        ],
    ]  # fmt: skip
    about = dict(map(tuple, sheets["About this list"]))
    assert about == {
        "List": "Agreements",
        "As of": timezone.localdate(),
        "Narrowed to": "nothing: every agreement that you may see",
        "Rows": 2,
    }


def test_the_csv_is_the_same_list_as_people_write_it(client, keeper, two):
    head, first, second = table(read(client, keeper, "agreement_csv"))
    assert head[:3] == ["Kind", "Title", "Number"]
    assert (first[1], first[5:8], second[5]) == ("'=1+1", ["01/03/2023", "01/03/2023", "29/02/2024"], "2019")


def test_what_is_taken_away_is_narrowed_as_the_page_is(client, keeper, two):
    asked = {"q": "w10", "kind": "mou", "year": "2023", "party": "Kementerian A"}
    sheets = book(read(client, keeper, "agreement_xlsx", **asked))
    assert [row[2] for row in sheets["List"][1:]] == ["W.10"]
    about = dict(map(tuple, sheets["About this list"]))
    assert {label: about[label] for label in ("Searched for", "Party", "Kind", "Signed in", "Rows")} == {
        "Searched for": "w10",
        "Party": "Kementerian A",
        "Kind": "Memorandum of understanding (MoU)",
        "Signed in": "2023",
        "Rows": 1,
    }
    page = read(client, keeper, **asked).text
    assert f'href="{reverse("agreement_xlsx")}?q=w10&amp;kind=mou&amp;year=2023&amp;party=Kementerian+A"' in page


def test_an_official_takes_away_and_finds_only_what_the_list_shows(client, keeper, tangerang):
    own, other = make_organisation("Kementerian A"), make_organisation("Kementerian B")
    mine, theirs = make_agreement(own, title="Nota A"), make_agreement(other, title="Nota Bata")
    basis = make_agreement(other, title="Nota C")
    programme = make_programme(organiser=own, facility=tangerang)
    ProgrammeBasis.objects.create(programme=programme, agreement=basis, position=1)
    official = post(make_user(), Role.OFFICIAL, organisation=own)
    assert (found(client, official, q="nota"), found(client, official, q="nota bata")) == ({mine, basis}, set())
    assert {row[1] for row in table(read(client, official, "agreement_csv"))[1:]} == {"Nota A", "Nota C"}
    assert {row[1] for row in book(read(client, official, "agreement_xlsx"))["List"][1:]} == {"Nota A", "Nota C"}
    assert found(client, keeper, q="nota") == {mine, theirs, basis}


@pytest.mark.parametrize("name", ["agreement_list", "agreement_csv", "agreement_xlsx"])
def test_thirty_agreements_cost_as_many_questions_as_one(client, keeper, name):
    client.force_login(keeper)
    address = f"{reverse(name)}?q=lembaga&within=365&kind=mou"
    asked = []
    for how_many in (1, 29):
        for _one in range(how_many):
            body = make_organisation("Lembaga")
            signed(body, make_organisation("Lembaga"), until=timezone.localdate() + timedelta(days=5))
        asked.append(len(questions(client, address)))
    assert (asked[0] == asked[1], asked[1] <= 12) == (True, True), asked


def test_a_body_that_signed_thousands_may_change_its_name(db):
    """Set-based: the trigger asks as often for many agreements as for one."""
    body = Organisation.objects.get(pk=make_organisation("Kementerian A").pk)
    made = Agreement.objects.bulk_create(Agreement(kind="mou") for _n in range(2000))
    AgreementParty.objects.bulk_create(AgreementParty(agreement=one, position=1, organisation=body) for one in made)
    body.names.update(name="Kementerian B")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_agreementtext WHERE words LIKE '%KEMENTERIAN B%'")
        assert cursor.fetchone() == (2000,)
