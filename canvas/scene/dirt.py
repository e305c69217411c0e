"""Which parts of the canvas look other than when they were last asked for."""

from __future__ import annotations

from canvas.scene.geometry import Box

LABEL_ROOM, LINE_ROOM = 80.0, 14.0
"""Canvas units beside and above a way in which its label, plus and pen may paint."""
MOST = 600
"""Boxes; with more of them, everything is taken to be other."""


def card_room(card: Box) -> Box:
    """What a card may paint on: itself, its halo, badges, and the names of ways below it."""
    return Box(card.left - 80, card.top - 26, card.right + 80, card.bottom + 32)


def way_room(way: Box) -> Box:
    """What a connection may paint on."""
    return Box(way.left - LABEL_ROOM, way.top - LINE_ROOM, way.right + LABEL_ROOM, way.bottom + LINE_ROOM)


class Dirt:
    """Boxes that have to be painted anew; None stands for everything."""

    def __init__(self) -> None:
        self._boxes: list[Box] | None = None
        self.revision = 0
        """Other whenever anything has changed."""

    @property
    def is_all(self) -> bool:
        """Whether everything is to be painted anew anyway."""
        return self._boxes is None

    def add(self, *boxes: Box) -> None:
        """Some boxes look other than before."""
        self.revision += 1
        if self._boxes is not None:
            self._boxes += boxes
            if len(self._boxes) > MOST:
                self._boxes = None

    def add_all(self) -> None:
        """Everything does."""
        self.revision += 1
        self._boxes = None

    def take(self) -> list[Box] | None:
        """What has come together since this was asked last; None for everything."""
        found, self._boxes = self._boxes, []
        return found
