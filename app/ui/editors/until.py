"""How long to wait, and perhaps until a window opens."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtWidgets import QCheckBox

from app.core.schedule import Until
from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.duration import DurationEditor
from app.ui.editors.upcoming import current_instant, next_ends, place_of
from app.ui.editors.window import WORKDAYS, WindowField
from app.ui.widgets.boxes import column
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label


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
        self.window_field = WindowField(setting.context, lambda: place_of(setting), tells_next=False)
        self.next = label("", "muted", wrap=True)
        for widget in (self.after, self.windowed, self.window_field, self.next):
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
        self.next.setVisible(value is not None)
        if value is not None:
            until = Until.model_validate_json(json.dumps(value))
            words = next_ends(until, place_of(self.setting), current_instant())
            self.next.setText(self.context.say(words))

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
