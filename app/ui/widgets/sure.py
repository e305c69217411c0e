"""A button for what cannot be undone: the first click asks, the second one does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton

from app.core.text import Text
from app.ui.context import Context


class SureButton(QPushButton):
    """Asks in its own place; whoever goes elsewhere has not said yes."""

    def __init__(self, context: Context, words: Text, sure: Text, run: Callable[[], object]) -> None:
        super().__init__(context.say(words))
        self._words, self._sure, self._run = context.say(words), context.say(sure), run
        self._asking = False
        self._show()
        self.clicked.connect(lambda: self._clicked())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: the person went elsewhere."""
        super().focusOutEvent(event)
        self._asking = False
        self._show()

    def _clicked(self) -> None:
        if self._asking:
            self._run()
            return
        self._asking = True
        self._show()
        self.setFocus()

    def _show(self) -> None:
        self.setText(self._sure if self._asking else self._words)
        self.setAccessibleName(self.text())
        self.setProperty("kind", "danger" if self._asking else "plain")
        self.style().unpolish(self)
        self.style().polish(self)
