"""Which parts of the canvas look other than when they were last asked for."""

from __future__ import annotations

from canvas.scene.geometry import Box

MOST = 600
"""Boxes; with more of them, everything is taken to be other."""


class Dirt:
    """Boxes that have to be painted anew; None stands for everything."""

    def __init__(self) -> None:
        self._boxes: list[Box] | None = None

    def add(self, *boxes: Box) -> None:
        """Some boxes look other than before."""
        if self._boxes is not None:
            self._boxes += boxes
            if len(self._boxes) > MOST:
                self._boxes = None

    def add_all(self) -> None:
        """Everything does."""
        self._boxes = None

    def take(self) -> list[Box] | None:
        """What has come together since this was asked last; None for everything."""
        found, self._boxes = self._boxes, []
        return found
