"""Writing words: as text on a screen or page, as outlines in SVG, which does not carry its fonts."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QTextLayout,
    QTextOption,
)

from canvas.painting.brush import color

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


def write(
    painter: QPainter, words: str, place: QRectF, font: QFont, ink: str, align: Qt.AlignmentFlag = LEFT
) -> None:
    """Write one row of words into a place, centered in its height."""
    if painter.paintEngine().type() == QPaintEngine.Type.SVG:
        _draw_outlines(painter, words, place, font, ink, align)
        return
    painter.setFont(font)
    painter.setPen(color(ink))
    painter.drawText(place, align | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, words)


def _draw_outlines(
    painter: QPainter, words: str, place: QRectF, font: QFont, ink: str, align: Qt.AlignmentFlag
) -> None:
    metrics = QFontMetricsF(font)
    left = place.left()
    if align == CENTER:
        left += (place.width() - metrics.horizontalAdvance(words)) / 2
    baseline = place.center().y() + (metrics.ascent() - metrics.descent()) / 2
    path = QPainterPath()
    path.addText(left, baseline, font, words)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(ink))
    painter.drawPath(path)


def width_of(words: str, font: QFont) -> float:
    """How wide words are."""
    return QFontMetricsF(font).horizontalAdvance(words)


def shortened(words: str, font: QFont, width: float) -> str:
    """Words that fit into a width, with an ellipsis where some are left out."""
    return QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=2048)
def wrapped(words: str, font: QFont, width: float, rows: int) -> tuple[str, ...]:
    """Words in at most some rows of a width; what does not fit ends in an ellipsis."""
    if "\n" not in words and width_of(words, font) <= width:
        return (words,)
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        if len(found) == rows - 1:
            found.append(words[start:])
            break
        found.append(words[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(shortened(row, font, width) for row in found)
