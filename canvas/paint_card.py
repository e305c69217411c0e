"""Painting a card: shadow, color strip, icon, title and the plain-words line."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from canvas.brush import color, mixed
from canvas.faces import Face
from canvas.geometry import CARD_HEIGHT, CARD_WIDTH
from canvas.icons import paint_icon
from canvas.lettering import wrapped, write
from canvas.theme import CanvasTheme
from canvas.typeface import Typeface

RADIUS = 12.0
CARD = QRectF(0, 0, CARD_WIDTH, CARD_HEIGHT)
STRIP = QRectF(0, 11, 4, 50)
ICON_FIELD = QRectF(14, 18, 36, 36)
TEXT_LEFT = 62.0
TEXT_WIDTH = CARD_WIDTH - TEXT_LEFT - 12
TITLE_HEIGHT = 18.0
LINE_HEIGHT = 15.0
ROWS = 3
"""Title and line share three rows: whichever is longer gets the second one."""


class _Words(NamedTuple):
    """The rows of text on a card, wrapped and shortened to fit."""

    title: tuple[str, ...]
    line: tuple[str, ...]


def paint_card(painter: QPainter, face: Face, theme: CanvasTheme, typeface: Typeface) -> None:
    """Draw a card with its top left corner at the origin."""
    _paint_plate(painter, face, theme)
    tint = theme.group(face.group)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(tint, theme.card, 0.12))
    painter.drawRoundedRect(ICON_FIELD, 9, 9)
    paint_icon(painter, face.icon, tint, ICON_FIELD.adjusted(8, 8, -8, -8))
    _paint_words(painter, face, theme, typeface)


def paint_card_sign(painter: QPainter, face: Face, theme: CanvasTheme) -> None:
    """Draw a card as it is seen from afar: only color and icon."""
    _paint_plate(painter, face, theme)
    tint = theme.group(face.group)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(tint, theme.card, 0.16))
    field = QRectF(14, 10, 52, 52)
    painter.drawRoundedRect(field, 12, 12)
    paint_icon(painter, face.icon, tint, field.adjusted(8, 8, -8, -8))


def _paint_plate(painter: QPainter, face: Face, theme: CanvasTheme) -> None:
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


def _paint_words(painter: QPainter, face: Face, theme: CanvasTheme, typeface: Typeface) -> None:
    words = _words(face, typeface)
    height = len(words.title) * TITLE_HEIGHT + len(words.line) * LINE_HEIGHT
    top = (CARD_HEIGHT - height) / 2
    for font, ink, rows, step in (
        (typeface.title(), theme.text, words.title, TITLE_HEIGHT),
        (typeface.line(), theme.secondary, words.line, LINE_HEIGHT),
    ):
        for row in rows:
            write(painter, row, QRectF(TEXT_LEFT, top, TEXT_WIDTH, step), font, ink)
            top += step


@lru_cache(maxsize=1024)
def _words(face: Face, typeface: Typeface) -> _Words:
    line = wrapped(face.line, typeface.line(), TEXT_WIDTH, 2)
    title = wrapped(face.title, typeface.title(), TEXT_WIDTH, max(1, ROWS - max(1, len(line))))
    return _Words(title, line)
