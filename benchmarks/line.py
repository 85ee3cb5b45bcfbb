"""One line of the report, and how a time is taken."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

WARM = 3
"""Rounds that do not count."""


@dataclass(frozen=True)
class Line:
    """What was measured, beside its floor or peer in the same run, and the limit it must keep; times in ms."""

    what: str
    measured: float
    peer: str
    peer_measured: float
    limit: float
    """How many times the peer's time it may take."""

    @property
    def held(self) -> bool:
        return self.measured <= self.limit * self.peer_measured

    def __str__(self) -> str:
        times = self.measured / self.peer_measured
        return (
            f"{self.what}: {self.measured:.2f} ms | {self.peer}: {self.peer_measured:.2f} ms | "
            f"limit {self.limit:g} x: {times:.2f} x | {'held' if self.held else 'NOT HELD'}"
        )


@dataclass(frozen=True)
class Ceiling:
    """What was measured, and what it may be at most, whatever the machine."""

    what: str
    measured: float
    unit: str
    limit: float

    @property
    def held(self) -> bool:
        return self.measured <= self.limit

    def __str__(self) -> str:
        held = "held" if self.held else "NOT HELD"
        return f"{self.what}: {self.measured:.4g} {self.unit} | limit {self.limit:g} {self.unit} | {held}"


def side_by_side(
    work: Callable[[int], object], peer: Callable[[int], object], rounds: int, *, warm: int = WARM
) -> tuple[float, float]:
    """The median times of ``work`` and its ``peer`` in milliseconds, taken in turns after a few that do not count.

    In turns, because a machine that is busy for a while must not slow one of them only.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for n in range(warm + rounds):
        for which, taken in zip((work, peer), times, strict=True):
            began = time.perf_counter()
            which(n)
            taken.append((time.perf_counter() - began) * 1000)
    mine, theirs = (statistics.median(taken[warm:]) for taken in times)
    return mine, theirs
