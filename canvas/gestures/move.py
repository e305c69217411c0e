"""Moving steps: along the grid, into a connection, out of a chain, as a copy, with all that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.core import chains
from app.core.chains import following
from app.core.journey import Edge, NodeId, Point
from canvas.editing.carrying import Load
from canvas.gestures.base import Gesture
from canvas.gestures.held import APART_HINT, COPY_HINT, EDGE_HINT, MOVE_HINT, PLAIN, Held
from canvas.gestures.joining import Joining
from canvas.gestures.preview import (
    NOTHING,
    new_ways_bounds,
    paint_ghost,
    paint_loose,
    paint_new_ways,
    plan_of,
)
from canvas.gestures.snapping import LEAST_SCALE, Guide, Rest, Snapper, bounds_of, paint_guides
from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import Box, Spot, card_box, entry_spot
from canvas.scene.hit import edge_at
from canvas.scene.routing import Route
from canvas.scene.scene import EdgeKey
from canvas.stage import Stage

CATCH = 26
"""How near a connection, in canvas units, the middle of the grabbed card must come to be put into it."""
HOLD = 10
"""How much farther it may go without being let go again."""


class Move(Gesture):
    """The steps follow the pointer and show what would become of them."""

    def __init__(self, stage: Stage, grabbed: NodeId) -> None:
        super().__init__(stage)
        self._grabbed = grabbed
        self._from = Spot(0, 0)
        self._carrying = stage.editor.carrying
        self._places: Mapping[NodeId, Point] = {}
        self._joining = Joining(stage)
        self._take(PLAIN)

    @property
    def cursor(self) -> Qt.CursorShape:
        """A copy, a hand that holds a card, or no."""
        if self._held.copy:
            return Qt.CursorShape.DragCopyCursor
        refused = self._aim is not None and not self._room
        return Qt.CursorShape.ForbiddenCursor if refused else Qt.CursorShape.ClosedHandCursor

    def start(self, at: Spot) -> None:
        """Remember where the pointer grabbed."""
        self._from = at

    def move(self, at: Spot, held: Held = PLAIN) -> None:
        """Show the steps where they would stand: the grabbed one at rest, the others beside it."""
        if held != self._held:
            self._show({})
            self._take(held)
        origin = self._origins[self._grabbed]
        dx, dy = at.x - self._from.x, at.y - self._from.y
        loose = card_box(origin).moved(dx, dy)
        self._aim_at(loose.center)
        self._rest = self._resting(loose)
        self._show(self._room or self._moved())
        self._look_for_frame(at)
        self.stage.repaint()

    def end(self, at: Spot) -> None:
        """Let the document change as it was shown."""
        load = self._load
        if self._held.copy:
            self._carrying.copy(self._origins, self._offset)
        elif self._aim is not None and self._room and load is not None:
            self._carrying.drop_on(load, self.stage.scene.edge(self._aim[0]))
        elif self._held.apart and load is not None:
            self._carrying.take_out(load, self._places)
        elif not self._joining.drop(self._places):
            self.stage.editor.move(self._places)
        self.cancel()

    def cancel(self) -> None:
        """Show the document as it is: for the steps were put elsewhere only provisionally."""
        self.stage.scene.show(self.stage.document.journey)
        self.say(None)
        self.stage.repaint()

    def accents(self, accents: Accents) -> Accents:
        """Emphasize what moves; leave out the connections that would no longer be there."""
        steps = frozenset(self._origins)
        lifted = frozenset[NodeId]() if self._held.copy else steps
        return replace(
            accents, steps=steps, hot_step=None, hot_port=None, hidden=self._plan.gone, lifted=lifted
        )

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw new connections, guides, and the copy."""
        paint_new_ways(painter, self.stage.scene, self._plan.fresh, look)
        if self._held.copy:
            self._paint_copy(painter, look)
        self._joining.paint(painter, look)
        paint_guides(painter, self.guides, look)

    def bounds(self) -> Sequence[Box] | None:
        """Where that is; a copy may be large, and then it is as quick to paint everything."""
        if self._held.copy:
            return None
        ways = new_ways_bounds(self.stage.scene, self._plan.fresh)
        return [*ways, *self._joining.bounds(), *bounds_of(self.guides)]

    def _paint_copy(self, painter: QPainter, look: Look) -> None:
        scene, seen, faces = self.stage.scene, self.stage.camera.seen, self.stage.faces()
        dx, dy = self._offset
        for edge in self._inner:
            start = scene.exit(edge.source, edge.port)
            end = entry_spot(scene.box(edge.target))
            paint_loose(painter, Spot(start.x + dx, start.y + dy), Spot(end.x + dx, end.y + dy), look)
        for step, at in self._copied():
            if card_box(at).meets(seen):
                paint_ghost(painter, faces.face(scene.journey.by_id[step]), at, look)

    @property
    def guides(self) -> tuple[Guide, ...]:
        """The thin lines that are shown."""
        return () if self._room else self._rest.guides

    def _take(self, held: Held) -> None:
        """Take hold of what the keys say."""
        journey = self.stage.document.journey
        steps = self.stage.selection.steps
        if held.branch:
            steps |= following(journey, self._grabbed)
        self._held = held
        self._origins = {each: journey.position(each) for each in steps}
        self._rest = Rest(self._origins[self._grabbed])
        self._snapper = Snapper(self.stage.scene, self.stage.camera, () if held.copy else steps)
        self._inner: list[Edge] = []
        if held.copy:
            self._inner = [edge for edge in journey.edges if edge.source in steps and edge.target in steps]
        self._load: Load | None = self._carrying.load_of(steps)
        self._aim: tuple[EdgeKey, Route] | None = None
        self._leave_edge()

    def _aim_at(self, center: Spot) -> None:
        """Look for a connection to be put into; it is let go a little later than it was caught."""
        if self._aim is not None and self._aim[1].distance(center) <= CATCH + HOLD:
            return
        # Look where everything stood before it made room: else a connection would seem to come after.
        self._show({each: at for each, at in self._places.items() if each in self._origins})
        catches = self._held.snapping and not self._held.copy and self.stage.camera.scale >= LEAST_SCALE
        scene, steps = self.stage.scene, self._origins
        edge = edge_at(scene, center, CATCH, without=steps) if catches else None
        if edge is not None:
            self._aim = edge, scene.route(edge)
            self._enter_edge(edge)
        elif self._aim is not None:
            self._aim = None
            self._leave_edge()

    def _look_for_frame(self, at: Spot) -> None:
        """Look what frame the steps would come to belong to, unless they go elsewhere."""
        before = self._joining.hint
        if self._room or self._held.copy or self._held.apart:
            self._joining.forget()
        else:
            self._joining.aim(at, self._origins)
            if self._joining.hint != before:
                self.say(self._joining.hint or MOVE_HINT)

    def _enter_edge(self, key: EdgeKey) -> None:
        edge, load = self.stage.scene.edge(key), self._load
        why_not = self._carrying.why_not(load, self._origins, edge)
        if why_not is not None or load is None:
            self._leave_edge()
            self.say(why_not)
            return
        journey = self.stage.document.journey
        self._room = self._carrying.room_on(load, edge)
        self._plan = plan_of(journey, chains.onto(journey, *load, edge))
        self.say(EDGE_HINT)

    def _leave_edge(self) -> None:
        self._room: Mapping[NodeId, Point] = {}
        apart = self._held.apart and not self._held.copy and self._load is not None
        self._plan = NOTHING
        if apart and self._load is not None:
            journey = self.stage.document.journey
            self._plan = plan_of(journey, chains.out_of_its_place(journey, *self._load))
        self.say(COPY_HINT if self._held.copy else APART_HINT if apart else MOVE_HINT)

    def _resting(self, loose: Box) -> Rest:
        if not self._held.snapping:
            return Rest(Point(round(loose.left), round(loose.top)))
        return self._snapper.rest(loose, None if self._held.copy else self._grabbed)

    @property
    def _offset(self) -> Point:
        origin = self._origins[self._grabbed]
        return Point(self._rest.at.x - origin.x, self._rest.at.y - origin.y)

    def _copied(self) -> list[tuple[NodeId, Point]]:
        dx, dy = self._offset
        return [(each, Point(at.x + dx, at.y + dy)) for each, at in self._origins.items()]

    def _moved(self) -> Mapping[NodeId, Point]:
        return {} if self._held.copy else dict(self._copied())

    def _show(self, places: Mapping[NodeId, Point]) -> None:
        """Pretend that cards stand elsewhere; those that no longer do stand where they stood."""
        if places != self._places:
            journey = self.stage.document.journey
            back = {each: journey.position(each) for each in self._places if each not in places}
            self._places = places
            self.stage.scene.place({**back, **places})
