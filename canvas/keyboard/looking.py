"""Looking around by keyboard: pushing the picture."""

from __future__ import annotations

from collections.abc import Callable

from app.core.text import Text
from canvas.commands import Command
from canvas.stage import Stage

PUSH = 90
"""Pixels that an arrow key pushes the picture."""
PAGE = 0.8
"""Part of the height that Page up and Page down go."""


class Looker:
    """Moves the camera."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def commands(self) -> tuple[Command, ...]:
        """Everything that shows another part of the journey."""
        return (
            Command(("Ctrl+Up",), Text("Ausschnitt nach oben", "View up"), self._push(0, 1), "view"),
            Command(("Ctrl+Down",), Text("Ausschnitt nach unten", "View down"), self._push(0, -1), "view"),
            Command(("Ctrl+Left",), Text("Ausschnitt nach links", "View left"), self._push(1, 0), "view"),
            Command(("Ctrl+Right",), Text("Ausschnitt nach rechts", "View right"), self._push(-1, 0), "view"),
            Command(("PgUp",), Text("Eine Seite nach oben", "One page up"), self._page(1), "view"),
            Command(("PgDown",), Text("Eine Seite nach unten", "One page down"), self._page(-1), "view"),
        )

    def _push(self, dx: int, dy: int) -> Callable[[], None]:
        return lambda: self._stage.camera.pan(dx * PUSH, dy * PUSH)

    def _page(self, direction: int) -> Callable[[], None]:
        def turn() -> None:
            camera = self._stage.camera
            camera.pan(0, direction * PAGE * camera.seen.height * camera.scale)

        return turn
