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


class MarkLayer:
    """A picture of the marks, drawn anew when they or the map are other ones."""

    def __init__(self) -> None:
        self._key: object = None
        self._picture = QPixmap()

    def picture(self, like: QPixmap, marks: MapMarks, places: MarkPlaces) -> QPixmap:
        """A picture as large as another, with nothing but the marks."""
        key = like.cacheKey(), marks
        if key != self._key:
            self._key = key
            self._picture = QPixmap(like.size())
            self._picture.setDevicePixelRatio(like.devicePixelRatio())
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for tint, steps in _layers(marks, places.theme):
                painter.setBrush(color(tint))
                painter.drawRects([places.mark(each) for each in steps if places.knows(each)])
            painter.end()
        return self._picture


class MarkPlaces(NamedTuple):
    """Where steps are on the map."""

    scene: Scene
    theme: CanvasTheme
    whole: Box
    scale: float
    corner: QPointF

    def knows(self, step: NodeId) -> bool:
        """Whether a step is still part of the journey."""
        return step in self.scene.journey.by_id

    def mark(self, step: NodeId) -> QRectF:
        """The mark of a step."""
        box = self.scene.box(step)
        width, height = max(box.width * self.scale, SMALLEST), max(box.height * self.scale, SMALLEST)
        x = self.corner.x() + (box.center.x - self.whole.left) * self.scale
        y = self.corner.y() + (box.center.y - self.whole.top) * self.scale
        return QRectF(x - width / 2, y - height / 2, width, height)


def _layers(marks: MapMarks, theme: CanvasTheme) -> Iterator[tuple[str, Collection[NodeId]]]:
    """From below to the top: what was selected shows in any case."""
    yield theme.warning, marks.warnings
    yield theme.error, marks.errors
    yield theme.preview, marks.found
    yield theme.accent, marks.selected
