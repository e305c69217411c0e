"""Keys of the window: each command of a table is bound where it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.core.text import Language
from canvas.commands import Command
from canvas.key_names import all_keys


def bind(owner: QWidget, commands: Iterable[Command]) -> None:
    """Let the keys of commands work as long as a widget is shown in the active window."""
    for command in commands:
        for keys in command.keys:
            shortcut = QShortcut(QKeySequence(keys), owner)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(_running(command))


def shown_keys(command: Command, language: Language) -> str:
    """All keys of a command as they are labelled on the keyboard."""
    return "  ·  ".join(all_keys(command.keys, language))


def _running(command: Command) -> Callable[[], None]:
    def run() -> None:
        if command.enabled():
            command.run()

    return run
