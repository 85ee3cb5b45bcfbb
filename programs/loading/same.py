"""Which recorded row an item of a file's list is, though items change places, come, go and were mended here."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Model

LOST = "lost"
"""The row was removed here while the file goes on saying it."""


def same_rows(
    recorded: Iterable[Model], wanted: Sequence[tuple[int, str]], known_by: Callable[[Model], set], lost: Iterable[str]
) -> list:
    """For each place and fingerprint the row known by that, else ``LOST``, else the one that stands at the place.

    Rows that were added here are found by what they are known by alone: their places are no places of the entry.
    """
    free, lost = list(recorded), set(lost)
    found: list = []
    for _place, one in wanted:
        row = next((row for row in free if one in known_by(row)), None)
        free = [other for other in free if other is not row]
        found.append(LOST if row is None and one in lost else row)
    by_place = {row.position: row for row in free if not row.addition}
    return [row or by_place.get(place) for row, (place, _one) in zip(found, wanted, strict=True)]
