"""Flights: the camera goes to another place with a short eased move, and knows the way back."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log

from PySide6.QtCore import QEasingCurve, QObject, QSignalBlocker, QVariantAnimation, Signal

from canvas.camera import Camera, View
from canvas.motion import lasting

SAME_SCALE = 1e-6
MOST_PLACES = 50
"""Places that are kept for the way back."""


class Flight(QObject):
    """Moves a camera. Whatever else moves it meanwhile ends the flight. Signal: `places_changed()`."""

    places_changed = Signal()

    def __init__(self, camera: Camera, parent: QObject) -> None:
        super().__init__(parent)
        self._camera = camera
        self._from = self._to = camera.view
        self._flying = self._moving = False
        self._back: list[View] = []
        self._forward: list[View] = []
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._move)
        camera.changed.connect(self._watch)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place to go forward to again."""
        return bool(self._forward)

    def go(self, change: Callable[[], None], *, jump: bool = True) -> None:
        """Fly to where a change of the camera leads; a `jump` can be gone back."""
        start, goal = self._where_to(change)
        if goal == start:
            return
        if jump:
            self._back.append(start)
            del self._back[:-MOST_PLACES]
            self._forward.clear()
            self.places_changed.emit()
        self._fly(goal)

    def back(self) -> None:
        """Go to where the last jump began."""
        self._travel(self._back, self._forward)

    def forward(self) -> None:
        """Go to where the last way back began."""
        self._travel(self._forward, self._back)

    def _travel(self, source: list[View], other: list[View]) -> None:
        if source:
            other.append(self._goal)
            goal = source.pop()
            self.places_changed.emit()
            self._fly(goal)

    @property
    def _goal(self) -> View:
        """Where the camera is, or will be."""
        return self._to if self._flying else self._camera.view

    def _where_to(self, change: Callable[[], None]) -> tuple[View, View]:
        """Where the camera will be after a flight under way, and where the change leads from there."""
        here, start = self._camera.view, self._goal
        with QSignalBlocker(self._camera):
            self._camera.restore(start)
            change()
            goal = self._camera.view
            self._camera.restore(here)
        return start, goal

    def _fly(self, goal: View) -> None:
        self._motion.stop()
        self._from, self._to = self._camera.view, goal
        self._flying = True
        self._motion.setDuration(lasting())
        if self._motion.duration():
            self._motion.start()
        else:
            self._move(1.0)

    def _move(self, part: float) -> None:
        if not self._flying:
            return
        self._moving = True
        self._camera.restore(between(self._from, self._to, part) if part < 1 else self._to)
        self._moving = False
        self._flying = part < 1

    def _watch(self) -> None:
        """Somebody else has moved the camera: a hand counts for more than a flight."""
        if not self._moving:
            self._flying = False
            self._motion.stop()


def between(start: View, end: View, part: float) -> View:
    """A view on the way: the scale grows evenly for the eye, and the middle goes straight."""
    scale = exp(log(start.scale) + (log(end.scale) - log(start.scale)) * part)
    if abs(start.scale - end.scale) < SAME_SCALE:
        along = part
    else:
        along = (1 / scale - 1 / start.scale) / (1 / end.scale - 1 / start.scale)
    left = start.left + (end.left - start.left) * along
    return View(scale, left, start.top + (end.top - start.top) * along)
