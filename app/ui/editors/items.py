"""What the editors of cases and arms share: a list of items with a name, moved and removed by buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.core.edits import new_id
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.base import Editor, EditorSetting
from app.ui.widgets.boxes import clear, column
from app.ui.widgets.buttons import push_button

Item = dict[str, Any]
UP = Text("Nach oben", "Move up")
REMOVE = Text("Ausgang entfernen", "Remove way out")


class ItemsEditor(Editor):
    """Edits a tuple of items with ids; subclasses show one item and make a fresh one."""

    add_words = Text("Ausgang hinzufügen", "Add way out")

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self.items: list[Item] = []
        self.body = column(gap=8)
        layout = column(self, gap=8)
        layout.addLayout(self.body)
        layout.addWidget(push_button(self.context, self.add_words, self._add, icon="plus"))

    def show_value(self, value: Any) -> None:
        """Show the items."""
        items = [dict(item) for item in value or ()]
        if items != self.items:
            same_ids = [item.get("id") for item in items] == [item.get("id") for item in self.items]
            self.items = items
            if not (same_ids and self.refresh()):
                self._build()

    def refresh(self) -> bool:
        """Bring new values into what is shown; False if it must be built anew."""
        return False

    def add_item(self, index: int) -> None:
        """Show one item."""
        raise NotImplementedError

    def fresh(self, number: int) -> Item:
        """An item to begin with."""
        raise NotImplementedError

    def change(self, index: int, **parts: Any) -> None:
        """Take in an edit of an item."""
        self.items[index] = {**self.items[index], **parts}
        self._emit()

    def remove(self, index: int) -> None:
        """Take an item away."""
        del self.items[index]
        self._build()
        self._emit()

    def move_up(self, index: int) -> None:
        """Let an item change places with the one above."""
        self.items[index - 1], self.items[index] = self.items[index], self.items[index - 1]
        self._build()
        self._emit()

    def _add(self) -> None:
        taken = {str(item["id"]) for item in self.items}
        self.items.append({**self.fresh(len(self.items) + 1), "id": new_id(taken)})
        self._build()
        self._emit()

    def _emit(self) -> None:
        self.edited.emit([dict(item) for item in self.items])

    def _build(self) -> None:
        clear(self.body)
        for index in range(len(self.items)):
            self.add_item(index)


def name_field(context: Context, words: str, number: int, edited: Callable[[str], None]) -> QLineEdit:
    """The line for the name of an item."""
    name = context.say(Text("Name des Ausgangs {n}", "Name of way out {n}").fill(n=number))
    field = QLineEdit(words)
    field.setAccessibleName(name)
    field.setPlaceholderText(context.say(Text("Name des Ausgangs", "Name of way out")))
    field.setMaxLength(60)
    field.setCursorPosition(0)
    field.setAlignment(Qt.AlignmentFlag.AlignLeft)
    field.textEdited.connect(edited)
    return field
