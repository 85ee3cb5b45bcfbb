"""The rows of a table as they are and as a file wants them: only the difference is written, and it is told."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from django.db.models import Model

Key = tuple[str, *tuple[Hashable, ...]]
"""What a row is found by: the reference of its programme, then what tells it from the programme's other rows."""


@dataclass
class Loaded:
    """What a load did, by the references of the programmes."""

    added: set[str] = field(default_factory=set)
    changed: dict[str, list[str]] = field(default_factory=dict)
    """What changed in each programme that was there already, a line for each change."""
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """What is here and no longer in the file, and was left because something may hang on it."""

    def note(self, key: Key, what: str) -> None:
        """Tell of a change of a programme that was there already."""
        if key[0] not in self.added:
            self.changed.setdefault(key[0], []).append(what)


class Table:
    """The rows of one table, by key. Rows that the file does not want stay, unless ``write`` is told to remove them."""

    def __init__(self, model: type[Model], kept: dict[Key, Model], loaded: Loaded):
        self.model, self.kept, self.loaded = model, kept, loaded
        self.added: list[Model] = []
        self.changed: list[Model] = []
        self.fields: set[str] = set()
        self.wanted: set[Key] = set()

    def want(self, key: Key, **values) -> Model:
        """The row of this key with these values: the one that is kept, changed where it differs, or a new one."""
        self.wanted.add(key)
        row = self.kept.get(key)
        if row is None:
            row = self.kept[key] = self.model(**values)
            self.added.append(row)
            self.loaded.note(key, f"{self._label(key)}: added")
            return row
        differing = {name: value for name, value in values.items() if getattr(row, name) != value}
        for name, value in differing.items():
            self.loaded.note(key, f"{self._label(key)}, {name}: {_shown(getattr(row, name))} → {_shown(value)}")
            setattr(row, name, value)
        if differing:
            self.changed.append(row)
            self.fields |= differing.keys()
        return row

    def unwanted(self) -> Iterable[tuple[Key, Model]]:
        """The rows that the file does not name."""
        return [(key, row) for key, row in self.kept.items() if key not in self.wanted]

    def write(self, remove: Callable[[Model], bool] = lambda _row: False) -> None:
        """Write the difference, each kind of it at once; ``remove`` says which unwanted rows go."""
        gone = [(key, row) for key, row in self.unwanted() if remove(row)]
        for key, _row in gone:
            self.loaded.note(key, f"{self._label(key)}: removed")
        if gone:
            self.model.objects.filter(pk__in=[row.pk for _key, row in gone]).delete()
        if self.changed:
            self.model.objects.bulk_update(self.changed, sorted(self.fields))
        self.model.objects.bulk_create(self.added)

    def _label(self, key: Key) -> str:
        return " ".join(str(part) for part in (self.model._meta.model_name, *key[1:]))


def _shown(value) -> str:
    """A value on one line."""
    words = " ".join(str(value).split())
    return words if len(words) <= 80 else f"{words[:79]}…"
