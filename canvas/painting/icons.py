"""Icons of the bundled set, drawn in any color and size."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

import resources

INVISIBLE = re.compile(r"<path stroke=\"none\"[^>]*/>")
"""The bounding square of each icon, to which Qt gives a black border when it writes SVG."""


@lru_cache(maxsize=128)
def _renderer(name: str, color: str) -> QSvgRenderer:
    svg = INVISIBLE.sub("", resources.read_text(f"icons/{name}.svg")).replace("currentColor", color)
    return QSvgRenderer(QByteArray(svg.encode()))


def paint_icon(painter: QPainter, name: str, color: str, target: QRectF) -> None:
    """Draw an icon as vectors, so that it is sharp at every scale and in every export."""
    _renderer(name, color).render(painter, target)
