"""Pictures of cards and signs, kept so that a frame is a handful of blits."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from math import floor

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from canvas.painting.brush import path_of
from canvas.painting.cache import Draw, PictureCache, Stamp, drawn
from canvas.painting.faces import Face
from canvas.painting.looks import Level, Look
from canvas.painting.paint_card import paint_card_sign, paint_plate, paint_words
from canvas.painting.paint_frames import FramePainter
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, Spot
from canvas.scene.route_book import EdgeKey
from canvas.scene.routing import Route

BUDGET, BUDGET_BYTES = 256, 32_000_000
"""Pictures of cards at most; one takes 0.09 MB at 100 %, 0.35 MB at 200 %."""
SIGNS, SIGNS_BYTES = 1_024, 8_000_000
PATHS = 2_048
MARGIN = 8
"""Around the card, for its shadow, in canvas units."""
ROOM = QRectF(-MARGIN, -MARGIN, CARD_WIDTH + 2 * MARGIN, CARD_HEIGHT + 2 * MARGIN)
SMOOTH_FROM = 0.75
"""The scale below which there are so many cards that scaling them smoothly takes a frame by itself."""
QUICK = 1.0
"""The scale of the pictures that are shown at any scale while it changes."""
MOST_MADE = 10
"""Pictures of cards made in one frame while the scale changes."""


class CachedCards:
    """Draws cards and signs from pictures made for one scale and pixel ratio.

    Pictures are collected and laid down together by `flush`, in whole pixels of the screen.
    """

    def __init__(self) -> None:
        self._cards = PictureCache(BUDGET, BUDGET_BYTES)
        self._signs = PictureCache(SIGNS, SIGNS_BYTES)
        self._paths: dict[EdgeKey, tuple[Route, QPainterPath]] = {}
        self._waiting: list[tuple[QPointF, QPixmap]] = []
        self._waiting_scaled: list[tuple[QRectF, QPixmap, QRectF]] = []
        self.frames = FramePainter()
        self.quick = False
        """While much is only passed: pictures of another scale will do, and only a few are made a frame."""
        self._made = 0
        self._scale, self._left, self._top, self._ratio = 1.0, 0.0, 0.0, 1.0

    def __len__(self) -> int:
        return len(self._cards)

    def aim(self, painter: QPainter) -> None:
        """Look where the painter is."""
        transform = painter.transform()
        self._ratio = ratio = painter.device().devicePixelRatioF()
        self._scale, self._left, self._top = transform.m11(), transform.dx() * ratio, transform.dy() * ratio
        self._made = 0

    def paint(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """Draw a card with its top left corner at a place, at once."""
        self.aim(painter)
        self.card(painter, face, at, look, level)
        self.flush(painter)

    def card(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """Draw a card with its top left corner at a place, with the next flush."""
        if not self.quick or level == "middle":
            self._lay(self._card(face, look, level, self._scale), at, ROOM)
            return
        if (face, *_key(look, level), QUICK, self._ratio) not in self._cards:
            self._made += 1
            if self._made > MOST_MADE:
                self._lay(self._plate(face, look, level, self._scale), at, ROOM)
                return
        picture = self._card(face, look, level, QUICK)
        if self._scale == QUICK:
            self._lay(picture, at, ROOM)
        else:
            self._lay_scaled(picture, at, ROOM)

    def words(self, painter: QPainter, key: Hashable, at: Spot, room: QRectF, draw: Draw) -> None:
        """The same for a sign of which there are many different ones."""
        if not self.quick or self._scale == QUICK:
            self.sign(painter, key, at, room, draw)
            return
        picture = self._signs.get((key, QUICK, self._ratio), lambda: drawn(room, QUICK, self._ratio, draw))
        self._lay_scaled(picture, at, room)

    def sign(self, painter: QPainter, key: Hashable, at: Spot, room: QRectF, draw: Draw) -> None:
        """Draw a sign around a place, with the next flush; `draw` does so around the origin."""
        self.put(painter, self.stamp(key, room, draw), at)

    def stamp(self, key: Hashable, room: QRectF, draw: Draw) -> Stamp:
        """A sign to be put down in many places."""
        scale, ratio = self._scale, self._ratio
        picture = self._signs.get((key, scale, ratio), lambda: drawn(room, scale, ratio, draw))
        return Stamp(room, draw, picture)

    def put(self, painter: QPainter, stamp: Stamp, at: Spot) -> None:
        """Draw a stamp around a place, with the next flush."""
        assert stamp.picture is not None
        self._lay(stamp.picture, at, stamp.room)

    def plate(self, face: Face, look: Look, level: Level) -> Stamp:
        """A card without words, to be put down for all steps of a kind."""
        draw = partial(paint_card_sign, face=face, theme=look.theme)
        return Stamp(ROOM, draw, self._plate(face, look, level, self._scale))

    def path(self, key: EdgeKey, route: Route) -> QPainterPath:
        """The way of a connection as a path to stroke."""
        known = self._paths.get(key)
        if known is not None and known[0] is route:
            return known[1]
        if len(self._paths) >= PATHS:
            self._paths.clear()
        path = path_of(route)
        self._paths[key] = route, path
        return path

    def flush(self, painter: QPainter) -> None:
        """Lay down what waits."""
        if self._waiting:
            painter.save()
            painter.resetTransform()
            for place, picture in self._waiting:
                painter.drawPixmap(place, picture)
            painter.restore()
            self._waiting.clear()
        if self._waiting_scaled:
            smooth = self._scale > SMOOTH_FROM
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            for target, picture, part in self._waiting_scaled:
                painter.drawPixmap(target, picture, part)
            self._waiting_scaled.clear()

    def _lay_scaled(self, picture: QPixmap, at: Spot, room: QRectF) -> None:
        fine = QUICK * self._ratio
        part = QRectF(0, 0, room.width() * fine, room.height() * fine)
        self._waiting_scaled.append((room.translated(at.x, at.y), picture, part))

    def _lay(self, picture: QPixmap, at: Spot, room: QRectF) -> None:
        # Halves always up: so all stay together when the picture is pushed by an odd number of pixels.
        x, y = at
        ratio, fine = self._ratio, self._scale * self._ratio
        left = floor((x + room.left()) * fine + self._left + 0.5)
        top = floor((y + room.top()) * fine + self._top + 0.5)
        self._waiting.append((QPointF(left / ratio, top / ratio), picture))

    def _card(self, face: Face, look: Look, level: Level, scale: float) -> QPixmap:
        if level == "middle":
            return self._plate(face, look, level, scale)
        key = (face, *_key(look, level), scale, self._ratio)
        return self._cards.get(key, lambda: self._written(face, look, scale))

    def _plate(self, face: Face, look: Look, level: Level, scale: float) -> QPixmap:
        """A card without words: the same for all steps of a kind."""
        ratio, paint = self._ratio, paint_plate if level == "near" else paint_card_sign
        key = (face.icon, face.group, *_key(look, level), scale, ratio)
        draw = partial(paint, face=face, theme=look.theme)
        return self._signs.get(key, lambda: drawn(ROOM, scale, ratio, draw))

    def _written(self, face: Face, look: Look, scale: float) -> QPixmap:
        fine = scale * self._ratio
        picture = self._plate(face, look, "near", scale).copy()
        picture.setDevicePixelRatio(1.0)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(fine, fine)
        painter.translate(MARGIN, MARGIN)
        paint_words(painter, face, look.theme, look.typeface)
        painter.end()
        picture.setDevicePixelRatio(self._ratio)
        return picture


def _key(look: Look, level: Level) -> tuple[str, str, Level]:
    return look.theme.name, look.typeface.family, level
