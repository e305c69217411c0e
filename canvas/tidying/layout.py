"""Tidying up: a layered layout from top to bottom that keeps the order of ports.

Each connected part is laid out apart: rows by longest path, order within rows by the middle of what
leads in (`rows`), then how far left or right (`columns`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor

from app.core.journey import Journey, NodeId, Point
from app.core.node import NodeCatalog
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, GRID
from canvas.scene.ways import names_of
from canvas.tidying.columns import middles
from canvas.tidying.rows import Rows, build_rows

GAP = 48
LABELLED_GAP = 68
PART_GAP = 120


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


def _lay_out(rows: Rows) -> dict[NodeId, Point]:
    middle = middles(rows)
    places: dict[NodeId, Point] = {}
    top = 0
    for row in rows.rows:
        for each in row:
            if each not in rows.passing:
                places[each] = Point(_on_grid(middle[each]), top)
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
