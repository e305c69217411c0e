"""A whole number or one with decimals."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox

from app.ui.editors.base import Editor, EditorSetting
from app.ui.widgets.boxes import row
from app.ui.widgets.spin import WholeNumber, pad

LIMIT = 1_000_000


class NumberEditor(Editor):
    """A spin box; whole numbers only unless the value has decimals."""

    def __init__(self, setting: EditorSetting, *, whole: bool = True) -> None:
        super().__init__(setting)
        form = setting.form
        low = -LIMIT if form.minimum is None else form.minimum
        high = LIMIT if form.maximum is None else form.maximum
        self.field: WholeNumber | QDoubleSpinBox
        if whole:
            self.field = WholeNumber(int(low), int(high), setting.name)
        else:
            self.field = _Decimal()
            self.field.setRange(low, high)
            self.field.setAccessibleName(setting.name)
            pad(self.field)
        if form.suffix:
            self.field.setSuffix(f" {setting.context.say(form.suffix)}")
        self.field.valueChanged.connect(self.edited.emit)
        self.setFocusProxy(self.field)
        row(self).addWidget(self.field, 1)

    def show_value(self, value: Any) -> None:
        """Show the number."""
        self.field.blockSignals(True)
        self.field.setValue(value or 0)
        self.field.blockSignals(False)


class _Decimal(QDoubleSpinBox):
    """Shows decimals only where there are some; the wheel does not change it by accident."""

    def textFromValue(self, val: float) -> str:
        """Qt: the words in the field."""
        if val.is_integer():
            return self.locale().toString(int(val))
        return super().textFromValue(val)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: turning the wheel scrolls the form."""
        event.ignore()
