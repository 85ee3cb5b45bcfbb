"""The rows of a file judged one after the other: accepted, with or without a warning, refused, or repeated.

Nothing here asks the database; what the facility holds already is the business of ``match``.
"""

import re
from collections.abc import Iterable
from datetime import date

from participants.register.dates import read_day
from participants.register.judge import DAYS, Judged
from participants.register.read import SheetRow
from participants.register.rows import Checked, Refused, Repeated, Why
from participants.register.texts import number_key


def check(rows: Iterable[SheetRow], *, spoken_of: date, sex_held: str = "") -> Checked:
    """Judge the rows of a file that speaks of a day, for a facility that holds women (P), men (L) or either.

    A number or NIK belongs to the first row that names it, even where that row is refused for another fault: whose
    it is, a person decides.
    """
    checked, seen, numbers, niks = Checked(), {}, set(), set()
    for source in rows:
        content = _content(source)
        if content in seen:
            checked.repeated.append(Repeated(source.row, of=seen[content]))
            continue
        seen[content] = source.row
        judged = Judged(source)
        record = judged.record(spoken_of, sex_held)
        judged.refuse_if(record.number_key in numbers, "register_no", Why.USED_IN_FILE)
        judged.refuse_if(record.nik in niks, "nik", Why.USED_IN_FILE)
        numbers |= {record.number_key} - {""}
        niks |= {record.nik} - {""}
        if judged.faults:
            checked.refused.append(Refused(record, tuple(judged.faults)))
        else:
            checked.accepted.append(record)
            checked.warnings.extend(judged.warnings)
    return checked


def _content(source: SheetRow) -> tuple:
    """What a row says however it is spelled, its running number aside."""
    return tuple(_said(source, field) for field in source.words if field != "running_no")


def _said(source: SheetRow, field: str) -> object:
    words = source.words[field]
    if field in DAYS and words:
        return read_day(source.values[field])[0] or words.casefold()
    if field == "register_no":
        return number_key(words)
    if field == "nik":
        return re.sub(r"\D", "", words)
    return words.casefold()
