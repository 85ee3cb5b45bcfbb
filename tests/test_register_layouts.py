"""Registers of other prisons, in other programs and other words: real files, and not a line of code for any of them."""

import csv
import io
from datetime import date

import pytest
import xlsxwriter
import xlwt

from participants.register.check import check
from participants.register.read import read
from tests.hostile import ods, ods_row

HEADER = [
    *("NO.", "NAMA LENGKAP", "NO. REG. INSTANSI", "JENIS KELAMIN", "TEMPAT / TGL. LAHIR", "NO. KTP", "WNI/WNA"),
    *("PENDIDIKAN TERAKHIR", "JENIS PERKARA", "LAMA PIDANA", "TGL. MASUK UPT", "TANGGAL 2/3", "EKSPIRASI", "KAMAR"),
]
PEOPLE = [
    [
        *(1, "José Pereira", "B.I 7/2022", "Laki-laki", "Dili, 12 April 1987", "", "WNA", "S1", "Narkotika"),
        *("4 Th 6 Bl", "5 Mei 2021", "5 Mei 2024", "5 November 2025", "A-1"),
    ],
    [
        *(2, "Slamet", "B.IIa 8/2023", "laki - laki", "Wonosobo, 12-Apr-87", "3307011204870001", "WNI", "SD"),
        *("Pencurian", "8 bulan", 44927, "", "2 September 2023", "A-2"),
    ],
    [
        *(3, "Wayan", "A.III 9/2023", "L", "Bangli 1992-03-04", "'5106010403920002", "Indonesia", "", ""),
        *("", "7-5-2023", "", "", "B-1"),
    ],
]
LETTERHEAD = [["KEMENTERIAN HUKUM DAN HAM RI"], ["LAPAS KELAS IIB CONTOH"], [], ["Keadaan tanggal 30 Juni 2023"], []]
ROWS = [*LETTERHEAD, HEADER, list(range(1, len(HEADER) + 1)), *PEOPLE, [], ["", "", "", "Contoh, 30 Juni 2023"]]


def text_table(delimiter: str, encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(ROWS)
    return out.getvalue().encode(encoding)


def xlsx() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("Sampul").write(0, 0, "Register")
        sheet = book.add_worksheet("Data")
        for index, cells in enumerate(ROWS):
            sheet.write_row(index, 0, cells)
    return file.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for index, cells in enumerate(ROWS):
        for at, cell in enumerate(cells):
            sheet.write(index, at, cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def open_document() -> bytes:
    return ods("".join(ods_row(*map(str, cells)) if cells else ods_row("") for cells in ROWS))


FILES = {
    **{
        f"csv with {name} in {encoding}": (lambda sign=sign, encoding=encoding: text_table(sign, encoding))
        for name, sign in {"semicolons": ";", "commas": ",", "tabs": "\t", "strokes": "|"}.items()
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")
    },
    "xlsx": xlsx,
    "xls": xls,
    "ods": open_document,
}


@pytest.mark.parametrize("name", FILES)
def test_another_prisons_register_is_read_right(name):
    table = read(io.BytesIO(FILES[name]()))
    assert (table.header_row, table.spoken_of) == (6, date(2023, 6, 30))
    found = check(table.rows, spoken_of=table.spoken_of, sex_held="L")
    told = [
        (one.row, one.name, one.number_key, one.sex, one.birth_place, one.birth_date, one.nik, one.nationality)
        for one in found.accepted
    ]
    assert told == [
        (8, "José Pereira", "BI72022", "L", "Dili", date(1987, 4, 12), "", "WNA"),
        (9, "Slamet", "BIIA82023", "L", "Wonosobo", date(1987, 4, 12), "3307011204870001", "WNI"),
        (10, "Wayan", "AIII92023", "L", "Bangli", date(1992, 3, 4), "5106010403920002", "WNI"),
    ]
    stays = [
        (one.admitted_on, one.two_thirds, one.sentence_end, one.years, one.months, one.education, one.block)
        for one in found.accepted
    ]
    assert stays == [
        (date(2021, 5, 5), date(2024, 5, 5), date(2025, 11, 5), 4, 6, "S1", "A-1"),
        (date(2023, 1, 1), None, date(2023, 9, 2), None, 8, "SD", "A-2"),
        (date(2023, 5, 7), None, None, None, None, "", "B-1"),
    ]
    assert (found.refused, found.warnings, found.repeated) == ([], [], [])


def test_text_without_a_mark_of_its_encoding_is_read_where_letters_tell_it():
    table = read(io.BytesIO("Nama;No. Reg\nJosé Ñuñez;B.I.7/2022\n".encode("cp1252")))
    assert table.rows[0].words["name"] == "José Ñuñez"


def test_a_byte_that_cp1252_does_not_know_stops_nobody():
    table = read(io.BytesIO(b"Nama;No. Reg\nSari\x81;B.I.7/2022\n"))
    assert table.rows[0].words["name"] == "Sari"


def test_real_dates_and_fractions_that_a_spreadsheet_took_for_dates_are_read():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Nama", "No. Reg"])
        sheet.write_row(1, 0, ["Sari", "B.I.7/2022"])
        for at, (fraction, cell) in enumerate({(1, 3): 2024, (1, 2): 2025, (2, 3): 2026}.items(), start=2):
            sheet.write_datetime(0, at, date(2023, fraction[1], fraction[0]), day)
            sheet.write_datetime(1, at, date(cell, 5, 5), day)
    table = read(io.BytesIO(file.getvalue()))
    assert [(column.header, column.field) for column in table.mapping[2:]] == [
        ("1/3", "third"),
        ("1/2", "half"),
        ("2/3", "two_thirds"),
    ]
    assert [table.rows[0].values[field] for field in ("third", "half", "two_thirds")] == [
        date(2024, 5, 5),
        date(2025, 5, 5),
        date(2026, 5, 5),
    ]
