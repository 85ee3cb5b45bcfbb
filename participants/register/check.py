"""The rows of a file judged one after the other: accepted, with or without a warning, refused, or repeated.

Nothing here asks the database; what the facility holds already is the business of ``match``.
"""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from participants.register.judge import Judged, readers_of_days
from participants.register.read import SheetRow
from participants.register.rows import Checked, Refused, RegisterRow, Repeated, Why

NOT_COMPARED = ("row", "name", "number", "register_class")
"""Where a row stands, and what its keys say as well."""

COMPARED = {name: kind for name, kind in RegisterRow.__annotations__.items() if name not in NOT_COMPARED}
WORDS = attrgetter(*(name for name, kind in COMPARED.items() if kind is str))
FIGURES = attrgetter(*(name for name, kind in COMPARED.items() if kind is not str))


def check(rows: Iterable[SheetRow], *, spoken_of: date, sex_held: str = "") -> Checked:
    """Judge the rows of a file that speaks of a day, for a facility that holds women (P), men (L) or either.

    A number or NIK belongs to the first row that names it, even where that row is refused for another fault: whose
    it is, a person decides.
    """
    checked, seen, numbers, niks = Checked(), {}, set(), set()
    read_day_of = readers_of_days(spoken_of)
    for source in rows:
        judged = Judged(source, spoken_of, read_day_of)
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
    unread = [judged.source.words.get(fault.field, "") for fault in (*judged.faults, *judged.warnings)]
    return ("\n".join([*WORDS(record), *unread]).casefold(), *FIGURES(record))
