"""Several lines of text."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit

from app.ui.editors.base import Editor, EditorSetting
from app.ui.widgets.boxes import column

LINES = 4


class TextEditor(Editor):
    """A text field that shows some lines at once."""

    def __init__(self, setting: EditorSetting, lines: int = LINES) -> None:
        super().__init__(setting)
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(setting.name)
        self.field.setPlaceholderText(setting.placeholder)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(self.field.fontMetrics().lineSpacing() * lines + 20)
        self.field.textChanged.connect(self._typed)
        self.setFocusProxy(self.field)
        self.layout_column = column(self, gap=4)
        self.layout_column.addWidget(self.field)
        self._showing = False

    def show_value(self, value: Any) -> None:
        """Show the text."""
        self.field.setPlaceholderText(self.setting.placeholder)
        if self.field.toPlainText() != (value or ""):
            self._showing = True
            self.field.setPlainText(value or "")
            self._showing = False

    def show_different(self, words: str) -> bool:
        """An empty field that says so; what is typed holds for all."""
        self.show_value("")
        self.field.setPlaceholderText(words)
        return True

    def _typed(self) -> None:
        if not self._showing:
            self.edited.emit(self.field.toPlainText())
