"""Drawing a connection from a way out to a step, or into the void."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from app.core.journey import NodeId
from canvas.gestures.base import Gesture
from canvas.painting.brush import color, path_of
from canvas.painting.paint_signs import paint_port
from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import Box, Spot, entry_spot
from canvas.scene.hit import step_at
from canvas.scene.routing import direct
from canvas.scene.scene import Scene
from canvas.stage import SearchRequest, Stage

CATCH = 28
"""How near a card, in canvas units, a connection lets itself be caught."""


class Connect(Gesture):
    """A line hangs from a port and shows where it may land; dropped on nothing, it asks for a step."""

    def __init__(self, stage: Stage, source: NodeId, port: str) -> None:
        super().__init__(stage)
        self._source = source
        self._port = port
        self._loose = Spot(0, 0)
        self._target: NodeId | None = None

    def start(self, at: Spot) -> None:
        """Let the line hang."""
        self._loose = at

    def move(self, at: Spot, *, fine: bool = False) -> None:
        """Follow the pointer, or snap to the step under it."""
        self._loose = at
        self._target = self._landing(at)
        self.stage.repaint()

    def end(self, at: Spot) -> None:
        """Connect, or ask which step shall follow."""
        target = self._landing(at)
        self.stage.repaint()
        if target is not None:
            self.stage.editor.connect(self._source, self._port, target)
        elif step_at(self.stage.scene, at) is None:
            self.stage.search(SearchRequest(at, port=(self._source, self._port)))

    def cancel(self) -> None:
        """Let go of the line."""
        self.stage.repaint()

    def accents(self, accents: Accents) -> Accents:
        """Emphasize the port and the step it would lead to."""
        return replace(accents, hot_port=(self._source, self._port), hot_step=self._target, hot_plus=None)

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the line and the places where it may land."""
        scene = self.stage.scene
        start = scene.exit(self._source, self._port)
        end = self._loose if self._target is None else entry_spot(scene.box(self._target))
        pen = QPen(color(look.theme.accent), 2.4)
        if self._target is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path_of(direct(start, end)))
        for node_id in scene.steps_in(self.stage.camera.seen):
            if self._may_land(node_id):
                spot = entry_spot(scene.box(node_id))
                paint_port(painter, spot, look.theme, hot=node_id == self._target)

    def _landing(self, at: Spot) -> NodeId | None:
        scene = self.stage.scene
        found = step_at(scene, at)
        if found is not None:
            return found.node if self._may_land(found.node) else None
        near = [each for each in scene.steps_in(Box(*at, *at).grown(CATCH)) if self._may_land(each)]
        return near[-1] if near else None

    def _may_land(self, node_id: NodeId) -> bool:
        return node_id != self._source and self.stage.scene.accepts(node_id)


def paint_request(painter: QPainter, scene: Scene, request: SearchRequest, look: Look) -> None:
    """Keep the loose line in sight while the step that it shall lead to is searched for."""
    if request.port is None or not request.pointed:
        return
    painter.setPen(QPen(color(look.theme.accent), 2.4, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path_of(direct(scene.exit(*request.port), request.spot)))
