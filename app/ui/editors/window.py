"""Weekdays and a span of the day."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QTimeEdit, QToolButton, QWidget

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import column, row
from app.ui.widgets.spin import pad
from app.ui.widgets.words import label

DAYS = (
    (Text("Mo", "Mo"), Text("Montag", "Monday")),
    (Text("Di", "Tu"), Text("Dienstag", "Tuesday")),
    (Text("Mi", "We"), Text("Mittwoch", "Wednesday")),
    (Text("Do", "Th"), Text("Donnerstag", "Thursday")),
    (Text("Fr", "Fr"), Text("Freitag", "Friday")),
    (Text("Sa", "Sa"), Text("Samstag", "Saturday")),
    (Text("So", "Su"), Text("Sonntag", "Sunday")),
)
WORKDAYS = {"weekdays": [0, 1, 2, 3, 4], "start": "09:00", "end": "17:00"}


class WindowField(QWidget):
    """Seven day buttons, from and to; `edited(window)` in JSON form."""

    edited = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        layout = column(self, gap=6)
        days = row(gap=3)
        self.days: list[QToolButton] = []
        for short, full in DAYS:
            button = QToolButton()
            button.setText(context.say(short))
            button.setAccessibleName(context.say(full))
            button.setToolTip(context.say(full))
            button.setProperty("kind", "day")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda: self._edited())
            days.addWidget(button, 1)
            self.days.append(button)
        layout.addLayout(days)
        times = row(gap=6)
        self.start = _time(context.say(Text("Beginn", "From")))
        self.end = _time(context.say(Text("Ende", "To")))
        times.addWidget(label(context.say(Text("von", "from")), "soft"))
        times.addWidget(self.start, 1)
        times.addWidget(label(context.say(Text("bis", "to")), "soft"))
        times.addWidget(self.end, 1)
        layout.addLayout(times)
        self.start.timeChanged.connect(lambda: self._edited())
        self.end.timeChanged.connect(lambda: self._edited())

    def show_value(self, value: Any) -> None:
        """Show a window."""
        for index, button in enumerate(self.days):
            button.setChecked(index in value["weekdays"])
        for field, words in ((self.start, value["start"]), (self.end, value["end"])):
            field.blockSignals(True)
            field.setTime(QTime.fromString(words, "HH:mm"))
            field.blockSignals(False)

    def _edited(self) -> None:
        chosen = [index for index, button in enumerate(self.days) if button.isChecked()]
        self.edited.emit(
            {
                "weekdays": chosen,
                "start": self.start.time().toString("HH:mm"),
                "end": self.end.time().toString("HH:mm"),
            }
        )


def _time(name: str) -> QTimeEdit:
    field = QTimeEdit()
    field.setDisplayFormat("HH:mm")
    field.setAccessibleName(name)
    pad(field)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return field
