"""The commands of the window, and the two ways to look all commands up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.core.text import Text
from app.ui.context import Context
from app.ui.shortcuts.action_search import ActionSearch
from app.ui.shortcuts.binding import bind
from app.ui.shortcuts.listing import Section
from app.ui.shortcuts.panel import Panel
from app.ui.shortcuts.sheet import ShortcutSheet
from canvas.commands import Command

SHEET = Text("Tastenkürzel zeigen", "Show keyboard shortcuts")
ACTIONS = Text("Aktion nach Namen ausführen", "Run an action by its name")


class PageOfCommands(Protocol):
    """A page with commands of its own."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """What can be done on it by a key or by its name."""
        ...

    @property
    def elsewhere(self) -> tuple[Section, ...]:
        """Keys of parts of it where they mean something else."""
        ...


class Shortcuts(QObject):
    """Binds the keys of the window; `page` gives the page that is shown, if it has commands."""

    def __init__(
        self, window: QWidget, commands: tuple[Command, ...], page: Callable[[], PageOfCommands | None]
    ) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        self._context: Context | None = None
        self._panel: Panel | None = None
        self._own = (
            *commands,
            Command(("F1",), SHEET, self.show_sheet, "window"),
            Command(("Ctrl+K", "Ctrl+Shift+P"), ACTIONS, self.show_actions, "window"),
        )
        bind(window, self._own)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Everything that can be done now, on the page and in the window."""
        page = self._page()
        return (*(page.commands if page is not None else ()), *self._own)

    def on_canvas(self) -> tuple[Command, ...]:
        """What the canvas should know: a sign that other places write as a letter."""
        return (Command(("?",), SHEET, self.show_sheet, "window"),)

    def dress(self, context: Context) -> None:
        """Speak another language, look different."""
        self._context = context
        self._let_go()

    def show_sheet(self) -> None:
        """Show every command with its keys, or hide them again."""
        page = self._page()
        elsewhere = page.elsewhere if page is not None else ()
        self._open(
            ShortcutSheet, lambda context: ShortcutSheet(self._window, context, self.commands, elsewhere)
        )

    def show_actions(self) -> None:
        """Let an action be run by its name."""
        self._open(ActionSearch, lambda context: ActionSearch(self._window, context, self.commands))

    def _open(self, kind: type[Panel], make: Callable[[Context], Panel]) -> None:
        again = isinstance(self._panel, kind) and self._panel.isVisible()
        self._let_go()
        if not again and self._context is not None:
            self._panel = make(self._context)
            self._panel.open()

    def _let_go(self) -> None:
        if self._panel is not None:
            self._panel.close_panel()
            self._panel.deleteLater()
            self._panel = None
