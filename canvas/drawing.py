"""What drawing by mouse and touch needs beside gestures, as commands for keys and context menu."""

from __future__ import annotations

from collections.abc import Callable

from app.core import chains
from app.core.journey import Journey, NodeId
from app.core.text import Text, joined, same
from canvas.commands import Command
from canvas.editing.naming import title_of
from canvas.pointer import Pointer
from canvas.scene.geometry import Spot
from canvas.stage import SearchRequest, Stage

MOST_NAMES = 3


class Drawing:
    """Acts on the selection and tells what a person would not see."""

    def __init__(self, stage: Stage, pointer: Pointer, open_menu: Callable[[], None]) -> None:
        self._stage = stage
        self._pointer = pointer
        self._open_menu = open_menu

    def commands(self) -> tuple[Command, ...]:
        """Everything with its keys and its places in the context menu."""
        return (
            Command(
                ("Shift+Del",),
                Text("Löschen, ohne die Nachbarn zu verbinden", "Delete without joining the neighbors"),
                self.delete_apart,
                "remove",
                self._has_steps,
                menu=("step", "steps"),
            ),
            Command(
                ("T",),
                Text("Durch anderen Schritt ersetzen …", "Replace by another step …"),
                self.swap,
                "edit",
                self._has_current,
                menu=("step",),
            ),
            Command(
                ("X",),
                Text("Aus der Kette nehmen", "Take out of the chain"),
                self.take_out,
                "connect",
                self._has_load,
                menu=("step", "steps"),
            ),
            Command(
                ("Ctrl+Shift+B",),
                Text("Alles dazwischen auswählen", "Select all in between"),
                self.select_between,
                "select",
                lambda: len(self._stage.selection.steps) > 1,
                menu=("steps",),
            ),
            Command(
                ("G",),
                Text("Einrasten an- oder abschalten", "Switch snapping on or off"),
                self._pointer.switch_snapping,
                "order",
                menu=("ground",),
            ),
            Command(("Menu", "Shift+F10"), Text("Kontextmenü", "Context menu"), self._open_menu, "edit"),
        )

    def delete(self) -> None:
        """Take away what is selected, join its neighbors, and tell which steps nobody leads to now."""
        before = self._stage.document.journey
        self._stage.editor.delete()
        self._stage.hint(_told(before, self._stage.document.journey, self._name))

    def delete_apart(self) -> None:
        """Take away the selected steps and leave their neighbors apart."""
        self._stage.editor.delete(bridge=False)

    def swap(self) -> None:
        """Search for a step that shall stand in the place of the current one."""
        current = self._stage.selection.current
        assert current is not None  # otherwise the command is not enabled
        box = self._stage.scene.box(current)
        self._stage.search(SearchRequest(Spot(box.right, box.top), swaps=current, pointed=False))

    def take_out(self) -> None:
        """Join the neighbors of the selected chain; it stays where it is."""
        carrying = self._stage.editor.carrying
        load = carrying.load_of(self._stage.selection.steps)
        assert load is not None  # likewise
        carrying.take_out(load, {})

    def select_between(self) -> None:
        """Select all on the ways from one selected step to another."""
        selection = self._stage.selection
        selection.select(chains.between(self._stage.document.journey, selection.steps), selection.current)

    def _has_steps(self) -> bool:
        return bool(self._stage.selection.steps)

    def _has_current(self) -> bool:
        return self._stage.selection.current is not None

    def _has_load(self) -> bool:
        steps, journey = self._stage.selection.steps, self._stage.document.journey
        load = self._stage.editor.carrying.load_of(steps) if steps else None
        return load is not None and chains.take_out(journey, *load) is not journey

    def _name(self, step: NodeId) -> Text:
        return title_of(step, self._stage.document.journey, self._stage.editor.catalog)


def _told(before: Journey, after: Journey, name: Callable[[NodeId], Text]) -> Text | None:
    """Which steps nobody leads to any more; None if none have become so."""
    lost = dict.fromkeys(
        edge.target
        for edge in before.edges
        if edge.source not in after.by_id and edge.target in after.by_id and edge.target not in after.incoming
    )
    if not lost:
        return None
    names = [Text("„{name}“", "“{name}”").fill(name=name(each)) for each in list(lost)[:MOST_NAMES]]
    if len(lost) > MOST_NAMES:
        names.append(same("…"))
    words = _LOST_ONE if len(lost) == 1 else _LOST_MANY
    return words.fill(n=len(lost), names=joined(names, same(", ")))


_LOST_ONE = Text(
    "Zu {names} führt jetzt keine Verbindung mehr.",
    "No connection leads to {names} any more.",
)
_LOST_MANY = Text(
    "Zu diesen {n} Schritten führt jetzt keine Verbindung mehr: {names}",
    "No connection leads to these {n} steps any more: {names}",
)
