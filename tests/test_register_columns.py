"""What the columns of a register hold: by the names in use, as the facility calls them, as somebody says."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.models import ColumnName
from participants.register.columns import (
    CHOICES,
    FIELD_OF,
    NAMES_IN_USE,
    NEEDED,
    Column,
    Fate,
    header_key,
    positions,
    propose,
)
from participants.register.combined import split_length
from participants.register.read import UnmappedError, read
from participants.register.sentences import FATES, FIELDS
from participants.register.sheets import UnreadableError
from participants.services.columns import column_names, remember_columns
from tests.raw import refused

HEADER = "Napi;Nomor;L/P;Tgl Lahir;Agama;Hobi"
PERSON = "Sari;B.I.7/2022;P;12/04/1987;Islam;Menjahit"
CODES = {"napi": "name", "nomor": "register_no"}


def register(*lines: str) -> io.BytesIO:
    """A text table."""
    return io.BytesIO("\n".join(lines).encode())


def told(columns) -> list[tuple[str, str, Fate]]:
    """Names, fields and fates of columns."""
    return [(column.header, column.field, column.fate) for column in columns]


def test_a_known_name_is_read_and_an_unknown_one_is_shown():
    table = read(register("No. Reg;Nama;Agama;Hobi;;Ket", "B.I.7/2022;Sari;Islam;Menjahit;x;sakit"))
    assert table.mapping == (
        Column(0, "No. Reg", "register_no", Fate.READ),
        Column(1, "Nama", "name", Fate.READ),
        Column(2, "Agama", "religion", Fate.NOT_STORED),
        Column(3, "Hobi", "", Fate.UNKNOWN),
        Column(5, "Ket", "note", Fate.NOT_STORED),
    )
    assert table.rows[0].words == {"register_no": "B.I.7/2022", "name": "Sari"}
    assert table.rows[0].cells == ["B.I.7/2022", "Sari", "", "Menjahit", "x", "sakit"]


def test_of_two_columns_with_one_meaning_the_first_counts():
    columns = propose(["Nama", "No. Reg", "Blok", "Kamar"])
    assert told(columns)[2:] == [("Blok", "block", Fate.READ), ("Kamar", "block", Fate.SECOND)]
    assert positions(columns) == {"name": 0, "register_no": 1, "block": 2}


def test_a_header_without_name_or_number_says_what_it_knows():
    with pytest.raises(UnmappedError) as met:
        read(register("LAPAS CONTOH", "", HEADER, PERSON))
    assert met.value.header_row == 3
    assert told(met.value.mapping) == [
        ("Napi", "", Fate.UNKNOWN),
        ("Nomor", "", Fate.UNKNOWN),
        ("L/P", "sex", Fate.READ),
        ("Tgl Lahir", "birth_date", Fate.READ),
        ("Agama", "religion", Fate.NOT_STORED),
        ("Hobi", "", Fate.UNKNOWN),
    ]


def test_what_somebody_says_of_the_columns_is_read():
    table = read(register("LAPAS CONTOH", "", HEADER, PERSON), mapping={0: "name", 1: "register_no", 3: ""})
    assert (table.header_row, table.rows[0].row) == (3, 4)
    assert told(table.mapping)[3] == ("Tgl Lahir", "", Fate.LEFT_OUT)
    assert table.rows[0].words == {"name": "Sari", "register_no": "B.I.7/2022", "sex": "P"}


def test_what_somebody_says_goes_before_every_name():
    lines = ("Nama;Nama Ayah;No. Reg", "Ahmad;Sari;B.I.7/2022")
    assert read(register(*lines)).rows[0].words["name"] == "Ahmad"
    corrected = read(register(*lines), names={"namaayah": "alias"}, mapping={0: "", 1: "name"})
    assert corrected.rows[0].words["name"] == "Sari"


def test_a_column_without_name_can_be_said_to_hold_something():
    table = read(register("Nama;No. Reg;", "Sari;B.I.7/2022;D-1"), mapping={2: "block"})
    assert table.mapping[2] == Column(2, "", "block", Fate.READ)
    assert table.rows[0].words["block"] == "D-1"


@pytest.mark.parametrize("mapping", [{0: "name"}, {1: "register_no"}, {0: "name", 1: "name"}, {0: "shoe size"}])
def test_saying_too_little_is_asked_again(mapping):
    with pytest.raises(UnmappedError) as met:
        read(register(HEADER, PERSON), mapping=mapping)
    assert str(met.value).endswith(".")


def test_one_known_word_is_no_header():
    with pytest.raises(UnreadableError) as met:
        read(register("Barang;Jumlah;Tahun", "Kain;7;2022"))
    assert not isinstance(met.value, UnmappedError)


def test_the_facility_has_names_of_its_own():
    table = read(register(HEADER, PERSON), names=CODES | {"hobi": "alias", "lp": "", "tgllahir": ""})
    assert table.rows[0].words == {"name": "Sari", "register_no": "B.I.7/2022", "alias": "Menjahit"}


def test_a_second_row_of_names_parts_a_group():
    table = read(
        register(
            "No;Nama;No. Reg;Pidana;;;Tahap;;",
            ";;;Th;Bl;Hr;1/3;2/3;",
            "1;2;3;4;5;6;7;8;9",
            "1;Sari;B.I.7/2022;4;6;15;01/02/2023;01/03/2024;",
        )
    )
    assert [column.field for column in table.mapping] == [
        *("running_no", "name", "register_no", "years", "months", "days", "third", "two_thirds"),
    ]
    assert [row.row for row in table.rows] == [4]
    assert [table.rows[0].words[field] for field in ("years", "months", "days")] == ["4", "6", "15"]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("4 tahun 6 bulan 15 hari", ("4", "6", "15")),
        ("4 Th, 6 Bl", ("4", "6", "")),
        ("6 bulan", ("", "6", "")),
        ("4th.6bln.", ("4", "6", "")),
        ("4 thn dan 10 hr", ("4", "", "10")),
        ("4/6/15", ("4", "6", "15")),
        ("0-06-00", ("0", "06", "00")),
        ("4", ("4", "", "")),
        (4.0, (4.0, "", "")),
        ("Seumur hidup", ("Seumur hidup", "", "")),
        ("6 bulan 4 tahun", ("6 bulan 4 tahun", "", "")),
        ("", ("", "", "")),
    ],
)
def test_the_length_of_a_sentence_in_one_column_is_parted(cell, parts):
    assert tuple(split_length(cell).values()) == parts


def test_columns_of_parts_go_before_the_column_that_holds_all():
    table = read(register("Nama;No. Reg;TTL;Tgl Lahir", "Sari;B.I.7/2022;Bogor, 1/1/1990;02/02/1992"))
    words = table.rows[0].words
    assert (words["birth_place"], words["birth_date"]) == ("Bogor", "02/02/1992")


def test_every_field_and_fate_has_words_and_the_needed_can_be_chosen():
    assert [field for field in CHOICES if field not in FIELDS] == []
    assert [fate for fate in Fate if fate not in FATES] == []
    assert set(CHOICES) >= NEEDED


def test_no_name_in_use_means_two_things():
    meanings = {header_key(name): set() for names in NAMES_IN_USE.values() for name in names}
    for field, names in NAMES_IN_USE.items():
        for name in names:
            meanings[header_key(name)].add(field)
    assert [key for key, fields in meanings.items() if len(fields) > 1 or not key] == []


@given(st.sampled_from(sorted(FIELD_OF)), st.sampled_from([" ", ".", ". ", " :", "\n"]))
def test_column_names_are_known_in_any_capitals_and_spacing(key, sign):
    assert FIELD_OF[header_key(key.upper() + sign)] == FIELD_OF[key]


def remember(facility, header: str, chosen: dict[int, str]) -> None:
    """Somebody at this facility says what these columns hold."""
    remember_columns(facility, propose(header.split(";"), column_names(facility), chosen), chosen)


def test_what_was_said_is_known_at_the_next_file_of_that_facility(db, tangerang, cipinang):
    remember(tangerang, HEADER, {0: "name", 1: "register_no", 5: ""})
    assert column_names(tangerang) == CODES | {"hobi": ""}
    assert column_names(cipinang) == {}
    assert read(register(HEADER, PERSON), names=column_names(tangerang)).rows[0].words["name"] == "Sari"


def test_the_newest_answer_counts_and_the_names_in_use_need_no_memory(db, tangerang):
    remember(tangerang, "Nama;Nama Ayah;No. Reg", {0: "", 1: "name"})
    assert column_names(tangerang) == {"nama": "", "namaayah": "name"}
    remember(tangerang, "Nama;Nama Ayah;No. Reg", {0: "name", 1: ""})
    assert column_names(tangerang) == {"namaayah": ""}


def test_a_column_without_a_name_is_not_remembered(db, tangerang):
    remember(tangerang, ";" + "x" * 61, {0: "name", 1: "block"})
    assert column_names(tangerang) == {}


@pytest.mark.parametrize(
    ("header", "constraint"), [("napi", "columnname_means_one_thing"), ("Napi 1", "columnname_is_a_key")]
)
def test_a_column_name_is_a_key_and_means_one_thing(header, constraint, db, tangerang):
    ColumnName.objects.create(facility=tangerang, header="napi", field="name")
    insert = "INSERT INTO participants_columnname (facility_id, header, field) VALUES (%(here)s, %(header)s, 'alias')"
    assert refused(insert, {"here": tangerang.pk, "header": header}) == constraint
