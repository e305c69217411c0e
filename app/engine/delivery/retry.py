"""When to try again after a failure that may pass."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import HOUR, MINUTE, Instant

_ACCOUNT_PAUSES = (1 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR)


@dataclass(frozen=True)
class RetryPlan:
    """Pauses (milliseconds) between tries, growing; after the last one no further try (rule 17)."""

    pauses: tuple[Instant, ...] = (30 * MINUTE, 150 * MINUTE, 6 * HOUR, 15 * HOUR)

    def next_try(self, attempts: int, now: Instant, rest: Instant = 0) -> Instant | None:
        """When to try again after `attempts` tries, and after a rest that was asked for; None: it is over."""
        return now + max(self.pauses[attempts - 1], rest) if attempts <= len(self.pauses) else None


def account_pause(failures: int, now: Instant, rest: Instant = 0) -> Instant:
    """Until when an account rests after so many failures in a row; the longest pause repeats for ever.

    A longer rest that the other side asks for is granted.
    """
    return now + max(_ACCOUNT_PAUSES[min(failures, len(_ACCOUNT_PAUSES)) - 1], rest)
