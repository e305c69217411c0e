"""What a gesture is."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import Spot
from canvas.stage import Stage


class Gesture:
    """One press, its moves and its release. Until `end` the document stays as it was.

    Places are on the canvas; `fine` means that the person holds the key that switches snapping off.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def start(self, at: Spot) -> None:
        """The pointer went down, or came in."""

    def move(self, at: Spot, *, fine: bool = False) -> None:
        """The pointer moved."""

    def end(self, at: Spot) -> None:
        """The pointer was released: now the document may change."""

    def cancel(self) -> None:
        """The person thought better of it: everything is as before."""

    def accents(self, accents: Accents) -> Accents:
        """What to emphasize while the gesture lasts."""
        return accents

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw over the journey, in units of the canvas."""
