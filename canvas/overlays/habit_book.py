"""The habits of the person at the canvas, and who keeps them."""

from __future__ import annotations

from collections.abc import Callable

from app.core.habits import START, Habits
from app.core.journey import Journey, NodeId
from app.core.node import NodeCatalog
from canvas.overlays.ranking import Before


class HabitBook:
    """Notes what is put after what, and tells it to whoever keeps it."""

    def __init__(self) -> None:
        self.habits = Habits()
        self._keep: Callable[[Habits], None] = lambda _: None

    def open(self, habits: Habits, keep: Callable[[Habits], None]) -> None:
        """Go on with the habits so far, and tell `keep` when they change."""
        self.habits, self._keep = habits, keep

    def note(self, before: Before, key: str) -> None:
        """A step was put behind another."""
        self.habits = self.habits.noted(before.type_id, key)
        self._keep(self.habits)


def before_of(journey: Journey, catalog: NodeCatalog, source: NodeId | None) -> Before:
    """What stands before a place: a step, or nothing, or a journey that has its trigger already."""
    if source is not None:
        type_id = journey.by_id[source].type
        node_type = catalog.get(type_id)
        return Before(type_id, node_type.group if node_type is not None else "action")
    if any(catalog.is_trigger(node) for node in journey.nodes):
        return Before("*", "flow")
    return Before(START, START)
