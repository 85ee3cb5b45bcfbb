"""A report as a workbook and as CSV: values stay what they are, unknown stays unknown, and no text runs."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from accounts.models import Export
from accounts.roles import Role
from accounts.scope import scope
from reports.document import Cell, Column, Grid, Kind, Row, Section
from reports.exports.csv import csv as as_csv
from reports.exports.xlsx import xlsx
from tests.a_report import a_report, a_row
from tests.factories import make_organisation, make_programme, make_user, post

FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "{=1}", "=cmd|'/c calc'!A1", "\t=1", "＝1"]


def book(document, language="en") -> bytes:
    with translation.override(language):
        return b"".join(xlsx(document, "laporan.xlsx").streaming_content)


def sheets(body: bytes) -> dict[str, list[list]]:
    read = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}


def lines(document, language="en") -> list[list[str]]:
    with translation.override(language):
        body = b"".join(as_csv(document, "laporan.csv").streaming_content)
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


# The workbook ----------------------------------------------------------------------------------------------


def test_a_workbook_has_a_sheet_for_each_part_and_one_that_says_what_it_is():
    assert list(sheets(book(a_report()))) == [
        "Angka utama",
        "Peserta menurut topik",
        "Dasar dan para pihak",
        "Yang tidak disebut sumber",
        "About this report",
    ]


def test_a_table_keeps_numbers_shares_and_days_as_such_and_says_what_is_not_known():
    table = sheets(book(a_report()))["Peserta menurut topik"]
    assert table[0] == [
        "Topik", "Sasaran", "Kursi", "Kursi terpakai", "Kursi terpakai: dividend", "Kursi terpakai: divisor",
        "Jam pelajaran", "Biaya", "Mulai", "Remarks",
    ]  # fmt: skip
    remarks = "Kursi: origin d; Kursi terpakai: origin b; Jam pelajaran: 2 not known"
    first = ["Topik 1", "not known", 30, 1, 30, 30, 12.6, 12740000, date(2023, 7, 1), remarks]
    assert (table[1], len(table)) == (first, 5)
    assert table[-1][:6] == ["Seluruh kegiatan", "not known", 90, pytest.approx(89 / 90), 89, 90]


def test_what_stands_in_cards_and_facts_is_there_one_row_a_value():
    read = sheets(book(a_report()))
    assert read["Angka utama"] == [
        ["What", "Value", "Dividend", "Divisor", "Remarks"],
        ["Peserta", 90, "", "", "orang, origin a"],
        ["Peserta: Target", "not known", "", "", ""],
        ["Topik", 3, "", "", ""],
        *[["Topik: Peserta", 30, "", "", ""]] * 3,
        ["Topik", "Catatan", "", "", ""],
        ["Kursi terpakai", pytest.approx(89 / 90), 89, 90, "sample"],
    ]
    assert [row[:2] for row in read["Dasar dan para pihak"][1:]] == [
        ["Mitra", "Yayasan #uji[*tebal*]"],
        ["Mitra", "=1+1"],
        ["Anggaran", "not known"],
        ["Sel", "not told here"],
    ]


def test_the_last_sheet_says_as_of_when_for_whom_narrowed_to_what_with_which_definitions():
    about = sheets(book(a_report()))["About this report"]
    assert about == [
        ["Report", "Bimbingan Teknis “Wirausaha”"],
        ["", "Selesai · 17–22 Juli 2023"],
        ["As of", "31 July 2023 at 23:59 WIB"],
        ["For whom", "Sums for Ditjen IKMA as the organiser."],
        ["Narrowed to", "everything that you may see"],
        ["Sample data", "Something in this report was invented for the demonstration."],
        ["Peserta menurut topik", "Kursi bukan sasaran."],
        ["Kursi terpakai", "Terdaftar dibagi kursi."],
        ["Definitions", "Version 1"],
        ["Origin a", "stated by source: Berita Contoh · https://berita.example/a"],
        ["Origin b", "counted from roster: Daftar tiga kelas. · sample"],
    ]


def test_heads_stay_in_sight():
    with zipfile.ZipFile(io.BytesIO(book(a_report()))) as packed:
        assert 'state="frozen"' in packed.read("xl/worksheets/sheet2.xml").decode()


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_a_report_becomes_a_formula(text):
    grid = Grid((Column(text, Kind.TEXT),), (Row(Cell.text(text), ()),))
    document = a_report(title=text, sections=(Section("a", text, grid=grid),), for_whom=text)
    body = book(document)
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        inside = "".join(packed.read(name).decode() for name in packed.namelist() if "worksheets/" in name)
    assert [mark for mark in ("<f>", "<f ", "hyperlink") if mark in inside] == []
    told = [cell for line in lines(document) for cell in line if cell]
    assert [cell for cell in told if cell.startswith(("=", "+", "-", "@", "\t", "＝"))] == []


# CSV -------------------------------------------------------------------------------------------------------


def test_the_csv_holds_the_same_parts_one_below_the_other():
    read = lines(a_report(), "id")
    assert read[:4] == [
        ["Bimbingan Teknis “Wirausaha”"],
        [],
        ["Angka utama"],
        ["Hal", "Nilai", "Yang dibagi", "Pembagi", "Keterangan"],
    ]
    at = read.index(["Peserta menurut topik"])
    assert read[at + 2][:9] == [
        "Topik 1", "tidak diketahui", "30", "100%", "30", "30", "12,6", "12740000", "Juli 2023",
    ]  # fmt: skip
    assert read[at + 5][:6] == ["Seluruh kegiatan", "tidak diketahui", "90", "99%", "89", "90"]
    assert ["Keadaan tanggal", "31 Juli 2023 pukul 23.59 WIB"] in read


def test_numbers_of_a_csv_are_those_of_the_language():
    section = Section("a", "A", grid=Grid((Column("a"), Column("b")), (Row(Cell(Decimal("-1234.50")), (Cell(1000),)),)))
    assert [lines(a_report(sections=(section,)), language)[4] for language in ("id", "en")] == [
        ["-1234,5", "1000"],
        ["-1234.5", "1000"],
    ]


def test_rows_may_be_made_while_they_are_read():
    def made():
        yield from (a_row(f"Baris {n}") for n in range(3))

    def document():
        return a_report(sections=(Section("a", "A", grid=Grid(a_report().sections[1].grid.columns, made())),))

    assert [row[0] for row in sheets(book(document()))["A"]] == ["Topik", "Baris 0", "Baris 1", "Baris 2"]
    assert [line[0] for line in lines(document())[4:7]] == ["Baris 0", "Baris 1", "Baris 2"]


# The addresses ---------------------------------------------------------------------------------------------


@pytest.fixture
def programme(tangerang):
    return make_programme("Batik", organiser=make_organisation("Kementerian Uji"), facility=tangerang)


def get(client, user, programme, how):
    client.force_login(user)
    return client.get(reverse(f"programme_report_{how}", args=[programme.pk]))


@pytest.mark.parametrize(
    ("how", "kind", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
    ],
)
def test_each_file_is_an_attachment_that_nobody_keeps_and_is_written_down(
    client, programme, registrar, auditor, how, kind, begins
):
    answer = get(client, registrar, programme, how)
    assert (answer.status_code, answer["Content-Type"], answer.getvalue()[: len(begins)]) == (200, kind, begins)
    assert answer["Content-Disposition"].startswith('attachment; filename="programme-report-2')
    assert answer["Content-Disposition"].endswith(f'.{how}"')
    assert "no-store" in answer["Cache-Control"]
    with scope(actor=auditor.pk, audit=True):
        kept = Export.objects.get()
    assert (kept.actor, kept.report, kept.format, kept.address) == (
        registrar.pk,
        "programme-report",
        how,
        reverse(f"programme_report_{how}", args=[programme.pk]),
    )
    assert (kept.rows_of_people, kept.purpose) == (0, "")


@pytest.mark.parametrize("how", ["pdf", "xlsx", "csv"])
def test_whom_it_does_not_concern_gets_nothing_and_nothing_is_written(client, programme, outsider, auditor, how):
    other = post(make_user(), Role.OFFICIAL, organisation=make_organisation("Kementerian Lain"))
    assert [get(client, user, programme, how).status_code for user in (outsider, other, auditor)] == [404, 404, 403]
    with scope(actor=auditor.pk, audit=True):
        assert Export.objects.count() == 0


def test_what_is_too_long_for_paper_says_so_and_leads_to_the_other_formats(client, programme, registrar, monkeypatch):
    monkeypatch.setattr("reports.exports.pdf.LONGEST", 0)
    client.cookies["language"] = "en"
    answer = get(client, registrar, programme, "pdf")
    assert (answer.status_code, "too long for paper" in answer.text) == (413, True)
    for how in ("xlsx", "csv"):
        assert reverse(f"programme_report_{how}", args=[programme.pk]) in answer.text


def test_the_page_leads_to_its_files_narrowed_as_it_is(client, programme, registrar):
    client.force_login(registrar)
    page = client.get(reverse("programme_report", args=[programme.pk]), {"a": "b c"}).text
    for how in ("pdf", "xlsx", "csv"):
        assert f'href="{reverse(f"programme_report_{how}", args=[programme.pk])}?a=b+c"' in page


def test_the_day_in_a_name_of_a_file_is_that_of_the_report(client, programme, registrar):
    answer = get(client, registrar, programme, "csv")
    day = answer["Content-Disposition"].split("report-")[1].removesuffix('.csv"')
    assert datetime.strptime(day, "%Y-%m-%d").date() == date.fromisoformat(day)
