"""Pictures of cards, kept so that a frame is a handful of blits."""

from __future__ import annotations

from collections import OrderedDict
from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
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

SCALES: dict[Level, float] = {"middle": 0.5, "near": 1.0}
"""The scale of the pictures that are shown at any scale while it changes."""
MOST_MADE = 10
"""Pictures made in one frame while the scale changes."""

_Key = tuple[Face, str, str, Level, float]


class CachedCards:
    """Draws cards from pictures made for one scale and pixel ratio; the least used ones are forgotten."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[_Key, QPixmap] = OrderedDict()
        self.quick = False
        """While the scale changes: pictures of another scale will do, and only a few are made a frame."""
        self._made = 0
        self.frames = FramePainter()

    def __len__(self) -> int:
        return len(self._pictures)

    def begin(self) -> None:
        """A frame begins."""
        self._made = 0

    def paint(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """Draw a card with its top left corner at a place, on whole pixels of the screen."""
        transform = painter.transform()
        ratio = painter.device().devicePixelRatioF()
        if self.quick:
            self._paint_scaled(painter, face, at, look, level, ratio)
            return
        picture = self._picture(face, look, level, transform.m11(), ratio)
        corner = transform.map(QPointF(at.x - MARGIN, at.y - MARGIN))
        painter.save()
        painter.setTransform(QTransform())
        # Halves always up: so that cards stay together when the picture is pushed by an odd number of pixels.
        place = QPointF(floor(corner.x() * ratio + 0.5) / ratio, floor(corner.y() * ratio + 0.5) / ratio)
        painter.drawPixmap(place, picture)
        painter.restore()

    def _paint_scaled(
        self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level, ratio: float
    ) -> None:
        """Draw a card from a picture of a round scale; without one, from that of its kind."""
        scale = SCALES[level]
        if level == "near" and _key(face, look, level, scale * ratio) not in self._pictures:
            self._made += 1
            if self._made > MOST_MADE:
                level, scale = "middle", SCALES["middle"]
        picture = self._picture(face, look, level, scale, ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(at.x - MARGIN, at.y - MARGIN, CARD_WIDTH + 2 * MARGIN, CARD_HEIGHT + 2 * MARGIN)
        part = QRectF(0, 0, place.width() * scale * ratio, place.height() * scale * ratio)
        painter.drawPixmap(place, picture, part)

    def _picture(self, face: Face, look: Look, level: Level, scale: float, ratio: float) -> QPixmap:
        key = _key(face, look, level, scale * ratio)
        face = key[0]
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        picture = _make(face, look, level, scale * ratio)
        picture.setDevicePixelRatio(ratio)
        self._pictures[key] = picture
        if len(self._pictures) > BUDGET:
            self._pictures.popitem(last=False)
        return picture


def _key(face: Face, look: Look, level: Level, scale: float) -> _Key:
    if level == "middle":
        face = Face("", "", face.icon, face.group)
    return face, look.theme.name, look.typeface.family, level, scale


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
