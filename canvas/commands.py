"""Commands: what a person can have done by a key, by its name or from the context menu.

The shortcut sheet and the context menu are made from them. A feature hooks its own in with one line,
`view.learn(commands)`:

    Command(
        ("Alt+Shift+Left",),                          # keys as `QKeySequence` reads them, perhaps none
        Text("Links ausrichten", "Align left"),
        arranging.align_left,                         # acts on the selection; one step of undo
        "order",                                      # under which heading, and in which part of the menu
        enabled=lambda: len(selection.steps) > 1,     # the menu leaves it out while it would do nothing
        menu=("steps",),                              # on what the context menu offers it
    )

The context menu selects what it is opened on before it asks `enabled` or runs anything, so that a command
only has to look at the selection. Within a group, commands stand in the order in which they were learned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.core.text import Text

CommandGroup = Literal[
    "remove", "build", "connect", "go", "select", "edit", "order", "view", "journey", "window"
]
COMMAND_GROUPS: Mapping[CommandGroup, Text] = {
    "build": Text("Schritte hinzufügen", "Add steps"),
    "connect": Text("Verbinden", "Connect"),
    "go": Text("Von Schritt zu Schritt", "From step to step"),
    "select": Text("Auswählen", "Select"),
    "edit": Text("Bearbeiten", "Edit"),
    "remove": Text("Löschen", "Delete"),
    "order": Text("Ordnen", "Arrange"),
    "view": Text("Ausschnitt und Zoom", "View and zoom"),
    "journey": Text("Journey", "Journey"),
    "window": Text("Fenster", "Window"),
}
"""In the order of the sheet."""
MENU_ORDER: tuple[CommandGroup, ...] = (
    "build",
    "connect",
    "edit",
    "order",
    "select",
    "go",
    "view",
    "journey",
    "window",
    "remove",
)
Place = Literal["step", "steps", "edge", "frame", "ground"]
"""On what a context menu is opened: one step, several steps, a connection, a frame or note, the ground."""
STEPS: tuple[Place, ...] = ("step", "steps", "frame")
ANYTHING: tuple[Place, ...] = ("step", "steps", "edge", "frame")


def always() -> bool:
    """For commands that make sense at any time."""
    return True


@dataclass(frozen=True)
class Command:
    """Something a key does; `keys` as `QKeySequence` reads them, none for what only has a name.

    `enabled` tells whether it would do anything now, `menu` on what the context menu offers it.
    """

    keys: tuple[str, ...]
    name: Text
    run: Callable[[], None]
    group: CommandGroup = "edit"
    enabled: Callable[[], bool] = always
    menu: tuple[Place, ...] = ()


def offered(commands: tuple[Command, ...], place: Place) -> list[list[Command]]:
    """What a context menu has to offer on a place, group by group; empty groups are left out."""
    fitting = [each for each in commands if place in each.menu and each.enabled()]
    groups = [[each for each in fitting if each.group == group] for group in MENU_ORDER]
    return [group for group in groups if group]
