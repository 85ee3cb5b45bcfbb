"""Rows that the database wrote out as JSON, as models: rows of many tables read with one statement."""

import json
from decimal import Decimal

from django.db import connection, models


def made(model: type[models.Model], row: str | dict) -> models.Model:
    """A row as the database wrote it out, as a model."""
    values = json.loads(row, parse_float=Decimal) if isinstance(row, str) else row
    fields = model._meta.concrete_fields
    read = [_read(field, values[field.column]) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], read)


def _read(field: models.Field, value: object) -> object:
    target = field.target_field if field.is_relation else field
    return None if value is None else target.to_python(value)
