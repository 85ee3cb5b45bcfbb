"""Organisations on their way into the database: each with its names, and what became of it."""

from datetime import date, timedelta
from random import Random

from lapas_training.scale.chance import day_between, key
from lapas_training.scale.copy import Loading
from organisations.choices import NameKind, Precision
from organisations.models import Organisation, OrganisationName, Succession


class Bodies:
    """Collects them, so that a tree can be built from the top, and writes all at once."""

    def __init__(self, dice: Random, since: date):
        self.dice, self.since = dice, since
        self.names: dict[str, str] = {}
        """The key of each by the name it has now."""
        self.kinds: dict[str, list[tuple[str, str]]] = {}
        self._rows: list[tuple] = []
        self._names: list[tuple] = []
        self._successions: list[tuple] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(
        self, kind: str, name: str, parent: str | None = None, *, short: str = "", aliases=(), formerly: str = ""
    ) -> str:
        """Add one; ``formerly`` is what it was called until a day of these years, or a year whose day is not known."""
        made = key(self.dice, self.since + timedelta(days=len(self._rows) // 20))
        self._rows.append((made, parent, kind, "t"))
        self.kinds.setdefault(kind, []).append((made, name))
        self.names[name] = made
        first = ("", None, "")
        if formerly:
            until, first = self._renamed()
            self._name(made, formerly, NameKind.OFFICIAL, until=until)
        self._name(made, name, NameKind.OFFICIAL, short=short, since=first[1:])
        for alias in dict.fromkeys(aliases):
            self._name(made, alias, NameKind.ALIAS)
        return made

    def end(self, name: str, month: date) -> None:
        """Let a name end in a month: the body is no more."""
        held = next(n for n, row in enumerate(self._names) if row[1] == name and row[3] == NameKind.OFFICIAL)
        self._names[held] = (*self._names[held][:6], month, Precision.MONTH)

    def succeed(self, old: str, new: str, day: date, precision: str = Precision.DAY) -> None:
        """Say what a body became."""
        self._successions.append((old, new, day, precision))

    def write(self, loading: Loading) -> None:
        """Write them with their names."""
        loading.rows(Organisation, ("id", "parent", "kind", "invented"), self._rows)
        days = ("valid_from", "valid_from_precision", "valid_until", "valid_until_precision")
        loading.rows(OrganisationName, ("organisation", "name", "short", "kind", *days), self._names)
        loading.rows(Succession, ("predecessor", "successor", "day", "day_precision"), self._successions)

    def _renamed(self) -> tuple[tuple, tuple]:
        """The end of the old name and the beginning of the new one."""
        day = day_between(self.dice, self.since, self.since + timedelta(days=1500))
        if self.dice.random() < 0.7:
            return (day - timedelta(days=1), Precision.DAY), ("", day, Precision.DAY)
        return (date(day.year - 1, 1, 1), Precision.YEAR), ("", date(day.year, 1, 1), Precision.YEAR)

    def _name(self, body: str, name: str, kind: str, *, short: str = "", since=(None, ""), until=(None, "")) -> None:
        self._names.append((body, name, short, kind, *since, *until))
