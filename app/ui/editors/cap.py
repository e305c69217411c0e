"""A frequency cap: so many messages in some time, and what becomes of more."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.form import Form
from app.core.journey import Cap
from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.combo import ValueCombo
from app.ui.editors.duration import DurationEditor
from app.ui.widgets.boxes import column, row
from app.ui.widgets.signals import takes
from app.ui.widgets.spin import WholeNumber
from app.ui.widgets.words import label

USUAL: dict[str, Any] = Cap().model_dump(mode="json")
MOST = 1_000
PERIOD = Text("Zeitraum", "Period")
ACTIONS = {
    "skip": Text("weitere auslassen", "leave out more"),
    "delay": Text("weitere aufschieben", "put off more"),
}


class CapEditor(Editor):
    """A check box, and the parts of the cap below it."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self._value: dict[str, Any] = dict(USUAL)
        say = setting.context.say
        self.switch = QCheckBox(setting.placeholder or setting.name)
        self.switch.setAccessibleName(setting.name)
        self.count = WholeNumber(1, MOST, say(Text("Anzahl der Nachrichten", "Number of messages")))
        self.per = DurationEditor(
            EditorSetting(setting.context, Form(PERIOD, "duration"), False, setting.vocabulary)
        )
        actions = [(key, say(words)) for key, words in ACTIONS.items()]
        self.action = ValueCombo(actions, say(Text("Was mit weiteren geschieht", "What becomes of more")))
        self._parts = QWidget()
        parts = column(self._parts, gap=6)
        for before, widget, after in (
            (Text("höchstens", "at most"), self.count, Text("Nachrichten", "messages")),
            (Text("in", "in"), self.per, None),
        ):
            line = row(gap=6)
            line.addWidget(label(say(before), "soft"))
            line.addWidget(widget, 1)
            if after is not None:
                line.addWidget(label(say(after), "soft"), 1)
            parts.addLayout(line)
        parts.addWidget(self.action)
        layout = column(self, gap=6)
        layout.addWidget(self.switch)
        layout.addWidget(self._parts)
        self.setFocusProxy(self.switch)
        self.switch.clicked.connect(takes(bool, lambda on: self._switch(dict(USUAL) if on else None)))
        self.count.valueChanged.connect(takes(int, lambda count: self._change(count=count)))
        self.per.edited.connect(takes(object, lambda per: self._change(per=per)))
        self.action.chosen.connect(takes(str, lambda action: self._change(action=action)))
        self.show_value(None)

    def show_value(self, value: Any) -> None:
        """Show the cap, or that there is none."""
        self._value = {**USUAL, **(value or {})}
        self.switch.setChecked(value is not None)
        self._parts.setVisible(value is not None)
        self.count.show_value(self._value["count"])
        self.per.show_value(self._value["per"])
        self.action.show_value(self._value["action"])

    def _switch(self, value: Any) -> None:
        self.show_value(value)
        self.edited.emit(value)

    def _change(self, **parts: Any) -> None:
        self._value = {**self._value, **parts}
        self.edited.emit(dict(self._value))
