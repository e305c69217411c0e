"""Connecting by keyboard: one key marks a way out, arrows walk to the step, Enter connects."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from app.core.journey import NodeId
from app.core.text import Text
from canvas.gestures.base import Gesture
from canvas.painting.brush import color, path_of
from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import Spot, entry_spot
from canvas.scene.routing import direct
from canvas.scene.ways import names_of
from canvas.stage import Stage


class KeyConnect(Gesture):
    """A way out is marked; the current step is where it would lead."""

    def __init__(self, stage: Stage, source: NodeId) -> None:
        super().__init__(stage)
        self._source = source
        self._names = names_of(stage.scene.ports(source))
        used = stage.document.journey.outgoing.get(source, {})
        free = [index for index, name in enumerate(self._names) if name not in used]
        self._index = free[0] if free else 0
        self._tell()

    @property
    def port(self) -> str:
        """The marked way out."""
        return self._names[self._index]

    def next_port(self) -> None:
        """Mark the next way out of the same step."""
        self._index = (self._index + 1) % len(self._names)
        self._tell()
        self.stage.repaint()

    def end(self, at: Spot) -> None:
        """Connect to the current step, if that is possible."""
        target = self._target()
        if target is not None:
            self.stage.editor.connect(self._source, self.port, target)
        self.stage.hint(None)

    def cancel(self) -> None:
        """Forget the mark."""
        self.stage.hint(None)
        self.stage.repaint()

    def accents(self, accents: Accents) -> Accents:
        """Emphasize the marked way out."""
        return replace(accents, hot_port=(self._source, self.port))

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the connection that Enter would make."""
        target = self._target()
        if target is None:
            return
        scene = self.stage.scene
        painter.setPen(QPen(color(look.theme.accent), 2.4, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start, end = scene.exit(self._source, self.port), entry_spot(scene.box(target))
        painter.drawPath(path_of(direct(start, end)))

    def _target(self) -> NodeId | None:
        current = self.stage.selection.current
        if current is None or current == self._source or not self.stage.scene.accepts(current):
            return None
        return current

    def _tell(self) -> None:
        ports = self.stage.scene.ports(self._source)
        label = next(each.label for each in ports if each.name == self.port)
        self.stage.hint(
            Text(
                "Ausgang „{port}“: Pfeiltasten gehen zum Ziel, Enter verbindet, C wählt den nächsten.",
                "Way out “{port}”: arrow keys go to the target, Enter connects, C takes the next one.",
            ).fill(port=label)
        )
