"""The rows of a file judged one after the other: accepted, with or without a warning, refused, or repeated.

Nothing here asks the database; what the facility holds already is the business of ``match``.
"""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from participants.register.judge import Judged, years_of
from participants.register.read import SheetRow
from participants.register.rows import Checked, Refused, RegisterRow, Repeated, Why

KEPT = attrgetter(
    *(name for name in RegisterRow.__dataclass_fields__ if name not in ("row", "name", "number", "register_class"))
)


def check(rows: Iterable[SheetRow], *, spoken_of: date, sex_held: str = "") -> Checked:
    """Judge the rows of a file that speaks of a day, for a facility that holds women (P), men (L) or either.

    A number or NIK belongs to the first row that names it, even where that row is refused for another fault: whose
    it is, a person decides.
    """
    checked, seen, numbers, niks = Checked(), {}, set(), set()
    years = years_of(spoken_of)
    for source in rows:
        judged = Judged(source, spoken_of, years)
        record = judged.record(sex_held)
        first = seen.setdefault(_content(judged, record), source.row)
        if first != source.row:
            checked.repeated.append(Repeated(source.row, of=first))
            continue
        for field, key, taken in (("register_no", record.number_key, numbers), ("nik", record.nik, niks)):
            if key in taken:
                judged.refuse(field, Why.USED_IN_FILE)
            elif key:
                taken.add(key)
        if judged.faults:
            checked.refused.append(Refused(record, tuple(judged.faults)))
        else:
            checked.accepted.append(record)
            checked.warnings.extend(judged.warnings)
    return checked


def _content(judged: Judged, record: RegisterRow) -> tuple:
    """What a row says however it is spelled, its running number aside; of what could not be read, the words."""
    kept = tuple(value.casefold() if type(value) is str else value for value in KEPT(record))
    unread = (judged.source.words.get(fault.field, "").casefold() for fault in (*judged.faults, *judged.warnings))
    return (*kept, *unread)
