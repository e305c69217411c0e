"""Weekdays, a span of the day, and the public holidays that are left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.schedule import Window
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.holidays import HolidayField
from app.ui.editors.times import ClockField, WeekdayButtons
from app.ui.editors.upcoming import Place, current_instant, next_openings, place_of
from app.ui.widgets.boxes import column, row
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label

WORKDAYS: dict[str, Any] = Window().model_dump(mode="json")
OVERNIGHT = Text(
    "Bis {end} am nächsten Morgen; die Nacht gehört zu dem Tag, an dem sie beginnt.",
    "Until {end} the next morning; the night belongs to the day on which it begins.",
)


class WindowField(QWidget):
    """Seven day buttons, from and to, holidays; `edited(window)` in JSON form."""

    edited = Signal(object)

    def __init__(self, context: Context, place: Callable[[], Place], *, tells_next: bool = True) -> None:
        super().__init__()
        self._context, self._place = context, place
        layout = column(self, gap=6)
        self._days = WeekdayButtons(context, self._edited)
        self.days = self._days.buttons
        layout.addWidget(self._days)
        times = row(gap=6)
        self.start = ClockField(context.say(Text("Beginn", "From")))
        self.end = ClockField(context.say(Text("Ende", "To")))
        times.addWidget(label(context.say(Text("von", "from")), "soft"))
        times.addWidget(self.start, 1)
        times.addWidget(label(context.say(Text("bis", "to")), "soft"))
        times.addWidget(self.end, 1)
        layout.addLayout(times)
        self._overnight = label("", "muted", wrap=True)
        layout.addWidget(self._overnight)
        self.holidays = HolidayField(context)
        layout.addWidget(self.holidays)
        self._next = label("", "muted", wrap=True)
        layout.addWidget(self._next)
        self._next.setVisible(tells_next)
        for field in (self.start, self.end, self.holidays):
            field.edited.connect(lambda: self._edited())
        self._explain()

    def show_value(self, value: Any) -> None:
        """Show a window."""
        self._days.show_value(value["weekdays"])
        self.start.show_value(value["start"])
        self.end.show_value(value["end"])
        self.holidays.show_value(value.get("holidays", ""))
        self._explain()

    def _edited(self) -> None:
        self._explain()
        self.edited.emit(self._value())

    def _value(self) -> dict[str, Any]:
        return {
            "weekdays": self._days.chosen,
            "start": self.start.value,
            "end": self.end.value,
            "holidays": self.holidays.value,
        }

    def _explain(self) -> None:
        words = OVERNIGHT.fill(end=self.end.value)
        self._overnight.setText(self._context.say(words))
        self._overnight.setVisible(self.end.value < self.start.value)
        window = Window.model_validate_json(json.dumps(self._value()))
        self._next.setText(self._context.say(next_openings(window, self._place(), current_instant())))


class WindowEditor(Editor):
    """The field alone, or behind a check box if there may be none."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        layout = column(self, gap=8)
        self.switch = QCheckBox(setting.placeholder or setting.name)
        self.switch.setAccessibleName(setting.placeholder or setting.name)
        self.window_field = WindowField(setting.context, lambda: place_of(setting))
        layout.addWidget(self.switch)
        layout.addWidget(self.window_field)
        self.switch.setVisible(setting.optional)
        self.setFocusProxy(self.switch if setting.optional else self.window_field.days[0])
        first = setting.form.begins_with or WORKDAYS
        self.switch.clicked.connect(takes(bool, lambda on: self._switch(dict(first) if on else None)))
        self.window_field.edited.connect(self.edited.emit)
        self.window_field.setVisible(not setting.optional)

    def show_value(self, value: Any) -> None:
        """Show the window, or that there is none."""
        self.switch.setChecked(value is not None)
        self.window_field.setVisible(value is not None)
        if value is not None:
            self.window_field.show_value(value)

    def _switch(self, value: Any) -> None:
        self.show_value(value)
        self.edited.emit(value)
