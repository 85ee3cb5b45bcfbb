"""A question about some people as SQL that is worked out once and asked again of others."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, UUIDField, Value

PEOPLE = object()
"""Stands in such a question for the keys of those about whom it is asked."""


def among_those(column: str) -> Func:
    """The condition on a column that leads to a person: one of those about whom it is asked."""
    keys = Value(PEOPLE, ArrayField(UUIDField()))
    return Func(F(column), keys, template="(%(expressions)s))", arg_joiner=" = ANY (", output_field=BooleanField())


def asked_of(people: Collection[UUID], values: Iterable) -> list:
    """The values of such a question, asked of these people."""
    keys = list(people)
    return [keys if value is PEOPLE else value for value in values]
