"""The difference put into the database: every table once, however many rows the file has."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from organisations.models import Facility
from participants.models import Custody, CustodyDate, Person, RegisterNumber, Sentence
from participants.register.differences import OF_NUMBER, OF_PERSON, OF_SENTENCE, OF_STAY, Differences
from participants.register.match import Held, Matched
from participants.register.rows import Fault, RegisterRow, Why
from web.refusals import constraint_name

Told = tuple[RegisterRow, Held]


@dataclass
class Written:
    """The rows of a file, sorted by what they did."""

    new: list[RegisterRow] = field(default_factory=list)
    changed: list[RegisterRow] = field(default_factory=list)
    unchanged: list[RegisterRow] = field(default_factory=list)
    requests: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def write(matched: Matched, *, facility: Facility, spoken_of: date, invented: bool) -> Written:
    """Write new people and what has changed of known ones.

    A NIK that is held elsewhere is learned from the refusal of the insert, since nobody here may see who has it: the
    row becomes a request. Runs inside a transaction whose scope is the facility, offences included.
    """
    newcomers = [(record, Held(_person(record, facility, invented))) for record in matched.new]
    completed = [(record, held) for record, held in matched.known if record.nik and not held.person.nik]
    asked = _all_that_fit(newcomers, _insert) + _all_that_fit(completed, _fill_in)
    elsewhere = {record.row for record, _held in asked}
    differences = Differences(facility, spoken_of)
    written = Written(unchanged=list(matched.settled), warnings=differences.warnings)
    written.requests = [Fault(record.row, "nik", Why.HELD_ELSEWHERE) for record, _held in asked]
    for record, held in newcomers:
        if record.row not in elsewhere:
            differences.admit(record, held)
            written.new.append(record)
    named = {record.row for record, _held in completed}
    for record, held in matched.known:
        if record.row not in elsewhere:
            differs = differences.compare(record, held) or record.row in named
            (written.changed if differs else written.unchanged).append(record)
    _write_down(differences)
    return written


def _person(record: RegisterRow, facility: Facility, invented: bool) -> Person:
    told = {name: getattr(record, name) for name in OF_PERSON}
    return Person(**told, nik=record.nik or None, facility=facility, invented=invented)


def _insert(rows: list[Told]) -> None:
    Person.objects.bulk_create([held.person for _record, held in rows])


def _fill_in(rows: list[Told]) -> None:
    for record, held in rows:
        held.person.nik = record.nik
    Person.objects.bulk_update([held.person for _record, held in rows], ["nik"])


def _all_that_fit(rows: list[Told], into_database: Callable[[list[Told]], None]) -> list[Told]:
    """Write the rows, halving them until those whose NIK is held elsewhere stand alone; answers these."""
    if not rows:
        return []
    try:
        with transaction.atomic():
            into_database(rows)
        return []
    except IntegrityError as error:
        if constraint_name(error) != "person_nik_once":
            raise
    if len(rows) == 1:
        return rows
    middle = len(rows) // 2
    return _all_that_fit(rows[:middle], into_database) + _all_that_fit(rows[middle:], into_database)


def _write_down(differences: Differences) -> None:
    """Changes first, since a number is free only when it has ended."""
    _change(Person, differences.people, OF_PERSON)
    _change(Custody, differences.stays, OF_STAY)
    _change(RegisterNumber, differences.numbers, OF_NUMBER)
    _change(CustodyDate, differences.moved, ("day", "origin"))
    _change(Sentence, differences.sentences, OF_SENTENCE)
    for model, rows in differences.added.items():
        model.objects.bulk_create(rows)


def _change(model, rows: list, fields: tuple[str, ...]) -> None:
    if rows:
        model.objects.bulk_update(rows, fields)
