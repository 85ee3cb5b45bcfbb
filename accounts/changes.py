"""The history of a thing that is no person, in words: who changed what of it, from what to what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Change, User
from web.dates import long_date

SHOWN = 50


@dataclass(frozen=True)
class Told:
    """One change as a page tells it; ``columns`` are (name, before, after), empty words where nothing was known."""

    at: datetime
    who: str
    what: str
    operation: str
    columns: list[tuple[str, str, str]]


def history_of(subject: UUID, shown: int = SHOWN, known: Iterable[models.Model] = ()) -> list[Told]:
    """The newest changes of a thing and its rows; few statements, however many there are.

    ``known`` are things that the page has read already and that changed columns may point to.
    """
    changes = list(Change.objects.about(subject)[:shown])
    tables = {model._meta.db_table: model for model in apps.get_models()}
    users = User.objects.filter(pk__in={change.actor for change in changes if change.actor})
    names = {user.pk: user.name or user.username for user in users}
    linked = _linked(changes, tables, {(type(thing), str(thing.pk)): str(thing) for thing in known})
    return [_told(change, tables.get(change.table), names, linked) for change in changes]


def _told(change: Change, model: type[models.Model] | None, names: dict, linked: dict) -> Told:
    columns = [
        (name, _words(field, before, linked), _words(field, after, linked))
        for column, before, after in change.columns
        if (field := _field(model, column)) is not None and (name := str(field.verbose_name))
    ]
    return Told(
        at=change.at,
        who=names.get(change.actor, _("the system")),
        what=str(model._meta.verbose_name) if model else change.table,
        operation=change.get_operation_display(),
        columns=columns,
    )


def _field(model: type[models.Model] | None, column: str) -> models.Field | None:
    """The field behind a column that people read: no key, no precision, no place in a list."""
    if model is None or column.endswith("_precision") or column in ("id", "position"):
        return None
    fields = {field.column: field for field in model._meta.concrete_fields}
    return fields.get(column)


def _words(field: models.Field, value: object, linked: dict) -> str:
    if value in (None, ""):
        return ""
    if field.is_relation:
        return linked.get((field.related_model, str(value)), str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if type(field) is models.DateField:
        return long_date(field.to_python(value))
    return str(value)


Linked = dict[tuple[type[models.Model], str], str]


def _linked(changes: list[Change], tables: dict, known: Linked) -> Linked:
    """The names of whatever the changed columns point to, one statement for each kind of thing not yet known."""
    keys: dict[type[models.Model], set] = defaultdict(set)
    for change in changes:
        for column, before, after in change.columns:
            field = _field(tables.get(change.table), column)
            if field is not None and field.is_relation:
                of_kind = field.related_model
                keys[of_kind] |= {key for key in (before, after) if key and (of_kind, str(key)) not in known}
    return known | {
        (model, str(thing.pk)): str(thing)
        for model, wanted in keys.items()
        if wanted
        for thing in _things(model, wanted)
    }


def _things(model: type[models.Model], keys: set) -> models.QuerySet:
    found = model._default_manager.filter(pk__in=keys)
    return found.named(timezone.localdate()) if hasattr(found, "named") else found
