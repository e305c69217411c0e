"""What is selected: steps, frames and notes, or a connection; not in the document, for it is not undone."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.core.journey import Edge, Frame, FrameId, Journey, NodeId


class Selection(QObject):
    """The selected steps, the current one among them (the inspector shows it), or one connection.

    Frames and notes can be selected as well; with a frame all its steps are, so that whatever is done to
    the selected steps is done to what the frame holds. Signal: `changed()`.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: frozenset[NodeId] = frozenset()
        self._current: NodeId | None = None
        self._edge: Edge | None = None
        self._frames: frozenset[FrameId] = frozenset()

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

    @property
    def frames(self) -> frozenset[FrameId]:
        """The selected frames and notes."""
        return self._frames

    @property
    def frame(self) -> FrameId | None:
        """The frame or note that keyboard and inspector mean: the only one, if no step is current."""
        return next(iter(self._frames)) if len(self._frames) == 1 and self._current is None else None

    def select(
        self, steps: Iterable[NodeId], current: NodeId | None = None, frames: Iterable[FrameId] = ()
    ) -> None:
        """Select exactly these steps and notes; without `current`, the only one or none is current."""
        chosen, framed = frozenset(steps), frozenset(frames)
        if current is None and len(chosen) == 1 and not framed:
            current = next(iter(chosen))
        self._set(chosen, current if current in chosen else None, None, framed)

    def select_frame(self, frame: Frame) -> None:
        """Select a frame with all its steps, or a note."""
        self.select(frame.steps, frames=(frame.id,))

    def toggle(self, step: NodeId) -> None:
        """Add a step to the selection, or take it out."""
        if step in self._steps:
            self.select(self._steps - {step}, frames=self._frames)
        else:
            self.select(self._steps | {step}, step, self._frames)

    def toggle_frame(self, frame: Frame) -> None:
        """Add a frame with its steps to the selection, or take it out."""
        if frame.id in self._frames:
            self.select(self._steps.difference(frame.steps), frames=self._frames - {frame.id})
        else:
            self.select(self._steps.union(frame.steps), frames=self._frames | {frame.id})

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
        self._set(steps, current, edge, self._frames & journey.frame_by_id.keys())

    def _set(
        self,
        steps: frozenset[NodeId],
        current: NodeId | None,
        edge: Edge | None,
        frames: frozenset[FrameId] = frozenset(),
    ) -> None:
        chosen = steps, current, edge, frames
        if chosen != (self._steps, self._current, self._edge, self._frames):
            self._steps, self._current, self._edge, self._frames = chosen
            self.changed.emit()
