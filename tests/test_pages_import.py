"""Bringing a register on the pages: what is seen before anything is written, and that exactly that is written."""

import io
import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Change
from accounts.scope import scope
from participants.models import Custody, ImportContent, Person, RegisterImport, RegisterNumber
from participants.register.importer import import_register
from participants.register.preview import unpacked
from participants.register.read import read
from participants.services.enrolments import enrol
from tests.counting import questions
from tests.factories import NOW, acting, make_inmate, make_session
from tests.imports import act, bring, bring_the_shared_register, signed_in, upload
from tests.register_rows import DATA, OTHER, REGISTER, SPOKEN_OF, bring_in

ANSWERS = json.loads((DATA / "register_lpp_tangerang.expected.json").read_text())


@pytest.fixture
def client(registrar):
    """The registrar of Tangerang, signed in."""
    return signed_in(registrar)


@pytest.fixture
def inside(registrar, tangerang):
    """See what the registrar of Tangerang sees."""
    with acting(registrar, tangerang):
        yield


def the_import() -> RegisterImport:
    return RegisterImport.objects.select_related("facility").latest("at")


def preview():
    return unpacked(the_import().content.preview)


def test_the_shared_register_is_previewed_and_entered_exactly_as_answered(client, inside):
    shown = bring_the_shared_register(client)
    counts = the_import().counts
    assert (counts["rows"], counts["new"], counts["refused"], counts["repeated"]) == (376, 364, 10, 2)
    assert (counts["noted"], counts["changed"], counts["unchanged"], counts["requests"]) == (8, 0, 0, 0)
    assert Person.objects.count() == 0
    for row in (*ANSWERS["reject"], *ANSWERS["warn"]):
        assert f'">{row["row"]}</td>' in shown.text
    told = preview().told
    faults = [faults[0] for _row, faults in told["refused"]]
    assert [{"row": row, "field": name, "why": why} for row, name, why, _detail in faults] == ANSWERS["reject"]
    noted = [{"row": row, "field": name, "why": why} for row, name, why, _detail in told["warnings"]]
    assert noted == ANSWERS["warn"]
    assert [{"row": row} for row, _of in told["repeated"]] == ANSWERS["duplicate"]
    over = act(client, the_import(), "confirm")
    assert "Register sudah dimasukkan" in over.text
    assert (Person.objects.count(), ImportContent.objects.count()) == (364, 0)


def test_the_same_file_again_changes_nothing(client, registrar, inside):
    bring_the_shared_register(client)
    act(client, the_import(), "confirm")
    with scope(actor=registrar.pk, audit=True):
        changes = Change.objects.count()
    bring_the_shared_register(client)
    counts = the_import().counts
    assert (counts["new"], counts["changed"], counts["unchanged"], counts["refused"]) == (0, 0, 364, 10)
    act(client, the_import(), "confirm")
    with scope(actor=registrar.pk, audit=True):
        assert Change.objects.count() == changes


def test_page_and_command_write_the_same(client, registrar, outsider, tangerang, cipinang):
    tables = {Person: ("id", "facility_id", "invented"), Custody: ("id", "person_id", "facility_id")}

    def rows(user, facility):
        with acting(user, facility):
            return [
                sorted(str({k: v for k, v in row.items() if k not in left_out}) for row in model.objects.values())
                for model, left_out in tables.items()
            ]

    bring_the_shared_register(client)
    with acting(registrar, tangerang):
        imported = the_import()
    act(client, imported, "confirm")
    by_page = rows(registrar, tangerang)
    with acting(registrar, tangerang):
        assert len(by_page[0]) == 364
        Person.objects.update(nik=None)
    import_register(REGISTER, facility=cipinang, by=outsider, at=NOW)
    assert rows(outsider, cipinang) == by_page


def test_a_refused_row_says_where_what_and_how_to_mend_it(client, inside):
    shown = bring(client, {"birth_date": "31/02/1990"}, {"name": "", "register_no": "B.I.2/2020", "nik": ""})
    assert the_import().counts["refused"] == 2
    assert "31/02/1990" in shown.text and "28/02/1990" in shown.text
    assert "Ika Setyowati" in shown.text
    assert "Nama kosong" in shown.text


def test_a_row_whose_nik_is_held_elsewhere_is_a_request_that_names_nobody(client, outsider, cipinang, inside):
    with acting(outsider, cipinang):
        other = make_inmate(cipinang, "Orang Lain", nik="3671015610770012")
    shown = bring(client, {}, {"register_no": "B.I.2/2020", "name": "Sari", "nik": ""})
    assert (the_import().counts["requests"], the_import().counts["new"]) == (1, 1)
    assert not any(word in shown.text for word in (other.name, cipinang.name, str(other.pk), "3671015610770012"))
    assert "Belum bisa dimasukkan" in shown.text
    act(client, the_import(), "confirm")
    assert list(Person.objects.values_list("name", flat=True)) == ["Sari"]


def test_what_changes_is_shown_old_and_new_with_what_it_does_to_classes(client, registrar, tangerang, inside):
    bring(client, {})
    act(client, the_import(), "confirm")
    session = make_session(tangerang, title="Batik tulis")
    enrol([Person.objects.get().pk], session=session, at=NOW)
    shown = bring(client, {"sentence_end_date": "20/07/2023", "block": "A-2"}, day="08/07/2023")
    assert "<del>14/11/2025</del>" in shown.text and "<ins>20/07/2023</ins>" in shown.text
    assert "<del>D-5</del>" in shown.text and "<ins>A-2</ins>" in shown.text
    assert "Bebas sebelum “Batik tulis” selesai 22 Juli 2023." in shown.text
    act(client, the_import(), "confirm")
    assert Custody.objects.get().block == "A-2"


def test_who_is_perhaps_the_same_waits_for_a_person_and_either_answer_is_kept(client, tangerang, inside):
    bring(client, {"nik": ""})
    act(client, the_import(), "confirm")
    held = Person.objects.get()
    renamed = {"nik": "", "register_no": "B.I.9/2023"}
    shown = bring(client, renamed, day="08/07/2023")
    assert (the_import().counts["doubts"], the_import().counts["new"]) == (1, 0)
    assert "Orang lain" in shown.text and f"same:{held.pk}" in shown.text
    act(client, the_import(), "decide", **{"row-2": "other"})
    assert (the_import().counts["doubts"], the_import().counts["new"]) == (0, 1)
    shown = act(client, the_import(), "decide", **{"row-2": f"same:{held.pk}"})
    assert (the_import().counts["new"], the_import().counts["changed"]) == (0, 1)
    assert f'value="same:{held.pk}" checked' in shown.text
    act(client, the_import(), "confirm")
    numbers = RegisterNumber.objects.filter(custody__person=held).order_by("valid_from")
    assert list(numbers.values_list("number", flat=True)) == ["B.I.114/2021", "B.I.9/2023"]


def test_an_undecided_row_stays_out_and_a_made_up_answer_decides_nothing(client, inside):
    bring(client, {"nik": ""})
    act(client, the_import(), "confirm")
    bring(client, {"nik": "", "register_no": "B.I.9/2023"}, day="08/07/2023")
    act(client, the_import(), "decide", **{"row-2": "same:00000000-0000-0000-0000-000000000000"})
    act(client, the_import(), "decide", **{"row-7": "other", "row-2": "perhaps"})
    assert the_import().counts["doubts"] == 1
    act(client, the_import(), "confirm")
    assert (Person.objects.count(), the_import().counts["doubts"]) == (1, 1)


def test_somebody_else_with_the_same_name_and_birth_date_becomes_a_person_of_her_own(client, inside):
    bring(client, {"nik": ""})
    act(client, the_import(), "confirm")
    bring(client, {"nik": "", "register_no": "B.I.9/2023"}, day="08/07/2023")
    act(client, the_import(), "decide", **{"row-2": "other"})
    act(client, the_import(), "confirm")
    assert Person.objects.count() == 2


def test_who_stands_in_no_row_is_told_and_left_alone(client, tangerang, inside):
    bring(client, {}, {"register_no": "B.I.2/2020", "name": "Sari", "nik": ""})
    act(client, the_import(), "confirm")
    shown = bring(client, {}, day="08/07/2023")
    assert the_import().counts["absent"] == 1
    assert "Sari" in shown.text
    act(client, the_import(), "confirm")
    assert Custody.objects.filter(left_on__isnull=True).count() == 2


def test_what_is_newer_here_is_kept_and_said(client, inside):
    bring(client, {"block": "C-1"}, day="08/07/2023")
    act(client, the_import(), "confirm")
    shown = bring(client, {"block": "D-9"}, day="03/07/2023")
    assert (the_import().counts["kept"], the_import().counts["unchanged"], the_import().counts["noted"]) == (1, 1, 0)
    assert "<strong>C-1</strong>" in shown.text and "D-9" in shown.text
    act(client, the_import(), "confirm")
    assert Custody.objects.get().block == "C-1"


def test_when_the_register_has_changed_meanwhile_nothing_is_written_and_the_new_preview_is_shown(
    client, registrar, tangerang, inside
):
    bring(client, {}, {"register_no": "B.I.2/2020", "name": "Sari", "nik": ""})
    imported = the_import()
    bring_in({"block": "A-9"}, facility=tangerang, by=registrar)
    shown = act(client, imported, "confirm")
    assert "sudah berubah sejak pratinjau ini dibuat" in shown.text
    assert Person.objects.count() == 1
    imported.refresh_from_db()
    assert (imported.status, imported.counts["new"], imported.counts["changed"]) == ("preview", 1, 1)
    act(client, imported, "confirm")
    assert (Person.objects.count(), Custody.objects.get(person__name="Ika Setyowati").block) == (2, "D-5")


def test_a_nik_that_was_taken_elsewhere_meanwhile_makes_a_new_preview(client, outsider, cipinang, inside):
    bring(client, {}, {"register_no": "B.I.2/2020", "name": "Sari", "nik": ""})
    with acting(outsider, cipinang):
        make_inmate(cipinang, "Orang Lain", nik="3671015610770012")
    shown = act(client, the_import(), "confirm")
    assert "sudah berubah sejak pratinjau ini dibuat" in shown.text
    assert (Person.objects.count(), the_import().counts["requests"]) == (0, 1)


def test_who_comes_in_by_hand_elsewhere_in_the_register_undoes_no_preview(client, tangerang, inside):
    bring(client, {})
    make_inmate(tangerang, "Orang Baru")
    assert "Register sudah dimasukkan" in act(client, the_import(), "confirm").text


def test_a_dropped_import_enters_nothing_and_keeps_nothing(client, inside):
    bring(client, {})
    shown = act(client, the_import(), "drop")
    assert (the_import().status, ImportContent.objects.count(), Person.objects.count()) == ("dropped", 0, 0)
    assert "Ika" not in shown.text
    assert act(client, the_import(), "confirm").status_code == 200
    assert Person.objects.count() == 0


def test_a_preview_that_nobody_confirmed_is_forgotten_after_a_week(client, inside):
    bring(client, {})
    old = the_import()
    for age, kept in ((timedelta(days=7) - timedelta(minutes=1), 1), (timedelta(days=7, minutes=1), 0)):
        RegisterImport.objects.filter(pk=old.pk).update(at=timezone.now() - age)
        bring(client, {})
        act(client, the_import(), "drop") if the_import().pk != old.pk else None
        assert ImportContent.objects.filter(pk=old.pk).count() == kept
    old.refresh_from_db()
    assert (old.status, old.ended_by) == ("dropped", None)


def test_the_refused_rows_come_back_as_a_workbook_that_can_be_brought_again(client, inside):
    rows = ({"birth_date": "31/02/1990", "name": '=HYPERLINK("x")'}, OTHER)
    bring(client, *rows)
    answer = client.get(f"{the_import().get_absolute_url()}refused/")
    assert answer["Content-Disposition"] == 'attachment; filename="refused-rows.xlsx"'
    table = read(io.BytesIO(answer.content))
    assert (table.spoken_of, [row.words["name"] for row in table.rows]) == (SPOKEN_OF, ['=HYPERLINK("x")'])
    assert table.rows[0].words["birth_date"] == "31/02/1990"
    assert "28/02/1990" in str(table.rows[0].cells)
    assert b"<f>" not in answer.content
    upload(client, answer.content, day="", name="refused-rows.xlsx")
    assert (the_import().spoken_of, the_import().counts["refused"]) == (SPOKEN_OF, 1)


def test_columns_that_nobody_knows_are_asked_for_and_remembered(client, inside):
    text = "Yang Dibina;Kode Buku;Gender;Tgl Masuk\nIka Setyowati;B.I.114/2021;P;01/12/2020\n"
    shown = upload(client, text.encode(), name="lain.csv")
    assert shown.redirect_chain[-1][0].endswith("/columns/")
    columns = shown.redirect_chain[-1][0]
    answer = client.post(columns, {"c0": "name", "c1": "", "c2": "sex", "c3": "admitted_on"})
    assert "Nomor register" in answer.text
    client.post(columns, {"c0": "name", "c1": "register_no", "c2": "sex", "c3": "admitted_on"})
    assert (the_import().status, the_import().counts["new"]) == ("preview", 1)
    act(client, the_import(), "confirm")
    upload(client, text.replace("P;01", "P ;01").encode(), name="lain.csv")
    assert (the_import().status, the_import().counts["unchanged"]) == ("preview", 1)


def test_columns_that_were_understood_can_be_corrected(client, inside):
    bring(client, {"alias": "Tika"})
    address = f"{the_import().get_absolute_url()}columns/"
    fields = client.get(address).context["form"]
    said = {name: field.initial for name, field in fields.fields.items()}
    alias = next(name for name, value in said.items() if value == "alias")
    client.post(address, said | {alias: ""})
    act(client, the_import(), "confirm")
    assert Person.objects.get().alias == ""


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "kosong.csv"),
        (b"%PDF-1.4 \x00\x01", "bukan.xlsx"),
        (b"a;b\n1;2\n", "lain.csv"),
        (b"x" * (20 * 1024 * 1024 + 1), "besar.csv"),
    ],
)
def test_a_file_that_is_no_register_is_refused_in_a_sentence_beside_the_field(client, inside, content, name):
    shown = upload(client, content, name=name)
    assert (shown.status_code, shown.redirect_chain) == (200, [])
    assert shown.context["form"].errors["file"][0].endswith(".")
    assert (ImportContent.objects.count(), Person.objects.count()) == (0, 0)


def test_no_file_and_a_day_that_is_none_come_back_with_sentences(client, inside):
    shown = client.post("/people/import/", {"said_day": "31/02/2023"})
    assert set(shown.context["form"].errors) == {"file", "said_day"}
    assert "31/02/2023" in shown.text


def test_a_day_that_has_not_come_is_refused(client, inside):
    shown = bring(client, {}, day="01/01/2090")
    assert shown.context["form"].errors["file"]
    assert ImportContent.objects.count() == 0


@pytest.mark.parametrize("end", ["", "columns/", "refused/"])
def test_the_import_of_another_prison_is_not_found(client, outsider, registrar, tangerang, end):
    bring(client, {})
    with acting(registrar, tangerang):
        address = the_import().get_absolute_url() + end
    other = signed_in(outsider)
    assert other.get(address).status_code == 404
    assert other.post(address, {"act": "confirm"}).status_code in (404, 405)


def test_an_instructor_brings_no_register(instructor):
    assert signed_in(instructor).get("/people/import/").status_code == 403


def test_who_does_not_read_offences_sees_no_import_below_the_pages_either(client, registrar, instructor, tangerang):
    bring(client, {})
    with acting(registrar, tangerang):
        assert (RegisterImport.objects.count(), ImportContent.objects.count()) == (1, 1)
    with acting(instructor, tangerang, offences=()):
        assert (RegisterImport.objects.count(), ImportContent.objects.count()) == (0, 0)


@pytest.mark.parametrize("group", ["", "?group=new", "?group=new&from=50", "?group=nothing", "?group=new&from=x"])
def test_a_large_preview_is_a_light_page(client, inside, group):
    rows = [{"register_no": f"B.I.{n}/2022", "name": f"Orang {n}", "nik": ""} for n in range(300)]
    bring(client, *rows)
    address = the_import().get_absolute_url() + group
    assert len(questions(client, address)) <= 12
    assert len(client.get(address).content) < 60_000


def test_a_large_group_is_leafed_through(client, inside):
    rows = [{"register_no": f"B.I.{n}/2022", "name": f"Orang {n}", "nik": ""} for n in range(120)]
    bring(client, *rows)
    address = the_import().get_absolute_url()
    first = client.get(address + "?group=new").text
    last = client.get(address + "?group=new&from=100").text
    assert ("Orang 0<" in first, "Orang 49<" in first, "Orang 50<" in first) == (True, True, False)
    assert ("Orang 119<" in last, "from=50" in last, 'rel="next"' in last) == (True, True, False)


def test_the_number_of_questions_does_not_grow_with_what_changes(client, registrar, tangerang, inside):
    asked = []
    make_inmate(tangerang)
    for size in (2, 15):
        rows = [{"register_no": f"B.I.{size}{n}/2022", "name": f"Orang {size} {n}", "nik": ""} for n in range(size)]
        bring_in(*rows, facility=tangerang, by=registrar)
        bring(client, *(row | {"sentence_end_date": "01/01/2024"} for row in rows), day="08/07/2023")
        asked.append(len(questions(client, the_import().get_absolute_url())))
    assert asked[0] == asked[1] <= 12


def test_the_list_tells_the_last_imports_in_numbers(client, inside):
    bring(client, {})
    act(client, the_import(), "confirm")
    shown = client.get("/people/import/").text
    assert "Sudah dimasukkan" in shown and "Ika" not in shown


def test_who_is_no_longer_in_the_file_stays_until_somebody_says_that_they_left(client, inside, tangerang):
    gone, sick = make_inmate(tangerang, "Halimah"), make_inmate(tangerang, "Rohmah")
    enrol([sick.pk], session=make_session(tangerang, title="Batik cap"), at=NOW)
    shown = bring_the_shared_register(client)
    assert the_import().counts["absent"] == 2
    assert ["Halimah" in shown.text, "mengikuti Batik cap" in shown.text] == [True, True]
    stranger = make_inmate(tangerang, "Bukan Dalam Pratinjau")
    sent = {"act": "left", "gone": [str(gone.pk), str(stranger.pk), "x"], "left_on": "10/07/2023"}
    after = client.post(the_import().get_absolute_url(), sent, follow=True)
    assert "1 orang dicatat sudah keluar" in after.text
    assert dict(Custody.objects.filter(left_on__isnull=False).values_list("person__name", "left_on")) == {
        "Halimah": date(2023, 7, 10)
    }
    assert RegisterNumber.objects.get(custody__person=gone).valid_until == date(2023, 7, 9)
    act(client, the_import(), "confirm")
    assert set(Custody.objects.filter(left_on__isnull=False).values_list("person__name", flat=True)) == {"Halimah"}


@pytest.mark.parametrize("written", ["", "kemarin", "01/01/2090"])
def test_a_day_of_leaving_that_is_none_or_has_not_come_changes_nothing(written, client, inside, tangerang):
    gone = make_inmate(tangerang, "Halimah")
    bring_the_shared_register(client)
    sent = {"act": "left", "gone": [str(gone.pk)], "left_on": written}
    answer = client.post(the_import().get_absolute_url(), sent, follow=True)
    assert "Hari keluar" in answer.text
    assert Custody.objects.filter(left_on__isnull=False).count() == 0
