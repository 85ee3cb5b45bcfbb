"""The official paper: set without a network, tagged, in both languages, and never read as markup."""

import ast
import re
from pathlib import Path

import pypdfium2
import pytest
from django.utils import translation

from reports.document import Card, Cell, Column, Grid, Kind, Row, Section
from reports.exports import pdf as paper
from reports.exports.pdf import LONGEST, Printed, TooLongError, pdf
from reports.exports.typesetting import FONTS, TEMPLATES
from tests.a_report import AT, a_report

PRINTED = Printed("Andi Saputra", AT)
GOLDEN = Path(__file__).parent / "golden"


def made(document, language="id") -> bytes:
    with translation.override(language):
        return b"".join(pdf(document, "laporan.pdf", PRINTED).streaming_content)


def pages(body: bytes) -> list[str]:
    """What is read on each page."""
    with pypdfium2.PdfDocument(body) as opened:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in opened]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_paper_reads_as_it_did_when_it_was_last_looked_at(language):
    assert pages(made(a_report(), language)) == [(GOLDEN / f"report.{language}.txt").read_text(encoding="utf-8")]


def test_it_is_tagged_and_says_its_title_and_its_language():
    body = made(a_report())
    with pypdfium2.PdfDocument(body) as opened:
        assert (opened.is_tagged(), opened.get_metadata_value("Title")) == (True, "Bimbingan Teknis “Wirausaha”")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in body
    assert re.search(rb"/Lang\s*\(id\)", body)


def test_every_page_says_which_of_how_many_it_is_and_repeats_the_heads_of_a_table():
    found = pages(made(a_report(rows=90)))
    assert len(found) > 1
    assert [text.count(f"Halaman {n} dari {len(found)}") for n, text in enumerate(found, 1)] == [1] * len(found)
    assert [text.count("Kursi terpakai Jam pelajaran") for text in found[:2]] == [1, 1]


@pytest.mark.parametrize("rows", range(20, 46, 5))
def test_where_to_sign_never_stands_alone_on_a_page(rows):
    last = pages(made(a_report(rows=rows)))[-1]
    before = last[: last.index("Mengetahui,")]
    assert "Angka dalam laporan ini" in before


def test_no_text_is_read_as_markup_or_code():
    hostile = [
        "#panic()",
        "*tebal* _miring_",
        "$x^2$",
        "= Judul",
        "<label> @rujukan",
        "\\u{41}",
        '#import "@preview/x:1"',
    ]
    section = Section("a", "#eval(1)", grid=Grid((Column("#a"),), tuple(Row(Cell.text(text), ()) for text in hostile)))
    read = pages(made(a_report(sections=(section,))))[0]
    assert [text for text in [*hostile, "#eval(1)", "#a"] if text not in read] == []


def test_templates_import_nothing_from_elsewhere_and_fonts_come_with_their_licence():
    for template in TEMPLATES.glob("*.typ"):
        assert not re.search(r"#import|#include|@preview|https?:", template.read_text(encoding="utf-8")), template
    assert sorted(file.name for file in FONTS.iterdir()) == [
        "NotoSans-Bold.ttf",
        "NotoSans-Italic.ttf",
        "NotoSans-Regular.ttf",
        "NotoSerif-Bold.ttf",
        "OFL.txt",
    ]


def test_the_program_that_sets_it_loads_nothing_of_django():
    tree = ast.parse(Path(paper.__file__).with_name("typesetting.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names == {"sys", "pathlib", "resource", "typst"}


def test_a_report_of_too_many_rows_is_no_paper_and_is_not_even_read_to_its_end():
    read = []

    def endless():
        for n in range(10 * LONGEST):
            read.append(n)
            yield Row(Cell(n), ())

    with pytest.raises(TooLongError):
        made(a_report(sections=(Section("a", "A", grid=Grid((Column("a"),), endless())),)))
    assert len(read) == LONGEST + 1


def test_the_longest_report_that_is_allowed_keeps_the_limits():
    assert len(pages(made(a_report(rows=LONGEST)))) > 20


def test_what_takes_longer_than_the_limit_is_given_up(monkeypatch):
    monkeypatch.setattr(paper, "SECONDS", 0.01)
    with pytest.raises(TooLongError):
        made(a_report())


def test_a_report_with_nothing_in_it_is_a_paper_as_well():
    bare = a_report(sections=(), origins=(), signatures=(), letterhead=(), definitions=(), line=(), invented=False)
    assert "Bimbingan Teknis" in pages(made(bare))[0]


def test_a_long_word_and_many_cards_and_empty_tables_do_not_break_it():
    cards = tuple(Card("Kartu " + "x" * 60, Cell(10**12)) for _ in range(9))
    empty = Grid(tuple(Column(f"Kolom {n}", Kind.NUMBER) for n in range(14)), ())
    sections = (Section("a", "A" * 200, cards=cards), Section("b", "B", grid=empty))
    assert "1.000.000.000.000" in pages(made(a_report(sections=sections)))[0]
