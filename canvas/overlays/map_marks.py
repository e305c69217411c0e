"""What stands out on the minimap: what was selected, what was found, what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.core.journey import NodeId
from canvas.painting.brush import color
from canvas.scene.geometry import Box
from canvas.scene.scene import Scene
from canvas.theme import CanvasTheme

SMALLEST = 3.0
"""Pixels of a mark at least, so that one among thousands is seen."""


class MapMarks(NamedTuple):
    """Steps that stand out, as values that can be compared."""

    selected: Collection[NodeId] = frozenset()
    found: Collection[NodeId] = frozenset()
    errors: Collection[NodeId] = frozenset()
    warnings: Collection[NodeId] = frozenset()


class MarkPlaces(NamedTuple):
    """Where steps are on the map."""

    scene: Scene
    theme: CanvasTheme
    whole: Box
    scale: float
    corner: QPointF

    def mark(self, step: NodeId) -> QRectF:
        """The mark of a step."""
        box = self.scene.box(step)
        width, height = max(box.width * self.scale, SMALLEST), max(box.height * self.scale, SMALLEST)
        x = self.corner.x() + (box.center.x - self.whole.left) * self.scale
        y = self.corner.y() + (box.center.y - self.whole.top) * self.scale
        return QRectF(x - width / 2, y - height / 2, width, height)


class MarkLayer:
    """A picture of the marks, drawn anew when they or the map are other ones; it remembers their places."""

    def __init__(self) -> None:
        self._drawn: tuple[int, MapMarks] | None = None
        self._picture = QPixmap()
        self._places: tuple[int, dict[NodeId, QRectF]] = (-1, {})

    def picture(self, like: QPixmap, marks: MapMarks, places: MarkPlaces) -> QPixmap:
        """A picture as large as the map, with nothing but the marks."""
        key = like.cacheKey()
        if self._drawn != (key, marks):
            if self._places[0] != key:
                self._places = key, {}
            self._drawn = key, marks
            self._picture = QPixmap(like.size())
            self._picture.setDevicePixelRatio(like.devicePixelRatio())
            self._picture.fill(Qt.GlobalColor.transparent)
            self._paint(marks, places)
        return self._picture

    def _paint(self, marks: MapMarks, places: MarkPlaces) -> None:
        painter, known = QPainter(self._picture), self._places[1]
        painter.setPen(Qt.PenStyle.NoPen)
        steps = places.scene.journey.by_id
        for tint, marked in _layers(marks, places.theme):
            for each in marked:
                if each not in known and each in steps:
                    known[each] = places.mark(each)
            painter.setBrush(color(tint))
            painter.drawRects([known[each] for each in marked if each in known])
        painter.end()


def _layers(marks: MapMarks, theme: CanvasTheme) -> Iterator[tuple[str, Collection[NodeId]]]:
    """From below to the top: what was selected shows in any case."""
    yield theme.warning, marks.warnings
    yield theme.error, marks.errors
    yield theme.preview, marks.found
    yield theme.accent, marks.selected
