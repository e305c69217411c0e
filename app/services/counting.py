"""Whom a rule holds for: first about how many, then exactly how many, and some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.core.clock import Clock
from app.core.records import Contact
from app.core.rules.tree import Engagement, EventHappened, Leaf, Rule, leaves
from app.core.validation.leaves import is_incomplete, is_too_long
from app.services.jobs import Progress, silent
from app.store import segments
from app.store.contact_lists import ContactQuery, contact_page
from app.store.database import Database
from app.store.rule_counts import Stretch, count_stretch, extent

SAMPLES, SAMPLE = 20, 500
"""Twenty stretches of so many contacts, evenly spread, say within a percent how many there are."""
STRETCH = 25_000
"""Between two stretches the counting can be cancelled."""
Obstacle = Literal["incomplete", "journey"]


@dataclass(frozen=True)
class RuleCount:
    """How many of `total` contacts satisfy a rule and each of some parts; extrapolated unless `exact`."""

    total: int
    matches: int
    parts: tuple[int, ...]
    exact: bool


def obstacle(rule: Rule) -> Obstacle | None:
    """Why a rule cannot be counted: something is missing, or it asks about the way through a journey."""
    found = {_obstacle(leaf) for leaf in leaves(rule)}
    return "incomplete" if "incomplete" in found else "journey" if "journey" in found else None


def _obstacle(leaf: Leaf) -> Obstacle | None:
    if is_incomplete(leaf) or is_too_long(leaf):
        return "incomplete"
    if isinstance(leaf, Engagement) or (isinstance(leaf, EventHappened) and leaf.since_entry):
        return "journey"
    return None


class CountingService:
    """Asks rules of all contacts of a workspace; reads, never writes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def count(
        self,
        rule: Rule,
        parts: Sequence[Rule],
        time_zone: str,
        told: Callable[[RuleCount], object],
        progress: Progress = silent,
    ) -> RuleCount:
        """Count; `told` gets an estimate first if there are many contacts. `progress` may cancel."""
        rules = tuple(dict.fromkeys((rule, *parts)))  # a rule of one condition is asked once
        nothing = Stretch(0, (0,) * len(rules))
        with self._database.read() as conn:
            query = ContactQuery(at=self._clock.now(), time_zone=time_zone, segments=segments.rules(conn))
            lowest, highest, total = extent(conn)

            def ask(first: int, last: int) -> Stretch:
                return count_stretch(conn, self._database.fields, rules, query, first, last)

            def answer(found: Stretch, scale: Callable[[int], int], *, exact: bool) -> RuleCount:
                holds = dict(zip(rules, map(scale, found.holds), strict=True))
                return RuleCount(total, holds[rule], tuple(holds[part] for part in parts), exact=exact)

            if total > SAMPLES * SAMPLE:
                seen = sum((ask(first, first + SAMPLE - 1) for first in _spread(lowest, highest)), nothing)
                told(answer(seen, lambda n: _rounded(n * total / max(seen.contacts, 1)), exact=False))
            found = nothing
            for first in range(lowest, highest + 1, STRETCH):
                progress(first - lowest, highest - lowest + 1)
                found += ask(first, min(first + STRETCH - 1, highest))
            return answer(found, lambda n: n, exact=True)

    def some(self, rule: Rule, time_zone: str, most: int) -> list[Contact]:
        """The first few contacts a rule holds for."""
        with self._database.read() as conn:
            known = segments.rules(conn)
            query = ContactQuery(rule=rule, at=self._clock.now(), time_zone=time_zone, segments=known)
            return contact_page(conn, self._database.fields, query, 0, most)


def _spread(lowest: int, highest: int) -> Iterator[int]:
    step = max((highest - lowest + 1) // SAMPLES, SAMPLE)
    return iter(range(lowest + (step - SAMPLE) // 2, highest + 1, step))


def _rounded(number: float) -> int:
    """Two digits that count: an estimate must not look like a count."""
    magnitude = 10 ** max(len(str(round(number))) - 2, 0)
    return round(number / magnitude) * magnitude
