"""What a benchmark hands back, and how to take a time that means something."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured number. A figure without a goal stands there to be compared with."""

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def reached(self) -> bool:
        """Whether the goal is met; a figure without one meets it."""
        high_enough = self.at_least is None or self.value >= self.at_least
        return high_enough and (self.at_most is None or self.value <= self.at_most)

    @property
    def goal(self) -> str:
        """The goal as it stands in the table."""
        if self.at_most is not None:
            return f"≤ {plain(self.at_most)}"
        return "" if self.at_least is None else f"≥ {plain(self.at_least)}"


def plain(number: float) -> str:
    """A number with three significant digits and groups of thousands."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def seconds(work: Callable[[], object], *, runs: int = 7) -> float:
    """The median wall time of some runs, after one that warms up."""
    work()
    times: list[float] = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
