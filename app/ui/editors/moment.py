"""A local date and time, or none."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.times import ClockField, DayField
from app.ui.widgets.boxes import column, row
from app.ui.widgets.signals import takes


class MomentEditor(Editor):
    """A check box, a day and a time; told as ISO text without a zone, empty for none."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        say = setting.context.say
        self.switch = QCheckBox(setting.name)
        self.switch.setAccessibleName(setting.name)
        self.day = DayField(setting.context, f"{setting.name}: {say(Text('Tag', 'day'))}")
        self.at = ClockField(f"{setting.name}: {say(Text('Uhrzeit', 'time'))}")
        self._fields = QWidget()
        fields = row(self._fields, gap=6)
        fields.addWidget(self.day, 3)
        fields.addWidget(self.at, 2)
        layout = column(self, gap=6)
        layout.addWidget(self.switch)
        layout.addWidget(self._fields)
        self.setFocusProxy(self.switch)
        self.switch.clicked.connect(takes(bool, lambda on: self._switch(self._value() if on else "")))
        for field in (self.day, self.at):
            field.edited.connect(lambda: self.edited.emit(self._value()))
        self.day.show_value("")
        self.show_value("")

    def show_value(self, value: Any) -> None:
        """Show the moment, or that there is none; the fields then keep what they had."""
        self.switch.setChecked(bool(value))
        self._fields.setVisible(bool(value))
        if value:
            day, _, clock = value.partition("T")
            self.day.show_value(day)
            self.at.show_value(clock)

    def _value(self) -> str:
        return f"{self.day.value}T{self.at.value}"

    def _switch(self, value: Any) -> None:
        self.show_value(value)
        self.edited.emit(value)
