"""A plan put into the database: every table once, however many rows the file has."""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction

from organisations.models import Facility
from participants.models import Custody, CustodyDate, Person, RegisterNumber, Sentence
from participants.register.bulk import insert, update
from participants.register.differences import OF_PERSON, OF_SENTENCE, OF_STAY, Writes
from participants.register.rows import RegisterRow
from participants.register.telling import fields_of
from participants.register.told import KINDS
from web.keys import uuid7

PERSON = ("id", *OF_PERSON, "nik", "facility", "invented", "told_on")
CUSTODY = ("id", "person", "facility", "admitted_on", "left_on", "block", "legal_status", "told_on")
NUMBER = ("custody", "facility", "number", "register_class", "valid_from", "valid_until")
DATE = ("custody", "kind", "day", "known_from", "origin")
SENTENCE = ("custody", *OF_SENTENCE, "told_on")


class TakenError(Exception):
    """Somebody else has entered one of the NIKs since the plan was made."""


def write(writes: Writes, *, spoken_of: date) -> None:
    """Write what has changed of known people, then new ones: a number is free only when it has ended.

    Runs inside a transaction whose scope is the facility, offences included.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.told_on', %s, true)", [spoken_of.isoformat()])
    update(Person, (*OF_PERSON, "nik", "told_on"), writes.changed_people)
    update(Custody, (*OF_STAY, "told_on"), writes.changed_stays)
    numbers = [(key, *values) for key, values in writes.changed_numbers.items()]
    update(RegisterNumber, ("number", "register_class", "valid_until"), numbers)
    update(CustodyDate, ("day", "origin"), writes.changed_dates)
    update(Sentence, (*OF_SENTENCE, "told_on"), writes.changed_sentences)
    if insert(Person, PERSON, writes.people, unless_taken="nik") < len(writes.people):
        raise TakenError
    insert(Custody, CUSTODY, writes.stays)
    insert(RegisterNumber, NUMBER, writes.numbers)
    insert(CustodyDate, DATE, writes.dates)
    insert(Sentence, SENTENCE, writes.sentences)
    for kind, rows in writes.facts.items():
        insert(KINDS[kind].model, fields_of(kind), rows)
    for kind, rows in writes.ended_facts.items():
        update(KINDS[kind].model, ("ends_on",), rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.told_on', '', true)")


def held_elsewhere(records: Sequence[RegisterRow], facility: Facility) -> set[int]:
    """The rows whose NIK somebody has whom nobody here may see.

    The database itself says so: people with these NIKs are inserted, those whose NIK is taken stay out, and all of it
    is taken back.
    """
    if not records:
        return set()
    tried = {uuid7(): record for record in sorted(records, key=lambda record: record.nik)}
    nothing = ("?", "", "", "", None, "", "")
    rows = [(key, *nothing, one.nik, facility.pk, False, None) for key, one in tried.items()]
    with transaction.atomic():
        all_free = insert(Person, PERSON, rows, unless_taken="nik") == len(rows)
        stayed = tried.keys() if all_free else set(Person.objects.filter(pk__in=tried).values_list("pk", flat=True))
        transaction.set_rollback(True)
    return {record.row for key, record in tried.items() if key not in stayed}
