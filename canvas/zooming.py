"""Zooming by wheel and trackpad: what was under the pointer at the beginning stays there to the end."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent

from canvas.camera import Camera
from canvas.scene.geometry import Spot

WHEEL_STEP = 60
"""Pixels a notch of the wheel pushes the picture."""
NOTCH = 120
"""What Qt calls a notch."""
PER_NOTCH = 1.2
PER_PIXEL = 1.01
"""How much one pixel of two fingers on a trackpad enlarges."""
PAUSE_MS = 300
"""A turn of the wheel after a longer pause is a gesture of its own."""
DRIFT = 3
"""Pixels that a hand may shake while it turns the wheel."""
Zoom = Qt.NativeGestureType


class Zooming:
    """Pans and zooms the camera, and tells a notched wheel, two fingers and a pinch apart."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._place = QPointF()
        self._spot: Spot | None = None
        self._since = QElapsedTimer()

    def wheel(self, event: QWheelEvent) -> None:
        """Push the picture; with Ctrl, zoom at the pointer (some trackpads send a pinch so)."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        # Fingers that have left the trackpad push on for a while: a key pressed then is not meant for them.
        glides = event.phase() == Qt.ScrollPhase.ScrollMomentum
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and not glides:
            by_fingers = not pixels.isNull()
            factor = PER_PIXEL ** pixels.y() if by_fingers else PER_NOTCH ** (angle.y() / NOTCH)
            self._zoom(factor, event.position())
        elif not pixels.isNull():
            self._camera.pan(pixels.x(), pixels.y())
        else:
            dx, dy = angle.x() * WHEEL_STEP / NOTCH, angle.y() * WHEEL_STEP / NOTCH
            sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._camera.pan(*((dy, dx) if sideways else (dx, dy)))

    def native(self, event: QNativeGestureEvent) -> bool:
        """Follow a gesture of the system; returns whether it was one for the camera."""
        kind, place = event.gestureType(), event.position()
        if kind == Zoom.BeginNativeGesture:
            self._grab(place)
        elif kind == Zoom.EndNativeGesture:
            self._spot = None
        elif kind == Zoom.ZoomNativeGesture:
            self._zoom(1 + event.value(), place)
        elif kind == Zoom.SmartZoomNativeGesture:
            self._camera.zoom(1 / self._camera.scale, place)
        elif kind == Zoom.PanNativeGesture:
            self._camera.pan(event.delta().x(), event.delta().y())
        else:
            return False
        return True

    def _zoom(self, factor: float, place: QPointF) -> None:
        moved = (place - self._place).manhattanLength() > DRIFT
        if self._spot is None or moved or not self._since.isValid() or self._since.elapsed() > PAUSE_MS:
            self._grab(place)
        self._since.restart()
        if self._spot is not None:
            self._camera.hold(self._spot, self._place, self._camera.scale * factor)

    def _grab(self, place: QPointF) -> None:
        self._place, self._spot = place, self._camera.to_canvas(place)
        self._since.restart()
