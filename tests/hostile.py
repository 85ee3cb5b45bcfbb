"""Files that are made to harm whoever reads them, or that are simply no register."""

import io
import struct
import zipfile
import zlib

import xlsxwriter

HEADER = "Nama;No. Registrasi\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def workbook(*rows: list) -> bytes:
    """A workbook with these rows."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for index, cells in enumerate(rows):
            sheet.write_row(index, 0, cells)
    return file.getvalue()


REGISTER = workbook(["Nama", "No. Registrasi"], ["Sari", "B.I.1/2023"])


def sheet_xml(cells: str, before: str = "") -> str:
    """The XML of one sheet."""
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def changed(data: bytes, **parts: str | bytes) -> bytes:
    """An archive with some of its parts replaced or added."""
    file = io.BytesIO()
    new = {"xl/worksheets/sheet1.xml" if name == "sheet" else name: said for name, said in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, new.pop(name, None) or old.read(name))
        for name, said in new.items():
            made.writestr(name, said)
    return file.getvalue()


def with_cells(cells: str, before: str = "") -> bytes:
    """A workbook whose one sheet has this XML for cells."""
    return changed(REGISTER, sheet=sheet_xml(cells, before))


def text_cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


HEADER_CELLS = f'<row r="1">{text_cell("A1", "Nama")}{text_cell("B1", "No. Registrasi")}</row>'


def ods(table: str, before: str = "") -> bytes:
    """An OpenDocument sheet with this XML for rows."""
    file = io.BytesIO()
    spaces = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {spaces} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Data">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", kind, zipfile.ZIP_STORED)
        made.writestr("META-INF/manifest.xml", manifest)
        made.writestr("content.xml", content)
    return file.getvalue()


def ods_row(*cells: str, repeated: int = 1) -> str:
    """The XML of a row of text cells."""
    told = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{told}</table:table-row>'


def bomb(data: bytes, part: str, megabytes: int) -> bytes:
    """An archive one part of which unpacks to that much."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist() if name != part}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, said in parts.items():
            made.writestr(name, said)
        with made.open(part, "w") as opened:
            for _n in range(megabytes):
                opened.write(b" " * 1024 * 1024)
    return file.getvalue()


def lying_bomb() -> bytes:
    """A bomb whose table of contents says that it is small."""
    big = 400 * 1024 * 1024
    data = bomb(REGISTER, "xl/worksheets/sheet1.xml", big // 1024 // 1024)
    return data.replace(struct.pack("<L", big), struct.pack("<L", 1000))


def million_rows() -> bytes:
    """A sheet of a million rows with a person in each."""
    row = "".join(f"<c><v>{n}</v></c>" for n in (1, 2))
    return with_cells(HEADER_CELLS + f"<row>{row}</row>" * 1_000_000)


def shared_string_bomb() -> bytes:
    """One long text that a hundred thousand cells point to."""
    shared = f'<?xml version="1.0"?><sst xmlns="{MAIN}"><si><t>{"x" * 30_000}</t></si></sst>'
    rows = "".join('<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' for _n in range(50_000 - 1))
    return changed(REGISTER, **{"xl/sharedStrings.xml": shared, "sheet": sheet_xml(rows)})


def billion_laughs() -> str:
    """Entities that stand for ten of the next, ten deep."""
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'


def sparse_xls() -> bytes:
    """A workbook of 1997 that uses the first and the last cell of its sheet."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    sheet.write(0, 0, "Nama")
    sheet.write(65_535, 255, "x")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def random_bytes(size: int) -> bytes:
    """Bytes that mean nothing, the same in every run."""
    return b"".join(zlib.compress(bytes([n % 256, n // 256 % 256])) for n in range(size // 10))


EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
ENTITY_CELL = text_cell("A1", "&e;")

FILES = {
    "zip bomb": lambda: bomb(REGISTER, "xl/worksheets/sheet1.xml", 1024),
    "zip bomb in a part that nobody needs": lambda: bomb(REGISTER, "xl/media/image1.png", 1024),
    "zip bomb that lies about its size": lying_bomb,
    "ods bomb": lambda: bomb(ods(""), "content.xml", 1024),
    "ods of repeated rows": lambda: ods(ods_row(*["x"] * 100, repeated=1_000_000)),
    "ods of repeated cells": lambda: ods(
        ods_row("x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="1000000"')
    ),
    "ods with entities": lambda: ods("", billion_laughs()),
    "ods with macros": lambda: changed(ods(ods_row("Nama")), **{"Basic/Standard/Module1.xml": "<m/>"}),
    "archive of many parts": lambda: changed(REGISTER, **{f"xl/{n}.xml": "<x/>" for n in range(2000)}),
    "macro workbook": lambda: changed(REGISTER, **{"xl/vbaProject.bin": b"macros"}),
    "macro sheet": lambda: changed(REGISTER, **{"xl/macrosheets/sheet1.xml": "<x/>"}),
    "macro workbook of 1997": lambda: OLE + "_VBA_PROJECT_CUR".encode("utf-16-le").ljust(2000, b"\0"),
    "sheet of a million rows": million_rows,
    "first and last cell": lambda: with_cells(f'{HEADER_CELLS}<row r="1048576">{text_cell("XFD1048576", "x")}</row>'),
    "first and last cell of 1997": sparse_xls,
    "16,384 columns": lambda: workbook(["Nama", "No. Registrasi", *["x"] * 16_382], ["Sari", "B.I.1/2023"]),
    "16,384 columns of text": lambda: (HEADER + ";" * 16_383 + "\n").encode(),
    "cell of 2 MB": lambda: with_cells(f'{HEADER_CELLS}<row r="2">{text_cell("A2", "x" * 2_000_000)}</row>'),
    "cell of 2 MB in text": lambda: f"{HEADER}{'x' * 2_000_000};B.I.1/2023\n".encode(),
    "cell of many lines": lambda: (HEADER + '"' + "x\n" * 1_000_000 + '";B.I.1/2023\n').encode(),
    "one text in 100,000 cells": shared_string_bomb,
    "NUL bytes": lambda: f"{HEADER}Sa\0ri;B.I.1/2023\n".encode(),
    "NUL bytes in UTF-16": lambda: f"{HEADER}Sa\0ri;B.I.1/2023\n".encode("utf-16"),
    "PDF named xlsx": lambda: b"%PDF-1.7\n" + random_bytes(100_000),
    "empty file": lambda: b"",
    "blank file": lambda: b" \n" * 1000,
    "encrypted workbook": lambda: OLE + "EncryptedPackage".encode("utf-16-le").ljust(4000, b"\0"),
    "external entity": lambda: with_cells(f'<row r="1">{ENTITY_CELL}</row>', EXTERNAL),
    "billion laughs": lambda: with_cells(f'<row r="1">{text_cell("A1", "&l10;")}</row>', billion_laughs()),
    "line of 100 MB": lambda: b"x" * (100 * 1024 * 1024),
    "line of 19 MB": lambda: b"x" * (19 * 1024 * 1024),
    "line of 19 MB of separators": lambda: b";" * (19 * 1024 * 1024),
    "rows of nothing": lambda: b"\n" * (19 * 1024 * 1024) + b"x",
    "small cells": lambda: (HEADER + "ab;cd\n" * 3_000_000).encode(),
    "only a header": lambda: HEADER.encode(),
    "workbook of only a header": lambda: workbook(["Nama", "No. Registrasi"]),
    "half a workbook": lambda: REGISTER[: len(REGISTER) // 2],
    "bytes without meaning": lambda: random_bytes(1_000_000),
    "zip of something else": lambda: changed(ods(""), mimetype="application/zip", **{"content.xml": "<x/>"}),
    "old wrapping of something else": lambda: OLE + random_bytes(100_000),
}
"""What it is → how it is made."""
