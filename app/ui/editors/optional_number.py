"""A whole number, or none at all."""

from __future__ import annotations

from typing import Any

from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.widgets.boxes import row
from app.ui.widgets.signals import takes
from app.ui.widgets.spin import WholeNumber

NONE = Text("keine Angabe", "not set")


class OptionalNumberEditor(Editor):
    """A spin box whose lowest place says in words that there is no number."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        form = setting.form
        self._none = int(form.minimum or 0) - 1
        self.field = WholeNumber(self._none, int(form.maximum or 1_000_000), setting.name)
        self.field.setSpecialValueText(setting.placeholder or setting.context.say(NONE))
        self.field.valueChanged.connect(takes(int, self._changed))
        self.setFocusProxy(self.field)
        row(self).addWidget(self.field, 1)

    def show_value(self, value: Any) -> None:
        """Show the number."""
        self.field.show_value(self._none if value is None else value)

    def _changed(self, value: int) -> None:
        self.edited.emit(None if value == self._none else value)
