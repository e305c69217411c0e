"""The ground under the journey: a dotted grid that says how far things are moved."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from canvas.painting.brush import color, mixed
from canvas.scene.geometry import GRID, Box
from canvas.theme import CanvasTheme

LEAST_DISTANCE = 12
"""Pixels between dots; when they would come nearer, every second one is left out."""
DOT = 1.6
GONE, FULL = 0.25, 0.4
"""Scales: from afar there are no dots; they come up in between."""
TILE = 256
"""Pixels a picture of dots is wide and high at least."""


def paint_ground(
    painter: QPainter, size: QSize, seen: Box, scale: float, theme: CanvasTheme, part: QRect
) -> None:
    """Fill a part of a widget with the ground, in pixels of the widget."""
    if scale < GONE:
        painter.fillRect(part, color(theme.canvas))
        return
    left, top = round(seen.left * scale), round(seen.top * scale)
    step = float(GRID)
    while step * scale < LEAST_DISTANCE:
        step *= 2
    distance = step * scale
    ratio = painter.device().devicePixelRatioF()
    if (distance * ratio).is_integer():
        tile = _tile(distance, ratio, _ink(scale, theme), theme.canvas)
        offset = QPointF((part.left() + left) % distance, (part.top() + top) % distance)
        painter.drawTiledPixmap(QRectF(part), tile, offset)
    else:
        _paint_rows(painter, size, left, top, distance, (_ink(scale, theme), theme.canvas), part)


def _ink(scale: float, theme: CanvasTheme) -> str:
    strength = min(1.0, (scale - GONE) / (FULL - GONE))
    return mixed(theme.dot, theme.canvas, strength).name()


@lru_cache(maxsize=8)
def _tile(distance: float, ratio: float, ink: str, ground: str) -> QPixmap:
    """Some dots and the ground between them, opaque; it begins and ends at a dot."""
    count = max(1, ceil(TILE / distance))
    side = round(count * distance * ratio)
    tile = QPixmap(side, side)
    tile.setDevicePixelRatio(ratio)
    tile.fill(color(ground))
    places = [index * distance for index in range(count + 1)]
    _dot(tile, [QPointF(x, y) for x in places for y in places], ink)
    return tile


def _paint_rows(
    painter: QPainter,
    size: QSize,
    left: float,
    top: float,
    distance: float,
    inks: tuple[str, str],
    part: QRect,
) -> None:
    """Draw one row of dots and copy it down: a thousand dots one by one cost more than all the rest."""
    painter.fillRect(part, color(inks[1]))
    ratio = painter.device().devicePixelRatioF()
    row = QPixmap(ceil(size.width() * ratio), ceil(4 * ratio))
    row.setDevicePixelRatio(ratio)
    row.fill(Qt.GlobalColor.transparent)
    first, count = -left % distance, int(size.width() / distance) + 3
    _dot(row, [QPointF(first + (index - 1) * distance, 2) for index in range(count)], inks[0])
    above = -top % distance
    for index in range(int((size.height() - above) / distance) + 2):
        y = above + (index - 1) * distance
        if part.top() - 4 <= y <= part.bottom() + 4:
            painter.drawPixmap(QPointF(0, floor((y - 2) * ratio + 0.5) / ratio), row)


def _dot(picture: QPixmap, places: list[QPointF], ink: str) -> None:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(color(ink), DOT)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(places)
    painter.end()
