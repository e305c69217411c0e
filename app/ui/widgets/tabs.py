"""Buttons in a row of which exactly one is chosen: tabs, or filters above a list."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from app.ui.context import Context
from app.ui.widgets.flow import FlowLayout

TabKind = Literal["tab", "filter"]


class TabRow(QWidget):
    """Tells `chosen(key)` of choices by a person."""

    chosen = Signal(str)

    def __init__(self, context: Context, kind: TabKind, gap: int) -> None:
        super().__init__()
        self._context, self._kind = context, kind
        self._flow = FlowLayout(self, gap)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}

    @property
    def current(self) -> str:
        """The key of the button that is chosen."""
        return next(key for key, button in self.buttons.items() if button.isChecked())

    def add(self, key: str, words: str) -> None:
        """One more button at the end."""
        button = QToolButton()
        button.setProperty("kind", self._kind)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(button)
        self._flow.addWidget(button)
        self.buttons[key] = button
        self.name(key, words)

    def name(self, key: str, words: str, count: int = 0) -> None:
        """Change the words of a button; a count stands behind them."""
        text = f"{words}  {self._context.number(count)}" if count else words
        if self.buttons[key].text() != text:
            self.buttons[key].setText(text)
            self.buttons[key].setAccessibleName(text.replace("  ", " "))
            self.updateGeometry()

    def show_current(self, key: str) -> None:
        """Choose a button without telling anybody."""
        self.buttons[key].setChecked(True)
