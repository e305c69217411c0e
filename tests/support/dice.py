"""Chance, times and rules for random worlds, all from one seed.

A year from 1 March, so that both changes of the clocks lie in it. Most of what happens falls on a few busy
days and on a grid of half hours, so that events, changes and timers often come together.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.core.clock import DAY, HOUR, Instant, from_datetime
from app.core.rules.tree import (
    AllOf,
    AnyOf,
    Attribute,
    DateRelative,
    Engagement,
    EventFilter,
    EventHappened,
    HasConsent,
    HasTag,
    InList,
    InSegment,
    JourneyHistory,
    Not,
    Points,
    PropertyTest,
    Rule,
    WithSales,
)
from app.core.schedule import Duration, Until, Window

CHANGES_OF_CLOCKS = {
    "Europe/Berlin": ("2026-03-29", "2026-10-25"),
    "America/New_York": ("2026-03-08", "2026-11-01"),
    "Pacific/Auckland": ("2026-04-05", "2026-09-27"),
}
ZONES = ("", *CHANGES_OF_CLOCKS, "Nowhere/Land")
CITIES = ("Berlin", "Wien", "")
TAGS = ("krimi", "lyrik", "kunde")
LISTS = ("guests", "press")
ASKED, BOUGHT, VISITED, OPENED = "form_submitted", "purchase", "page_visited", "message_opened"
EVENTS = (ASKED, ASKED, BOUGHT, BOUGHT, VISITED, OPENED)
ORDERS = ("A", "B")
_PASSED = ("is_in", "was_in", "reached_goal")
GRID = HOUR // 2
YEAR = 365


class Dice:
    """Chance for one world. `long` worlds last a year, the others some days around a change of the clocks."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.zone: str = self.one(tuple(CHANGES_OF_CLOCKS))
        self.long = self.flip(0.8)
        self.start = self._beginning()
        self.days = YEAR if self.long else self._chance.randint(3, 12)
        self.drifting = self.flip(0.3 if self.long else 0.8)
        """Whether rules look at dates and periods, for which everybody has to be asked at every midnight."""
        self._busy = self._busy_days()
        self.deeds = [self.instant() for _ in range(self.number(2, 6))]
        """The instants at which persons and imports do something, to several contacts at once."""
        self.mails: list[str] = []
        self.journeys: tuple[str, ...] = ()
        self.has_segments = False
        self.wanted: list[str] = []

    # --- chance -------------------------------------------------------------------------------------

    def one(self, choices: Sequence[Any]) -> Any:
        return self._chance.choice(choices)

    def flip(self, share: float) -> bool:
        return self._chance.random() < share

    def maybe(self, share: float, value: Any) -> Any:
        return value if self.flip(share) else None

    def some(self, choices: Sequence[str]) -> list[str]:
        return [choice for choice in choices if self.flip(0.3)]

    def number(self, least: int, most: int) -> int:
        return self._chance.randint(least, most)

    def sample(self, choices: Sequence[Any], number: int) -> list[Any]:
        return self._chance.sample(choices, number)

    # --- time ---------------------------------------------------------------------------------------

    def _beginning(self) -> Instant:
        day = "2026-03-01" if self.long else self.one(CHANGES_OF_CLOCKS[self.zone])
        hour = self.one((0, 0, 9, 13, 22))
        local = datetime.fromisoformat(day).replace(hour=hour, tzinfo=ZoneInfo(self.zone))
        return from_datetime(local) - (0 if self.long else self.number(0, 5) * DAY)

    def _busy_days(self) -> list[int]:
        """Numbers of days on which much happens, those of the changes of the clocks among them."""
        if not self.long:
            return list(range(self.days))
        changes = (datetime.fromisoformat(day) for days in CHANGES_OF_CLOCKS.values() for day in days)
        days = [(from_datetime(day.replace(tzinfo=ZoneInfo("UTC"))) - self.start) // DAY for day in changes]
        chosen = [*self.sample(days, 3), *(self.number(0, YEAR - 1) for _ in range(5))]
        return [day + follower for day in chosen for follower in range(self.number(1, 4))]

    def instant(self, *, before: int = 0) -> Instant:
        """An instant of the time span, or up to some days before it."""
        if before and self.flip(0.15):
            day = -self.number(1, before)
        elif self.flip(0.85):
            day = self.one(self._busy)
        else:
            day = self.number(0, self.days - 1)
        day = min(max(day, -before), self.days - 1)
        ticks = self.number(1, DAY // GRID)
        if self.flip(0.6):
            ticks = max(ticks - ticks % 12, 1)  # every six hours, so that things fall together
        return self.start + day * DAY + ticks * GRID

    def date(self) -> str:
        """A local date near something that happens."""
        return datetime.fromtimestamp(self.instant() / 1000, ZoneInfo(self.zone)).date().isoformat()

    def duration(self, *, short: bool = True) -> Duration:
        """Not so short that a contact goes round hundreds of times."""
        kinds = [("days", 5, 20), ("weeks", 1, 6), ("months", 1, 3)] if self.long else [("hours", 8, 60)]
        if short:
            kinds += [("hours", 3, 60), ("hours", 3, 12), ("days", 1, 4), ("weeks", 1, 1), ("months", 1, 1)]
            if self.flip(0.15):
                return Duration(amount=30 * self.number(1, 8), unit="minutes")
        unit, least, most = self.one(kinds)
        return Duration(amount=self.number(least, most), unit=unit)

    def window(self) -> Window:
        return Window(
            weekdays=tuple(sorted(self.sample(range(7), self.number(2, 7)))),
            start=self.one(("00:00", "02:30", "09:00", "22:00")),
            end=self.one(("00:00", "03:00", "17:00", "06:00")),
            holidays=self.one(("", "", "DE-BY", "US")),
        )

    def until(self, *, short: bool = True) -> Until:
        return Until(after=self.duration(short=short), window=self.maybe(0.3, self.window()))

    # --- rules --------------------------------------------------------------------------------------

    def rule(self, depth: int = 2, *, inside: bool = True) -> Rule:
        """A rule; `inside` an enrollment it may ask about its messages and since its entry."""
        if depth and self.flip(0.4):
            parts = tuple(self.rule(depth - 1, inside=inside) for _ in range(self.number(1, 3)))
            return self.one((AllOf(rules=parts), AnyOf(rules=parts), Not(rule=parts[0])))
        return self.leaf(inside)

    def leaf(self, inside: bool) -> Rule:
        leaves: list[Rule] = [
            Attribute(field="city", op=self.one(("eq", "ne")), value=self.one(CITIES[:2])),
            Attribute(field="city", op="is_empty"),
            Attribute(field="score", op=self.one(("ge", "lt", "eq")), value=self.number(-5, 25)),
            Attribute(field="vip", op="eq", value=self.flip(0.5)),
            HasTag(tag=self.one(TAGS)),
            HasTag(tag=self.one(TAGS)),
            HasConsent(purpose="newsletter", status=self.one(("granted", "withdrawn"))),
            self.happened(inside),
            self.happened(inside),
            InList(list=self.one(LISTS)),
            JourneyHistory(
                journey=self.one(self.journeys), what=self.one(("is_in", "was_in", "reached_goal"))
            ),
        ]
        if self.drifting:
            days = self.number(0, 4)
            op = self.one(("within_last", "within_next", "before_last", "after_next"))
            leaves += [
                DateRelative(field=self.one(("birthday", "last_call")), op=op, days=days),
                Points(op=self.one(("ge", "lt")), value=self.number(0, 12)),
                WithSales(),
            ]
        if self.has_segments:
            leaves.append(InSegment(segment="regulars"))
        if inside and self.mails:
            what = self.one(("sent", "opened"))
            leaves += [Engagement(step=self.one(self.mails), what=what)] * 3
        return self.one(leaves)

    def happened(self, inside: bool) -> EventHappened:
        return EventHappened(
            event=self.filter(),
            op=self.one(("at_least", "at_least", "at_most")),
            count=self.number(0, 2),
            within=self.duration() if self.drifting and self.flip(0.4) else None,
            since_entry=inside and self.flip(0.4),
        )

    def filter(self) -> EventFilter:
        test = PropertyTest(property="order", value=self.one(ORDERS))
        found = EventFilter(type=self.one(EVENTS), where=(test,) if self.flip(0.2) else ())
        self.wanted.append(found.type)
        return found


def plain(value: Any) -> Any:
    """A value as it stands in a file."""
    return json.loads(value.model_dump_json())
