"""Text with placeholders: the two text editors with a menu of contact fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.core.text import Text
from app.ui.editors.base import EditorSetting
from app.ui.editors.field_popup import FieldPopup
from app.ui.editors.field_tree import EVENT, event_group, field_groups
from app.ui.editors.line import LineEditor
from app.ui.editors.text import TextEditor
from app.ui.widgets.buttons import icon_button, push_button
from app.ui.widgets.signals import takes

INSERT = Text("Platzhalter einfügen", "Insert placeholder")
BODY_LINES = 11


class TemplateLineEditor(LineEditor):
    """One line with placeholders such as the first name."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self.layout_row.addWidget(_menu_button(setting, self._insert))

    def _insert(self, words: str) -> None:
        self.field.insert(words)
        self.edited.emit(self.field.text())
        self.field.setFocus()


class TemplateTextEditor(TextEditor):
    """Several lines with placeholders, the body of a mail."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting, BODY_LINES)
        self.layout_column.addWidget(_menu_link(setting, self._insert), 0, Qt.AlignmentFlag.AlignLeft)

    def _insert(self, words: str) -> None:
        self.field.insertPlainText(words)
        self.field.setFocus()


def _menu_link(setting: EditorSetting, insert: Callable[[str], None]) -> QPushButton:
    button = push_button(setting.context, INSERT, lambda: _offer(button, setting, insert), kind="link")
    button.setIcon(setting.context.icon("user-plus", setting.context.tokens.accent))
    return button


def _menu_button(setting: EditorSetting, insert: Callable[[str], None]) -> QToolButton:
    button = icon_button(setting.context, "user-plus", INSERT, lambda: _offer(button, setting, insert))
    return button


def _offer(button: QWidget, setting: EditorSetting, insert: Callable[[str], None]) -> None:
    """Fields of contacts, and properties of the event that began it."""
    words = setting.vocabulary()
    groups = field_groups(words, setting.context, words.fields.keys())
    groups += event_group(words, setting.context)
    popup = FieldPopup(setting.context, groups, words.maker, (), button.window())
    popup.picked.connect(takes(str, lambda key: insert(placeholder(key))))
    popup.open_below(button)


def placeholder(key: str) -> str:
    """What stands for a field in a text."""
    return f"{{{{ {key if key.startswith(EVENT) else f'contact.{key}'} }}}}"
