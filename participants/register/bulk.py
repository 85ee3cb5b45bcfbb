"""Many rows into one table, each in one statement: through a temporary table that a COPY has filled.

COPY itself is refused to the application on tables with row security, and reads arrays six times as fast as they can
be written into a statement.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Field, Model

Rows = Sequence[Sequence[object]]


def insert(model: type[Model], names: Sequence[str], rows: Rows, *, unless_taken: str = "") -> int:
    """Add rows of these fields; answers how many. A row whose ``unless_taken`` somebody has already is left out."""
    if not rows:
        return 0
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(_quoted(field.column) for field in fields)
    conflict = f" ON CONFLICT ({_quoted(unless_taken)}) DO NOTHING" if unless_taken else ""
    return _through_incoming(
        fields,
        rows,
        f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) SELECT {columns} FROM incoming{conflict}",
    )


def update(model: type[Model], names: Sequence[str], rows: Rows) -> int:
    """Change rows, each told by its key, which comes first, and the new values of these fields; answers how many."""
    if not rows:
        return 0
    key, *fields = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
    news = ", ".join(f"{_quoted(field.column)} = i.{_quoted(field.column)}" for field in fields)
    row = f"t.{_quoted(key.column)} = i.{_quoted(key.column)}"
    return _through_incoming(
        [key, *fields], rows, f"UPDATE {_quoted(model._meta.db_table)} t SET {news} FROM incoming i WHERE {row}"
    )


def _through_incoming(fields: Sequence[Field], rows: Rows, statement: str) -> int:
    typed = ", ".join(f"{_quoted(field.column)} {field.rel_db_type(connection)}" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE incoming ({typed}) ON COMMIT DROP")
        with cursor.copy("COPY incoming FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(statement)
        written = cursor.rowcount
        cursor.execute("DROP TABLE incoming")
    return written


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
