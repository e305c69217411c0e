"""What a gesture is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.core.text import Text
from canvas.gestures.held import PLAIN, Held
from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import Box, Spot
from canvas.stage import Stage


class Gesture:
    """One press, its moves and its release. Until `end` the document stays as it was.

    Places are on the canvas; `held` says which keys are held and whether places snap.
    """

    shape: ClassVar[Qt.CursorShape] = Qt.CursorShape.ArrowCursor
    """The cursor while nothing else is to be said."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._said: Text | None = None

    @property
    def cursor(self) -> Qt.CursorShape:
        """The shape that says what letting go would do."""
        return self.shape

    def start(self, at: Spot) -> None:
        """The pointer went down, or came in."""

    def move(self, at: Spot, held: Held = PLAIN) -> None:
        """The pointer moved, or a key was pressed or let go."""

    def end(self, at: Spot) -> None:
        """The pointer was released: now the document may change."""

    def cancel(self) -> None:
        """The person thought better of it: everything is as before."""

    def accents(self, accents: Accents) -> Accents:
        """What to emphasize while the gesture lasts."""
        return accents

    def say(self, hint: Text | None) -> None:
        """Tell what letting go would do, unless that has just been told."""
        if hint != self._said:
            self._said = hint
            self.stage.hint(hint)

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw over the journey, in units of the canvas."""

    def bounds(self) -> Sequence[Box] | None:
        """What `paint` keeps to, so that only this is painted anew; None if it may draw anywhere in view."""
        return None
