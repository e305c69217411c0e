"""A panel over the window: comes up in its middle, Esc closes it and gives the keyboard back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

MARGIN = 24


class Panel(QFrame):
    """Something on top of a window, as large as it wishes and the window allows."""

    def __init__(self, window: QWidget, wanted: QSize, *, from_top: bool = False) -> None:
        super().__init__(window)
        self._window, self._wanted, self._from_top = window, wanted, from_top
        self._before: QWidget | None = None
        self.setProperty("surface", "overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Come up; `first` gets the keyboard."""
        self._before = QApplication.focusWidget()
        self._settle()
        self.show()
        self.raise_()

    def close_panel(self) -> None:
        """Go away; the keyboard goes back to where it was."""
        if self.isVisible():
            before, self._before = self._before, None
            self.hide()
            if before is not None and isValid(before) and before.isVisible():
                before.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: stay in the middle of the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        room = self._window.size()
        width = min(self._wanted.width(), room.width() - 2 * MARGIN)
        height = min(self._wanted.height(), room.height() - 2 * MARGIN)
        top = MARGIN * 3 if self._from_top else (room.height() - height) // 2
        self.resize(width, height)
        self.move(QPoint((room.width() - width) // 2, top))
