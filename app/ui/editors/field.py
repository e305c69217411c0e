"""A contact field that may be set."""

from __future__ import annotations

from typing import Any

from app.core.fields import READ_ONLY_FIELDS
from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.combo import Option, ValueCombo
from app.ui.widgets.boxes import row

CHOOSE = Text("Merkmal wählen", "Choose attribute")


class FieldEditor(Editor):
    """A combo box over the fields, standard ones first."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self.field = ValueCombo(self._options(), setting.name)
        self.field.setPlaceholderText(setting.placeholder or setting.context.say(CHOOSE))
        self.field.chosen.connect(self.edited.emit)
        self.setFocusProxy(self.field)
        row(self).addWidget(self.field, 1)

    def show_value(self, value: Any) -> None:
        """Show the field, with the fields known by now."""
        self.field.set_options(self._options())
        self.field.show_value(value or None)

    def _options(self) -> list[Option]:
        book = self.setting.vocabulary().fields
        keys = [key for key in book.keys() if key not in READ_ONLY_FIELDS]
        return [(key, self.context.say(book.label(key))) for key in keys]
