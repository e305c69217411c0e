"""One service for short messages: what it wants to know, its secrets, and a test."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from app.channels.http_presets import Preset, PresetValue
from app.channels.service_settings import ServiceSettings
from app.core.text import Text
from app.ui.context import Context
from app.ui.settings.account import STORED
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label

SAVE, CANCEL = Text("Speichern", "Save"), Text("Abbrechen", "Cancel")
NAME = Text("Name", "Name")
WHERE = Text(
    "Liegt im Schlüsselbund Ihres Computers, nie in einer Datei von Stellwerk.",
    "Lives in the keyring of your computer, never in a file of Stellwerk.",
)
OPTIONAL = Text(" (nicht nötig)", " (not needed)")


class ServiceForm(QFrame):
    """Tells `saved(ServiceSettings, secrets by key)` and `closed()`."""

    saved = Signal(object, object)
    closed = Signal()

    def __init__(self, context: Context, preset: Preset, service: ServiceSettings, *, new: bool) -> None:
        super().__init__()
        self.setProperty("surface", "group")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._context, self._preset, self._service, self._new = context, preset, service, new
        say = context.say
        layout = column(self, gap=12, margins=(14, 12, 14, 14))
        layout.addWidget(label(say(preset.name.text), "strong"))
        layout.addWidget(label(say(preset.about.text), "muted", wrap=True))
        self._layout = layout
        self.name = self._line(NAME, service.name)
        self._values: dict[str, QLineEdit] = {value.key: self._value(value) for value in preset.values}
        self._error = label("", "error", wrap=True)
        self._error.hide()
        layout.addWidget(self._error)
        buttons = row(gap=8)
        buttons.addWidget(push_button(context, SAVE, self._save, kind="primary"))
        buttons.addWidget(push_button(context, CANCEL, self.closed.emit))
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def _value(self, value: PresetValue) -> QLineEdit:
        words = value.label.text if value.required else value.label.text + OPTIONAL
        stored = "" if value.secret else self._service.values.get(value.key, value.default)
        field = self._line(words, stored, secret=value.secret)
        hint = self._context.say(value.hint.text) if value.hint else ""
        field.setPlaceholderText(hint if self._new or not value.secret else self._context.say(STORED))
        return field

    def _line(self, words: Text, value: str, *, secret: bool = False) -> QLineEdit:
        say = self._context.say
        block = column(gap=5)
        field = QLineEdit(value)
        field.setAccessibleName(say(words))
        field.setMaxLength(2_000)
        title = label(say(words), "label")
        title.setBuddy(field)
        block.addWidget(title)
        block.addWidget(field)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
            block.addWidget(label(say(WHERE), "muted", wrap=True))
        self._layout.addLayout(block)
        return field

    def _save(self) -> None:
        missing = self._missing()
        if missing is not None:
            words = Text("Es fehlt: {what}.", "Missing: {what}.").fill(what=missing)
            self._error.setText(self._context.say(words))
            self._error.show()
            return
        values = {key: field.text().strip() for key, field in self._values.items()}
        hidden = {value.key for value in self._preset.values if value.secret}
        plain = {key: text for key, text in values.items() if key not in hidden and text}
        secrets = {key: values[key] for key in hidden if values[key]}
        changed = {"name": self.name.text().strip()[:80], "values": plain}
        self.saved.emit(self._service.model_copy(update=changed), secrets)

    def _missing(self) -> Text | None:
        if not self.name.text().strip():
            return NAME
        for value in self._preset.values:
            known = value.secret and not self._new
            if value.required and not known and not self._values[value.key].text().strip():
                return value.label.text
        return None
