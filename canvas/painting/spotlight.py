"""Dims everything but some steps, so that the eye finds them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.core.journey import Journey, NodeId
from canvas.painting.brush import color, rect
from canvas.painting.paint_card import RADIUS
from canvas.painting.picture import MARGIN, CardPainter, Level, Picture
from canvas.scene.geometry import Box
from canvas.scene.scene import Scene
from canvas.theme import CanvasTheme

VEIL = 0.72
"""How much of the rest is covered."""
FAR_RING = 2.0


class Ground(NamedTuple):
    """What lies below the light."""

    theme: CanvasTheme
    scene: Scene
    seen: Box


class Spotlight:
    """The steps that a search has found, and the one among them that is looked at."""

    def __init__(self) -> None:
        self.steps: frozenset[NodeId] | None = None
        self.current: NodeId | None = None
        self._blocks: tuple[Journey | None, dict[NodeId, QRectF]] = (None, {})

    def paint(
        self, painter: QPainter, picture: Picture, ground: Ground, level: Level, cards: CardPainter
    ) -> None:
        """Lay a veil over the picture, and draw what was found on top of it."""
        if self.steps is None:
            return
        theme, scene, seen = ground
        painter.fillRect(rect(seen), color(theme.canvas, VEIL))
        if level == "far":
            self._paint_blocks(painter, scene, theme)
        else:
            folds = scene.folds_in(seen.grown(MARGIN))
            hidden = (step for each in folds for step in scene.journey.frame_by_id[each].steps)
            found = [each for each in (*scene.steps_in(seen.grown(MARGIN)), *hidden) if each in self.steps]
            picture.paint_steps(painter, found, level, cards)
        if self.current is not None:
            self._ring(painter, scene.box(self.current), theme)

    def _paint_blocks(self, painter: QPainter, scene: Scene, theme: CanvasTheme) -> None:
        """From afar every hit is a block of one color; where they are is kept as long as nothing moves."""
        assert self.steps is not None
        if self._blocks[0] is not scene.journey:
            self._blocks = scene.journey, {}
        blocks = self._blocks[1]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.accent))
        for each in self.steps - blocks.keys():
            blocks[each] = rect(scene.box(each))
        painter.drawRects([blocks[each] for each in self.steps])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _ring(self, painter: QPainter, box: Box, theme: CanvasTheme) -> None:
        pen = QPen(color(theme.accent), FAR_RING)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect(box.grown(5)), RADIUS + 5, RADIUS + 5)
