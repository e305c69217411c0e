"""A combo box over values with labels; used by several editors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from app.ui.widgets.signals import takes

Option = tuple[Any, str]
MINIMUM = 48
CHIP_EXTRA = 32


class ValueCombo(QComboBox):
    """Chooses one of some values; an unknown value is kept and shown as itself.

    `chosen(value)` tells of choices by a person only.
    """

    chosen = Signal(object)

    def __init__(self, options: Sequence[Option], name: str, *, compact: bool = False) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.options: tuple[Option, ...] = ()
        self._compact = compact
        if compact:
            self.setProperty("kind", "chip")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(MINIMUM)
        self.currentIndexChanged.connect(lambda: self.updateGeometry())
        self.set_options(options)
        self.activated.connect(takes(int, lambda index: self.chosen.emit(self._values[index])))

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other values."""
        self.blockSignals(True)
        self.clear()
        self.options = tuple(options)
        self._values = [value for value, _ in options]
        self.addItems([words for _, words in options])
        self.blockSignals(False)

    @property
    def value(self) -> Any:
        """The value that is shown, or None if nothing is."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def show_value(self, value: Any) -> None:
        """Show a value."""
        if value is None and None not in self._values:
            self.setCurrentIndex(-1)
            return
        if value not in self._values:
            self._values.append(value)
            self.addItem(str(value))
        self.setCurrentIndex(self._values.index(value))

    def sizeHint(self) -> QSize:
        """Qt: a compact one is as wide as the word it shows, as in a sentence."""
        size = super().sizeHint()
        if self._compact:
            words = self.currentText() or self.placeholderText()
            size.setWidth(self.fontMetrics().horizontalAdvance(words) + CHIP_EXTRA)
        return size

    def minimumSizeHint(self) -> QSize:
        """Qt: may be narrower than its longest word."""
        return QSize(MINIMUM, super().minimumSizeHint().height())

    def wheelEvent(self, e: QWheelEvent) -> None:
        """Qt: turning the wheel scrolls the form and never changes a value by accident."""
        e.ignore()
