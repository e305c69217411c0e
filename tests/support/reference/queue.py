"""The order in which things happen: by instant; at one instant by kind, contact, and turn."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any

from app.core.clock import Instant

OUTSIDE, DELAYED, MIDNIGHT, CLOCK, EVENT, CHANGE, TIMER, VOUCHER = range(8)
"""What was done from outside; messages put off; the question of midnight; triggers asked by the clock;
events; the question after a change of data; timers; and, when nothing else is left for anybody, vouchers."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that happens to a contact at an instant; `what` depends on the kind."""

    at: Instant
    kind: int
    contact: int
    what: Any = None


class Queue:
    """Everything that is still to happen."""

    def __init__(self) -> None:
        self._heap: list[tuple[Instant, int, int, int, int, Thing]] = []
        self._count = 0

    def put(self, at: Instant, kind: int, contact: int, turn: int = 0, what: Any = None) -> None:
        """Let something happen; things of one kind happen to a contact by turn, then as they were put."""
        self._count += 1
        heapq.heappush(self._heap, (at, kind, contact, turn, self._count, Thing(at, kind, contact, what)))

    def take(self, until: Instant) -> Thing | None:
        """The next thing up to an instant, or None."""
        if not self._heap or self._heap[0][0] > until:
            return None
        return heapq.heappop(self._heap)[-1]
