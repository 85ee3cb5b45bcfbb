"""One line of the report, and how a time is taken."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


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


def median_ms(work: Callable[[int], object], rounds: int, *, warm: int = 3) -> float:
    """The median time of ``work`` in milliseconds, after a few rounds that do not count."""
    for n in range(warm):
        work(n)
    times = []
    for n in range(warm, warm + rounds):
        began = time.perf_counter()
        work(n)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
