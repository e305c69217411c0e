"""The keyboard: every key of the canvas in one table, with its name for the list of shortcuts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.core.text import Text
from canvas.commands import Command
from canvas.gestures.keyed import KeyGesture
from canvas.keyboard.linking import Linker
from canvas.keyboard.looking import Looker
from canvas.keyboard.walking import Walker
from canvas.overlays.fitting import behind
from canvas.pointer import Pointer
from canvas.scene.geometry import GRID
from canvas.scene.scene import key_of
from canvas.stage import SearchRequest, Stage

BY_THEIR_LETTER = ("/", "?")
"""Signs that stand on different keys on different keyboards."""
ON_THE_NUMBER_PAD_TOO = ("+", "-")


class Keyboard:
    """Looks keys up in the table of commands and runs them; a gesture made by keys comes first."""

    def __init__(self, stage: Stage, pointer: Pointer) -> None:
        self._stage = stage
        self._pointer = pointer
        self.walker = Walker(stage)
        self.linker = Linker(stage, pointer)
        self.commands: tuple[Command, ...] = ()
        self._by_key: dict[str, Command] = {}
        self.learn(self._own())
        self.learn(self.linker.commands())
        self.learn(self.walker.commands())
        self.learn(Looker(stage).commands())

    def learn(self, commands: tuple[Command, ...]) -> None:
        """Know more commands."""
        self.commands = (*self.commands, *commands)
        self._by_key |= {
            QKeySequence(keys).toString(): command for command in commands for keys in command.keys
        }

    def press(self, event: QKeyEvent) -> bool:
        """Run what a key stands for; returns whether it stands for anything."""
        gesture = self._pointer.gesture
        if isinstance(gesture, KeyGesture) and self._press_in(gesture, event):
            return True
        command = self._by_key.get(_written(event))
        if command is None:
            return False
        if command.enabled():
            command.run()
        return True

    def knows(self, event: QKeyEvent) -> bool:
        """Whether a key stands for something on the canvas."""
        return _written(event) in self._by_key

    def search(self) -> None:
        """Search for a step that goes where typing goes on."""
        edge, current = self._stage.selection.edge, self._stage.selection.current
        if edge is not None:
            self._stage.search(SearchRequest(self._stage.scene.plus(key_of(edge)), edge=key_of(edge)))
        elif current is not None:
            self._stage.search(behind(self._stage.scene, self._stage.editor, current))
        else:
            self._stage.search(SearchRequest(self._stage.camera.seen.center, pointed=False))

    def _press_in(self, gesture: KeyGesture, event: QKeyEvent) -> bool:
        """Other keys than those of the gesture call it off and mean what they always do."""
        heard = gesture.press(event)
        if gesture.finished and self._pointer.gesture is gesture:
            self._pointer.gesture = None
            self._stage.repaint()
        elif not heard and _written(event) in self._by_key:
            self._pointer.cancel()
        return heard

    def _own(self) -> tuple[Command, ...]:
        def push(dx: int, dy: int) -> Callable[[], None]:
            return lambda: self._stage.editor.nudge(dx * GRID, dy * GRID)

        chosen = self._has_steps
        return (
            Command(
                ("Tab", "/", "N"),
                Text("Schritt suchen und hinzufügen", "Search and add a step"),
                self.search,
                "build",
                menu=("step", "edge"),
            ),
            Command(
                ("Return", "Enter"),
                Text("Im Inspektor öffnen", "Open in the inspector"),
                self._inspect,
                "edit",
                self._has_current,
                menu=("step", "frame"),
            ),
            Command(
                ("Esc",),
                Text("Abbrechen oder nichts auswählen", "Cancel or select nothing"),
                self._escape,
                "select",
            ),
            Command(("Shift+Up",), Text("Nach oben schieben", "Push up"), push(0, -1), "order", chosen),
            Command(("Shift+Down",), Text("Nach unten schieben", "Push down"), push(0, 1), "order", chosen),
            Command(("Shift+Left",), Text("Nach links schieben", "Push left"), push(-1, 0), "order", chosen),
            Command(
                ("Shift+Right",), Text("Nach rechts schieben", "Push right"), push(1, 0), "order", chosen
            ),
        )

    def _inspect(self) -> None:
        current = self._stage.selection.current or self._stage.selection.frame
        assert current is not None  # otherwise the command is not enabled
        self._stage.inspect(current)

    def _escape(self) -> None:
        if not self._pointer.cancel():
            self._stage.selection.clear()

    def _has_current(self) -> bool:
        return self._stage.selection.current is not None or self._stage.selection.frame is not None

    def _has_steps(self) -> bool:
        return bool(self._stage.selection.steps or self._stage.selection.frames)


def _written(event: QKeyEvent) -> str:
    """The key as it stands in the table; the number pad counts like the other keys."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.text() in BY_THEIR_LETTER:
        return event.text()
    if event.text() in ON_THE_NUMBER_PAD_TOO or event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(event.key() | modifiers.value).toString()
