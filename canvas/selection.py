"""What is selected: steps or one connection; kept apart from the document, because it is not undone."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.core.journey import Edge, Journey, NodeId


class Selection(QObject):
    """The selected steps, the current one among them (the inspector shows it), or one connection.

    Signal: `changed()`.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: frozenset[NodeId] = frozenset()
        self._current: NodeId | None = None
        self._edge: Edge | None = None

    @property
    def steps(self) -> frozenset[NodeId]:
        """The selected steps."""
        return self._steps

    @property
    def current(self) -> NodeId | None:
        """The step that keyboard and inspector mean; always one of `steps`."""
        return self._current

    @property
    def edge(self) -> Edge | None:
        """The selected connection, if no step is selected."""
        return self._edge

    def select(self, steps: Iterable[NodeId], current: NodeId | None = None) -> None:
        """Select exactly these steps; without `current`, the only one or none is current."""
        chosen = frozenset(steps)
        if current is None and len(chosen) == 1:
            current = next(iter(chosen))
        self._set(chosen, current if current in chosen else None, None)

    def toggle(self, step: NodeId) -> None:
        """Add a step to the selection, or take it out."""
        if step in self._steps:
            self.select(self._steps - {step})
        else:
            self.select(self._steps | {step}, step)

    def select_edge(self, edge: Edge) -> None:
        """Select one connection and no step."""
        self._set(frozenset(), None, edge)

    def clear(self) -> None:
        """Select nothing."""
        self._set(frozenset(), None, None)

    def keep_existing(self, journey: Journey) -> None:
        """Drop what is no longer part of the journey."""
        steps = frozenset(step for step in self._steps if step in journey.by_id)
        current = self._current if self._current in steps else None
        edge = self._edge
        if edge is not None and journey.outgoing.get(edge.source, {}).get(edge.port) != edge:
            edge = None
        self._set(steps, current, edge)

    def _set(self, steps: frozenset[NodeId], current: NodeId | None, edge: Edge | None) -> None:
        if (steps, current, edge) != (self._steps, self._current, self._edge):
            self._steps, self._current, self._edge = steps, current, edge
            self.changed.emit()
