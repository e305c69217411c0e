"""Selecting with a rubber band."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPen

from app.core.journey import FrameId, NodeId
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
        self._held_frames: frozenset[FrameId] = frozenset()
        self._from = Spot(0, 0)
        self._box = Box(0, 0, 0, 0)

    def start(self, at: Spot) -> None:
        """Begin the rectangle."""
        self._from = at
        self._box = Box(*at, *at)
        self._held = self.stage.selection.steps
        self._held_frames = self.stage.selection.frames

    def move(self, at: Spot, held: Held = PLAIN) -> None:
        """Span the rectangle and select what it meets."""
        (left, right), (top, bottom) = sorted((self._from.x, at.x)), sorted((self._from.y, at.y))
        self._box = Box(left, top, right, bottom)
        met, framed = self._met()
        if self._adding:
            met, framed = met | self._held, framed | self._held_frames
        self.stage.selection.select(met, frames=framed)
        self.stage.repaint()

    def cancel(self) -> None:
        """Select what was selected."""
        self.stage.selection.select(self._held, frames=self._held_frames)

    def _met(self) -> tuple[frozenset[NodeId], frozenset[FrameId]]:
        """The steps and notes in the rectangle, and the collapsed frames with what they hide."""
        scene, box = self.stage.scene, self._box
        folds = scene.folds_in(box)
        hidden = (step for each in folds for step in scene.journey.frame_by_id[each].steps)
        notes = (frame.id for frame in scene.frames.meeting(box) if frame.is_note)
        return frozenset((*scene.steps_in(box), *hidden)), frozenset((*folds, *notes))

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the rectangle."""
        pen = QPen(color(look.theme.accent), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(color(look.theme.accent, 0.10))
        painter.drawRect(rect(self._box))

    def bounds(self) -> Sequence[Box]:
        """The rectangle."""
        return (self._box,)
