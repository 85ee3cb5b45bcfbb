"""No file costs more than a register does, and each that is none is refused with a sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from participants.register import unreadable as why
from tests.hostile import FILES, REGISTER

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEGABYTES = 5, 300

SENTENCES = {
    "zip bomb": why.TOO_LARGE,
    "ods bomb": why.TOO_LARGE,
    "macro workbook": why.MACROS,
    "macro sheet": why.MACROS,
    "macro workbook of 1997": why.MACROS,
    "ods with macros": why.MACROS,
    "sheet of a million rows": why.TOO_LARGE,
    "first and last cell": why.TOO_LARGE,
    "first and last cell of 1997": why.TOO_LARGE,
    "16,384 columns": why.TOO_LARGE,
    "16,384 columns of text": why.TOO_LARGE,
    "cell of 2 MB": why.LONG_CELL,
    "cell of 2 MB in text": why.LONG_CELL,
    "NUL bytes": why.NUL,
    "NUL bytes in UTF-16": why.NUL,
    "PDF named xlsx": why.PDF,
    "empty file": why.EMPTY,
    "blank file": why.EMPTY,
    "encrypted workbook": why.PASSWORD,
    "external entity": why.ENTITIES,
    "billion laughs": why.ENTITIES,
    "ods with entities": why.ENTITIES,
    "line of 100 MB": why.TOO_MANY_BYTES,
    "line of 19 MB": why.LONG_CELL,
    "line of 19 MB of separators": why.LONG_LINE,
    "rows of nothing": why.TOO_LARGE,
    "only a header": why.NO_PEOPLE,
    "workbook of only a header": why.NO_PEOPLE,
    "half a workbook": why.NO_TABLE,
}
"""Where it matters which one; the others need one as well."""


def reading(path: Path) -> dict:
    """What a process of its own says of a file."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.reading_a_file", str(path)], capture_output=True, text=True, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.process
@pytest.mark.parametrize("what", FILES)
def test_it_is_refused_with_a_sentence_before_it_costs_much(what, tmp_path):
    file = tmp_path / "register.xlsx"
    file.write_bytes(FILES[what]())
    told = reading(file)
    assert (told["refused"], told["said"][-1]) == (True, ".")
    assert told["said"] == str(SENTENCES.get(what, told["said"]))
    assert told["seconds"] < SECONDS
    assert max(told["own"], told["started"]) < MEGABYTES * 1024


def test_the_sentences_are_about_files_that_are_tried():
    assert SENTENCES.keys() <= FILES.keys()


def test_a_sound_file_is_read_by_the_same_program(tmp_path):
    file = tmp_path / "register.pdf"
    file.write_bytes(REGISTER)
    assert reading(file)["said"] == "1 rows"
