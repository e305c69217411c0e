"""Yes or no."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from app.ui.editors.base import Editor, EditorSetting
from app.ui.widgets.boxes import row
from app.ui.widgets.signals import takes


class SwitchEditor(Editor):
    """A check box that carries its own label."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self.field = QCheckBox(setting.name)
        self.field.setAccessibleName(setting.name)
        self.field.clicked.connect(takes(bool, lambda on: self.edited.emit(on)))
        self.setFocusProxy(self.field)
        row(self).addWidget(self.field, 1)

    def show_value(self, value: Any) -> None:
        """Show the state."""
        self.field.setTristate(False)
        self.field.setChecked(bool(value))

    def show_different(self, words: str) -> bool:
        """Neither on nor off; the next click switches it on for all."""
        self.field.setTristate(True)
        self.field.setCheckState(Qt.CheckState.PartiallyChecked)
        return True
