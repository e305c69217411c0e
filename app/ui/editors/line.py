"""One line of text."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.ui.editors.base import Editor, EditorSetting
from app.ui.widgets.boxes import row


class LineEditor(Editor):
    """A line edit."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self.field = QLineEdit()
        self.field.setAccessibleName(setting.name)
        self.field.setPlaceholderText(setting.placeholder)
        self.field.textEdited.connect(self.edited.emit)
        self.setFocusProxy(self.field)
        self.layout_row = row(self, gap=4)
        self.layout_row.addWidget(self.field, 1)

    def show_value(self, value: Any) -> None:
        """Show the text."""
        self.field.setPlaceholderText(self.setting.placeholder)
        if self.field.text() != (value or ""):
            self.field.setText(value or "")
            self.field.setCursorPosition(0)

    def show_different(self, words: str) -> bool:
        """An empty line that says so; what is typed holds for all."""
        self.field.clear()
        self.field.setPlaceholderText(words)
        return True
