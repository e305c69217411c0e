"""Real mouse and key events on widgets."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

W = TypeVar("W", bound=QWidget)


def click(widget: QWidget) -> None:
    """A click of the left button into the middle of a widget (near the left for check boxes)."""
    at = widget.rect().center() if not widget.inherits("QCheckBox") else QPoint(10, widget.height() // 2)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def type_into(widget: QWidget, words: str) -> None:
    """Replace what a field holds by typing."""
    if isinstance(widget, QLineEdit):
        widget.selectAll()
    QTest.keyClicks(widget, words)


def set_number(widget: QSpinBox, value: int) -> None:
    """Type a number."""
    widget.selectAll()
    QTest.keyClicks(widget, str(value))


def choose(combo: QComboBox, words: str) -> None:
    """Choose an entry of a list by its words with the keyboard."""
    names = [combo.itemText(index) for index in range(combo.count())]
    wanted, now = names.index(words), combo.currentIndex()
    key = Qt.Key.Key_Down if wanted > now else Qt.Key.Key_Up
    combo.setFocus()
    for _ in range(abs(wanted - now)):
        QTest.keyClick(combo, key)
    if wanted == now:
        combo.activated.emit(now)


def button(parent: QWidget, words: str) -> QAbstractButton:
    """The visible button with these words or this accessible name."""
    QApplication.processEvents()  # what was just added is shown by then
    for found in parent.findChildren(QAbstractButton):
        if not found.isHidden() and words in (found.text().strip(), found.accessibleName()):
            return found
    raise AssertionError(f"no button {words!r}")


def named(parent: QWidget, kind: type[W], name: str) -> W:
    """The widget of a kind with an accessible name."""
    QApplication.processEvents()  # what was just added is shown by then
    for found in parent.findChildren(kind):
        if found.accessibleName() == name and not found.isHidden():
            return found
    raise AssertionError(f"no {kind.__name__} called {name!r}")


def pick(menu_button: QAbstractButton, words: str) -> None:
    """Choose an entry of the menu of a button."""
    assert isinstance(menu_button, QPushButton)
    menu = menu_button.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == words).trigger()
