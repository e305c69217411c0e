"""The ground under the journey: a dotted grid that says how far things are moved."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from canvas.painting.brush import color
from canvas.scene.geometry import GRID, Box
from canvas.theme import CanvasTheme

LEAST_DISTANCE = 12
"""Pixels between dots; when they would come nearer, every second one is left out."""
DOT = 1.6


def paint_ground(
    painter: QPainter, size: QSize, seen: Box, scale: float, theme: CanvasTheme, part: QRect
) -> None:
    """Fill a part of a widget with the ground, in pixels of the widget.

    One row of dots is drawn and then copied down: a thousand dots drawn one by one cost more than
    everything else in a frame.
    """
    painter.fillRect(part, color(theme.canvas))
    step = float(GRID)
    while step * scale < LEAST_DISTANCE:
        step *= 2
    ratio = painter.device().devicePixelRatioF()
    row = _row(size.width(), (-seen.left % step) * scale, step * scale, ratio, theme)
    top = (-seen.top % step) * scale
    for index in range(int((size.height() - top) / (step * scale)) + 2):
        y = top + (index - 1) * step * scale
        if part.top() - 4 <= y <= part.bottom() + 4:
            painter.drawPixmap(QPointF(0, floor((y - 2) * ratio + 0.5) / ratio), row)


def _row(width: int, first: float, distance: float, ratio: float, theme: CanvasTheme) -> QPixmap:
    row = QPixmap(ceil(width * ratio), ceil(4 * ratio))
    row.setDevicePixelRatio(ratio)
    row.fill(Qt.GlobalColor.transparent)
    painter = QPainter(row)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(color(theme.dot), DOT)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    count = int(width / distance) + 3
    painter.drawPoints([QPointF(first + (index - 1) * distance, 2) for index in range(count)])
    painter.end()
    return row
