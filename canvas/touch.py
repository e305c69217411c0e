"""Fingers: one drags a step or pushes the picture, two push and zoom it; taps, double taps, long presses."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QEventPoint, QTouchEvent

from canvas.camera import Camera
from canvas.pointer import NONE_HELD, TOUCH_DISTANCE, Pointer
from canvas.scene.geometry import Spot

LONG_PRESS_MS = 500
DOUBLE_TAP_MS = 350
DOUBLE_TAP_REACH = 32
"""Pixels between two taps that are one double tap."""
LEFT = Qt.MouseButton.LeftButton


class _Pinch(NamedTuple):
    """What two fingers held when the second came down: the place between them, and their distance."""

    spot: Spot
    apart: float
    scale: float


class Touch(QObject):
    """Turns touches into presses of the pointer and moves of the camera."""

    def __init__(
        self,
        pointer: Pointer,
        camera: Camera,
        open_menu: Callable[[QPointF], None],
        tapped_twice: Callable[[QPointF], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pointer = pointer
        self._camera = camera
        self._open_menu = open_menu
        self._tapped_twice = tapped_twice
        self._pinch: _Pinch | None = None
        self._start: QPointF | None = None
        self._tap: QPointF | None = None
        self._since_tap = QElapsedTimer()
        self._patience = QTimer(self, singleShot=True, interval=LONG_PRESS_MS)
        self._patience.timeout.connect(self._press_long)

    def handle(self, event: QTouchEvent) -> None:
        """Take a touch: the first finger presses, a second one makes it a pinch."""
        down = [each for each in event.points() if each.state() != QEventPoint.State.Released]
        if event.type() == QEvent.Type.TouchCancel:
            self._forget()
        elif len(down) > 1:
            self._spread(down[0].position(), down[1].position())
        elif event.type() == QEvent.Type.TouchBegin:
            self._put_down(down[0].position())
        elif self._pinch is not None:
            self._pinch = None if event.type() == QEvent.Type.TouchEnd else self._pinch
        elif self._start is not None:
            self._go_on(event)

    def _go_on(self, event: QTouchEvent) -> None:
        place = event.points()[0].position()
        if event.type() == QEvent.Type.TouchEnd:
            self._lift(place)
            return
        assert self._start is not None
        if (place - self._start).manhattanLength() >= TOUCH_DISTANCE:
            self._patience.stop()
        self._pointer.move(place)

    def _put_down(self, place: QPointF) -> None:
        self._pinch = None
        self._start = place
        self._pointer.press(place, LEFT, NONE_HELD, finger=True)
        self._patience.start()

    def _lift(self, place: QPointF) -> None:
        self._patience.stop()
        self._start = None
        dragged = self._pointer.gesture is not None
        if not dragged and self._is_second(place):
            self._tap = None
            self._pointer.cancel()
            self._tapped_twice(place)
            return
        self._tap = None if dragged else place
        self._since_tap.restart()
        self._pointer.release(place, LEFT)

    def _is_second(self, place: QPointF) -> bool:
        return (
            self._tap is not None
            and self._since_tap.elapsed() <= DOUBLE_TAP_MS
            and (place - self._tap).manhattanLength() <= DOUBLE_TAP_REACH
        )

    def _spread(self, one: QPointF, other: QPointF) -> None:
        middle = (one + other) / 2
        apart = max(hypot(one.x() - other.x(), one.y() - other.y()), 1.0)
        if self._pinch is None:
            self._forget()
            self._pinch = _Pinch(self._camera.to_canvas(middle), apart, self._camera.scale)
        self._camera.hold(self._pinch.spot, middle, self._pinch.scale * apart / self._pinch.apart)

    def _press_long(self) -> None:
        place = self._start
        if place is not None and self._pointer.gesture is None:
            self._forget()
            self._open_menu(place)

    def _forget(self) -> None:
        """What one finger had begun is no longer meant."""
        self._patience.stop()
        self._start = self._tap = None
        self._pinch = None
        self._pointer.cancel()
