"""The way from a start of the journey to a step."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from app.core.journey import Journey, NodeId


def path_to(journey: Journey, node: NodeId, is_start: Callable[[NodeId], bool]) -> tuple[NodeId, ...]:
    """The steps from the nearest start to a step, both included; from as far back as there is, if none leads.

    Of ways of the same length the one whose connections are older counts, so that the path stays the same.
    """
    next_of: dict[NodeId, NodeId | None] = {node: None}
    waiting = deque([node])
    farthest = node
    while waiting:
        farthest = waiting.popleft()
        if is_start(farthest):
            break
        for edge in journey.incoming.get(farthest, ()):
            if edge.source not in next_of:
                next_of[edge.source] = farthest
                waiting.append(edge.source)
    found: list[NodeId] = []
    current: NodeId | None = farthest
    while current is not None:
        found.append(current)
        current = next_of[current]
    return tuple(found)
