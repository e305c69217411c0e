"""A value that suits the contact field chosen beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QDateEdit, QLineEdit, QWidget

from app.core.fields import FieldType
from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.combo import ValueCombo
from app.ui.editors.rule.values import number, shown
from app.ui.widgets.boxes import clear, row
from app.ui.widgets.signals import takes


class ValueEditor(Editor):
    """A line, number, date or yes/no, according to `suit`."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self._type: FieldType = "text"
        self._value: Any = None
        self._layout = row(self)
        self._field: QWidget = QLineEdit()
        self._build()

    def suit(self, field_type: FieldType) -> None:
        """Offer the kind of value that a field of this type takes."""
        if field_type != self._type:
            self._type = field_type
            self._build()

    def show_value(self, value: Any) -> None:
        """Show the value."""
        self._value = value
        if isinstance(self._field, QLineEdit):
            if self._field.text() != shown(value) and number(self._field.text()) != value:
                self._field.setText(shown(value))
        else:
            self._build()

    def _build(self) -> None:
        clear(self._layout)
        builders = {"boolean": self._yes_no, "date": self._date, "number": self._number}
        self._field = builders.get(self._type, self._line)()
        self._field.setAccessibleName(self.setting.name)
        self._layout.addWidget(self._field, 1)
        self.setFocusProxy(self._field)

    def _line(self) -> QWidget:
        field = QLineEdit(shown(self._value))
        field.setPlaceholderText(self.setting.placeholder)
        field.textEdited.connect(self._take)
        return field

    def _number(self) -> QWidget:
        field = QLineEdit(shown(self._value))
        field.setValidator(QDoubleValidator())
        field.textEdited.connect(takes(str, lambda words: self._take(number(words))))
        return field

    def _date(self) -> QWidget:
        field = QDateEdit()
        field.setCalendarPopup(True)
        field.setDisplayFormat("dd.MM.yyyy" if self.context.language == "de" else "yyyy-MM-dd")
        field.setDate(QDate.fromString(shown(self._value), Qt.DateFormat.ISODate) or QDate.currentDate())
        field.dateChanged.connect(takes(QDate, lambda day: self._take(day.toString(Qt.DateFormat.ISODate))))
        return field

    def _yes_no(self) -> QWidget:
        words = ((True, Text("ja", "yes")), (False, Text("nein", "no")))
        combo = ValueCombo([(value, self.context.say(text)) for value, text in words], self.setting.name)
        combo.show_value(self._value)
        combo.chosen.connect(self._take)
        return combo

    def _take(self, value: Any) -> None:
        self._value = value
        self.edited.emit(value)
