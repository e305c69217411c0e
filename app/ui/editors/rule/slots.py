"""A widget for each kind of changeable place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QCompleter, QDateEdit, QLineEdit, QSpinBox, QWidget

from app.core.rules.tree import Rule
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.combo import ValueCombo
from app.ui.editors.event_type import EventTypeCombo
from app.ui.editors.field_combo import FieldCombo
from app.ui.editors.rule.sentence import Slot
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.buttons import icon_button, push_button
from app.ui.widgets.signals import ignoring, takes
from app.ui.widgets.spin import WholeNumber

Impact = Literal["value", "form"]
Changed = Callable[[Rule, Impact], None]
"""Given the new condition, and whether only a value changed or the sentence must be built anew."""
CHOOSE = Text("wählen", "choose")
WORDS_WIDTH = 116
NUMBER_WIDTH = 58
EVENT_WIDTH = 160
WIDEST = 200
AROUND = 22
WIDEST_EVENT = 236
AROUND_EVENT = 54
"""Around the name of an event: padding, and the arrow of the list."""


def slot_widget(
    slot: Slot, context: Context, vocabulary: Callable[[], Vocabulary], changed: Changed
) -> QWidget:
    """The widget of a place; it reports changes by a person only."""

    def report(value: Any) -> None:
        changed(slot.change(value), "form" if slot.structural else "value")

    builders: dict[str, Callable[[], QWidget]] = {
        "choice": lambda: _choice(slot, context, report),
        "field": lambda: _field(slot, context, vocabulary, report),
        "words": lambda: _words(slot, context, report),
        "amount": lambda: _amount(slot, context, report),
        "number": lambda: _number(slot, context, report),
        "date": lambda: _date(slot, context, report),
        "event": lambda: _event(slot, context, vocabulary(), report),
        "button": lambda: _button(slot, context, report),
    }
    widget = builders[slot.kind]()
    if isinstance(widget, QLineEdit | QSpinBox | QDateEdit | EventTypeCombo):
        widget.setProperty("kind", "chip")
    return widget


def _choice(slot: Slot, context: Context, report: Callable[[Any], None]) -> QWidget:
    combo = ValueCombo(slot.options, context.say(slot.name), compact=True)
    combo.setPlaceholderText(context.say(CHOOSE))
    combo.show_value(slot.value)
    combo.chosen.connect(report)
    return combo


def _field(
    slot: Slot, context: Context, vocabulary: Callable[[], Vocabulary], report: Callable[[Any], None]
) -> QWidget:
    name = context.say(slot.name)
    combo = FieldCombo(context, vocabulary, name, slot.kinds, options=slot.options, compact=True)
    combo.setPlaceholderText(context.say(CHOOSE))
    combo.show_value(slot.value)
    combo.chosen.connect(report)
    return combo


def _words(slot: Slot, context: Context, report: Callable[[Any], None]) -> QWidget:
    if slot.value is None and not slot.options:
        return QWidget()  # the comparison needs no value
    field = QLineEdit(slot.value or "")
    _grow(field, field, WORDS_WIDTH, WIDEST, AROUND)
    field.setCursorPosition(0)
    field.setAccessibleName(context.say(slot.name))
    field.setPlaceholderText(context.say(slot.name))
    if slot.options:
        completer = QCompleter([str(value) for value, _ in slot.options])
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(report)
        field.setCompleter(completer)
    field.textEdited.connect(report)
    return field


def _grow(widget: QWidget, field: QLineEdit, least: int, most: int, around: int) -> None:
    """Keep a widget as wide as the words in its field, within limits; the sentence breaks around it."""

    def fit() -> None:
        words = field.fontMetrics().horizontalAdvance(field.text()) + around
        widget.setFixedWidth(min(max(least, words), most))

    fit()
    field.textChanged.connect(ignoring(fit))


def _amount(slot: Slot, context: Context, report: Callable[[Any], None]) -> QWidget:
    field = QLineEdit(slot.value)
    field.setFixedWidth(WORDS_WIDTH // 2 + 20)
    field.setAccessibleName(context.say(slot.name))
    field.setValidator(QDoubleValidator())
    field.textEdited.connect(report)
    return field


def _number(slot: Slot, context: Context, report: Callable[[Any], None]) -> QWidget:
    field = WholeNumber(0, 36_500, context.say(slot.name))
    field.setValue(slot.value)
    field.setFixedWidth(NUMBER_WIDTH)
    field.valueChanged.connect(report)
    return field


def _date(slot: Slot, context: Context, report: Callable[[Any], None]) -> QWidget:
    field = QDateEdit()
    field.setCalendarPopup(True)
    field.setDisplayFormat("dd.MM.yyyy" if context.language == "de" else "yyyy-MM-dd")
    field.setDate(QDate.fromString(slot.value, Qt.DateFormat.ISODate) if slot.value else QDate.currentDate())
    field.setAccessibleName(context.say(slot.name))
    field.dateChanged.connect(takes(QDate, lambda day: report(day.toString(Qt.DateFormat.ISODate))))
    return field


def _event(slot: Slot, context: Context, words: Vocabulary, report: Callable[[Any], None]) -> QWidget:
    placeholder = context.say(Text("Ereignis wählen", "Choose event"))
    combo = EventTypeCombo(context, words.event_types, context.say(slot.name), placeholder)
    combo.show_value(slot.value)
    field = combo.lineEdit()
    assert field is not None  # it takes in new types
    _grow(combo, field, EVENT_WIDTH, WIDEST_EVENT, AROUND_EVENT)
    combo.chosen.connect(report)
    return combo


def _button(slot: Slot, context: Context, report: Callable[[Any], None]) -> QWidget:
    if slot.value == "x":
        return icon_button(context, "x", slot.name, lambda: report(None))
    return push_button(context, slot.name, lambda: report(None), kind="link", icon="plus")
