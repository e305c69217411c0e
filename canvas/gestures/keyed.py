"""Gestures that the keyboard makes: arrows and letters choose, Enter carries out, Esc calls off."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen

from canvas.gestures.base import Gesture
from canvas.painting.brush import color, path_of
from canvas.painting.picture import Look
from canvas.scene.geometry import Spot
from canvas.scene.routing import direct
from canvas.stage import Stage

ROOM = 76
"""Pixels around a proposal, so that the hint does not cover it."""
NO_LETTERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class Choice(Protocol):
    """What is chosen from; see `Proposals`."""

    typed: str

    def step(self, by: int) -> None:
        """Go to the next one or back."""
        ...

    def write(self, words: str) -> None:
        """Take what is typed now."""
        ...


class KeyGesture(Gesture):
    """Knows the keys that all of them share; `done` is asked for by Enter and Esc."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.finished = False

    @property
    def choice(self) -> Choice:
        """What up, down and typing choose from."""
        raise NotImplementedError

    def press(self, event: QKeyEvent) -> bool:
        """A key was pressed; returns whether it meant anything."""
        if event.modifiers() & NO_LETTERS:
            return False
        if not (self._control(event) or self._write(event)):
            return False
        if not self.finished:
            self.show()
        return True

    def carry_out(self) -> None:
        """Enter: change the document."""
        raise NotImplementedError

    def sideways(self, by: int) -> None:
        """Left or right."""

    def show(self) -> None:
        """Say and paint what Enter would do."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Forget what was chosen."""
        self.finished = True
        self.stage.hint(None)
        self.stage.repaint()

    def _control(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished = True
            self.stage.hint(None)
            self.carry_out()
            self.stage.repaint()
        elif key == Qt.Key.Key_Escape:
            self.cancel()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.choice.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways(1 if key == Qt.Key.Key_Right else -1)
        else:
            return False
        return True

    def _write(self, event: QKeyEvent) -> bool:
        choice = self.choice
        if event.key() == Qt.Key.Key_Backspace:
            choice.write(choice.typed[:-1])
        elif event.text().isprintable() and event.text():
            choice.write(choice.typed + event.text())
        else:
            return False
        return True


def paint_line(painter: QPainter, look: Look, start: Spot, end: Spot) -> None:
    """Draw the connection that Enter would make."""
    painter.setPen(QPen(color(look.theme.accent), 2.4, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path_of(direct(start, end)))
