"""A person at the window: every key and click goes through the window system, and each is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QWidget

from tests.support.patience import soon

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction
MOST_TABS = 80
MOST_LOOKS, LOOK_EVERY_MS = 500, 20
PARTS = (0.1, 0.4, 0.8, 1.0)
W = TypeVar("W", bound=QWidget)


@dataclass
class Effort:
    """What a journey cost the person: keys that are no letters, letters, presses of the mouse."""

    keys: int = 0
    letters: int = 0
    clicks: int = 0


class Person:
    """Knows only what is to be seen: names of widgets, places, and where the keyboard is."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.effort = Effort()

    # The keyboard

    @property
    def focus(self) -> QWidget:
        """The widget that has the keyboard."""
        QApplication.processEvents()
        soon(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press keys one after the other, wherever the keyboard is."""
        for key in keys:
            QTest.keyClick(_window_with_keyboard(), key, modifiers)
            QApplication.processEvents()
            self.effort.keys += 1

    def write(self, words: str) -> None:
        """Write words; line breaks are the Enter key."""
        for letter in words:
            if letter == "\n":
                self.press(Qt.Key.Key_Return)
            else:
                # A character, not a key, keeps its case; the stubs of Qt do not know this form.
                QTest.keyClick(_window_with_keyboard(), letter)  # pyright: ignore[reportCallIssue, reportArgumentType]
                self.effort.letters += 1
        QApplication.processEvents()

    def tab_to(self, name: str, kind: type[W]) -> W:
        """Press Tab until a widget with this accessible name has the keyboard."""
        for _ in range(MOST_TABS):
            found = self.focus
            if isinstance(found, kind) and found.accessibleName() == name:
                return found
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name!r}")

    def pick_from_menu(self, words: str) -> None:
        """Choose an entry of the menu that is open, by the arrow keys."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        for _ in menu.actions():
            self.press(Qt.Key.Key_Down)
            active = menu.activeAction()
            if active is not None and active.text() == words:
                self.press(Qt.Key.Key_Return)
                return
        raise AssertionError(f"the menu has no {words!r}")

    # The mouse

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press and release the left button on a widget; what covers it gets the click instead."""
        window, place = _on_window(widget, widget.rect().center() if at is None else at)
        QTest.mouseMove(window, place)
        QTest.mouseClick(window, LEFT, PLAIN, place)
        QApplication.processEvents()
        self.effort.clicks += 1

    def drag(self, widget: QWidget, start: QPoint, end: QPoint, parts: Sequence[float] = PARTS) -> None:
        """Press on one place of a widget, move in so many parts, and let go on another."""
        window, first = _on_window(widget, start)
        last = first + end - start
        QTest.mouseMove(window, first)
        QTest.mousePress(window, LEFT, PLAIN, first)
        for part in parts:
            QTest.mouseMove(window, first + (last - first) * part)
            QApplication.processEvents()
        QTest.mouseRelease(window, LEFT, PLAIN, last)
        QApplication.processEvents()
        self.effort.clicks += 1

    def let_fall(self, data: QMimeData, onto: QWidget, at: QPoint) -> None:
        """What the window system does at the end of a drag from elsewhere; offscreen there is none."""
        enter = QDragEnterEvent(at, COPY, data, LEFT, PLAIN)
        drop = QDropEvent(QPointF(at), COPY, data, LEFT, PLAIN)
        QApplication.sendEvent(onto, enter)
        assert enter.isAccepted(), f"{onto} does not want this"
        QApplication.sendEvent(onto, QDragMoveEvent(at, COPY, data, LEFT, PLAIN))
        QApplication.sendEvent(onto, drop)
        assert drop.isAccepted(), f"{onto} did not take this"
        QApplication.processEvents()
        self.effort.clicks += 1

    # Files

    def answer_file_dialog(self, path: str) -> None:
        """As soon as a file dialog has the keyboard, type a name into it and press Enter."""
        looks = iter(range(MOST_LOOKS))

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            field = dialog.findChild(QLineEdit, "fileNameEdit") if isinstance(dialog, QFileDialog) else None
            if isinstance(field, QLineEdit) and field.hasFocus():
                field.selectAll()
                # To the field, not the window: proposals pop up and vanish while one types.
                QTest.keyClicks(field, path)
                QTest.keyPress(field, Qt.Key.Key_Return)
                self.effort.letters += len(path)
                self.effort.keys += 1
            elif next(looks, None) is not None:
                QTimer.singleShot(LOOK_EVERY_MS, answer)
            elif isinstance(dialog, QFileDialog):
                dialog.reject()

        QTimer.singleShot(LOOK_EVERY_MS, answer)


def find(parent: QWidget, kind: type[W], name: str, fits: Callable[[W], bool] = lambda _: True) -> W:
    """The visible widget with an accessible name."""
    QApplication.processEvents()
    for found in parent.findChildren(kind):
        if found.accessibleName() == name and found.isVisible() and fits(found):
            return found
    raise AssertionError(f"no {kind.__name__} called {name!r} is to be seen")


def _window_with_keyboard() -> QWindow:
    popup = QApplication.activePopupWidget()
    window = popup.windowHandle() if popup is not None else QGuiApplication.focusWindow()
    assert window is not None, "no window has the keyboard"
    return window


def _on_window(widget: QWidget, at: QPoint) -> tuple[QWindow, QPoint]:
    top = widget.window()
    assert widget.isVisible(), f"{widget} is not to be seen"
    return top.windowHandle(), widget.mapTo(top, at)
