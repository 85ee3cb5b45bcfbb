"""Lists as workbooks: what is a day sorts as one, no text runs, and nothing is left behind."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from python_calamine import CalamineWorkbook

from web.dates import PartialDay
from web.workbooks import Column, xlsx_response

FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "{=1}", "=cmd|'/c calc'!A1", "http://contoh.test", "\t=1", "mailto:a@b.test"]


def made(columns, rows, about=()) -> bytes:
    with translation.override("en"):
        return b"".join(xlsx_response("daftar.xlsx", columns, rows, about).streaming_content)


def sheets(body: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(body: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_days_and_numbers_are_such_and_what_nobody_knows_is_no_nought():
    row = [
        "Budi", 3, Decimal("12.50"), date(2023, 7, 17), datetime(2023, 7, 17, 1, 5, tzinfo=UTC),
        PartialDay(date(2023, 7, 1), "m"), PartialDay(date(2023, 1, 1), "y"), None, True, gettext_lazy("not known"),
    ]  # fmt: skip
    (read,) = sheets(made([str(n) for n in range(10)], [row]))["List"][1:]
    assert read == [
        "Budi", 3, 12.5, date(2023, 7, 17), datetime(2023, 7, 17, 8, 5),
        date(2023, 7, 1), date(2023, 1, 1), "", "yes", "not known",
    ]  # fmt: skip


def test_a_day_known_to_the_month_shows_no_day():
    styles = parts(made(["Hari"], [[PartialDay(date(2023, 7, 1), "m")], [PartialDay(date(2023, 1, 1), "y")]]))
    assert ('formatCode="mm/yyyy"' in styles["xl/styles.xml"], 'formatCode="yyyy"' in styles["xl/styles.xml"]) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3204011707230001, "3204011707230001"),
        (-(10**15), "-1000000000000000"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (date(1899, 12, 31), "31 December 1899"),
        (PartialDay(date(1811, 1, 1), "y"), "1811"),
        (PartialDay(None, ""), ""),
    ],
)
def test_what_a_sheet_would_round_or_does_not_know_stands_there_as_text(value, shown):
    assert sheets(made(["a", "b"], [[value, "x"]]))["List"][1:] == [[shown, "x"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_or_a_link(text):
    body = made([text], [[text]], about=[(text, text)])
    read = sheets(body)
    assert (read["List"], read["About this list"][0]) == ([[text], [text]], [text, text])
    inside = "".join(xml for name, xml in parts(body).items() if name.startswith("xl/worksheets/"))
    assert [mark for mark in ("<f>", "<f ", "hyperlink") if mark in inside] == []


def test_the_heading_stays_in_sight_on_screen_and_on_paper():
    body = parts(made([Column("Judul", 40), "Nomor"], [["a", "b"]]))
    sheet, book = body["xl/worksheets/sheet1.xml"], body["xl/workbook.xml"]
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert ("_xlnm.Print_Titles" in book, 'width="40.7109375"' in sheet) == (True, True)


def test_a_sheet_of_its_own_says_how_the_list_came_about():
    about = [("Kept by", "kind: Letter"), ("As of", date(2026, 11, 24))]
    read = sheets(made(["Judul"], [["a"], ["b"]], about))
    assert list(read) == ["List", "About this list"]
    assert read["About this list"] == [["Kept by", "kind: Letter"], ["As of", date(2026, 11, 24)], ["Rows", 2]]


def test_an_empty_list_has_its_heading():
    assert sheets(made(["Judul"], [])) == {"List": [["Judul"]], "About this list": [["Rows", 0]]}


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr("web.workbooks.LAST_ROW", 3)
    read = sheets(made(["n"], [[n] for n in range(7)]))
    assert {name: [row[0] for row in rows] for name, rows in read.items() if name != "About this list"} == {
        "List": ["n", 0, 1, 2],
        "List 2": ["n", 3, 4, 5],
        "List 3": ["n", 6],
    }


def test_signs_that_no_file_may_hold_and_very_long_texts_do_not_break_it():
    read = sheets(made(["a"], [["satu\x00dua\x1b"], ["x" * 40_000], ["<b>&amp;\n_x0041_"]]))["List"]
    assert [len(row[0]) for row in read[2:3]] == [32_767]
    assert read[3] == ["<b>&amp;\n_x0041_"]


def test_the_answer_is_an_attachment_that_nobody_keeps_and_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    response = xlsx_response("daftar.xlsx", ["a"], ([n] for n in range(100)))
    assert list(Path(tmp_path).iterdir()) == []
    assert (response["Content-Disposition"], response["Cache-Control"]) == (
        'attachment; filename="daftar.xlsx"',
        "private, no-store",
    )
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_rows_that_break_off_leave_nothing_behind_either(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def broken():
        yield ["a"]
        raise LookupError

    with pytest.raises(LookupError):
        xlsx_response("daftar.xlsx", ["a"], broken())
    assert list(Path(tmp_path).iterdir()) == []
