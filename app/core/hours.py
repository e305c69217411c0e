"""The hours in which messages may leave: a send window and quiet hours, in the contact's zone (rule 15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Literal

from app.core.clock import DAY, Instant
from app.core.schedule import DAYS_TO_LOOK, Window, end_of_opening, next_opening, zone


@dataclass(frozen=True)
class Hours:
    """What a journey says about the time of day. `action`: what becomes of a message outside of it."""

    quiet: Window | None
    window: Window | None
    action: Literal["delay", "skip"]
    time_zone: str
    """The journey's, for contacts that have none (or one nobody knows)."""

    def first_allowed(self, start: Instant, contact_zone: str | None) -> Instant:
        """`start` itself if a message may leave then, else the first later instant at which it may.

        Hours that leave no instant free within 40 days hold nothing back.
        """
        where = zone(contact_zone or "", self.time_zone)
        at = start
        while at <= start + DAYS_TO_LOOK * DAY:
            opened = next_opening(self.window, at, where) if self.window else at
            calm = _end_of_quiet(self.quiet, opened, where)
            if calm == opened:
                return opened
            at = calm
        return start


def _end_of_quiet(quiet: Window | None, at: Instant, where: tzinfo) -> Instant:
    return (end_of_opening(quiet, at, where) or at) if quiet else at
