"""Pictures kept up to a stated budget; those not used for longest are forgotten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

Draw = Callable[[QPainter], None]
HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing


class Stamp(NamedTuple):
    """Something small that is drawn again and again: in its room around the origin, or as a picture."""

    room: QRectF
    draw: Draw
    picture: QPixmap | None = None


class PictureCache:
    """Pictures by key: at most so many, and at most so many bytes."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._pictures: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._pictures)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._pictures

    @property
    def bytes(self) -> int:
        """What the pictures take."""
        return self._bytes

    def get(self, key: Hashable, make: Callable[[], QPixmap]) -> QPixmap:
        """The picture of a key, made if it is not there."""
        found = self._pictures.get(key)
        if found is not None:
            self._pictures.move_to_end(key)
            return found
        found = self._pictures[key] = make()
        self._bytes += _size(found)
        while len(self._pictures) > self._most or (self._bytes > self._most_bytes and len(self) > 1):
            _, gone = self._pictures.popitem(last=False)
            self._bytes -= _size(gone)
        return found


def drawn(room: QRectF, scale: float, ratio: float, draw: Draw) -> QPixmap:
    """A picture of a room of the canvas, which `draw` fills in units of the canvas."""
    fine = scale * ratio
    picture = QPixmap(round(room.width() * fine) + 1, round(room.height() * fine) + 1)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHints(HINTS)
    painter.scale(fine, fine)
    painter.translate(-room.left(), -room.top())
    draw(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _size(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
