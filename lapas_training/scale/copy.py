"""Rows in bulk through COPY: the same constraints and, but for those of enrolments, triggers as any other way in."""

import time
from collections.abc import Callable, Iterable, Sequence

from django.db import connection
from django.db.models import AutoField, Field, GeneratedField, Model
from django.db.models.fields import NOT_PROVIDED

CHUNK = 500
NULL = r"\N"


class Loading:
    """Loads tables in one transaction and tells how many rows of each were written in how many seconds."""

    def __init__(self, tell: Callable[[str], object], signer: str):
        self.tell, self.signer = tell, signer
        self.written: dict[str, list[float]] = {}
        self.counted: dict[str, int] = {}

    def rows(self, model: type[Model], names: Sequence[str], rows: Iterable[Sequence]) -> None:
        """Write rows of these fields; all other columns get what the model would give them."""
        began, table = time.perf_counter(), model._meta.db_table
        fields = [model._meta.get_field(name) for name in names]
        rest = [field for field in model._meta.concrete_fields if field not in fields and not _fills_itself(field)]
        columns = ", ".join(f'"{field.column}"' for field in (*fields, *rest))
        end = "".join(f"\t{_text(_default(field))}" for field in rest) + "\n"
        how_many = self._copy(f'COPY "{table}" ({columns}) FROM STDIN', rows, end)
        self._note(table, how_many, time.perf_counter() - began)

    def stage(self, table: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
        """Put rows into a temporary table, in place of those before, for statements that read them from there."""
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")
        how_many = self._copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN", rows, "\n")
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {table}")
        self._add(table, how_many, time.perf_counter() - began)

    def fill(self, model: type[Model], sql: str, values: dict | None = None) -> None:
        """Write rows of a table by one statement."""
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            how_many = cursor.rowcount
        self._note(model._meta.db_table, how_many, time.perf_counter() - began)

    def work(self, what: str, sql: str, values: Sequence = ()) -> None:
        """Let a statement do something else."""
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            how_many = cursor.rowcount
        self._add(what, how_many, time.perf_counter() - began)

    @staticmethod
    def _copy(command: str, rows: Iterable[Sequence], end: str) -> int:
        how_many = 0
        with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(command) as copy:
            chunk: list[str] = []
            for row in rows:
                chunk.append("\t".join([NULL if value is None else str(value) for value in row]) + end)
                how_many += 1
                if len(chunk) == CHUNK:
                    copy.write("".join(chunk))
                    chunk.clear()
            copy.write("".join(chunk))
        return how_many

    def report(self) -> None:
        """Tell what was written since the last report."""
        for table, (how_many, seconds) in self.written.items():
            self.tell(f"  {table:<34} {how_many:>10,.0f} rows {seconds:>7.1f} s")
        self.written.clear()

    def _add(self, table: str, how_many: int, seconds: float) -> list[float]:
        so_far = self.written.setdefault(table, [0, 0.0])
        so_far[0] += how_many
        so_far[1] += seconds
        return so_far

    def _note(self, table: str, how_many: int, seconds: float) -> None:
        """Keep count; measure a table that has grown much, or triggers and keys would go on reading it whole."""
        before = self._add(table, how_many, seconds)
        if before[0] > 4 * self.counted.get(table, 0):
            self.counted[table] = int(before[0])
            with connection.cursor() as cursor:
                cursor.execute(f'ANALYZE "{table}"')


def _fills_itself(field: Field) -> bool:
    """What the database gives: numbers in sequence, columns that are worked out, defaults of its own."""
    return isinstance(field, AutoField | GeneratedField) or field.db_default is not NOT_PROVIDED


def _default(field: Field):
    """What stands in a column that nobody named. A key is never left to chance."""
    unknown = callable(field.default) if field.has_default() else not (field.null or field.blank)
    if unknown:
        raise TypeError(f"{field} must be given.")
    return field.get_default()


def _text(value) -> str:
    return NULL if value is None else str(value)
