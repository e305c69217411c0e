"""How long to wait, and perhaps until a window opens."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox

from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.duration import DurationEditor
from app.ui.editors.window import WORKDAYS, WindowField
from app.ui.widgets.boxes import column
from app.ui.widgets.signals import takes


class UntilEditor(Editor):
    """A duration, a check box, and the window that it opens."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self._value: dict[str, Any] | None = None
        layout = column(self, gap=8)
        self.after = DurationEditor(setting)
        words = setting.context.say(Text("dann nur zu bestimmten Zeiten", "then only at certain times"))
        self.windowed = QCheckBox(words)
        self.windowed.setAccessibleName(words)
        self.window_field = WindowField(setting.context)
        for widget in (self.after, self.windowed, self.window_field):
            layout.addWidget(widget)
        self.setFocusProxy(self.after)
        self.after.edited.connect(self._after_edited)
        self.windowed.clicked.connect(
            takes(bool, lambda on: self._change(window=dict(WORKDAYS) if on else None))
        )
        self.window_field.edited.connect(takes(object, lambda window: self._change(window=window)))

    def show_value(self, value: Any) -> None:
        """Show duration and window."""
        self._value = value
        self.after.show_value(value["after"] if value else None)
        window = value.get("window") if value else None
        self.windowed.setVisible(value is not None)
        self.windowed.setChecked(window is not None)
        self.window_field.setVisible(window is not None)
        if window is not None:
            self.window_field.show_value(window)

    def _after_edited(self, after: Any) -> None:
        if after is None:
            self.show_value(None)
            self.edited.emit(None)
        else:
            self._change(after=after)

    def _change(self, **parts: Any) -> None:
        value = {"window": None, **(self._value or {}), **parts}
        self.show_value(value)
        self.edited.emit(value)
