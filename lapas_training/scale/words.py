"""The words that every name is put together from, in ``words.json``."""

import json
from functools import cache
from pathlib import Path


@cache
def _told() -> dict:
    return json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))


def words(kind: str) -> list[str]:
    """The words of one kind, the most frequent first."""
    return _told()[kind]
