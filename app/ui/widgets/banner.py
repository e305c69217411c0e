"""A message in the page: what happened, and perhaps what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import row
from app.ui.widgets.buttons import icon_button, push_button
from app.ui.widgets.words import label

Kind = Literal["error", "warning", "good", "info"]


class Banner(QFrame):
    """One message that can be closed; hidden while there is nothing to say."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._layout = row(self, gap=8, margins=(12, 6, 6, 6))
        self._words = label("", wrap=True)
        self._layout.addWidget(self._words, 1)
        self._action: QPushButton | None = None
        self._close = icon_button(context, "x", Text("Meldung schließen", "Close message"), self.hide)
        self._layout.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def words(self) -> str:
        """What is being said."""
        return self._words.text()

    def say(
        self, kind: Kind, words: str, action: Text | None = None, run: Callable[[], None] | None = None
    ) -> None:
        """Show a message, with at most one thing to do about it."""
        self.setProperty("banner", kind)
        self._words.setText(words)
        if self._action is not None:
            self._action.deleteLater()
            self._action = None
        if action is not None and run is not None:
            self._action = push_button(self._context, action, run)
            self._layout.insertWidget(1, self._action)
        self.style().unpolish(self)
        self.style().polish(self)
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self.show()
