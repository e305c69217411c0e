"""How often: every day, on weekdays, or on a day of the month, at a time of day."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.dates import Recurrence
from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.combo import Option, ValueCombo
from app.ui.editors.times import ClockField, WeekdayButtons
from app.ui.editors.upcoming import current_instant, next_runs, place_of
from app.ui.widgets.boxes import column, row
from app.ui.widgets.signals import takes
from app.ui.widgets.spin import WholeNumber
from app.ui.widgets.words import label

USUAL: dict[str, Any] = Recurrence().model_dump(mode="json")
EVERY = {
    "day": Text("jeden Tag", "every day"),
    "week": Text("jede Woche", "every week"),
    "month": Text("jeden Monat", "every month"),
}
LAST = Text(
    "Hat ein Monat diesen Tag nicht, zählt sein letzter.",
    "If a month lacks this day, its last one counts.",
)


class RecurrenceEditor(Editor):
    """A combo box, and what it needs beside it."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self._value: dict[str, Any] = dict(USUAL)
        say = setting.context.say
        every: list[Option] = [(key, say(words)) for key, words in EVERY.items()]
        self.every = ValueCombo(every, setting.name)
        self.days = WeekdayButtons(setting.context, lambda: self._change(weekdays=self.days.chosen))
        self.day = WholeNumber(1, 31, say(Text("Tag des Monats", "Day of the month")))
        self._month = QWidget()
        month = column(self._month, gap=4)
        line = row(gap=6)
        line.addWidget(label(say(Text("am", "on day")), "soft"))
        line.addWidget(self.day, 1)
        line.addWidget(label(say(Text("des Monats", "of the month")), "soft"), 2)
        month.addLayout(line)
        month.addWidget(label(say(LAST), "muted", wrap=True))
        self.at = ClockField(say(Text("Uhrzeit", "Time of day")))
        at = row(gap=6)
        at.addWidget(label(say(Text("um", "at")), "soft"))
        at.addWidget(self.at, 1)
        at.addWidget(label(say(Text("Uhr", "")), "soft"), 2)
        layout = column(self, gap=6)
        for widget in (self.every, self.days, self._month):
            layout.addWidget(widget)
        layout.addLayout(at)
        self._next = label("", "muted", wrap=True)
        layout.addWidget(self._next)
        self.setFocusProxy(self.every)
        self.every.chosen.connect(takes(str, lambda every: self._change(every=every)))
        self.day.valueChanged.connect(takes(int, lambda day: self._change(day=day)))
        self.at.edited.connect(takes(str, lambda at: self._change(at=at)))
        self._show()

    def show_value(self, value: Any) -> None:
        """Show how often."""
        self._value = {**USUAL, **(value or {})}
        self._show()

    def _show(self) -> None:
        value = self._value
        self.every.show_value(value["every"])
        self.days.show_value(value["weekdays"])
        self.day.show_value(value["day"])
        self.at.show_value(value["at"])
        self.days.setVisible(value["every"] == "week")
        self._month.setVisible(value["every"] == "month")
        shown = Recurrence.model_validate_json(json.dumps(value))
        self._next.setText(self.context.say(next_runs(shown, place_of(self.setting), current_instant())))

    def _change(self, **parts: Any) -> None:
        self._value = {**self._value, **parts}
        self._show()
        self.edited.emit(dict(self._value))
