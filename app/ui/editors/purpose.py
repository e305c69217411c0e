"""A purpose of consent: a line that completes the ones known."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from app.ui.editors.base import EditorSetting
from app.ui.editors.line import LineEditor
from app.ui.widgets.signals import takes


class PurposeEditor(LineEditor):
    """One line of text with proposals."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        completer = QCompleter(list(setting.vocabulary().purposes), self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(takes(str, self.edited.emit))
        self.field.setCompleter(completer)
