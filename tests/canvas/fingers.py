"""Fingers on a canvas, by real touch events."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from canvas.scene.geometry import Spot
from tests.canvas.hand import Hand

SCREEN = QTest.createTouchDevice()


class Fingers:
    """One finger or two, pointing at places of the canvas as it is seen when they come down."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._view = hand.view
        self.device: QPointingDevice = SCREEN

    def down(self, spot: Spot) -> QPoint:
        """Put one finger down; returns where on the widget."""
        place = self._hand.seen_at(spot)
        QTest.touchEvent(self._view, SCREEN).press(0, place, self._view)
        return place

    def move(self, place: QPoint) -> None:
        """Move it to a place of the widget."""
        QTest.touchEvent(self._view, SCREEN).move(0, place, self._view)

    def up(self, place: QPoint) -> None:
        """Lift it."""
        QTest.touchEvent(self._view, SCREEN).release(0, place, self._view)

    def tap(self, spot: Spot) -> None:
        """Down and up."""
        self.up(self.down(spot))

    def tap_twice(self, spot: Spot) -> None:
        """A double tap."""
        self.tap(spot)
        self.tap(spot)

    def drag(self, start: Spot, end: Spot) -> None:
        """Down, along, up."""
        first, last = self.down(start), self._hand.seen_at(end)
        for part in (0.3, 0.7, 1.0):
            self.move((QPointF(first) + (QPointF(last) - QPointF(first)) * part).toPoint())
        self.up(last)

    def pinch(self, before: tuple[QPoint, QPoint], after: tuple[QPoint, QPoint]) -> None:
        """Two fingers down, to other places of the widget, and up."""
        (one, two), (third, fourth) = before, after
        QTest.touchEvent(self._view, SCREEN).press(0, one, self._view).press(1, two, self._view)
        QTest.touchEvent(self._view, SCREEN).move(0, third, self._view).move(1, fourth, self._view)
        QTest.touchEvent(self._view, SCREEN).release(0, third, self._view).release(1, fourth, self._view)
