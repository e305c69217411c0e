"""Text with placeholders: the two text editors with a menu of contact fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from app.core.text import Text
from app.ui.editors.base import EditorSetting
from app.ui.editors.line import LineEditor
from app.ui.editors.text import TextEditor
from app.ui.widgets.buttons import icon_button, push_button

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
    button = push_button(setting.context, INSERT, lambda: None, kind="link", icon="user-plus")
    button.setMenu(_menu(button, setting, insert))
    return button


def _menu_button(setting: EditorSetting, insert: Callable[[str], None]) -> QToolButton:
    button = icon_button(setting.context, "user-plus", INSERT)
    button.setMenu(_menu(button, setting, insert))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button


def _menu(button: QWidget, setting: EditorSetting, insert: Callable[[str], None]) -> QMenu:
    menu = QMenu(button)
    menu.aboutToShow.connect(lambda: _fill(menu, setting, insert))
    return menu


def _fill(menu: QMenu, setting: EditorSetting, insert: Callable[[str], None]) -> None:
    menu.clear()
    book = setting.vocabulary().fields
    for key in book.keys():
        action = menu.addAction(setting.context.say(book.label(key)))
        action.triggered.connect(lambda _=False, name=key: insert(f"{{{{ contact.{name} }}}}"))
