"""Rows of a register for tests: one that is right in everything, and changes of it."""

import csv
import io
from datetime import date
from pathlib import Path

from participants.register.check import check
from participants.register.columns import NAMES_IN_USE
from participants.register.importer import Result, import_register
from participants.register.read import SheetRow
from participants.register.rows import Checked
from participants.register.texts import text
from tests.factories import NOW

DATA = Path(__file__).resolve().parent.parent / "lapas_training" / "demo" / "data"
REGISTER = DATA / "register_lpp_tangerang.xlsx"
SPOKEN_OF = date(2023, 7, 3)

RIGHT = {
    "running_no": 1.0,
    "register_no": "B.I.114/2021",
    "name": "Ika Setyowati",
    "alias": "al. Ika",
    "sex": "P",
    "birth_place": "Serang",
    "birth_date": "16 Oktober 1977",
    "nik": "3671015610770012",
    "nationality": "WNI",
    "education": "SMP",
    "offence": "Penipuan",
    "years": 4.0,
    "months": "11",
    "days": "",
    "admitted_on": "01/12/2020",
    "third": "27/07/2022",
    "half": "24/05/2023",
    "two_thirds": "21/03/2024",
    "sentence_end_date": "14/11/2025",
    "block": "D-5",
    "note": "",
}

OTHER = {
    "register_no": "B.I.115/2021",
    "name": "Sari",
    "nik": "3671016203800034",
    "birth_date": "22/03/1980",
}
"""What makes a second person of the first."""

PEOPLE = [{"register_no": f"B.I.{n}/2022", "name": f"Orang {n}", "nik": f"36710156107711{n:02}"} for n in range(20)]
"""What makes twenty people of the first."""


def sheet_row(row: int = 8, **changes) -> SheetRow:
    """The right row with changes."""
    values = RIGHT | changes
    return SheetRow(row, list(values.values()), values, {field: text(cell) for field, cell in values.items()})


def checked(*rows: SheetRow, sex_held: str = "P") -> Checked:
    """What becomes of these rows in a women's prison."""
    return check(rows, spoken_of=SPOKEN_OF, sex_held=sex_held)


def refusal(**changes) -> list[tuple[str, str]]:
    """Why the right row with these changes is refused: field and key of every fault."""
    (refused,) = checked(sheet_row(**changes)).refused or [None]
    return [(fault.field, str(fault.why)) for fault in refused.faults] if refused else []


def warning(sex_held: str = "P", **changes) -> list[tuple[str, str]]:
    """What is doubtful in the right row with these changes; the row itself must come in."""
    found = checked(sheet_row(**changes), sex_held=sex_held)
    assert len(found.accepted) == 1, found.refused
    return [(fault.field, str(fault.why)) for fault in found.warnings]


def accepted(**changes):
    """The cleaned record of the right row with these changes."""
    (record,) = checked(sheet_row(**changes)).accepted
    return record


def register_file(*changes: dict) -> io.BytesIO:
    """A register with one right row for each of these changes; its first person stands in row 2."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";")
    table.writerow([NAMES_IN_USE[field][0] for field in RIGHT])
    table.writerows(list((RIGHT | change).values()) for change in changes)
    return io.BytesIO(out.getvalue().encode())


def bring_in(*rows: dict, day: date = SPOKEN_OF, **options) -> Result:
    """Import a file with these rows that speaks of ``day``."""
    return import_register(register_file(*rows), at=NOW, spoken_of=day, **options)


def told(result: Result) -> tuple[int, int, int, list[tuple[str, str]]]:
    """New, changed and unchanged rows, and why rows were refused or asked for."""
    faults = [refused.faults[0] for refused in result.refused] + result.requests
    return len(result.new), len(result.changed), len(result.unchanged), [(one.field, str(one.why)) for one in faults]
