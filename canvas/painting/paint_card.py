"""Painting a card: shadow, color strip, icon, title and the plain-words line."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from canvas.painting.brush import color, mixed
from canvas.painting.faces import Face
from canvas.painting.icons import paint_icon
from canvas.painting.lettering import wrapped, write
from canvas.painting.typeface import Typeface
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH
from canvas.theme import CanvasTheme

RADIUS = 12.0
CARD = QRectF(0, 0, CARD_WIDTH, CARD_HEIGHT)
STRIP = QRectF(0, 11, 4, 50)
ICON_FIELD = QRectF(14, 18, 36, 36)
TEXT_LEFT = 62.0
TEXT_WIDTH = CARD_WIDTH - TEXT_LEFT - 12
ROWS = 2
"""Of the title, and of the line."""
TITLE_HEIGHTS = {2: 18.0, 3: 18.0, 4: 17.0}
LINE_HEIGHTS = {2: 15.0, 3: 15.0, 4: 14.0}
"""Of a row, by the number of all rows: four stand closer."""


def paint_card(painter: QPainter, face: Face, theme: CanvasTheme, typeface: Typeface) -> None:
    """Draw a card with its top left corner at the origin."""
    paint_plate(painter, face, theme)
    paint_words(painter, face, theme, typeface)


def paint_plate(painter: QPainter, face: Face, theme: CanvasTheme) -> None:
    """Draw a card without its words."""
    _paint_ground(painter, face, theme)
    tint = theme.group(face.group)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(tint, theme.card, 0.12))
    painter.drawRoundedRect(ICON_FIELD, 9, 9)
    paint_icon(painter, face.icon, tint, ICON_FIELD.adjusted(8, 8, -8, -8))


def paint_card_sign(painter: QPainter, face: Face, theme: CanvasTheme) -> None:
    """Draw a card as it is seen from afar: only color and icon."""
    _paint_ground(painter, face, theme)
    tint = theme.group(face.group)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(tint, theme.card, 0.16))
    field = QRectF(14, 10, 52, 52)
    painter.drawRoundedRect(field, 12, 12)
    paint_icon(painter, face.icon, tint, field.adjusted(8, 8, -8, -8))


def _paint_ground(painter: QPainter, face: Face, theme: CanvasTheme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    strength = 0.018 if theme.name == "light" else 0.09
    for spread in (4.0, 3.0, 2.0, 1.0):
        painter.setBrush(color(theme.shadow, strength))
        painter.drawRoundedRect(
            CARD.adjusted(-spread, 2 - spread, spread, 2 + spread), RADIUS + spread, RADIUS + spread
        )
    painter.setBrush(color(theme.card))
    painter.setPen(QPen(color(theme.line), 1))
    painter.drawRoundedRect(CARD.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(theme.group(face.group)))
    painter.drawRoundedRect(STRIP, 2, 2)


def paint_words(painter: QPainter, face: Face, theme: CanvasTheme, typeface: Typeface) -> None:
    """Write the title and the line of a card."""
    title = wrapped(face.title, typeface.title(), TEXT_WIDTH, ROWS)
    line = wrapped(face.line, typeface.line(), TEXT_WIDTH, ROWS)
    count = max(2, len(title) + len(line))
    title_height, line_height = TITLE_HEIGHTS[count], LINE_HEIGHTS[count]
    top = (CARD_HEIGHT - len(title) * title_height - len(line) * line_height) / 2
    top -= 2 if count == 4 else 0  # clear of the dots at the bottom
    for font, ink, rows, height in (
        (typeface.title(), theme.text, title, title_height),
        (typeface.line(), theme.secondary, line, line_height),
    ):
        for row in rows:
            write(painter, row, QRectF(TEXT_LEFT, top, TEXT_WIDTH, height), font, ink)
            top += height
