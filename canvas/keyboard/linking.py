"""Connecting by keyboard: which keys begin it."""

from __future__ import annotations

from app.core.text import Text
from canvas.commands import Command
from canvas.gestures.key_connect import KeyConnect, KeyLeadFrom
from canvas.gestures.keyed import KeyGesture
from canvas.pointer import Pointer
from canvas.stage import Stage


class Linker:
    """Begins the gestures that connect."""

    def __init__(self, stage: Stage, pointer: Pointer) -> None:
        self._stage = stage
        self._pointer = pointer

    def commands(self) -> tuple[Command, ...]:
        """Everything that connects."""
        return (
            Command(
                ("C",),
                Text("Mit einem Schritt verbinden", "Connect to a step"),
                self.connect,
                "connect",
                self._has_way_out,
                menu=("step",),
            ),
            Command(
                ("R",),
                Text("Zu einem anderen Schritt führen", "Lead to another step"),
                self.lead_elsewhere,
                "connect",
                self._has_edge,
                menu=("edge",),
            ),
            Command(
                ("Shift+R",),
                Text("Von einem anderen Ausgang kommen lassen", "Let it come from another way out"),
                self.lead_from_elsewhere,
                "connect",
                self._has_edge,
                menu=("edge",),
            ),
        )

    def connect(self) -> None:
        """Look for a target of the current step's next way out."""
        current = self._stage.selection.current
        assert current is not None  # otherwise the command is not enabled
        self._begin(KeyConnect(self._stage, current))

    def lead_elsewhere(self) -> None:
        """Look for another target of the selected connection."""
        edge = self._stage.selection.edge
        assert edge is not None  # likewise
        self._begin(KeyConnect(self._stage, edge.source, edge.port))

    def lead_from_elsewhere(self) -> None:
        """Look for another way out that the selected connection may come from."""
        edge = self._stage.selection.edge
        assert edge is not None  # likewise
        self._begin(KeyLeadFrom(self._stage, edge))

    def _begin(self, gesture: KeyGesture) -> None:
        self._pointer.gesture = gesture
        self._stage.repaint()

    def _has_way_out(self) -> bool:
        current = self._stage.selection.current
        return (
            current is not None and self._pointer.gesture is None and bool(self._stage.scene.ports(current))
        )

    def _has_edge(self) -> bool:
        return self._stage.selection.edge is not None and self._pointer.gesture is None
