"""Dropping a step from the palette."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtGui import QPainter

from app.core.journey import NodeId, Point
from app.core.text import Text
from canvas.editing.naming import title_of
from canvas.editing.placing import nearest_free, room_on_edge
from canvas.gestures.base import Gesture
from canvas.gestures.held import EDGE_HINT, PLAIN, Held
from canvas.gestures.preview import paint_ghost, paint_loose
from canvas.gestures.snapping import Rest, Snapper, paint_guides
from canvas.overlays.fitting import fits_between
from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, Box, Spot, card_box, entry_spot, exit_spot
from canvas.scene.hit import edge_at
from canvas.scene.routing import Route
from canvas.scene.scene import EdgeKey
from canvas.scene.ways import main_ways, names_of
from canvas.stage import Stage

CATCH = 36
"""How near a connection, in canvas units, the middle of the card must come to be inserted on it."""
ASIDE, BELOW = 100, 110
"""How far beside and below a free way out a step is still hung on it."""


class Drop(Gesture):
    """A ghost of the step shows where it would stand, and on what connection or way out."""

    def __init__(self, stage: Stage, type_id: str) -> None:
        super().__init__(stage)
        self._type_id = type_id
        self._held = PLAIN
        self._face = stage.faces().of_type(type_id)
        self._snapper = Snapper(stage.scene, stage.camera)
        self._rest = Rest(Point(0, 0))
        self._aim: tuple[EdgeKey, Route] | None = None
        self._port: EdgeKey | None = None
        self._shifts: Mapping[NodeId, Point] = {}
        node_type = stage.editor.catalog.get(type_id)
        self._fits_between = node_type is not None and fits_between(node_type)
        self._starts = node_type is not None and node_type.is_trigger

    def start(self, at: Spot) -> None:
        """The step came in over the canvas."""
        self.move(at)

    def move(self, at: Spot, held: Held = PLAIN) -> None:
        """Follow the pointer, into a connection, below a way out, or to a free place."""
        self._held = held
        self._aim_at(at)
        if self._aim is None or not self._fits_between:
            loose = card_box(Point(0, 0)).moved(at.x - CARD_WIDTH / 2, at.y - CARD_HEIGHT / 2)
            free = Rest(Point(round(loose.left), round(loose.top)))
            rest = self._snapper.rest(loose) if held.snapping else free
            place = nearest_free(rest.at, self._is_taken)
            self._rest = rest if place == rest.at else Rest(place)
            self._port = None if self._starts or self._aim is not None else self._port_above(place)
            if self._aim is None:
                self.say(self._about_port(*self._port) if self._port is not None else None)
        self.stage.repaint()

    def end(self, at: Spot) -> None:
        """Add the step as it was shown."""
        self.move(at, self._held)
        aim, port, place = self._aim, self._port, self._rest.at
        self.cancel()
        if aim is not None and self._fits_between:
            self.stage.editor.insert(self._type_id, self.stage.scene.edge(aim[0]))
        elif port is not None:
            self.stage.editor.add_after(self._type_id, *port, place)
        else:
            self.stage.editor.add(self._type_id, place)

    def cancel(self) -> None:
        """The step went out again."""
        self._aim = None
        self._make_room()
        self.say(None)
        self.stage.repaint()

    def accents(self, accents: Accents) -> Accents:
        """Emphasize the connection or the way out that the step would go on."""
        edge = self._aim[0] if self._aim is not None and self._fits_between else None
        hidden = frozenset[EdgeKey]() if edge is None else frozenset([edge])
        return replace(accents, hot_port=edge or self._port, hidden=hidden)

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the ghost, with the connections that it would have."""
        scene, box = self.stage.scene, card_box(self._rest.at)
        if self._aim is not None and self._fits_between:
            edge = scene.edge(self._aim[0])
            paint_loose(painter, scene.exit(*self._aim[0]), entry_spot(box), look)
            paint_loose(painter, exit_spot(box, 0), entry_spot(scene.box(edge.target)), look)
        elif self._port is not None:
            paint_loose(painter, scene.exit(*self._port), entry_spot(box), look)
        paint_ghost(painter, self._face, self._rest.at, look)
        paint_guides(painter, self._rest.guides, look)

    def _aim_at(self, at: Spot) -> None:
        """Look for a connection to go on; it is let go where it was before the others made room."""
        if self._aim is not None and self._aim[1].distance(at) <= CATCH:
            return
        scene = self.stage.scene
        if self._aim is not None:
            self._aim = None
            self._make_room()
        edge = edge_at(scene, at, CATCH)
        if edge is not None:
            self._aim = edge, scene.route(edge)
            self._make_room()
        self.say(self._about_edge() if edge is not None else None)

    def _about_edge(self) -> Text:
        if self._fits_between:
            return EDGE_HINT
        return _TRIGGER if self._starts else _END

    def _about_port(self, step: NodeId, name: str) -> Text:
        title = title_of(step, self.stage.document.journey, self.stage.editor.catalog)
        label = next(port.label for port in self.stage.scene.ports(step) if port.name == name)
        return _HANG.fill(name=title, port=label)

    def _make_room(self) -> None:
        """Show the steps where they would stand when the new one goes between them."""
        scene, journey = self.stage.scene, self.stage.document.journey
        back = {each: journey.position(each) for each in self._shifts}
        self._shifts = {}
        if self._aim is not None and self._fits_between:
            room = room_on_edge(journey, scene.edge(self._aim[0]))
            self._shifts, self._rest, self._port = room.shifts, Rest(room.at), None
        scene.place({**back, **self._shifts})

    def _is_taken(self, box: Box) -> bool:
        scene = self.stage.scene
        return any(scene.box(each).meets(box) for each in scene.steps_in(box))

    def _port_above(self, place: Point) -> EdgeKey | None:
        """The nearest free way out that a card at a place would hang below."""
        scene, journey = self.stage.scene, self.stage.document.journey
        entry = entry_spot(card_box(place))
        found: list[tuple[float, EdgeKey]] = []
        for step in scene.steps_in(Box(entry.x - ASIDE, entry.y - BELOW, entry.x + ASIDE, entry.y)):
            used = journey.outgoing.get(step, {})
            for port in main_ways(names_of(scene.ports(step))):
                at = scene.exit(step, port)
                if port not in used and abs(at.x - entry.x) <= ASIDE and 0 <= entry.y - at.y <= BELOW:
                    found.append((abs(at.x - entry.x) + entry.y - at.y, (step, port)))
        return min(found)[1] if found else None


_HANG = Text(
    "Loslassen hängt den Schritt an „{name}“, Ausgang „{port}“ · Esc: abbrechen",
    "Let go to hang the step on “{name}”, way out “{port}” · Esc: cancel",
)
_TRIGGER = Text(
    "Ein Auslöser steht immer am Anfang und kann nicht zwischen zwei Schritte.",
    "A trigger always stands at the beginning and cannot go between two steps.",
)
_END = Text(
    "Dieser Schritt hat keinen Ausgang und kann nicht zwischen zwei Schritte.",
    "This step has no way out and cannot go between two steps.",
)
