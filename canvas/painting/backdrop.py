"""The painted journey in one picture as large as the view: only what has changed is painted anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion


class Backdrop:
    """One picture of the view (6 MB at 1600 x 1000, four times that at 200 %).

    `draw` paints some part of the view; the painter it gets is clipped to that part.
    """

    def __init__(self, draw: Callable[[QPainter, QRegion], None]) -> None:
        self._draw = draw
        self._picture = QPixmap()
        self._stale = QRegion()

    def forget(self) -> None:
        """Nothing of the picture holds any more."""
        self._stale = QRegion(self._area)

    def renew(self, region: QRegion) -> None:
        """A part of the view, in its pixels, does not hold any more."""
        self._stale += region.intersected(self._area)

    def push(self, by: QPoint) -> bool:
        """The view shows the same a bit farther: what stays in sight is moved; returns whether any is."""
        ratio = self._picture.devicePixelRatioF()
        dx, dy = by.x() * ratio, by.y() * ratio
        stays = self._area.intersected(self._area.translated(by))
        if stays.isEmpty() or dx != int(dx) or dy != int(dy):
            self.forget()
            return False
        self._picture.scroll(int(dx), int(dy), self._picture.rect())
        self._stale = self._stale.translated(by).intersected(self._area)
        self._stale += QRegion(self._area).subtracted(QRegion(stays))
        return True

    def bring_up(self, size: QSize, ratio: float) -> None:
        """Paint what does not hold any more."""
        wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
        if self._picture.size() != wanted or self._picture.devicePixelRatioF() != ratio:
            self._picture = QPixmap(wanted)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.white)
            self.forget()
        if self._stale.isEmpty():
            return
        stale, self._stale = self._stale, QRegion()
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRegion(stale)
        self._draw(painter, stale)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """Lay the picture down; the painter is in pixels of the view, clipped to what is wanted."""
        painter.drawPixmap(0, 0, self._picture)

    @property
    def _area(self) -> QRect:
        return QRect(QPoint(0, 0), self._picture.deviceIndependentSize().toSize())
