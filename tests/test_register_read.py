"""The table under the letterhead, in workbooks and text files."""

import io
from datetime import date

import pytest
import xlsxwriter

from participants.register.check import check
from participants.register.columns import Fate
from participants.register.combined import split_birth
from participants.register.read import read
from participants.register.sheets import UnreadableError
from tests.register_rows import REGISTER

OTHER_PRISON = """LAPAS KELAS IIB CONTOH;;;;;
Keadaan tanggal 30 Juni 2023;;;;;

NO;NAMA NARAPIDANA;NO. REG;JENIS KELAMIN;TEMPAT/TGL. LAHIR;TANGGAL MASUK UPT
1;2;3;4;5;6
1;José Pereira;B.I 7/2022;Laki-laki;Dili, 1 Maret 1990;5 Mei 2022
2;Slamet;B.I 8/2022;laki - laki;Wonosobo, 02-03-1991;6 Mei 2022
NO;NAMA NARAPIDANA;NO. REG;JENIS KELAMIN;TEMPAT/TGL. LAHIR;TANGGAL MASUK UPT
3;Wayan;A.III 9/2023;L;Bangli 1992-03-04;7-5-2023
;;;;;
;Jumlah: 3 orang;;;;
;;;Contoh, 30 Juni 2023;;
"""


def workbook(*rows: list) -> bytes:
    """A workbook with these rows."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for index, cells in enumerate(rows):
            sheet.write_row(index, 0, cells)
    return file.getvalue()


def read_bytes(data: bytes):
    """The table in these bytes."""
    return read(io.BytesIO(data))


def test_the_shared_register_is_found_under_its_letterhead():
    table = read(REGISTER)
    assert (table.header_row, table.spoken_of, len(table.rows)) == (7, date(2023, 7, 3), 376)
    assert (table.rows[0].row, table.rows[-1].row) == (8, 383)
    assert table.rows[0].words["register_no"] == "B.I.101-WNA/2023"


def test_religion_is_recognised_and_never_read():
    table = read(REGISTER)
    (religion,) = [column for column in table.mapping if column.field == "religion"]
    assert religion.fate is Fate.NOT_STORED
    assert [row for row in table.rows if "religion" in row.values or "religion" in row.words] == []
    assert {row.cells[religion.index] for row in table.rows} == {""}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_another_prison_with_other_names_needs_no_code(encoding, delimiter):
    written = OTHER_PRISON.replace("Dili,", "Dili").replace("Wonosobo,", "Wonosobo").replace("Contoh,", "Contoh")
    table = read_bytes(written.replace(";", delimiter).encode(encoding))
    assert (table.header_row, table.spoken_of) == (4, date(2023, 6, 30))
    assert [(row.row, row.words["name"]) for row in table.rows][:3] == [
        (6, "José Pereira"),
        (7, "Slamet"),
        (9, "Wayan"),
    ]


def test_numbered_columns_repeated_headers_and_signatures_are_no_people():
    table = read_bytes(OTHER_PRISON.replace("Jumlah: 3 orang", "").encode())
    assert [row.row for row in table.rows] == [6, 7, 9]
    found = check(table.rows, spoken_of=table.spoken_of, sex_held="L")
    assert [(row.sex, row.birth_place, row.birth_date) for row in found.accepted] == [
        ("L", "Dili", date(1990, 3, 1)),
        ("L", "Wonosobo", date(1991, 3, 2)),
        ("L", "Bangli", date(1992, 3, 4)),
    ]


def test_the_table_may_stand_on_any_sheet_and_in_any_column():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Sampul").write(0, 0, "Register")
        sheet = book.add_worksheet("Data")
        sheet.write_row(4, 3, ["Nama", "No. Register", "L/P"])
        sheet.write_row(5, 3, ["Sari", "B.I.1/2023", "P"])
    table = read_bytes(file.getvalue())
    assert (table.header_row, [(row.row, row.words["name"]) for row in table.rows]) == (5, [(6, "Sari")])


def test_a_file_that_names_no_day_speaks_of_none():
    data = workbook(["Dicetak 5 Juli 2023"], ["Nama", "No. Registrasi"], ["Sari", "B.I.1/2023"])
    assert read_bytes(data).spoken_of is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n ",
        b"%PDF-1.7 not a table",
        b"PK\x03\x04 not a workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not a workbook",
        b"Nama;No. Registrasi\nSa\0ri;B.I.1/2023\n",
        b"Nama;Blok\nSari;A-1\n",
        workbook(["Nama", "Blok"], ["Sari", "A-1"]),
    ],
    ids=["empty", "blank", "pdf", "zip", "ole", "nul", "csv without numbers", "workbook without numbers"],
)
def test_a_file_that_is_no_register_is_refused_with_a_sentence(data):
    with pytest.raises(UnreadableError) as refused:
        read_bytes(data)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Tangerang, 12/04/1987", ("Tangerang", "12/04/1987")),
        ("Kota Serang , 16 Oktober 1977", ("Kota Serang", "16 Oktober 1977")),
        ("Bogor 2001-02-03", ("Bogor", "2001-02-03")),
        ("12/04/1987", ("", "12/04/1987")),
        ("Tangerang", ("Tangerang", "")),
        ("", ("", "")),
        (date(1987, 4, 12), ("", date(1987, 4, 12))),
    ],
)
def test_place_and_day_of_birth_in_one_column_are_parted(cell, parts):
    place, day = parts
    assert split_birth(cell) == {"birth_place": place, "birth_date": day}
