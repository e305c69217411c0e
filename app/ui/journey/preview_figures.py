"""Figures of a preview that its result does not carry itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from app.core.clock import DAY
from app.core.records import MessageRow

WEEK = 7 * DAY


def most_per_week(messages: Iterable[MessageRow]) -> int:
    """The most messages that any one contact got within seven days; skipped ones do not count."""
    by_contact: dict[str, list[int]] = {}
    for message in messages:
        if message.state != "skipped":
            by_contact.setdefault(message.email, []).append(message.at)
    return max((_densest(sorted(instants)) for instants in by_contact.values()), default=0)


def day_by_day(per_day: Mapping[date, int], first: date, days: int) -> list[tuple[date, int]]:
    """Each day of the simulated time with its mails, from the first to the last with any."""
    last = max((day for day, count in per_day.items() if count), default=first)
    length = min((last - first).days + 1, days + 1)
    return [(day, per_day.get(day, 0)) for day in (first + timedelta(days=n) for n in range(max(length, 1)))]


def _densest(instants: list[int]) -> int:
    best = start = 0
    for end, instant in enumerate(instants):
        while instant - instants[start] >= WEEK:
            start += 1
        best = max(best, end - start + 1)
    return best
