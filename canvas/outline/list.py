"""The list of the outline: a view of rows whose keys edit the journey."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

Index = QModelIndex | QPersistentModelIndex


class OutlineList(QListView):
    """Signals: `moved(row)` when the person goes to another row, `opened(row)` on Enter or double click."""

    moved = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys: Mapping[str, Callable[[], None]] = {}
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._open)

    @property
    def at(self) -> int | None:
        """The current row."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def listen(self, keys: Mapping[str, Callable[[], None]]) -> None:
        """Run these on keys, written as `QKeySequence` reads them."""
        self._keys = {QKeySequence(key).toString(): run for key, run in keys.items()}

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def rename(self) -> None:
        """Type the title of the current step."""
        index = self.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: keys of the outline first, then those of any list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.at is not None:
            self.opened.emit(self.at)
            return
        written = "/" if event.text() == "/" else _written(event)
        run = self._keys.get(written)
        if run is not None:
            run()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt: typing letters goes nowhere; letters are commands, as on the canvas."""

    def _open(self, index: Index) -> None:
        self.opened.emit(index.row())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Qt: another row is the current one."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(current.row())


def _written(event: QKeyEvent) -> str:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(event.key() | modifiers.value).toString()
