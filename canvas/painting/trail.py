"""The way of one contact over the journey: its connections thick, its steps numbered, the rest dimmed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.core.journey import Journey, NodeId
from app.core.records import Trail
from canvas.painting.brush import color, path_of, rect
from canvas.painting.lettering import CENTER, width_of, write
from canvas.painting.paint_card import RADIUS
from canvas.painting.picture import MARGIN, CardPainter, Level, Look, Picture
from canvas.scene.geometry import Box
from canvas.scene.scene import EdgeKey, Scene
from canvas.theme import CanvasTheme

VEIL = 0.66
"""How much of the rest is covered."""
WIDTH = 4.0
NUMBER = 20.0
LEAST_SCALE = 0.7
"""Below this scale numbers keep their size on the screen."""


@dataclass(frozen=True)
class Way:
    """A trail as far as the journey that is shown still has its steps and connections."""

    trail: Trail
    journey: Journey

    @cached_property
    def edges(self) -> frozenset[EdgeKey]:
        """The connections that were taken."""
        taken = {(line.node, line.port) for line in self.trail.lines}
        return frozenset(key for key in taken if key[1] in self.journey.outgoing.get(key[0], {}))

    @cached_property
    def visits(self) -> dict[NodeId, tuple[int, ...]]:
        """The places of each step in the order of the way, from 1."""
        found: dict[NodeId, tuple[int, ...]] = {}
        passed = [line.node for line in self.trail.lines]
        passed += [self.trail.here] if self.trail.here is not None else []
        for index, node in enumerate(passed, 1):
            if node in self.journey.by_id:
                found[node] = (*found.get(node, ()), index)
        return found


class TrailPainter:
    """Draws a way over the picture of a journey."""

    def __init__(self, way: Way, scene: Scene, look: Look) -> None:
        self._way, self._scene, self._look = way, scene, look
        self._theme: CanvasTheme = look.theme

    def paint(self, painter: QPainter, picture: Picture, seen: Box, level: Level, cards: CardPainter) -> None:
        """Dim the rest, then draw connections, cards and numbers of the way."""
        painter.fillRect(rect(seen), color(self._theme.canvas, VEIL))
        pen = QPen(color(self._theme.accent), WIDTH)
        pen.setCosmetic(level == "far")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        taken = [key for key in self._scene.edges_in(seen.grown(MARGIN)) if key in self._way.edges]
        for key in taken:
            painter.drawPath(path_of(self._scene.route(key)))
        steps = [each for each in self._scene.steps_in(seen.grown(MARGIN)) if each in self._way.visits]
        for each in steps:  # below the cards, so that no line runs through their numbers
            self._paint_ring(painter, each)
        picture.paint_steps(painter, steps, level, cards)
        if level == "near":
            picture.paint_signs(painter, taken, cards)
        if level != "far":
            for each in steps:
                self._paint_number(painter, each)

    def _paint_ring(self, painter: QPainter, step: NodeId) -> None:
        standing = step == self._way.trail.here
        pen = QPen(color(self._theme.accent), 3.0 if standing else 2.5)
        if standing:
            pen.setStyle(Qt.PenStyle.DashLine)  # it is still there: not by color alone
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        grown = 5.0 if standing else 2.5
        painter.drawRoundedRect(rect(self._scene.box(step).grown(grown)), RADIUS + grown, RADIUS + grown)

    def _paint_number(self, painter: QPainter, step: NodeId) -> None:
        words = ", ".join(str(each) for each in self._way.visits[step])
        height = NUMBER * max(1.0, LEAST_SCALE / painter.transform().m11())
        font = self._look.typeface.small(round(height * 0.6))
        width = max(height, width_of(words, font) + height * 0.6)
        at = self._scene.box(step)
        place = QRectF(at.left - width / 2 + 4, at.top - height / 2 + 2, width, height)
        painter.setPen(QPen(color(self._theme.canvas), 2))
        painter.setBrush(color(self._theme.accent))
        painter.drawRoundedRect(place, height / 2, height / 2)
        write(painter, words, place, font, self._theme.on_accent, CENTER)


def spot_of(way: Way, scene: Scene) -> Box | None:
    """The part of the canvas that the way covers, or None if none of it is there."""
    boxes = [scene.box(each) for each in way.visits]
    if not boxes:
        return None
    found = boxes[0]
    for each in boxes[1:]:
        found = found.united(each)
    return found
