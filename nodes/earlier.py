"""What stands before a step: the message that a question put behind it most likely means."""

from __future__ import annotations

from collections import deque

from app.core.journey import Journey, NodeId

MESSAGES = ("send_mail",)


def message_before(journey: Journey, place: NodeId | None) -> NodeId | None:
    """The nearest step at or before a place that sends a message whose fate is known."""
    waiting = deque([place] if place is not None else [])
    seen = set(waiting)
    while waiting:
        current = waiting.popleft()
        if journey.by_id[current].type in MESSAGES:
            return current
        for edge in journey.incoming.get(current, ()):
            if edge.source not in seen:
                seen.add(edge.source)
                waiting.append(edge.source)
    return None
