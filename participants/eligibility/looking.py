"""SQL that reads one value for each person out of another table, in one sweep however many people are asked about.

A look-up person by person costs ten microseconds under row security; for three thousand people and ten rules that is
too long. So a table is read once into an object of the database, by key, and each person finds the own value there.
"""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, F, Func, JSONField, QuerySet, TextField, Value
from django.db.models.expressions import Expression, RawSQL
from django.db.models.functions import Cast, Concat, Substr

DAY_LENGTH = 10
"""Of a day as text, ``2023-07-17``; texts of one length are in the order of their days."""


def looked_up(rows: QuerySet, key: str) -> Expression:
    """The text that ``rows`` of (key, text) give for the column ``key``; null where they tell nothing of it.

    They become one object of the database, which rests on nothing outside and so is made once a query. It is put into
    words at once: named in a value and in a condition, it would otherwise be put into words every time.
    """
    by = Cast(F(key), TextField())
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return Cast(Value(None), TextField())
    table = RawSQL(
        f"SELECT jsonb_object_agg(told.key::text, told.value) FROM ({sql}) AS told(key, value)", values, JSONField()
    )
    return Func(table, by, template="(%(expressions)s)", arg_joiner="::jsonb ->> ", output_field=TextField())


def written(column: str | Expression) -> Func:
    """A day as text that sorts by its day, whatever the server's style of dates."""
    return Func(column, Value("YYYY-MM-DD"), function="to_char", output_field=TextField())


def newest(rows: QuerySet, key: str, content: str | Expression, *, since: str = "starts_on") -> QuerySet:
    """For each ``key`` the newest row as (key, ``content``), in one pass along its days."""
    return rows.order_by(key, f"-{since}").distinct(key).values_list(key, content)


def dated(content: str | Expression) -> Expression:
    """A content with its day before it, as text."""
    return Concat(written("starts_on"), Value(":"), content, output_field=TextField())


def content_of(value: Expression) -> Expression:
    """SQL: what stands behind the day in a value of ``dated``."""
    return Substr(value, DAY_LENGTH + 2, output_field=TextField())


def parts(value: str) -> tuple[str, str]:
    """The day and the content of a value of ``dated``, both as text."""
    return value[:DAY_LENGTH], value[DAY_LENGTH + 1 :]


def shares(text: Expression, at: str, wanted: list[str]) -> Func:
    """SQL: whether a text, cut at ``at``, has one of ``wanted`` among its parts."""
    parts_of_it = Func(text, Value(at), function="string_to_array", output_field=ArrayField(TextField()))
    one_of = Value(wanted, ArrayField(TextField()))
    return Func(parts_of_it, one_of, template="(%(expressions)s)", arg_joiner=" && ", output_field=BooleanField())
