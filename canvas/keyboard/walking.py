"""Walking: the arrow keys from step to step, along connections too, and selecting on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.core.journey import Edge, NodeId
from app.core.text import Text
from canvas.commands import Command
from canvas.scene.geometry import Box
from canvas.scene.scene import key_of
from canvas.scene.walk import (
    Direction,
    edge_at_step,
    edge_beside,
    ends,
    entries,
    first_step,
    following,
    next_step,
)
from canvas.stage import Stage

REMEMBERED = 100
"""Steps that the way back knows."""
SIGHT = 40
"""Units around a connection that come into view with it."""
ARROWS: tuple[tuple[str, Direction, Text, Text], ...] = (
    (
        "Up",
        "up",
        Text("Zum Schritt davor", "To the step before"),
        Text("Auswahl nach oben erweitern", "Extend selection up"),
    ),
    (
        "Down",
        "down",
        Text("Zum Schritt danach", "To the step after"),
        Text("Auswahl nach unten erweitern", "Extend selection down"),
    ),
    (
        "Left",
        "left",
        Text("Zum Schritt links", "To the step on the left"),
        Text("Auswahl nach links erweitern", "Extend selection left"),
    ),
    (
        "Right",
        "right",
        Text("Zum Schritt rechts", "To the step on the right"),
        Text("Auswahl nach rechts erweitern", "Extend selection right"),
    ),
)


class Walker:
    """Moves the selection; nothing here changes the document."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._trail: list[NodeId] = []
        self._going_back = False
        self._last: NodeId | None = None
        stage.selection.changed.connect(self._remember)

    def commands(self) -> tuple[Command, ...]:
        """Everything that walks or selects."""
        chosen = self._has_steps
        return (
            *(Command((key,), name, self._to_step(way), "go") for key, way, name, _ in ARROWS),
            Command(
                ("Alt+Down",),
                Text("Zur Verbindung danach", "To the connection after"),
                lambda: self.walk_edges("down"),
                "go",
            ),
            Command(
                ("Alt+Up",),
                Text("Zur Verbindung davor", "To the connection before"),
                lambda: self.walk_edges("up"),
                "go",
            ),
            Command(("Home",), Text("Zum Auslöser", "To the trigger"), self.to_entry, "go"),
            Command(("End",), Text("Zum nächsten Ende", "To the next end"), self.to_end, "go"),
            Command(
                ("P",),
                Text("Zurück zum Schritt von eben", "Back to the step before on this walk"),
                self.back,
                "go",
                lambda: bool(self._trail),
            ),
            *(
                Command((f"Ctrl+Shift+{key}",), name, self._extending(way), "select", chosen)
                for key, way, _, name in ARROWS
            ),
            Command(
                ("Ctrl+Shift+A",),
                Text("Alles auswählen, was folgt", "Select all that follows"),
                self.select_following,
                "select",
                chosen,
                menu=("step", "steps"),
            ),
        )

    def walk(self, direction: Direction) -> None:
        """Go to a neighbor; from a connection to its ends or to the connection beside it."""
        scene, selection = self._stage.scene, self._stage.selection
        edge, current = selection.edge, selection.current
        if edge is not None:
            self._walk_from(edge, direction)
        else:
            start = current or min(selection.steps, default=None)
            self.go_to(first_step(scene) if start is None else next_step(scene, start, direction))

    def walk_edges(self, direction: Direction) -> None:
        """Go to a connection of the current step, or from one connection to the next."""
        scene, selection = self._stage.scene, self._stage.selection
        if selection.edge is not None:
            self._go_along(edge_beside(scene, selection.edge, direction))
        elif selection.current is not None:
            self._go_along(edge_at_step(scene, selection.current, direction))
        else:
            self.go_to(first_step(scene))

    def extend(self, direction: Direction) -> None:
        """Take the neighbor into the selection as well; the way back takes it out again."""
        scene, selection = self._stage.scene, self._stage.selection
        current = selection.current or min(selection.steps)
        target = next_step(scene, current, direction)
        if target is None:
            return
        steps = selection.steps - {current} if target in selection.steps else selection.steps | {target}
        selection.select(steps, target)
        self._show(scene.box(target))

    def select_following(self) -> None:
        """Select what can be come to from the selected steps, and them."""
        selection = self._stage.selection
        current = selection.current
        selection.select(following(self._stage.scene.journey, selection.steps), current)

    def to_entry(self) -> None:
        """Go to the trigger, or from one to the next."""
        self.go_to(_next_of(entries(self._stage.scene), self._stage.selection.current))

    def to_end(self) -> None:
        """Go to an end of the journey, or from one to the next."""
        self.go_to(_next_of(ends(self._stage.scene), self._stage.selection.current))

    def back(self) -> None:
        """Go back to where the person came from."""
        self._going_back = True
        known = self._stage.document.journey.by_id
        self.go_to(next((each for each in _taken_from(self._trail) if each in known), None))
        self._going_back = False

    def go_to(self, step: NodeId | None) -> None:
        """Select a step and bring it into view."""
        if step is not None:
            self._stage.selection.select((step,))
            self._show(self._stage.scene.box(step))

    def _walk_from(self, edge: Edge, direction: Direction) -> None:
        if direction in ("up", "down"):
            self.go_to(edge.source if direction == "up" else edge.target)
        else:
            self._go_along(edge_beside(self._stage.scene, edge, direction))

    def _go_along(self, edge: Edge | None) -> None:
        if edge is not None:
            self._stage.selection.select_edge(edge)
            spot = self._stage.scene.plus(key_of(edge))
            self._show(Box(spot.x, spot.y, spot.x, spot.y).grown(SIGHT))

    def _show(self, box: Box) -> None:
        self._stage.camera.ensure_seen(box)
        self._stage.repaint()

    def _has_steps(self) -> bool:
        return bool(self._stage.selection.steps)

    def _remember(self) -> None:
        current, known = self._stage.selection.current, self._stage.document.journey.by_id
        if current is None or current == self._last:
            return
        if self._last is not None and not self._going_back:
            self._trail.append(self._last)
        self._last = current
        self._trail = [each for each in self._trail[-REMEMBERED:] if each in known]

    def _to_step(self, direction: Direction) -> Callable[[], None]:
        return lambda: self.walk(direction)

    def _extending(self, direction: Direction) -> Callable[[], None]:
        return lambda: self.extend(direction)


def _taken_from(trail: list[NodeId]) -> Iterator[NodeId]:
    """The latest first, each taken away as it is looked at."""
    while trail:
        yield trail.pop()


def _next_of(steps: list[NodeId], current: NodeId | None) -> NodeId | None:
    """The one after the current one, round to the first."""
    if not steps:
        return None
    return steps[(steps.index(current) + 1) % len(steps)] if current in steps else steps[0]
