"""Chance that is the same every time, and keys that are made of it."""

from datetime import date, timedelta
from random import Random

DAY = 86_400_000
EPOCH = date(1970, 1, 1).toordinal()


def chance(seed: int, step: str) -> Random:
    """The dice of one step: what another step draws does not change them."""
    return Random(f"{seed}/{step}")


def key(dice: Random, day: date) -> str:
    """A key of version 7 as if made at a moment of that day."""
    return key_on(dice, day.toordinal())


def key_on(dice: Random, ordinal: int) -> str:
    """The same for the ordinal of a day: what is made by the million counts days by numbers."""
    moment = (ordinal - EPOCH) * DAY + int(dice.random() * DAY)
    value = moment << 80 | 0x7 << 76 | dice.getrandbits(12) << 64 | 0x2 << 62 | dice.getrandbits(62)
    return f"{value:032x}"


def day_between(dice: Random, first: date, last: date) -> date:
    """Any day from the first to the last, both included."""
    return first + timedelta(days=int(dice.random() * ((last - first).days + 1)))


def zipf(size: int, power: float = 1.0, flat: int = 2) -> list[float]:
    """Weights of a list whose first members are the most frequent."""
    return [1 / (rank + flat) ** power for rank in range(size)]
