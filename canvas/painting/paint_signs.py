"""Painting what hangs on cards and connections: ports, labels, plus, numbers, marks of problems."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.core.records import Waiting
from canvas.painting.brush import color, mixed, point
from canvas.painting.lettering import CENTER, shortened, width_of, write
from canvas.painting.marks import CountKind
from canvas.painting.typeface import Typeface
from canvas.scene.geometry import Box, Spot
from canvas.theme import CanvasTheme

PORT_RADIUS = 4.5
PLUS_RADIUS = 9.0
BADGE_HEIGHT = 18.0
LABEL_HEIGHT = 20.0
LABEL_MOST = 128.0


def paint_port(painter: QPainter, at: Spot, theme: CanvasTheme, *, hot: bool = False) -> None:
    """Draw the dot of a way out; `hot` while the pointer is on it or it is being connected."""
    radius = PORT_RADIUS + (1.5 if hot else 0)
    painter.setPen(QPen(color(theme.accent if hot else theme.edge), 1.6))
    painter.setBrush(color(theme.accent if hot else theme.card))
    painter.drawEllipse(point(at), radius, radius)


def paint_plus(painter: QPainter, at: Spot, theme: CanvasTheme, *, hot: bool = False) -> None:
    """Draw the plus that inserts a step."""
    painter.setPen(QPen(color(theme.accent if hot else theme.line), 1))
    painter.setBrush(color(theme.accent if hot else theme.card))
    painter.drawEllipse(point(at), PLUS_RADIUS, PLUS_RADIUS)
    pen = QPen(color(theme.on_accent if hot else theme.secondary), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(at.x - 3.5, at.y), QPointF(at.x + 3.5, at.y))
    painter.drawLine(QPointF(at.x, at.y - 3.5), QPointF(at.x, at.y + 3.5))


def paint_label(painter: QPainter, words: str, at: Spot, theme: CanvasTheme, typeface: Typeface) -> None:
    """Draw the name of a port in a pill on its connection."""
    font = typeface.label()
    words = shortened(words, font, LABEL_MOST)
    place = _centered(at, width_of(words, font) + 20, LABEL_HEIGHT)
    _pill(painter, place, theme.card, theme.line)
    write(painter, words, place, font, theme.secondary, CENTER)


def paint_port_name(painter: QPainter, words: str, at: Spot, theme: CanvasTheme, typeface: Typeface) -> None:
    """Write the name of a port that leads nowhere under its dot."""
    place = _centered(Spot(at.x, at.y + 16), LABEL_MOST, 16)
    write(painter, words, place, typeface.line(), theme.secondary, CENTER)


def paint_badge(painter: QPainter, words: str, right: Spot, fill: str, ink: str, typeface: Typeface) -> float:
    """Draw a number in a filled pill whose right end is given; returns its width."""
    font = typeface.badge()
    width = max(width_of(words, font) + 16, 28)
    place = QRectF(right.x - width, right.y - BADGE_HEIGHT / 2, width, BADGE_HEIGHT)
    _pill(painter, place, fill, None)
    write(painter, words, place, font, ink, CENTER)
    return width


def paint_ages(painter: QPainter, waiting: Waiting, card: Box, theme: CanvasTheme) -> None:
    """Draw a bar along the bottom of a card: a part for each age, the longer people wait the stronger."""
    left, width = card.left + 14, card.width - 28
    painter.setPen(Qt.PenStyle.NoPen)
    for index, n in enumerate(waiting.ages):
        part = width * n / waiting.n
        oldest = index == len(waiting.ages) - 1
        tint = color(theme.warning) if oldest else mixed(theme.accent, theme.card, 0.25 + 0.3 * index)
        painter.setBrush(tint)
        painter.drawRect(QRectF(left, card.bottom - 6, part, 3))
        left += part


def count_colors(kind: CountKind, theme: CanvasTheme) -> tuple[str, str]:
    """Fill and ink of numbers: those of a preview are never taken for real ones."""
    if kind == "live":
        return theme.accent, theme.on_accent
    return theme.preview, theme.on_preview


def paint_problem(painter: QPainter, at: Spot, severity: str, theme: CanvasTheme, typeface: Typeface) -> None:
    """Draw the mark of an error or a warning."""
    fill = theme.error if severity == "error" else theme.warning
    painter.setPen(QPen(color(theme.canvas), 2))
    painter.setBrush(color(fill))
    painter.drawEllipse(point(at), 10, 10)
    write(painter, "!", _centered(at, 20, 20), typeface.badge(), theme.on_problem, CENTER)


def problem_spot(card: Box) -> Spot:
    """Where the mark of a problem sits on a card."""
    return Spot(card.right - 6, card.bottom - 4)


def badge_spot(card: Box) -> Spot:
    """The right end of the number on a card."""
    return Spot(card.right - 10, card.top)


def _centered(at: Spot, width: float, height: float) -> QRectF:
    return QRectF(at.x - width / 2, at.y - height / 2, width, height)


def _pill(painter: QPainter, place: QRectF, fill: str, line: str | None) -> None:
    painter.setPen(QPen(color(line), 1) if line else Qt.PenStyle.NoPen)
    painter.setBrush(color(fill))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
