"""Drawing cards and signs: from kept pictures, or anew each time, as vectors."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath

from canvas.painting.brush import path_of
from canvas.painting.cache import Draw, Stamp
from canvas.painting.faces import Face
from canvas.painting.looks import Level, Look
from canvas.painting.paint_card import CARD, paint_card, paint_card_sign
from canvas.painting.paint_frames import FramePainter
from canvas.scene.geometry import Spot
from canvas.scene.route_book import EdgeKey
from canvas.scene.routing import Route


class CardPainter(Protocol):
    """Draws faces: at once, or from a cache of pictures."""

    frames: FramePainter

    def aim(self, painter: QPainter) -> None:
        """A painter is to be used; it stays where it is until the last flush."""
        ...

    def paint(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """Draw a card with its top left corner at a place, at once."""
        ...

    def card(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """The same, at the latest with the next flush."""
        ...

    def sign(self, painter: QPainter, key: Hashable, at: Spot, room: QRectF, draw: Draw) -> None:
        """Draw something small around a place, at the latest with the next flush; `draw` has it at 0, 0."""
        ...

    def words(self, painter: QPainter, key: Hashable, at: Spot, room: QRectF, draw: Draw) -> None:
        """The same for something of which there are many different ones."""
        ...

    def stamp(self, key: Hashable, room: QRectF, draw: Draw) -> Stamp:
        """Something small to be put down in many places."""
        ...

    def plate(self, face: Face, look: Look, level: Level) -> Stamp:
        """A card without words, to be put down in many places."""
        ...

    def put(self, painter: QPainter, stamp: Stamp, at: Spot) -> None:
        """Put it down, at the latest with the next flush."""
        ...

    def path(self, key: EdgeKey, route: Route) -> QPainterPath:
        """The way of a connection as a path to stroke."""
        ...

    def flush(self, painter: QPainter) -> None:
        """Draw what waits, before anything else is drawn over it."""
        ...


class PlainCards:
    """Draws every card anew, as vectors."""

    def __init__(self) -> None:
        self.frames = FramePainter()

    def aim(self, painter: QPainter) -> None:
        """Nothing is kept."""

    def flush(self, painter: QPainter) -> None:
        """Nothing waits."""

    def path(self, key: EdgeKey, route: Route) -> QPainterPath:
        """The way of a connection as a path to stroke."""
        return path_of(route)

    def stamp(self, key: Hashable, room: QRectF, draw: Draw) -> Stamp:
        """Nothing is kept."""
        return Stamp(room, draw)

    def plate(self, face: Face, look: Look, level: Level) -> Stamp:
        """Nothing is kept."""
        return Stamp(CARD, partial(paint_card_sign, face=face, theme=look.theme))

    def put(self, painter: QPainter, stamp: Stamp, at: Spot) -> None:
        """Draw it."""
        self.sign(painter, "", at, stamp.room, stamp.draw)

    def sign(self, painter: QPainter, key: Hashable, at: Spot, room: QRectF, draw: Draw) -> None:
        """Draw something small around a place."""
        painter.save()
        painter.translate(at.x, at.y)
        draw(painter)
        painter.restore()

    words = sign

    def card(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """Draw a card with its top left corner at a place."""
        self.paint(painter, face, at, look, level)

    def paint(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """Draw a card with its top left corner at a place."""
        painter.save()
        painter.translate(at.x, at.y)
        paint_card(painter, face, look.theme, look.typeface)
        painter.restore()
