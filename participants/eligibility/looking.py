"""SQL that reads one value for each person out of another table, in one sweep however many people are asked about.

A look-up person by person costs ten microseconds under row security; for three thousand people and ten rules that is
too long. So a table is read once into an object of the database, by key, and each person finds the own value there.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, JSONField, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import Expression
from django.db.models.functions import Cast, Concat, Substr

DAY_LENGTH = 10
"""Of a day as text, ``2023-07-17``; texts of one length are in the order of their days."""


class Sweep(Subquery):
    """Rows of (key, text) as one object of the database; it rests on nothing outside, so it is made once a query."""

    template = "(SELECT jsonb_object_agg(told.key::text, told.value) FROM (%(subquery)s) AS told(key, value))"


def looked_up(rows: QuerySet, key: str) -> Expression:
    """The text that ``rows`` of (key, text) give for the column ``key``; null where they tell nothing of it."""
    sweep = Sweep(rows, output_field=JSONField())
    by = Cast(F(key), TextField())
    return Func(sweep, by, template="(%(expressions)s)", arg_joiner="::jsonb ->> ", output_field=TextField())


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
