"""A length of time: a number and a unit."""

from __future__ import annotations

from typing import Any

from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.combo import ValueCombo
from app.ui.widgets.boxes import row
from app.ui.widgets.spin import WholeNumber

UNITS = {
    "minutes": Text("Minuten", "minutes"),
    "hours": Text("Stunden", "hours"),
    "days": Text("Tage", "days"),
    "weeks": Text("Wochen", "weeks"),
    "months": Text("Monate", "months"),
}
NONE = Text("keine Angabe", "not set")
FIRST = {"amount": 1, "unit": "days"}


class DurationEditor(Editor):
    """A spin box and a unit; an optional duration may be `not set`."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        say = setting.context.say
        self.amount = WholeNumber(0, 100_000, f"{setting.name}: {say(Text('Anzahl', 'amount'))}")
        options: list[tuple[Any, str]] = [(unit, say(words)) for unit, words in UNITS.items()]
        if setting.optional:
            options.insert(0, (None, setting.placeholder or say(NONE)))
        self.unit = ValueCombo(options, f"{setting.name}: {say(Text('Einheit', 'unit'))}")
        layout = row(self, gap=6)
        layout.addWidget(self.amount, 1)
        layout.addWidget(self.unit, 2)
        self.setFocusProxy(self.amount)
        self.amount.valueChanged.connect(lambda: self._edited())
        self.unit.chosen.connect(lambda: self._edited())

    def show_value(self, value: Any) -> None:
        """Show the duration."""
        self.amount.show_value(value["amount"] if value else 0)
        self.unit.show_value(value["unit"] if value else None)
        self.amount.setVisible(value is not None or not self.setting.optional)

    def _edited(self) -> None:
        unit = self.unit.value
        if unit is None:
            self.show_value(None)
            self.edited.emit(None)
            return
        was_unset = self.amount.isHidden()
        value = {"amount": FIRST["amount"] if was_unset else self.amount.value(), "unit": unit}
        self.show_value(value)
        self.edited.emit(value)
