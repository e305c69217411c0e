"""One of a few named values."""

from __future__ import annotations

from typing import Any

from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.combo import ValueCombo
from app.ui.widgets.boxes import row


class ChoiceEditor(Editor):
    """A combo box over the choices of the form."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        options = [(value, setting.context.say(words)) for value, words in setting.form.choices.items()]
        self.field = ValueCombo(options, setting.name)
        self.field.chosen.connect(self.edited.emit)
        self.setFocusProxy(self.field)
        row(self).addWidget(self.field, 1)

    def show_value(self, value: Any) -> None:
        """Show the choice."""
        self.field.show_value(value)

    def show_different(self, words: str) -> bool:
        """None of the choices."""
        self.field.show_value(None)
        self.field.setPlaceholderText(words)
        return True
