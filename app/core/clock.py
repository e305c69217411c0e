"""Instants and the clocks that tell them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol

Instant = int
"""Milliseconds since 1970-01-01T00:00:00Z."""

SECOND: Instant = 1_000
MINUTE: Instant = 60 * SECOND
HOUR: Instant = 60 * MINUTE
DAY: Instant = 24 * HOUR


class Clock(Protocol):
    """Where the engine learns what time it is."""

    def now(self) -> Instant:
        """The current instant."""
        ...


class SystemClock:
    """The computer's clock, never going backwards within one run of the program."""

    def __init__(self, not_before: Instant = 0) -> None:
        self._latest = not_before

    def now(self) -> Instant:
        """The current instant, or the latest one ever told if the computer's clock was set back."""
        self._latest = max(self._latest, time.time_ns() // 1_000_000)
        return self._latest


class VirtualClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: Instant) -> None:
        self._now = start

    def now(self) -> Instant:
        """The instant it was last moved to."""
        return self._now

    def move_to(self, instant: Instant) -> None:
        """Go forward to an instant; an earlier one is ignored."""
        self._now = max(self._now, instant)


def to_datetime(instant: Instant) -> datetime:
    """The aware UTC datetime of an instant."""
    return datetime.fromtimestamp(instant / 1_000, UTC)


def from_datetime(moment: datetime) -> Instant:
    """The instant of an aware datetime; a naive one is a defect of the caller."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no instant")
    return round(moment.timestamp() * 1_000)
