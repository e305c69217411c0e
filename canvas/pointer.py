"""The pointer: turns presses, moves and releases of a mouse into gestures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from app.core.journey import NodeId
from canvas.gestures.base import Gesture
from canvas.gestures.connect import Connect
from canvas.gestures.move import Move
from canvas.gestures.pan import Pan
from canvas.gestures.rubber import RubberBand
from canvas.painting.picture import Accents
from canvas.scene.geometry import Spot
from canvas.scene.hit import EdgeHit, Hit, PlusHit, PortHit, StepHit, hit
from canvas.stage import SearchRequest, Stage

DRAG_DISTANCE = 4
"""Pixels that a press must travel to be a drag."""
BORDER = 28
"""Pixels at the border of the view in which a drag pushes the picture."""
ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class _Press:
    """A press that is not yet a click or a drag."""

    place: QPointF
    hit: Hit
    adding: bool


class Pointer:
    """Knows what the pointer is on, and the gesture it is making."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._press: _Press | None = None
        self._hover: Hit = None
        self._place = QPointF()
        self.gesture: Gesture | None = None
        self.space = False
        """Whether the space bar is held: then the left button pans."""

    @property
    def cursor(self) -> Qt.CursorShape:
        """The shape that says what a press would do."""
        if isinstance(self.gesture, Pan):
            return Qt.CursorShape.ClosedHandCursor
        if self.space:
            return Qt.CursorShape.OpenHandCursor
        if isinstance(self._hover, PortHit):
            return Qt.CursorShape.CrossCursor
        return Qt.CursorShape.PointingHandCursor if self._hover else Qt.CursorShape.ArrowCursor

    @property
    def hovered(self) -> Hit:
        """What the pointer is on."""
        return self._hover

    def accents(self, accents: Accents) -> Accents:
        """What to emphasize because the pointer is on it, or because of its gesture."""
        found = self._hover
        if isinstance(found, StepHit):
            accents = replace(accents, hot_step=found.node)
        elif isinstance(found, PortHit):
            accents = replace(accents, hot_step=found.node, hot_port=(found.node, found.port))
        elif isinstance(found, PlusHit):
            accents = replace(accents, hot_plus=found.edge)
        elif isinstance(found, EdgeHit):
            accents = replace(accents, hot_edge=found.edge)
        return self.gesture.accents(accents) if self.gesture else accents

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        if self.gesture is not None:
            return
        place = event.position()
        if event.button() == Qt.MouseButton.MiddleButton or (
            event.button() == Qt.MouseButton.LeftButton and self.space
        ):
            self.begin(Pan(self._stage), place)
        elif event.button() == Qt.MouseButton.LeftButton:
            adding = bool(event.modifiers() & ADDING)
            self._press = _Press(place, self._find(place), adding)
            self._select_pressed(self._press)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved."""
        self._place = event.position()
        if self._press is not None and self.gesture is None:
            travel = (self._place - self._press.place).manhattanLength()
            if travel >= DRAG_DISTANCE:
                self._drag(self._press)
        if self.gesture is not None:
            self._move_gesture(fine=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        else:
            self.hover(self._place)

    def release(self, event: QMouseEvent) -> None:
        """A button came up."""
        press, self._press = self._press, None
        if self.gesture is not None:
            gesture, self.gesture = self.gesture, None
            gesture.end(self._spot(event.position()))
        elif press is not None and event.button() == Qt.MouseButton.LeftButton:
            self._click(press)
        self.hover(event.position())

    def cancel(self) -> bool:
        """Call the gesture off; returns whether there was one."""
        self._press = None
        if self.gesture is None:
            return False
        gesture, self.gesture = self.gesture, None
        gesture.cancel()
        return True

    def begin(self, gesture: Gesture, place: QPointF) -> None:
        """Start a gesture at a place of the widget."""
        self.gesture = gesture
        self._place = place
        gesture.start(self._spot(place))

    def hover(self, place: QPointF | None) -> None:
        """Look what the pointer is on; None when it has left."""
        found = self._find(place) if place is not None else None
        if found != self._hover:
            self._hover = found
            self._stage.repaint()

    def look(self, place: QPointF) -> Hit:
        """What is at a place of the widget."""
        return self._find(place)

    def push_at_border(self, width: int, height: int) -> None:
        """While something is dragged near the border of the view, bring more of the canvas in."""
        if self.gesture is None or isinstance(self.gesture, Pan):
            return
        dx, dy = _pull(self._place.x(), width), _pull(self._place.y(), height)
        if dx or dy:
            self._stage.camera.pan(dx, dy)
            self._move_gesture(fine=False)

    def _move_gesture(self, *, fine: bool) -> None:
        assert self.gesture is not None
        self.gesture.move(self._spot(self._place), fine=fine)

    def _select_pressed(self, press: _Press) -> None:
        selection = self._stage.selection
        if isinstance(press.hit, StepHit):
            if press.adding:
                selection.toggle(press.hit.node)
            elif press.hit.node not in selection.steps:
                selection.select((press.hit.node,))
        elif isinstance(press.hit, EdgeHit):
            selection.select_edge(self._stage.scene.edge(press.hit.edge))

    def _drag(self, press: _Press) -> None:
        gesture = self._gesture_for(press)
        if gesture is not None:
            self.begin(gesture, press.place)

    def _gesture_for(self, press: _Press) -> Gesture | None:
        if isinstance(press.hit, PortHit):
            return Connect(self._stage, press.hit.node, press.hit.port)
        if isinstance(press.hit, StepHit):
            return self._move_of(press.hit.node)
        return RubberBand(self._stage, adding=press.adding) if press.hit is None else None

    def _move_of(self, node: NodeId) -> Gesture:
        if node not in self._stage.selection.steps:
            self._stage.selection.toggle(node)
        return Move(self._stage, node)

    def _click(self, press: _Press) -> None:
        spot = self._spot(press.place)
        if isinstance(press.hit, PlusHit):
            self._stage.search(SearchRequest(spot, edge=press.hit.edge))
        elif isinstance(press.hit, PortHit):
            self._stage.search(SearchRequest(spot, port=(press.hit.node, press.hit.port), pointed=False))
        elif press.hit is None and not press.adding:
            self._stage.selection.clear()
        elif isinstance(press.hit, StepHit) and not press.adding:
            self._stage.selection.select((press.hit.node,))

    def _find(self, place: QPointF) -> Hit:
        return hit(self._stage.scene, self._spot(place), self._stage.camera.scale)

    def _spot(self, place: QPointF) -> Spot:
        return self._stage.camera.to_canvas(place)


def _pull(at: float, size: int) -> float:
    """Pixels to push the picture in one tick: faster the nearer to the border."""
    if at < BORDER:
        return (BORDER - max(at, 0)) / 2
    return -(BORDER - max(size - at, 0)) / 2 if at > size - BORDER else 0
