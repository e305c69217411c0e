"""Pictures of cards, kept so that a frame is a handful of blits."""

from __future__ import annotations

from collections import OrderedDict
from math import floor

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from canvas.painting.faces import Face
from canvas.painting.paint_card import paint_card, paint_card_sign
from canvas.painting.paint_frames import FramePainter
from canvas.painting.picture import Level, Look
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, Spot

BUDGET = 256
"""Pictures at most; one of 200 % is about 0.9 MB."""
MARGIN = 8
"""Around the card, for its shadow, in canvas units."""

_Key = tuple[Face, str, str, Level, float]


class CachedCards:
    """Draws cards from pictures made for one scale and pixel ratio; the least used ones are forgotten."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[_Key, QPixmap] = OrderedDict()
        self.frames = FramePainter()

    def __len__(self) -> int:
        return len(self._pictures)

    def paint(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """Draw a card with its top left corner at a place, on whole pixels of the screen."""
        transform = painter.transform()
        ratio = painter.device().devicePixelRatioF()
        picture = self._picture(face, look, level, transform.m11(), ratio)
        corner = transform.map(QPointF(at.x - MARGIN, at.y - MARGIN))
        painter.save()
        painter.setTransform(QTransform())
        # Halves always up: so that cards stay together when the picture is pushed by an odd number of pixels.
        place = QPointF(floor(corner.x() * ratio + 0.5) / ratio, floor(corner.y() * ratio + 0.5) / ratio)
        painter.drawPixmap(place, picture)
        painter.restore()

    def _picture(self, face: Face, look: Look, level: Level, scale: float, ratio: float) -> QPixmap:
        if level == "middle":
            face = Face("", "", face.icon, face.group)
        key = (face, look.theme.name, look.typeface.family, level, scale * ratio)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        picture = _make(face, look, level, scale * ratio)
        picture.setDevicePixelRatio(ratio)
        self._pictures[key] = picture
        if len(self._pictures) > BUDGET:
            self._pictures.popitem(last=False)
        return picture


def _make(face: Face, look: Look, level: Level, scale: float) -> QPixmap:
    picture = QPixmap(
        round((CARD_WIDTH + 2 * MARGIN) * scale) + 1, round((CARD_HEIGHT + 2 * MARGIN) * scale) + 1
    )
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    painter.translate(MARGIN, MARGIN)
    if level == "near":
        paint_card(painter, face, look.theme, look.typeface)
    else:
        paint_card_sign(painter, face, look.theme)
    painter.end()
    return picture
