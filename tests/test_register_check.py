"""The rules by which a row comes in, comes in with a warning, or does not."""

import json
from datetime import date, datetime

import pytest

from participants.register.check import check
from participants.register.dates import NoDate
from participants.register.read import read
from participants.register.rows import Fault, Why
from participants.register.sentences import FIELDS, sentence
from tests.register_rows import DATA, OTHER, REGISTER, accepted, checked, refusal, sheet_row, warning


def test_the_answers_for_the_shared_register_are_exact():
    answers = json.loads((DATA / "register_lpp_tangerang.expected.json").read_text())
    table = read(REGISTER)
    found = check(table.rows, spoken_of=table.spoken_of, sex_held="P")
    assert {
        "reject": [refused.faults[0].as_json() for refused in found.refused],
        "warn": [fault.as_json() for fault in found.warnings],
        "duplicate": [{"row": repeated.row} for repeated in found.repeated],
        "rows": len(table.rows),
        "imported": len(found.accepted),
        "foreigners": sum(record.nationality == "WNA" for record in found.accepted),
    } == answers


def test_a_right_row_comes_in_cleaned():
    record = accepted(name="  IKA   SETYOWATI ", register_no="B.I 114/2021  ")
    assert (record.name, record.number, record.number_key, record.register_class) == (
        "IKA SETYOWATI",
        "B.I 114/2021",
        "BI1142021",
        "B.I",
    )
    assert (record.alias, record.sex, record.nik, record.nationality) == ("Ika", "P", "3671015610770012", "WNI")
    assert (record.years, record.months, record.days) == (4, 11, None)
    assert (record.birth_date, record.admitted_on) == (date(1977, 10, 16), date(2020, 12, 1))
    assert (record.third, record.half, record.two_thirds, record.sentence_end) == (
        date(2022, 7, 27),
        date(2023, 5, 24),
        date(2024, 3, 21),
        date(2025, 11, 14),
    )
    assert warning() == []


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"name": " "}, [("name", "missing")]),
        ({"name": "-"}, [("name", "missing")]),
        ({"register_no": ""}, [("register_no", "missing")]),
        ({"register_no": "./-"}, [("register_no", "missing")]),
        ({"admitted_on": ""}, [("admitted_on", "missing")]),
        ({"admitted_on": "belum ada"}, [("admitted_on", "not a date")]),
        ({"birth_date": "31/02/1990"}, [("birth_date", "not a date")]),
        ({"third": "17-13-2022"}, [("third", "not a date")]),
        ({"half": "?"}, [("half", "not a date")]),
        ({"two_thirds": "nanti"}, [("two_thirds", "not a date")]),
        ({"sentence_end_date": "selamanya"}, [("sentence_end_date", "not a date")]),
        ({"birth_date": "seumur hidup"}, [("birth_date", "not a date")]),
        ({"birth_date": "5 Mei 20"}, [("birth_date", "not a date")]),
        ({"birth_date": "12/04/87"}, [("birth_date", "not a date")]),
        ({"sex": "X"}, [("sex", "not L or P")]),
        ({"sex": ""}, [("sex", "not L or P")]),
        ({"name": "A" * 201}, [("name", "too long")]),
        ({"register_no": "B.I." + "1" * 57}, [("register_no", "too long")]),
        ({"name": "", "birth_date": "31/02/1990"}, [("name", "missing"), ("birth_date", "not a date")]),
    ],
)
def test_a_row_is_refused(changes, faults):
    assert refusal(**changes) == faults


@pytest.mark.parametrize("field", ["birth_date", "admitted_on"])
def test_the_day_of_the_file_is_not_the_future(field):
    no_nik = {"nik": "", "sentence_end_date": "01/01/2030"}
    assert refusal(**no_nik, **{field: "02/07/2023"}) == []
    assert refusal(**no_nik, **{field: "03/07/2023"}) == []
    assert refusal(**no_nik, **{field: "04/07/2023"}) == [(field, "in the future")]


def test_a_sentence_may_end_on_the_day_of_admission_and_not_before():
    assert refusal(sentence_end_date="02/12/2020") == []
    assert refusal(sentence_end_date="01/12/2020") == []
    assert refusal(sentence_end_date="30/11/2020") == [("sentence_end_date", "before admission")]


@pytest.mark.parametrize(
    ("written", "sex"),
    [
        ("P", "P"),
        ("p ", "P"),
        ("Perempuan", "P"),
        ("WANITA", "P"),
        ("L", "L"),
        ("Laki-laki", "L"),
        ("laki laki", "L"),
        ("Pria", "L"),
    ],
)
def test_sex_is_a_letter_or_a_word(written, sex):
    assert accepted(sex=written, nik="").sex == sex


def test_a_birth_date_may_be_unknown():
    assert accepted(birth_date="").birth_date is None
    assert warning(birth_date="-") == []


def test_a_number_belongs_to_the_first_row_in_any_spelling():
    found = checked(sheet_row(8), sheet_row(9, **OTHER | {"register_no": "BI 114-2021"}))
    assert [record.row for record in found.accepted] == [8]
    assert [refused.faults for refused in found.refused] == [(Fault(9, "register_no", Why.USED_IN_FILE),)]


def test_a_nik_belongs_to_the_first_row():
    found = checked(sheet_row(8), sheet_row(9, **OTHER | {"nik": "'3671015610770012"}))
    assert [[fault.as_json() for fault in refused.faults] for refused in found.refused] == [
        [{"row": 9, "field": "nik", "why": "used by another person in this file"}]
    ]


def test_the_first_row_holds_its_number_even_when_it_is_refused():
    found = checked(sheet_row(8, birth_date="31/02/1990"), sheet_row(9, **OTHER | {"register_no": "BI 114/2021"}))
    assert [refused.record.row for refused in found.refused] == [8, 9]


def test_people_without_nik_do_not_share_one():
    found = checked(
        sheet_row(8, nik=""),
        sheet_row(9, **OTHER | {"nik": "000"}),
        sheet_row(10, name="C", register_no="B.I.3", nik="-"),
    )
    assert [record.row for record in found.accepted] == [8, 9, 10]


def test_a_repeated_row_is_skipped_however_it_is_spelled():
    again = {
        "running_no": 77.0,
        "name": " IKA  SETYOWATI",
        "register_no": "BI 114/2021",
        "birth_date": date(1977, 10, 16),
        "admitted_on": datetime(2020, 12, 1),
        "nik": "'3671015610770012",
        "years": "4",
        "months": 11.0,
        "alias": "IKA",
        "sex": "Perempuan",
        "nationality": "Indonesia",
        "note": "pindah",
    }
    found = checked(sheet_row(8), sheet_row(9, **again))
    assert ([record.row for record in found.accepted], found.refused) == ([8], [])
    assert [(repeated.row, repeated.of) for repeated in found.repeated] == [(9, 8)]


@pytest.mark.parametrize("changes", [{}, {"birth_date": "31/02/1990"}, {"sex": "X"}, {"nik": "00"}])
def test_a_row_with_a_fault_is_repeated_as_well(changes):
    found = checked(sheet_row(8, **changes), sheet_row(9, **changes), sheet_row(10, **changes, running_no=3))
    assert [(repeated.row, repeated.of) for repeated in found.repeated] == [(9, 8), (10, 8)]


def test_what_could_not_be_read_is_compared_as_it_is_written():
    found = checked(sheet_row(8, birth_date="31/02/1990"), sheet_row(9, birth_date="32/02/1990"))
    assert (found.repeated, len(found.refused)) == ([], 2)


@pytest.mark.parametrize(
    "change", [{"birth_place": "Bogor"}, {"alias": ""}, {"offence": ""}, {"years": 5}, {"nik": ""}, {"third": ""}]
)
def test_a_row_that_differs_in_what_is_kept_is_no_repetition(change):
    found = checked(sheet_row(8), sheet_row(9, **change))
    assert (found.repeated, [refused.faults[0].why for refused in found.refused]) == ([], [Why.USED_IN_FILE])


def test_a_row_that_says_something_else_of_the_same_number_is_no_repetition():
    found = checked(sheet_row(8), sheet_row(9, block="D-6"))
    assert (found.repeated, [refused.faults[0].field for refused in found.refused]) == ([], ["register_no"])


@pytest.mark.parametrize(
    ("nik", "stored", "warnings"),
    [
        ("", "", []),
        ("-", "", []),
        ("'3671015610770012", "3671015610770012", []),
        ("3671 0156 1077 0012", "3671015610770012", []),
        ("0", "", [("nik", "dummy, treated as missing")]),
        ("00000", "", [("nik", "dummy, treated as missing")]),
        ("0" * 16, "", [("nik", "dummy, treated as missing")]),
        (0.0, "", [("nik", "dummy, treated as missing")]),
        ("367101561077001", "", [("nik", "not 16 digits, not stored")]),
        ("36710156107700123", "", [("nik", "not 16 digits, not stored")]),
        ("367101561077001A", "", [("nik", "not 16 digits, not stored")]),
        ("tidak ada", "", [("nik", "not 16 digits, not stored")]),
        (367101561077001.0, "", [("nik", "not 16 digits, not stored")]),
        (3671015610770012.0, "", [("nik", "typed as a number, last digits lost, not stored")]),
        ("3,67102E+15", "", [("nik", "typed as a number, last digits lost, not stored")]),
        ("3671011610770012", "3671011610770012", [("nik", "birth date in it differs")]),
        ("3671015510770012", "3671015510770012", [("nik", "birth date in it differs")]),
        ("3671015610780012", "3671015610780012", [("nik", "birth date in it differs")]),
    ],
)
def test_a_nik_is_stored_or_not_and_says_why(nik, stored, warnings):
    assert (accepted(nik=nik).nik, warning(nik=nik)) == (stored, warnings)


def test_a_mans_nik_has_the_plain_day():
    man = {"sex": "L", "nik": "3671011610770012"}
    assert warning(sex_held="L", **man) == []
    assert warning(sex_held="L", **man | {"nik": "3671015610770012"}) == [("nik", "birth date in it differs")]


@pytest.mark.parametrize("sex", ["L", "P"])
@pytest.mark.parametrize("day", [1, 31])
def test_the_day_in_a_nik_reaches_from_01_to_71(sex, day):
    inside = day + (40 if sex == "P" else 0)
    person = {"sex": sex, "birth_date": date(2000, 1, day), "nik": f"367101{inside:02}01000012"}
    assert warning(sex_held=sex, **person) == []
    assert warning(sex_held=sex, **person | {"birth_date": date(2000, 1, 15)}) == [("nik", "birth date in it differs")]


def test_foreigners_have_no_nik_to_look_at():
    assert warning(nationality="WNA", nik="") == []
    assert warning(nationality="WNA", nik="0000") == []


@pytest.mark.parametrize(
    ("written", "nationality"),
    [
        ("WNI", "WNI"),
        ("Indonesia", "WNI"),
        ("Indonesia (WNI)", "WNI"),
        ("wna", "WNA"),
        ("Nigeria", "WNA"),
        ("", ""),
        ("-", ""),
    ],
)
def test_nationality_is_wni_wna_or_unknown(written, nationality):
    assert accepted(nationality=written).nationality == nationality


@pytest.mark.parametrize("number", ["Z.IX 7/2023", "114/2021", "B.IX.1/2023"])
def test_an_unknown_class_is_told_and_the_number_kept(number):
    assert warning(register_no=number) == [("register_class", "unknown")]
    assert (accepted(register_no=number).number, accepted(register_no=number).register_class) == (number, "")


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        ({"register_no": "B.I.114/2021"}, [("sentence_end_date", "missing for a convict")]),
        ({"register_no": "B.IIb.114/2021"}, [("sentence_end_date", "missing for a convict")]),
        ({"register_no": "A.III.114/2021"}, []),
        ({"register_no": "SH.114/2021"}, []),
        ({"register_no": "MATI.114/2021"}, []),
        ({"register_no": "Z.IX.114/2021"}, [("register_class", "unknown")]),
        ({"years": "Seumur hidup"}, []),
        ({"sentence_end_date": "SEUMUR HIDUP"}, []),
        ({"sentence_end_date": "mati", "third": "Mati"}, []),
        (
            {"years": "lama"},
            [("years", "not a whole number, not stored"), ("sentence_end_date", "missing for a convict")],
        ),
    ],
)
def test_only_a_convict_of_a_term_must_have_an_end(changes, warnings):
    assert sorted(warning(**{"sentence_end_date": ""} | changes)) == sorted(warnings)


@pytest.mark.parametrize(
    ("sex", "sex_held", "warnings"),
    [
        ("L", "P", [("sex", "does not match the facility")]),
        ("P", "L", [("sex", "does not match the facility")]),
        ("P", "P", []),
        ("L", "B", []),
        ("L", "", []),
    ],
)
def test_a_sex_that_the_facility_does_not_hold_is_told(sex, sex_held, warnings):
    assert warning(sex_held=sex_held, sex=sex, nik="") == warnings


@pytest.mark.parametrize("name", ['=HYPERLINK("x","y")', "+Sari", "-Sari", "@Sari", "＝Sari", "=" * 200])
def test_a_name_like_a_formula_is_kept_as_text(name):
    assert (accepted(name=name).name, warning(name=name)) == (name, [("name", "starts like a formula, kept as text")])


@pytest.mark.parametrize("name", ["\tSari", " \tSari", "\rSari", "\u200b=Sari", "  =Sari"])
def test_a_sign_that_is_not_seen_is_told_as_well(name):
    assert warning(name=name) == [("name", "starts like a formula, kept as text")]
    assert accepted(name=name).name in ("Sari", "=Sari")


@pytest.mark.parametrize("name", ["Sari =1", "S+ari", " Sari", "'Sari", "\u200bSari"])
def test_a_sign_further_on_calculates_nothing(name):
    assert warning(name=name) == []


def test_a_short_year_beside_a_month_in_words_is_read_in_every_date():
    record = accepted(birth_date="12-Apr-87", admitted_on="1 Des 20", sentence_end_date="14-Nov-25", nik="")
    assert (record.birth_date, record.admitted_on, record.sentence_end) == (
        date(1987, 4, 12),
        date(2020, 12, 1),
        date(2025, 11, 14),
    )
    assert refusal(admitted_on="1 Des 24", sentence_end_date="") == [("admitted_on", "in the future")]


def test_class_and_length_of_sentence_are_not_compared():
    assert warning(register_no="B.IIa.1/2021", years="9") == []


@pytest.mark.parametrize(
    ("written", "number"),
    [("0", 0), ("12", 12), (12.0, 12), ("12.0", 12), ("12,0", 12), ("999", 999), ("1000", None), ("1,5", None)],
)
def test_the_length_of_a_sentence_is_a_whole_number(written, number):
    doubts = [] if number is not None else [("months", "not a whole number, not stored")]
    assert (accepted(months=written).months, warning(months=written)) == (number, doubts)


@pytest.mark.parametrize(
    ("why", "detail"), [(why, "") for why in Why] + [(Why.NOT_A_DATE, detail) for detail in NoDate]
)
def test_every_key_has_a_sentence_for_every_field(why, detail):
    assert [field for field in FIELDS if not str(sentence(Fault(1, field, why, detail))).endswith(".")] == []


def test_a_date_that_is_none_says_what_is_wrong_with_it():
    (refused,) = checked(sheet_row(birth_date="31/02/1990")).refused
    assert refused.faults == (Fault(8, "birth_date", Why.NOT_A_DATE, NoDate.NO_SUCH_DAY),)
    assert sentence(refused.faults[0]) != sentence(Fault(8, "birth_date", Why.NOT_A_DATE, NoDate.NOT_RECOGNISED))
