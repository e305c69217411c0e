"""Several contact fields as chips, with a menu to add one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.named import field_options
from app.ui.widgets.boxes import clear, column
from app.ui.widgets.buttons import push_button
from app.ui.widgets.flow import FlowLayout

ADD = Text("Merkmal hinzufügen", "Add attribute")


class FieldsEditor(Editor):
    """A tuple of keys; choosing one adds it, clicking its chip takes it away."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self._keys: list[str] = []
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._chips.hide()
        self.button = push_button(setting.context, ADD, lambda: None, kind="link", icon="plus")
        self._menu = QMenu(self.button)
        self._menu.aboutToShow.connect(self._offer)
        self.button.setMenu(self._menu)
        self.setFocusProxy(self.button)
        layout = column(self, gap=6)
        layout.addWidget(self._chips)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_value(self, value: Any) -> None:
        """Show the fields."""
        if list(value or ()) != self._keys:
            self._show(list(value or ()))

    def _show(self, keys: list[str]) -> None:
        self._keys = keys
        words = self.setting.vocabulary()
        clear(self._flow)
        for key in keys:
            title = self.context.say(words.fields.label(key))
            name = Text("„{field}“ nicht mitschicken", "Do not send “{field}”").fill(field=title)
            chip = push_button(self.context, name, lambda gone=key: self._remove(gone), kind="chip")
            chip.setText(f"{title}  ×")
            chip.setToolTip(self.context.say(name))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(keys))

    def _offer(self) -> None:
        self._menu.clear()
        for key, name in field_options(self.setting.vocabulary(), self.context):
            if key not in self._keys:
                self._menu.addAction(name).triggered.connect(lambda _=False, new=key: self._add(new))

    def _add(self, key: str) -> None:
        self._emit([*self._keys, key])

    def _remove(self, key: str) -> None:
        self._emit([each for each in self._keys if each != key])

    def _emit(self, keys: list[str]) -> None:
        self._show(keys)
        self.edited.emit(list(keys))
