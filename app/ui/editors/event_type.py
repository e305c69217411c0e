"""The type of an event: one that is known, or a new one typed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox

from app.core.event_names import event_name
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.base import Editor, EditorSetting
from app.ui.widgets.boxes import row
from app.ui.widgets.signals import takes


class EventTypeCombo(QComboBox):
    """Chooses or takes in an event type; `chosen(type)` tells of edits by a person only."""

    chosen = Signal(str)

    def __init__(self, context: Context, types: Sequence[str], name: str, placeholder: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._types = {context.say(event_name(each)): each for each in types}
        self.addItems(list(self._types))
        self.setCurrentIndex(-1)
        line = self.lineEdit()
        assert line is not None  # an editable combo box has one
        self._line = line
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(name)
        line.textEdited.connect(
            takes(str, lambda words: self.chosen.emit(self._types.get(words, words.strip())))
        )
        self.textActivated.connect(takes(str, lambda words: self.chosen.emit(self._types.get(words, words))))
        self._labels = {value: key for key, value in self._types.items()}

    def show_value(self, value: str) -> None:
        """Show a type by its name."""
        words = self._labels.get(value, value)
        if self.currentText() != words:
            self.setCurrentText(words)
            self._line.setCursorPosition(0)


class EventTypeEditor(Editor):
    """The type alone."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        words = setting.placeholder or setting.context.say(Text("Ereignis wählen", "Choose event"))
        self.field = EventTypeCombo(setting.context, setting.vocabulary().event_types, setting.name, words)
        self.field.chosen.connect(self.edited.emit)
        self.setFocusProxy(self.field)
        row(self).addWidget(self.field, 1)

    def show_value(self, value: Any) -> None:
        """Show the type."""
        self.field.show_value(value or "")
