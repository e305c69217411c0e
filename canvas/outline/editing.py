"""Editing the journey from the row that the outline is at; every edit is one named step of undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from app.core import edits
from app.core.journey import Edge, Journey, NodeId, Point
from app.core.outline import Row, Way, ways_of
from app.core.outline_moves import Moved, moved, taken_out
from app.core.text import Text
from canvas.editing.naming import title_of
from canvas.editing.placing import place_after, room_on_edge
from canvas.scene.geometry import Spot
from canvas.scene.ways import names_of
from canvas.stage import SearchRequest, Stage
from canvas.wayfinding.flow import Flow

_RENAME = Text("„{name}“ umbenennen", "rename “{name}”")
_MOVE = {
    1: Text("„{name}“ nach unten schieben", "move “{name}” down"),
    -1: Text("„{name}“ nach oben schieben", "move “{name}” up"),
}
_STUCK = {
    1: Text("Weiter nach unten geht es nicht.", "It cannot go further down."),
    -1: Text("Weiter nach oben geht es nicht.", "It cannot go further up."),
}
_TRIGGER = Text("Ein Auslöser steht immer am Anfang.", "A trigger always stands at the beginning.")
_NOTHING_AFTER = Text(
    "Nach diesem Schritt kommt nichts: Er beendet den Weg.", "Nothing comes after this step: it ends the way."
)
_NOTHING_BEFORE = Text(
    "Davor lässt sich nichts einfügen: Zu diesem Schritt führt kein Weg.",
    "Nothing can be inserted before it: no way leads to this step.",
)
_MEETING = Text(
    "Hier treffen sich Wege. Gehen Sie in die Zeile des Wegs, auf dem der neue Schritt stehen soll.",
    "Ways meet here. Go to the row of the way that the new step shall stand on.",
)
_NO_WAY_IN = Text("In einen Auslöser führt kein Weg.", "No way leads into a trigger.")
_TO_ITSELF = Text("Ein Schritt führt nicht zu sich selbst.", "A step does not lead to itself.")


class Mark(NamedTuple):
    """A way out that looks for the step it shall lead to."""

    source: NodeId
    names: tuple[str, ...]
    at: int

    @property
    def port(self) -> str:
        """The name of the way out."""
        return self.names[self.at]


class OutlineEditing:
    """Knows what adding, deleting, moving and connecting mean at a row."""

    def __init__(self, stage: Stage, flow: Flow) -> None:
        self._stage, self._flow = stage, flow

    @property
    def _journey(self) -> Journey:
        return self._stage.document.journey

    def add_after(self, row: Row) -> bool:
        """Search for a step that comes after a row; whether the search is open."""
        if row.kind != "step" or row.node is None:
            return row.way is not None and self._ask(row.way)
        place = self._place_after(row.node)
        if place is None:
            self._stage.hint(_NOTHING_AFTER)
            return False
        return self._ask(place)

    def add_before(self, row: Row) -> bool:
        """Search for a step that comes between a row and what leads to it; whether the search is open."""
        if row.way is None:
            meeting = row.node is not None and row.node in self._journey.incoming
            self._stage.hint(_MEETING if meeting else _NOTHING_BEFORE)
            return False
        return self._ask(row.way)

    def delete(self, row: Row) -> None:
        """Take a step away and join its neighbors, or take away the connection that a row stands for."""
        if row.kind == "step" and row.node is not None:
            self._stage.selection.select((row.node,))
            self._stage.editor.delete()
        elif row.way is not None and (edge := self._edge(row.way)) is not None:
            self._stage.selection.select_edge(edge)
            self._stage.editor.delete()

    def rename(self, node: NodeId, title: str) -> None:
        """Give a step another title; an empty one shows the name of its type."""
        name = _RENAME.fill(name=title_of(node, self._journey, self._stage.editor.catalog))
        self._stage.document.apply(lambda journey: edits.set_title(journey, node, title.strip()[:200]), name)

    def move(self, row: Row, step: int) -> None:
        """Move a step one place further down (1) or up (-1): over its neighbor, into a branch, out of it."""
        node = row.node
        if row.kind != "step" or node is None:
            return
        if not self._stage.scene.accepts(node):
            self._stage.hint(_TRIGGER)
            return
        through = self._through(node)
        found = moved(self._journey, self._flow.rows, node, through, step)
        if found is None:
            self._stage.hint(_STUCK[step])
            return
        places = self._places(node, through, row.way, found)
        result = edits.move_nodes(found.journey, places)
        name = _MOVE[step].fill(name=title_of(node, self._journey, self._stage.editor.catalog))
        self._stage.document.apply(lambda _: result, name)
        self._stage.selection.select((node,))

    def mark(self, row: Row, before: Mark | None) -> Mark | None:
        """Mark a way out of the row's step to be connected; asked again, the next one."""
        if before is not None:
            return before._replace(at=(before.at + 1) % len(before.names))
        source = row.way[0] if row.kind != "step" and row.way is not None else row.node
        names = tuple(names_of(self._stage.scene.ports(source))) if source is not None else ()
        if source is None or not names:
            self._stage.hint(_NOTHING_AFTER)
            return None
        if row.kind != "step" and row.way is not None and row.way[1] in names:
            return Mark(source, names, names.index(row.way[1]))
        used = self._journey.outgoing.get(source, {})
        return Mark(source, names, next((at for at, name in enumerate(names) if name not in used), 0))

    def connect(self, mark: Mark, target: NodeId) -> bool:
        """Let a marked way out lead to a step; whether that was possible."""
        if target == mark.source:
            self._stage.hint(_TO_ITSELF)
            return False
        if not self._stage.scene.accepts(target):
            self._stage.hint(_NO_WAY_IN)
            return False
        self._stage.editor.connect(mark.source, mark.port, target)
        return True

    def _ask(self, way: Way) -> bool:
        """Open the step search for a way out, as if somebody had pointed to it on the canvas."""
        scene = self._stage.scene
        box = scene.box(way[0])
        self._stage.camera.ensure_seen(box)
        spot = Spot(box.right, box.top)
        if self._edge(way) is not None:
            self._stage.search(SearchRequest(spot, edge=way, pointed=False))
        else:
            self._stage.search(SearchRequest(spot, port=way, pointed=False))
        return True

    def _place_after(self, node: NodeId) -> Way | None:
        """Where typing goes on behind a step: a free way out, else the first one in use."""
        port, edge = self._stage.editor.opening(node)
        if port is not None:
            return node, port
        if edge is not None:
            return edge.source, edge.port
        through = self._through(node)
        return (node, through) if through is not None else None

    def _through(self, node: NodeId) -> str | None:
        """The way out by which a step leads on."""
        names = names_of(self._stage.scene.ports(node))
        ways = ways_of(names, tuple(self._journey.outgoing.get(node, {})))
        return ways.spine or (names[0] if names else None)

    def _edge(self, way: Way) -> Edge | None:
        return self._journey.outgoing.get(way[0], {}).get(way[1])

    def _places(
        self, node: NodeId, through: str | None, way: Way | None, found: Moved
    ) -> Mapping[NodeId, Point]:
        """Where the step stands then: it changes places with a neighbor it passes, or room is made."""
        journey = self._journey
        after = journey.target(node, through) if through is not None else None
        before = way[0] if way is not None else None
        if found.place[0] == after:
            passed = after
        elif before is not None and journey.target(*found.place) == before:
            passed = before
        else:
            return self._room(node, through, found)
        assert passed is not None
        return {node: journey.position(passed), passed: journey.position(node)}

    def _room(self, node: NodeId, through: str | None, found: Moved) -> Mapping[NodeId, Point]:
        free = taken_out(self._journey, node, through)
        layout = {each: point for each, point in free.layout.items() if each != node}
        free = free.replace(layout=layout)
        source, port = found.place
        edge = free.outgoing.get(source, {}).get(port)
        if edge is None:
            names = names_of(self._stage.scene.ports(source))
            return {node: place_after(free, source, names, port)}
        room = room_on_edge(free, edge)
        return {**room.shifts, node: room.at}
