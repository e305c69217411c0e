"""A number, or a contact field that holds one."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QLineEdit

from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.field_combo import FieldCombo
from app.ui.editors.named import field_options
from app.ui.editors.rule.values import number, shown
from app.ui.widgets.boxes import row
from app.ui.widgets.signals import takes

FIXED = Text("feste Zahl", "fixed number")
CHOOSE = Text("Zahl oder Merkmal", "Number or attribute")


class OperandEditor(Editor):
    """A combo box over number fields, and a line for a fixed number."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        say = setting.context.say
        self.source = FieldCombo(setting.context, setting.vocabulary, setting.name, ("number",))
        self.source.setPlaceholderText(say(CHOOSE))
        self.source.chosen.connect(self._chosen)
        self.number = QLineEdit()
        self.number.setAccessibleName(f"{setting.name}: {say(Text('Zahl', 'number'))}")
        self.number.setValidator(QDoubleValidator())
        self.number.textEdited.connect(takes(str, self._typed))
        layout = row(self, gap=6)
        layout.addWidget(self.source, 2)
        layout.addWidget(self.number, 1)
        self.setFocusProxy(self.source)
        self._show("")

    def show_value(self, value: Any) -> None:
        """Show the number or the field."""
        if isinstance(value, str) or number(self.number.text()) != value or self.number.isHidden():
            self._show(value)

    def _show(self, value: Any) -> None:
        options = field_options(self.setting.vocabulary(), self.context, ("number",))
        self.source.set_options([(0, self.context.say(FIXED)), *options])
        fixed = not isinstance(value, str)
        self.source.show_value(0 if fixed else (value or None))
        self.number.setVisible(fixed)
        if fixed:
            self.number.setText(shown(value))

    def _chosen(self, source: Any) -> None:
        self._show(source)
        self.edited.emit(source)
        if source == 0:
            self.number.selectAll()

    def _typed(self, words: str) -> None:
        found = number(words)
        if found is not None:
            self.edited.emit(found)
