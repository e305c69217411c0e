"""The keyboard: every key of the canvas in one table, with its name for the list of shortcuts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.core.text import Text
from canvas.commands import Command
from canvas.gestures.key_connect import KeyConnect
from canvas.overlays.fitting import behind
from canvas.pointer import Pointer
from canvas.scene.geometry import GRID, Spot, entry_spot
from canvas.scene.scene import key_of
from canvas.scene.walk import Direction, first_step, next_step
from canvas.stage import SearchRequest, Stage


class Keyboard:
    """Looks keys up in the table of commands and runs them."""

    def __init__(self, stage: Stage, pointer: Pointer) -> None:
        self._stage = stage
        self._pointer = pointer
        self.commands: tuple[Command, ...] = ()
        self._by_key: dict[str, Command] = {}
        self.learn(self._own())

    def learn(self, commands: tuple[Command, ...]) -> None:
        """Know more commands."""
        self.commands = (*self.commands, *commands)
        self._by_key |= {
            QKeySequence(keys).toString(): command for command in commands for keys in command.keys
        }

    def press(self, event: QKeyEvent) -> bool:
        """Run what a key stands for; returns whether it stands for anything."""
        command = self._by_key.get(_written(event))
        if command is None:
            return False
        if command.enabled():
            command.run()
        return True

    def _own(self) -> tuple[Command, ...]:
        def arrow(direction: Direction) -> Callable[[], None]:
            return lambda: self._walk(direction)

        def push(dx: int, dy: int) -> Callable[[], None]:
            return lambda: self._stage.editor.nudge(dx * GRID, dy * GRID)

        return (
            Command(("Tab", "/"), Text("Schritt suchen", "Search steps"), self.search),
            Command(
                ("Return", "Enter"),
                Text("Inspektor öffnen oder verbinden", "Open inspector or connect"),
                self._enter,
            ),
            Command(("Esc",), Text("Abbrechen", "Cancel"), self._escape),
            Command(("C",), Text("Ausgang zum Verbinden wählen", "Mark a way out to connect"), self._connect),
            Command(("Up",), Text("Zum Schritt davor", "To the step before"), arrow("up")),
            Command(("Down",), Text("Zum Schritt danach", "To the step after"), arrow("down")),
            Command(("Left",), Text("Zum Schritt links", "To the step on the left"), arrow("left")),
            Command(("Right",), Text("Zum Schritt rechts", "To the step on the right"), arrow("right")),
            Command(("Shift+Up",), Text("Nach oben schieben", "Push up"), push(0, -1)),
            Command(("Shift+Down",), Text("Nach unten schieben", "Push down"), push(0, 1)),
            Command(("Shift+Left",), Text("Nach links schieben", "Push left"), push(-1, 0)),
            Command(("Shift+Right",), Text("Nach rechts schieben", "Push right"), push(1, 0)),
        )

    def search(self) -> None:
        """Search for a step that goes where typing goes on."""
        edge, current = self._stage.selection.edge, self._stage.selection.current
        if edge is not None:
            self._stage.search(SearchRequest(self._stage.scene.plus(key_of(edge)), edge=key_of(edge)))
        elif current is not None:
            self._stage.search(behind(self._stage.scene, self._stage.editor, current))
        else:
            self._stage.search(SearchRequest(self._stage.camera.seen.center, pointed=False))

    def _enter(self) -> None:
        gesture = self._pointer.gesture
        if isinstance(gesture, KeyConnect):
            self._pointer.gesture = None
            current = self._stage.selection.current
            gesture.end(entry_spot(self._stage.scene.box(current)) if current else Spot(0, 0))
            self._stage.repaint()
        elif (current := self._stage.selection.current) is not None:
            self._stage.inspect(current)

    def _escape(self) -> None:
        if not self._pointer.cancel():
            self._stage.selection.clear()

    def _connect(self) -> None:
        if isinstance(self._pointer.gesture, KeyConnect):
            self._pointer.gesture.next_port()
            return
        current = self._stage.selection.current
        if current is not None and self._pointer.gesture is None and self._stage.scene.ports(current):
            self._pointer.gesture = KeyConnect(self._stage, current)
            self._stage.repaint()

    def _walk(self, direction: Direction) -> None:
        scene, selection = self._stage.scene, self._stage.selection
        current = selection.current
        target = first_step(scene) if current is None else next_step(scene, current, direction)
        if target is not None:
            selection.select((target,))
            self._stage.camera.ensure_seen(scene.box(target))
            self._stage.repaint()


def _written(event: QKeyEvent) -> str:
    """The key as it stands in the table; the number pad counts like the other keys."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.text() == "/":
        return "/"
    if event.text() in ("+", "-") or event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(event.key() | modifiers.value).toString()
