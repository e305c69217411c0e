"""Commands: what a person can have done by a key or by its name; the shortcut sheet is made from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.core.text import Text

CommandGroup = Literal["build", "connect", "go", "select", "edit", "order", "view", "journey", "window"]
COMMAND_GROUPS: Mapping[CommandGroup, Text] = {
    "build": Text("Schritte hinzufügen", "Add steps"),
    "connect": Text("Verbinden", "Connect"),
    "go": Text("Von Schritt zu Schritt", "From step to step"),
    "select": Text("Auswählen", "Select"),
    "edit": Text("Bearbeiten", "Edit"),
    "order": Text("Ordnen", "Arrange"),
    "view": Text("Ausschnitt und Zoom", "View and zoom"),
    "journey": Text("Journey", "Journey"),
    "window": Text("Fenster", "Window"),
}
"""In the order of the sheet."""


def always() -> bool:
    """For commands that make sense at any time."""
    return True


@dataclass(frozen=True)
class Command:
    """Something a key does; `keys` as `QKeySequence` reads them, none for what only has a name.

    `enabled` tells whether it would do anything now.
    """

    keys: tuple[str, ...]
    name: Text
    run: Callable[[], None]
    group: CommandGroup = "edit"
    enabled: Callable[[], bool] = always
