"""Small helpers between plain numbers and Qt, shared by everything that paints."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from canvas.scene.geometry import Box, Spot
from canvas.scene.routing import Route


def rect(box: Box) -> QRectF:
    """A box as Qt wants it."""
    return QRectF(box.left, box.top, box.width, box.height)


def point(spot: Spot) -> QPointF:
    """A spot as Qt wants it."""
    return QPointF(spot.x, spot.y)


@lru_cache(maxsize=256)
def stroke(ink: str, width: float, *, thin: bool = False) -> QPen:
    """The pen of a connection; a thin one has a pixel at every scale."""
    pen = QPen(color(ink), 1 if thin else width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setCosmetic(thin)
    return pen


def color(name: str, alpha: float = 1.0) -> QColor:
    """A color of the theme, perhaps translucent."""
    found = QColor(name)
    found.setAlphaF(alpha)
    return found


def mixed(front: str, back: str, share: float) -> QColor:
    """A color laid over another, opaque."""
    one, other = QColor(front), QColor(back)
    return QColor.fromRgbF(
        one.redF() * share + other.redF() * (1 - share),
        one.greenF() * share + other.greenF() * (1 - share),
        one.blueF() * share + other.blueF() * (1 - share),
    )


def path_of(route: Route) -> QPainterPath:
    """A route as a path to stroke."""
    path = QPainterPath(point(route.curves[0].start))
    for curve in route.curves:
        if curve.is_straight:  # four times as quick to stroke as a curve that has no bend
            path.lineTo(point(curve.end))
        else:
            path.cubicTo(point(curve.first), point(curve.second), point(curve.end))
    return path
