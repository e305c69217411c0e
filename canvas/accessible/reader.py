"""What the screen reader is told: steps, ways out, places on the screen, what is selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from app.core.journey import NodeId
from canvas.accessible.speech import Phrases, Speech
from canvas.painting.marks import Marks
from canvas.scene.geometry import Box, Spot
from canvas.scene.hit import StepHit, step_at
from canvas.scene.scene import EdgeKey, key_of
from canvas.stage import Stage
from canvas.wayfinding.flow import Flow


class Reader:
    """Knows the journey on a canvas as somebody hears it."""

    def __init__(self, view: QWidget, stage: Stage, flow: Flow, marks: Callable[[], Marks]) -> None:
        self.view, self._stage, self._flow, self._marks = view, stage, flow, marks
        self.phrases = Phrases()
        self._steps: tuple[object, Sequence[NodeId]] = (None, ())

    @property
    def speech(self) -> Speech:
        """What is said now, in the language of the canvas."""
        return Speech(self._stage.scene, self._stage.faces(), self._marks(), self.phrases)

    @property
    def steps(self) -> Sequence[NodeId]:
        """All steps in the order of reading."""
        order = self._flow.order
        if self._steps[0] is not order:
            self._steps = order, tuple(order)
        return self._steps[1]

    def place_of(self, step: NodeId) -> int:
        """The place of a step in the order of reading, or -1."""
        return self._flow.order.get(step, -1)

    def exists(self, step: NodeId) -> bool:
        """Whether a step is still part of the journey."""
        return step in self._stage.document.journey.by_id

    def ways(self, step: NodeId) -> list[str]:
        """The names of the ways out of a step."""
        return [port.name for port in self._stage.scene.ports(step)] if self.exists(step) else []

    def is_selected(self, step: NodeId) -> bool:
        """Whether a step is selected."""
        return step in self._stage.selection.steps

    @property
    def current(self) -> NodeId | EdgeKey | None:
        """The step or connection that the keyboard is at."""
        edge = self._stage.selection.edge
        return key_of(edge) if edge is not None else self._stage.selection.current

    def select(self, step: NodeId) -> None:
        """Select a step and bring it into sight."""
        self._stage.camera.ensure_seen(self._stage.scene.box(step))
        self._stage.selection.select((step,))

    def open(self, step: NodeId) -> None:
        """Open the inspector of a step."""
        self.select(step)
        self._stage.inspect(step)

    def place(self, step: NodeId) -> QRect:
        """Where a card is on the screen."""
        return self._on_screen(self._stage.scene.box(step))

    def place_of_way(self, way: EdgeKey) -> QRect:
        """Where a way out is on the screen."""
        at = self._stage.scene.exit(*way)
        return self._on_screen(Box(at.x - 8, at.y - 8, at.x + 8, at.y + 8))

    def step_at(self, x: int, y: int) -> NodeId | None:
        """The step below a place of the screen."""
        place = self.view.mapFromGlobal(QPoint(x, y))
        found = step_at(self._stage.scene, self._stage.camera.to_canvas(place.toPointF()))
        return found.node if isinstance(found, StepHit) else None

    def _on_screen(self, box: Box) -> QRect:
        camera = self._stage.camera
        corner = self.view.mapToGlobal(camera.to_widget(Spot(box.left, box.top)).toPoint())
        return QRect(
            corner.x(), corner.y(), round(box.width * camera.scale), round(box.height * camera.scale)
        )
