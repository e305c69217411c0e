"""Selecting with a rubber band."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPen

from app.core.journey import NodeId
from canvas.gestures.base import Gesture
from canvas.gestures.held import PLAIN, Held
from canvas.painting.brush import color, rect
from canvas.painting.picture import Look
from canvas.scene.geometry import Box, Spot
from canvas.stage import Stage


class RubberBand(Gesture):
    """Selects the steps that a rectangle meets, in addition to those held."""

    def __init__(self, stage: Stage, *, adding: bool) -> None:
        super().__init__(stage)
        self._adding = adding
        self._held: frozenset[NodeId] = frozenset()
        self._from = Spot(0, 0)
        self._box = Box(0, 0, 0, 0)

    def start(self, at: Spot) -> None:
        """Begin the rectangle."""
        self._from = at
        self._box = Box(*at, *at)
        self._held = self.stage.selection.steps

    def move(self, at: Spot, held: Held = PLAIN) -> None:
        """Span the rectangle and select what it meets."""
        (left, right), (top, bottom) = sorted((self._from.x, at.x)), sorted((self._from.y, at.y))
        self._box = Box(left, top, right, bottom)
        met = frozenset(self.stage.scene.steps_in(self._box))
        self.stage.selection.select(met | self._held if self._adding else met)
        self.stage.repaint()

    def cancel(self) -> None:
        """Select what was selected."""
        self.stage.selection.select(self._held)

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the rectangle."""
        pen = QPen(color(look.theme.accent), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(color(look.theme.accent, 0.10))
        painter.drawRect(rect(self._box))
