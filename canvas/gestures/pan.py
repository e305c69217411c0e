"""Pushing the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from canvas.gestures.base import Gesture
from canvas.gestures.held import PLAIN, Held
from canvas.scene.geometry import Box, Spot
from canvas.stage import Stage


class Pan(Gesture):
    """The place that was grabbed stays under the pointer."""

    shape = Qt.CursorShape.ClosedHandCursor

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._held = Spot(0, 0)
        self._before = Spot(0, 0)

    def start(self, at: Spot) -> None:
        """Grab a place."""
        self._held = at
        self._before = self.stage.camera.seen.center

    def move(self, at: Spot, held: Held = PLAIN) -> None:
        """Bring the grabbed place under the pointer."""
        scale = self.stage.camera.scale
        self.stage.camera.pan((at.x - self._held.x) * scale, (at.y - self._held.y) * scale)

    def cancel(self) -> None:
        """Look at what was seen before."""
        self.stage.camera.center_on(self._before)

    def bounds(self) -> Sequence[Box]:
        """Nothing is drawn."""
        return ()
