"""Whether the account may send right now: pauses the server asked for, and the rate the person set."""

from __future__ import annotations

from collections import deque

from app.core.clock import MINUTE, Instant
from app.core.text import Text
from app.engine.delivery.retry import account_pause

NO_LIMIT = 1_000_000_000


class AccountState:
    """Rests for a growing time after failures; a stop lasts until a person has resumed it."""

    def __init__(self) -> None:
        self.problem: Text | None = None
        self.stopped = False
        self.paused_until: Instant | None = None
        self._failures = 0

    def may_send(self, now: Instant) -> bool:
        """Whether neither a pause nor a stop is in the way."""
        return not self.stopped and (self.paused_until is None or self.paused_until <= now)

    def pause(self, problem: Text, now: Instant, rest: Instant = 0) -> None:
        """Rest for a while, at least for as long as the other side asks."""
        self._failures += 1
        self.problem = problem
        self.paused_until = account_pause(self._failures, now, rest)

    def stop(self, problem: Text) -> None:
        """Rest until a person has changed something."""
        self.problem = problem
        self.stopped = True

    def works(self) -> None:
        """Something went through: all is well again."""
        self.problem, self.stopped, self.paused_until, self._failures = None, False, None, 0


class Pace:
    """At most so many messages in any 60 seconds, counted since the program was started."""

    def __init__(self, per_minute: int | None) -> None:
        self._per_minute = per_minute
        self._sent: deque[Instant] = deque()

    def allowed(self, now: Instant) -> int:
        """How many messages may leave now."""
        if self._per_minute is None:
            return NO_LIMIT
        while self._sent and self._sent[0] <= now - MINUTE:
            self._sent.popleft()
        return self._per_minute - len(self._sent)

    def free_at(self, now: Instant) -> Instant:
        """When the next message may leave."""
        return now if self.allowed(now) > 0 else self._sent[0] + MINUTE

    def count(self, now: Instant) -> None:
        """A message left."""
        if self._per_minute is not None:
            self._sent.append(now)
