"""Tidying up: a layered layout from top to bottom that keeps the order of ports.

Each connected part is laid out apart: rows by longest path, order within rows by the middle of what leads
in, then columns by least squares of the slants of all connections under the rule that nothing overlaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import floor

from app.core.journey import Journey, NodeId, Point
from app.core.node import NodeCatalog
from canvas.geometry import CARD_HEIGHT, CARD_WIDTH, GRID
from canvas.rows import Link, Rows, build_rows
from canvas.ways import names_of

COLUMN = 280
"""From card to card in a row."""
LANE = 160
"""From card to a connection that passes by, and half of it from one such to the next."""
GAP = 48
LABELLED_GAP = 68
PART_GAP = 120
SWEEPS = 24


def tidy(journey: Journey, catalog: NodeCatalog) -> dict[NodeId, Point]:
    """A place for every step; the first step of the journey's first part stays where it is."""
    placed: dict[NodeId, Point] = {}
    ports = {node.id: names_of(catalog.ports(node, journey)) for node in journey.nodes}
    right: int | None = None
    top = 0
    for members in _parts(journey):
        places = _lay_out(build_rows(journey, members, ports))
        anchor = min(members, key=lambda each: (places[each].y, places[each].x))
        if right is None:
            home = journey.position(anchor)
            dx, dy = home.x - places[anchor].x, home.y - places[anchor].y
            top = home.y
        else:
            dx = right + PART_GAP - min(point.x for point in places.values())
            dy = top - min(point.y for point in places.values())
        placed |= {each: Point(point.x + dx, point.y + dy) for each, point in places.items()}
        right = max(placed[each].x for each in members) + CARD_WIDTH
    return placed


def _parts(journey: Journey) -> list[list[NodeId]]:
    """The connected parts, from left to right as they stand now; single steps last."""
    near: dict[NodeId, list[NodeId]] = {node.id: [] for node in journey.nodes}
    for edge in journey.edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    seen: set[NodeId] = set()
    parts: list[list[NodeId]] = []
    for node in journey.nodes:
        if node.id not in seen:
            parts.append(_reach(node.id, near, seen))  # noqa: PERF401  # each reach adds to those seen
    order = {node.id: index for index, node in enumerate(journey.nodes)}
    for part in parts:
        part.sort(key=order.__getitem__)
    return sorted(parts, key=lambda part: (len(part) == 1, min(journey.position(each).x for each in part)))


def _reach(start: NodeId, near: Mapping[NodeId, Sequence[NodeId]], seen: set[NodeId]) -> list[NodeId]:
    seen.add(start)
    found = [start]
    for current in found:
        for each in near[current]:
            if each not in seen:
                seen.add(each)
                found.append(each)
    return found


@dataclass
class _Columns:
    """Middles of everything in the rows, improved row by row."""

    rows: Rows
    middle: dict[NodeId, float] = field(default_factory=dict[NodeId, float])

    def solve(self) -> None:
        """Pull everything towards its neighbors until it rests."""
        for row in self.rows.rows:
            at = 0.0
            for before, each in zip([None, *row], row, strict=False):
                at += self.distance(before, each) if before is not None else 0.0
                self.middle[each] = at
        order = [*range(len(self.rows.rows)), *reversed(range(len(self.rows.rows)))]
        for _ in range(SWEEPS):
            for index in order:
                self._settle(self.rows.rows[index])

    def distance(self, left: NodeId, right: NodeId) -> float:
        """How far apart the middles of two neighbors in a row must be at least."""
        passing = (left in self.rows.passing) + (right in self.rows.passing)
        return (COLUMN, LANE, LANE / 2)[passing]

    def _settle(self, row: Sequence[NodeId]) -> None:
        offsets = [0.0]
        for left, right in pairwise(row):
            offsets.append(offsets[-1] + self.distance(left, right))
        wishes = [self._wish(each) for each in row]
        found = _in_order(
            [(wish - offset, weight) for (wish, weight), offset in zip(wishes, offsets, strict=True)]
        )
        for each, at, offset in zip(row, found, offsets, strict=True):
            self.middle[each] = at + offset

    def _wish(self, each: NodeId) -> tuple[float, float]:
        """Where something wants to be, and how much it counts: straight lanes count most."""
        total = weight = 0.0
        for link, other, sign in self._pulls(each):
            pull = 4.0 if each in self.rows.passing and other in self.rows.passing else 1.0
            total += pull * (self.middle[other] + sign * link.offset * CARD_WIDTH)
            weight += pull
        return (total / weight, weight) if weight else (self.middle[each], 0.1)

    def _pulls(self, each: NodeId) -> Iterable[tuple[Link, NodeId, int]]:
        for link in self.rows.into.get(each, ()):
            yield link, link.source, 1
        for link in self.rows.out.get(each, ()):
            yield link, link.target, -1


def _in_order(wishes: Sequence[tuple[float, float]]) -> list[float]:
    """The values nearest to weighted wishes that never decrease (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for wish, weight in wishes:
        value, mass, count = wish, weight, 1
        while pools and pools[-1][0] > value:
            other, other_mass, other_count = pools.pop()
            value = (value * mass + other * other_mass) / (mass + other_mass)
            mass += other_mass
            count += other_count
        pools.append((value, mass, count))
    return [value for value, _, count in pools for _ in range(count)]


def _lay_out(rows: Rows) -> dict[NodeId, Point]:
    columns = _Columns(rows)
    columns.solve()
    places: dict[NodeId, Point] = {}
    top = 0
    for row in rows.rows:
        for each in row:
            if each not in rows.passing:
                places[each] = Point(_on_grid(columns.middle[each]), top)
        top += CARD_HEIGHT + _gap_below(rows, row)
    return places


def _on_grid(middle: float) -> int:
    # Rounded first: what converged to the same column up to a hair must land in the same one.
    return floor(round(middle - CARD_WIDTH / 2, 1) / GRID + 0.5) * GRID


def _gap_below(rows: Rows, row: Sequence[NodeId]) -> int:
    """Rows where ways part need room for names, wide fans need more."""
    most = max(len(rows.out.get(each, ())) for each in row)
    if most < 2:
        return GAP
    return LABELLED_GAP + GRID * min(3, (most - 1) // 2)
