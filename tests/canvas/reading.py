"""A person who works in the outline by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.core.journey import Journey
from canvas.outline.list import OutlineList
from canvas.outline.panel import OutlinePanel
from tests.canvas.hand import Hand

PLAIN = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class OutlineReader:
    """Opens the outline of a canvas, reads its rows and presses keys in it."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        found = hand.view.outline
        assert isinstance(found, OutlinePanel)
        self.panel = found
        found.setParent(hand.view)  # one window, as on the page
        found.setGeometry(hand.view.width() - 260, 0, 260, hand.view.height())
        hand.key(Qt.Key.Key_O, CONTROL | SHIFT)

    @property
    def list(self) -> OutlineList:
        """The rows as a widget."""
        return self.panel.list

    @property
    def journey(self) -> Journey:
        """The journey as it stands."""
        return self.hand.journey

    @property
    def lines(self) -> list[str]:
        """The rows as text, two spaces a level."""
        model = self.list.model()
        words = [str(model.index(at, 0).data()) for at in range(model.rowCount())]
        return [f"{'  ' * row.depth}{line}" for row, line in zip(self.panel.rows, words, strict=True)]

    @property
    def here(self) -> str:
        """The text of the current row."""
        assert self.list.at is not None
        return self.lines[self.list.at].strip()

    def go(self, words: str) -> None:
        """Walk to a row by the arrow keys."""
        wanted = [line.strip() for line in self.lines].index(words)
        if self.list.at is None:
            self.key(Qt.Key.Key_Home)
        while (at := self.list.at) != wanted:
            assert at is not None
            self.key(Qt.Key.Key_Down if at < wanted else Qt.Key.Key_Up)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key in the list."""
        QTest.keyClick(self.list, key, modifiers)

    def type_title(self, words: str) -> None:
        """Type over the title of the current step."""
        self.key(Qt.Key.Key_F2)
        field = self.list.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()
