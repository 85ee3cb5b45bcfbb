"""The rows of a table as they are and as a file wants them: only the difference is written, and it is told."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model

from programs.loading.shapes import PartialDate
from programs.loading.told import Told

Key = tuple[str, *tuple[Hashable, ...]]
"""What a row is found by: the reference of its programme, then what tells it from the programme's other rows."""

FAR = 10_000
"""Rows that change places step aside by this much first, since no two may stand at one position."""


@dataclass
class Loaded:
    """What a load did, by the references of the programmes."""

    added: set[str] = field(default_factory=set)
    changed: dict[str, list[str]] = field(default_factory=dict)
    """What changed in each programme that was there already, a line for each change."""
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """What is here and no longer in the file, and was left because something may hang on it."""
    places: dict[Hashable, int] = field(default_factory=dict)
    """At which place of its entry a topic or an agreement stands, by its key."""

    def note(self, key: Key, what: str) -> None:
        """Tell of a change of a programme that was there already."""
        if key[0] not in self.added:
            self.changed.setdefault(key[0], []).append(what)


class Table:
    """The rows of one table, by key. Rows that the file does not want stay, unless ``drop`` is told to remove them.

    Of a field the file has the say only where it says something else than before: what was mended here stays.
    """

    def __init__(self, model: type[Model], kept: dict[Key, Model], loaded: Loaded, told: dict[str, Told]):
        self.model, self.kept, self.loaded, self.told = model, kept, loaded, told
        self.added: list[Model] = []
        self.changed: dict[Hashable, Model] = {}
        self.gone: list[Model] = []
        self.fields: set[str] = set()
        self.news: dict[Key, set[str]] = {}
        """By the keys that the file wants: the columns that it changes."""
        self._recorded: dict[str, list[Model]] = {}
        for key, row in kept.items():
            self._recorded.setdefault(key[0], []).append(row)

    def recorded(self, reference: str) -> list[Model]:
        """The rows of one programme that are in the database, in their order."""
        return sorted(self._recorded.get(reference, []), key=lambda row: (row.addition, row.position))

    def want(self, key: Key, said: Mapping[str, Any], **made: Any) -> Model | None:
        """The row of this key, with what is new in what the file says; a new row has the values of ``made`` as well.

        None where the row was removed here and the file only repeats itself.
        """
        told, name, row = self.told[key[0]], self.name(key), self.kept.get(key)
        removed = row is None and told.repeats_all(name, said)
        news = {part: value for part, value in said.items() if not told.repeats(name, part, value)}
        told.say(name, said)
        if row is not None:
            self.news[key] = self.put(key, **spread(news))
        elif removed:
            self.news[key] = set()
        else:
            row = self.kept[key] = self.model(**made, **spread(said))
            self.added.append(row)
            self.loaded.note(key, f"{self.label(key)}: added")
            self.news[key] = set(spread(said))
        return row

    def put(self, key: Key, **values: Any) -> set[str]:
        """Give the row of this key these values, whatever it had, and say which of them are new."""
        row = self.kept[key]
        differing = {name: value for name, value in values.items() if getattr(row, name) != value}
        for name, value in differing.items():
            if not row._state.adding:
                self.loaded.note(key, f"{self.label(key)}, {name}: {_shown(getattr(row, name))} → {_shown(value)}")
            setattr(row, name, value)
        if differing and not row._state.adding:
            self.changed[row.pk] = row
            self.fields |= differing.keys()
        return set(differing)

    def unwanted(self) -> list[tuple[Key, Model]]:
        """The rows that the file does not name."""
        return [(key, row) for key, row in self.kept.items() if key not in self.news]

    def drop(self, removable: Callable[[Model], bool] = lambda _row: True) -> None:
        """Remove the rows that the file does not name, as far as they may go."""
        for key, row in self.unwanted():
            if removable(row):
                self.loaded.note(key, f"{self.label(key)}: removed")
                self.gone.append(row)

    def write(self) -> None:
        """Write the difference, each kind of it at once."""
        if self.gone:
            self.model.objects.filter(pk__in=[row.pk for row in self.gone]).delete()
        if "position" in self.fields:
            self.model.objects.filter(pk__in=list(self.changed)).update(position=F("position") + FAR)
        if self.changed:
            self.model.objects.bulk_update(self.changed.values(), sorted(self.fields))
        self.model.objects.bulk_create(self.added)

    def name(self, key: Key) -> str:
        """The name under which an entry remembers what it said of a row."""
        return " ".join(str(part) for part in (self.model._meta.model_name, *key[1:]))

    def label(self, key: Key) -> str:
        """The name under which a person knows a row: by its place, not by its key."""
        return self.name((key[0], *(self.loaded.places.get(part, part) for part in key[1:] if part)))


def spread(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the file says, as columns: a date is its day and its precision."""
    columns: dict[str, Any] = {}
    for name, value in said.items():
        if isinstance(value, PartialDate):
            columns |= {name: value.day, f"{name}_precision": value.precision}
        else:
            columns[name] = value
    return columns


def _shown(value) -> str:
    """A value on one line."""
    words = " ".join(str(value).split())
    return words if len(words) <= 80 else f"{words[:79]}…"
