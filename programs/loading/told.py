"""What a file says of a programme now and said before: kept as fingerprints, so that the words have one home only."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

Said = dict[str, dict[str, str]]
"""By the name of a row the fingerprints of its fields."""


def fingerprint(value: Any) -> str:
    """A short sign by which one value is told from another."""
    words = json.dumps(value, ensure_ascii=False, default=str)
    return blake2b(words.encode(), digest_size=6).hexdigest()


class Told:
    """The entry of one programme, row by row."""

    def __init__(self, before: Said | None = None):
        self.before: Said = before or {}
        self.now: Said = {}

    @property
    def differs(self) -> bool:
        """Whether the file says anything else than before."""
        return self.now != self.before

    def say(self, name: str, said: Mapping[str, Any]) -> None:
        """The file says this of a row."""
        self.now[name] = {field: fingerprint(value) for field, value in said.items()}

    def keep(self, name: str) -> None:
        """The file is silent on a row that stays: it will be known again."""
        if name in self.before:
            self.now[name] = self.before[name]

    def repeats(self, name: str, field: str, value: Any) -> bool:
        """Whether the file said just this of this field before."""
        return self.before.get(name, {}).get(field) == fingerprint(value)

    def repeats_all(self, name: str, said: Mapping[str, Any]) -> bool:
        """Whether the file said just this of this row before."""
        return self.before.get(name) == {field: fingerprint(value) for field, value in said.items()}

    def lost(self, kind: str, field: str, keys: set[str]) -> dict[str, str]:
        """What the entry said of rows of a kind that are no longer here: the name of each by its fingerprint."""
        names = {name: said for name, said in self.before.items() if name.startswith(f"{kind} ")}
        return {said[field]: name for name, said in names.items() if name.split(" ")[1] not in keys and field in said}
