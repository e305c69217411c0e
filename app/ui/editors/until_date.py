"""A day and a time: a fixed day, or one that a contact field names, perhaps some days before or after."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtWidgets import QCheckBox

from app.core.dates import UntilDate
from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.combo import Option, ValueCombo
from app.ui.editors.field_combo import FieldCombo
from app.ui.editors.named import field_options
from app.ui.editors.times import ClockField, DayField
from app.ui.editors.upcoming import current_instant, next_days, place_of
from app.ui.widgets.boxes import column, row
from app.ui.widgets.signals import takes
from app.ui.widgets.spin import WholeNumber
from app.ui.widgets.words import label

FIXED = ""
USUAL: dict[str, Any] = UntilDate().model_dump(mode="json")
MOST_DAYS = 3_650
OFFSETS = {
    0: Text("am Tag selbst", "on the day itself"),
    -1: Text("Tage davor", "days before"),
    1: Text("Tage danach", "days after"),
}


class UntilDateEditor(Editor):
    """Day, offset, time, and whether it comes every year."""

    fixed_day = True

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self._value: dict[str, Any] = dict(USUAL)
        say = setting.context.say
        self.source = FieldCombo(setting.context, setting.vocabulary, setting.name, ("date",))
        self.source.setPlaceholderText(say(Text("Tag wählen", "Choose day")))
        self.day = DayField(setting.context, say(Text("Fester Tag", "Fixed day")))
        self.offset = WholeNumber(1, MOST_DAYS, say(Text("Anzahl der Tage", "Number of days")))
        sides: list[Option] = [(side, say(words)) for side, words in OFFSETS.items()]
        self.side = ValueCombo(sides, say(Text("Davor oder danach", "Before or after")))
        self.at = ClockField(say(Text("Uhrzeit", "Time of day")))
        yearly = say(Text("jedes Jahr an diesem Tag", "every year on this day"))
        self.yearly = QCheckBox(yearly)
        self.yearly.setAccessibleName(yearly)
        self.next = label("", "muted", wrap=True)
        self._lay_out()
        self._listen()
        self._show()

    def show_value(self, value: Any) -> None:
        """Show the day."""
        self._value = {**USUAL, **(value or {})}
        self._show()

    def _lay_out(self) -> None:
        layout = column(self, gap=6)
        layout.addWidget(self.source)
        layout.addWidget(self.day)
        offset = row(gap=6)
        offset.addWidget(self.offset, 1)
        offset.addWidget(self.side, 2)
        layout.addLayout(offset)
        at = row(gap=6)
        at.addWidget(label(self.context.say(Text("um", "at")), "soft"))
        at.addWidget(self.at, 1)
        at.addWidget(label(self.context.say(Text("Uhr", "")), "soft"), 2)
        layout.addLayout(at)
        layout.addWidget(self.yearly)
        layout.addWidget(self.next)
        self.setFocusProxy(self.source)

    def _listen(self) -> None:
        self.source.chosen.connect(self._source_chosen)
        self.day.edited.connect(takes(str, lambda day: self._change(date=day)))
        self.side.chosen.connect(takes(int, lambda side: self._change(days=side * self._distance())))
        self.offset.valueChanged.connect(takes(int, lambda days: self._change(days=days * self.side.value)))
        self.at.edited.connect(takes(str, lambda at: self._change(at=at)))
        self.yearly.clicked.connect(takes(bool, lambda on: self._change(yearly=on)))

    def _distance(self) -> int:
        return abs(self._value["days"]) or 1

    def _show(self) -> None:
        value = self._value
        options = field_options(self.setting.vocabulary(), self.context, ("date", "instant"))
        fixed: list[Option] = [(FIXED, self.context.say(Text("fester Tag", "a fixed day")))]
        self.source.set_options([*(fixed if self.fixed_day else []), *options])
        self.source.show_value(FIXED if value["date"] else value["field"] or None)
        self.day.show_value(value["date"])
        side = (value["days"] > 0) - (value["days"] < 0)
        self.side.show_value(side)
        self.offset.show_value(self._distance())
        self.at.show_value(value["at"])
        self.yearly.setChecked(value["yearly"])
        self.day.setVisible(bool(value["date"]))
        self.offset.setVisible(side != 0)
        self.yearly.setVisible(not value["date"])
        until = UntilDate.model_validate_json(json.dumps(value))
        samples = self.setting.vocabulary().samples().get(until.field, ())
        words = self.context.say(next_days(until, samples, place_of(self.setting), current_instant()))
        self.next.setText(words)
        self.next.setVisible(bool(words))

    def _source_chosen(self, source: Any) -> None:
        if source == FIXED:
            self._change(date=self.day.value, field="", yearly=False)
        else:
            self._change(date="", field=source)

    def _change(self, **parts: Any) -> None:
        self._value = {**self._value, **parts}
        self._show()
        self.edited.emit(dict(self._value))


class FieldDayEditor(UntilDateEditor):
    """The same for triggers, which need a field."""

    fixed_day = False
