"""The ways by which the rows of a register come into the tables: ours, COPY, and django-import-export."""

from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from django.conf import settings
from import_export.fields import Field
from import_export.resources import ModelResource, modelresource_factory
from import_export.widgets import Widget
from psycopg import sql
from tablib import Dataset

from accounts.models import User
from accounts.scope import scope
from lapas_training import logins
from organisations.models import Facility
from participants.models import Custody, CustodyDate, Person, RegisterNumber, Sentence
from participants.register.importer import importing
from participants.services import imports
from tests.factories import NOW
from tests.raw import login

MODELS = (Person, Custody, RegisterNumber, CustodyDate, Sentence)

KEYS = {RegisterNumber: ("custody", "number"), CustodyDate: ("custody", "kind"), Sentence: ("custody",)}
"""By what django-import-export finds a row that is there already; else by the id."""


def bring(data: bytes, facility: Facility, user: User) -> None:
    """As the page does: keep the file, make the preview, and confirm it, each in a request of its own."""
    with importing(facility, user):
        key = imports.receive(facility, by=user, at=NOW, file=data, file_name="register.xlsx", said_day=None).pk
    with importing(facility, user):
        counts = imports.prepare(key, at=NOW).counts
    with importing(facility, user):
        assert imports.confirm(key, by=user, at=NOW)
    assert counts["new"] == counts["rows"]


@dataclass(frozen=True)
class Rows:
    """The rows of one table as another facility would have them: their columns, and the query that gives them."""

    model: type
    columns: tuple[str, ...]
    query: sql.Composed


def rows_of(here: Facility, there: Facility, area: int, limit: int | None = None) -> list[Rows]:
    """What the people of ``here`` would be in ``there``: other ids, other NIKs, all else the same."""
    new_id = sql.SQL("md5({}::text || {})::uuid")
    values = {
        "facility_id": sql.Literal(there.pk),
        "nik": sql.SQL("lpad({}, 2, '0') || substr(nik, 3)").format(sql.Literal(str(area))),
        **{
            name: new_id.format(sql.SQL("t.") + sql.Identifier(name), sql.Literal(str(there.pk)))
            for name in ("id", "person_id", "custody_id")
        },
    }
    chosen = sql.SQL("SELECT id FROM participants_person WHERE facility_id = {} ORDER BY id LIMIT {}").format(
        sql.Literal(here.pk), sql.Literal(limit)
    )
    stays = sql.SQL("SELECT id FROM participants_custody WHERE person_id IN ({})").format(chosen)
    found = []
    for model in MODELS:
        serial = model in (RegisterNumber, CustodyDate)
        columns = tuple(
            field.column
            for field in model._meta.concrete_fields
            if not field.generated and not (field.name == "id" and serial)
        )
        told = sql.SQL(", ").join(values.get(column, sql.Identifier(column)) for column in columns)
        key, which = {Person: ("id", chosen), Custody: ("person_id", chosen)}.get(model, ("custody_id", stays))
        query = sql.SQL("SELECT {} FROM {} t WHERE {} IN ({})").format(
            told, sql.Identifier(model._meta.db_table), sql.Identifier(key), which
        )
        found.append(Rows(model, columns, query))
    return found


def as_owner() -> psycopg.Connection:
    """The owner of the tables, whom no policy holds."""
    return psycopg.connect(**login(settings.DATABASE_OWNER))


def payloads(connected: psycopg.Connection, rows: Iterable[Rows]) -> list[tuple[sql.Composed, bytes]]:
    """For every table the statement that loads it, and what to send."""
    found = []
    for one in rows:
        with connected.cursor().copy(sql.SQL("COPY ({}) TO STDOUT").format(one.query)) as copy:
            data = b"".join(copy)
        columns = sql.SQL(", ").join(map(sql.Identifier, one.columns))
        table = sql.Identifier(one.model._meta.db_table)
        found.append((sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns), data))
    return found


def load(connected: psycopg.Connection, loads: Iterable[tuple[sql.Composed, bytes]], user: User) -> None:
    """COPY into every table in one transaction, with every constraint and trigger that others meet as well."""
    with connected.transaction(), connected.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', %s, true)", [str(user.pk)])
        for statement, data in loads:
            with cursor.copy(statement) as copy:
                copy.write(data)


def datasets(connected: psycopg.Connection, rows: Iterable[Rows]) -> list[tuple[type, Dataset]]:
    """What django-import-export takes: for every table its rows, already read and judged."""
    found = []
    for one in rows:
        names = [one.model._meta.get_field(column).name for column in one.columns]
        told = connected.execute(one.query).fetchall()
        cells = [["" if cell is None else str(cell) for cell in row] for row in told]
        found.append((one.model, Dataset(*cells, headers=names)))
    return found


def resource(model: type, *, best: bool) -> ModelResource:
    """The resource of one table: as it comes, or with all that makes it fast."""
    options = {"fields": [field.name for field in model._meta.concrete_fields if not field.generated]}
    if model in KEYS:
        options |= {"import_id_fields": KEYS[model], "exclude": ("id",)}
    if best:
        options |= {"use_bulk": True, "skip_diff": True, "force_init_instance": True, "skip_html_diff": True}
    made = modelresource_factory(model, meta_options=options)()
    if best:
        for field in model._meta.concrete_fields:
            if field.is_relation:
                made.fields[field.name] = Field(field.attname, field.name, widget=Widget())
    return made


def with_import_export(sets: list[tuple[type, Dataset]], facility: Facility, user: User, *, best: bool) -> None:
    """What it does when somebody confirms; its preview would be the same work again.

    As the owner: it sets sequences, which the application may not, and so no policy slows it.
    """
    with logins.as_owner(), scope(actor=user.pk, facilities=[facility.pk], offence_facilities=[facility.pk]):
        for model, rows in sets:
            resource(model, best=best).import_data(rows, raise_errors=True)
