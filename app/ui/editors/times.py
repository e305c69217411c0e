"""Fields for a time of day and for a day, and weekdays as buttons; used by several editors."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QTimeEdit, QToolButton, QWidget

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import row
from app.ui.widgets.spin import pad

DAYS = (
    (Text("Mo", "Mo"), Text("Montag", "Monday")),
    (Text("Di", "Tu"), Text("Dienstag", "Tuesday")),
    (Text("Mi", "We"), Text("Mittwoch", "Wednesday")),
    (Text("Do", "Th"), Text("Donnerstag", "Thursday")),
    (Text("Fr", "Fr"), Text("Freitag", "Friday")),
    (Text("Sa", "Sa"), Text("Samstag", "Saturday")),
    (Text("So", "Su"), Text("Sonntag", "Sunday")),
)
CLOCK_WIDTH = 84


class ClockField(QTimeEdit):
    """A time of day, told and shown as `HH:MM`; the wheel does not change it by accident."""

    edited = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setDisplayFormat("HH:mm")
        self.setAccessibleName(name)
        self.setMinimumWidth(CLOCK_WIDTH)
        pad(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.timeChanged.connect(lambda: self.edited.emit(self.value))

    @property
    def value(self) -> str:
        """The time as it is stored."""
        return self.time().toString("HH:mm")

    def show_value(self, value: str) -> None:
        """Show a time without telling anybody."""
        self.blockSignals(True)
        self.setTime(QTime.fromString(value, "HH:mm"))
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: turning the wheel scrolls the form."""
        event.ignore()


class DayField(QDateEdit):
    """A day with a calendar to choose from, told and shown as ISO text."""

    edited = Signal(str)

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat("dd.MM.yyyy" if context.language == "de" else "yyyy-MM-dd")
        self.setAccessibleName(name)
        pad(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.dateChanged.connect(lambda: self.edited.emit(self.value))

    @property
    def value(self) -> str:
        """The day as it is stored."""
        return self.date().toString(Qt.DateFormat.ISODate)

    def show_value(self, value: str) -> None:
        """Show a day without telling anybody; today if the text is none."""
        found = QDate.fromString(value, Qt.DateFormat.ISODate)
        self.blockSignals(True)
        self.setDate(found if found.isValid() else QDate.currentDate())
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: turning the wheel scrolls the form."""
        event.ignore()


class WeekdayButtons(QWidget):
    """Seven buttons, each down or up."""

    def __init__(self, context: Context, changed: Callable[[], None]) -> None:
        super().__init__()
        layout = row(self, gap=3)
        self.buttons: list[QToolButton] = []
        for short, full in DAYS:
            button = QToolButton()
            button.setText(context.say(short))
            button.setAccessibleName(context.say(full))
            button.setToolTip(context.say(full))
            button.setProperty("kind", "day")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda: changed())
            layout.addWidget(button, 1)
            self.buttons.append(button)

    @property
    def chosen(self) -> list[int]:
        """The days that are down, 0 for Monday."""
        return [index for index, button in enumerate(self.buttons) if button.isChecked()]

    def show_value(self, days: Collection[int]) -> None:
        """Show which days are down."""
        for index, button in enumerate(self.buttons):
            button.setChecked(index in days)
