"""A field for whole numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox

MARGIN = 7


class WholeNumber(QSpinBox):
    """A spin box that the wheel does not change by accident."""

    def __init__(self, low: int, high: int, name: str) -> None:
        super().__init__()
        self.setRange(low, high)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        pad(self)

    def show_value(self, value: int) -> None:
        """Show a number without telling anybody."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: turning the wheel scrolls the form."""
        event.ignore()


def pad(field: QAbstractSpinBox, margin: int = MARGIN) -> None:
    """Keep the digits off the border; the stylesheet cannot."""
    field.lineEdit().setTextMargins(margin, 0, 0, 0)
