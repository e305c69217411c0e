"""Moving a step along the outline: over a neighbor, into a branch, out of it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.core import edits
from app.core.journey import Edge, Journey, NodeId
from app.core.outline import Row, Way


class Moved(NamedTuple):
    """The journey with the step elsewhere, and the way out that now leads to it."""

    journey: Journey
    place: Way


def moved(
    journey: Journey, rows: Sequence[Row], node: NodeId, through: str | None, step: int
) -> Moved | None:
    """The step one place further down (1) or up (-1); None if there is no such place.

    `through` is the way out by which the step leads on: what led to the step leads on to what followed
    it, and at its new place the step comes between. A step that ends a journey (`through` is None) only
    goes where nothing follows. No step is ever cut off.
    """
    for place in _places(journey, rows, node, step):
        if through is None and journey.target(*place) is not None:
            continue
        result = put(journey, node, through, place)
        if not _lost(journey, result, node, through):
            return Moved(result, place)
    return None


def put(journey: Journey, node: NodeId, through: str | None, place: Way) -> Journey:
    """Take a step out of its chain and put it on another way out."""
    free = taken_out(journey, node, through)
    follower = free.target(*place)
    joined = edits.connect(free, *place, node)
    if through is None or follower is None or follower == node:
        return joined
    return edits.connect(joined, node, through, follower)


def taken_out(journey: Journey, node: NodeId, through: str | None) -> Journey:
    """The step still there, but nothing leads to it, and its way on leads nowhere."""
    beyond = journey.target(node, through) if through is not None else None
    edges: list[Edge] = []
    for edge in journey.edges:
        if edge.source == node and edge.port == through:
            continue
        if edge.target != node:
            edges.append(edge)
        elif beyond not in (None, edge.source, node):
            edges.append(edge.model_copy(update={"target": beyond}))
    return journey.replace(edges=tuple(edges))


def _places(journey: Journey, rows: Sequence[Row], node: NodeId, step: int) -> list[Way]:
    """The ways out after or before the row of a step, the nearest first, without those at the step itself."""
    here = next(index for index, row in enumerate(rows) if row.kind == "step" and row.node == node)
    part = rows[here + 1 :] if step > 0 else rows[here - 1 :: -1] if here else ()
    return [
        row.way
        for row in part
        if row.way is not None and row.kind != "way" and row.way[0] != node
        if journey.target(*row.way) != node
    ]


def _lost(before: Journey, after: Journey, node: NodeId, through: str | None) -> bool:
    """Whether a step that could be reached cannot be any more."""
    starts = {each.id for each in before.nodes if each.id not in before.incoming}
    follower = before.target(node, through) if through is not None else None
    then = starts - {node}
    if node in starts and follower is not None:
        then.add(follower)  # the part now begins there
    return bool(_reached(before, starts) - _reached(after, then))


def _reached(journey: Journey, starts: Iterable[NodeId]) -> set[NodeId]:
    found, waiting = set[NodeId](), list(starts)
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(edge.target for edge in journey.outgoing.get(current, {}).values())
    return found
