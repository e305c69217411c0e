"""Tags as chips, with a line to add one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.widgets.boxes import clear, column
from app.ui.widgets.buttons import push_button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.signals import takes


class TagsEditor(Editor):
    """A tuple of tags; Enter or a comma adds what was typed."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self._tags: list[str] = []
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self.field = QLineEdit()
        self.field.setAccessibleName(setting.name)
        self.field.setPlaceholderText(
            setting.placeholder
            or setting.context.say(Text("Schlagwort, dann Eingabetaste", "Tag, then Enter"))
        )
        completer = QCompleter(list(setting.vocabulary().tags))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        self.field.returnPressed.connect(self._add)
        self.field.editingFinished.connect(self._add)
        self.field.textEdited.connect(takes(str, lambda words: self._add() if words.endswith(",") else None))
        self.setFocusProxy(self.field)
        layout = column(self, gap=6)
        layout.addWidget(self._chips)
        layout.addWidget(self.field)

    def show_value(self, value: Any) -> None:
        """Show the tags."""
        if list(value or ()) == self._tags and self._flow.count() == len(self._tags):
            return
        self._tags = list(value or ())
        clear(self._flow)
        for tag in self._tags:
            name = Text("Schlagwort „{tag}“ entfernen", "Remove tag “{tag}”").fill(tag=tag)
            chip = push_button(self.context, name, lambda gone=tag: self._remove(gone), kind="chip")
            chip.setText(f"{tag}  ×")
            chip.setToolTip(self.context.say(name))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._tags))

    def _add(self) -> None:
        tag = self.field.text().strip().strip(",").strip()
        self.field.clear()
        if tag and tag not in self._tags:
            self._emit([*self._tags, tag])

    def _remove(self, tag: str) -> None:
        self._emit([each for each in self._tags if each != tag])

    def _emit(self, tags: list[str]) -> None:
        self.show_value(tags)
        self.edited.emit(list(tags))
