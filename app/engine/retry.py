"""When to try again after a failure that may pass."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import HOUR, MINUTE, Instant

_ACCOUNT_PAUSES = (1 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR)


@dataclass(frozen=True)
class RetryPlan:
    """Pauses (milliseconds) between tries, growing; after the last one no further try (rule 17)."""

    pauses: tuple[Instant, ...] = (30 * MINUTE, 150 * MINUTE, 6 * HOUR, 15 * HOUR)

    def next_try(self, attempts: int, now: Instant) -> Instant | None:
        """When to try again after `attempts` tries, or None when it is over."""
        return now + self.pauses[attempts - 1] if attempts <= len(self.pauses) else None


def account_pause(failures: int, now: Instant) -> Instant:
    """Until when an account rests after so many failures in a row; the longest pause repeats for ever."""
    return now + _ACCOUNT_PAUSES[min(failures, len(_ACCOUNT_PAUSES)) - 1]
