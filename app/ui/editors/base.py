"""What every editor has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.form import Form
from app.ui.context import Context
from app.ui.vocabulary import Vocabulary


@dataclass(frozen=True)
class EditorSetting:
    """What an editor is built from."""

    context: Context
    form: Form
    optional: bool
    """Whether the value may be None."""
    vocabulary: Callable[[], Vocabulary]

    @property
    def name(self) -> str:
        """The label in the language of the window, also the accessible name."""
        return self.context.say(self.form.label)

    @property
    def placeholder(self) -> str:
        """The soft words in an empty field."""
        return self.context.say(self.form.placeholder) if self.form.placeholder else ""


class Editor(QWidget):
    """Edits one value in its JSON form.

    `edited(value)` tells of edits by a person only; `show_value` never emits it.
    """

    edited = Signal(object)

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__()
        self.setting = setting
        self.context = setting.context

    def show_value(self, value: Any) -> None:
        """Show a value; the same value again leaves cursor and focus alone."""
        raise NotImplementedError

    def show_different(self, words: str) -> bool:
        """Say in the field itself that several steps differ; False if it has no place for that."""
        return False

    def mark(self, *, invalid: bool) -> None:
        """Show or take away the sign of a value that cannot be."""
        target = self.focusProxy() or self
        if bool(target.property("invalid")) != invalid:
            target.setProperty("invalid", invalid)
            target.style().unpolish(target)
            target.style().polish(target)
