"""The pointer: turns presses, moves and releases of a mouse or a finger into gestures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, Qt

from app.core.text import Text
from canvas.gestures.back_connect import BackConnect
from canvas.gestures.base import Gesture
from canvas.gestures.connect import Connect
from canvas.gestures.held import CONTROL, SHIFT, held_of
from canvas.gestures.move import Move
from canvas.gestures.move_frames import MoveFrames, SizeNote
from canvas.gestures.pan import Pan
from canvas.gestures.rubber import RubberBand
from canvas.painting.picture import Accents
from canvas.scene.geometry import Spot
from canvas.scene.hit import (
    REACH,
    TOUCH_REACH,
    EdgeHit,
    EndHit,
    EntryHit,
    FrameHit,
    Hit,
    PlusHit,
    PortHit,
    StepHit,
    hit,
    nearer_end,
)
from canvas.scene.scene import key_of
from canvas.stage import SearchRequest, Stage

DRAG_DISTANCE = 4
"""Pixels that a press must travel to be a drag."""
TOUCH_DISTANCE = 12
"""The same for a finger, which never lies quite still."""
BORDER = 28
"""Pixels at the border of the view in which a drag pushes the picture."""
ABOVE = 48
"""How far above a card, in canvas units, a step stands that is put before it."""
ADDING = CONTROL | SHIFT
NONE_HELD = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class _Press:
    """A press that is not yet a click or a drag."""

    place: QPointF
    hit: Hit
    modifiers: Qt.KeyboardModifier
    finger: bool

    @property
    def adding(self) -> bool:
        """Whether a click adds to the selection."""
        return bool(self.modifiers & ADDING)

    def is_left_by(self, place: QPointF) -> bool:
        """Whether a pointer that is there now drags."""
        slack = TOUCH_DISTANCE if self.finger else DRAG_DISTANCE
        return (place - self.place).manhattanLength() >= slack


class Pointer:
    """Knows what the pointer is on, and the gesture it is making."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._press: _Press | None = None
        self._hover: Hit = None
        self._place = QPointF()
        self._modifiers = NONE_HELD
        self._snapping = True
        self._came_in = True
        self.gesture: Gesture | None = None
        self.space = False
        """Whether the space bar is held: then the left button pans."""

    @property
    def cursor(self) -> Qt.CursorShape:
        """The shape that says what a press would do."""
        if self.gesture is not None:
            return self.gesture.cursor
        if self.space:
            return Qt.CursorShape.OpenHandCursor
        if isinstance(self._hover, PortHit | EntryHit | EndHit):
            return Qt.CursorShape.CrossCursor
        if isinstance(self._hover, FrameHit) and self._hover.part == "corner":
            return Qt.CursorShape.SizeFDiagCursor
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
        elif isinstance(found, EntryHit):
            accents = replace(accents, hot_step=found.node, hot_entry=found.node)
        elif isinstance(found, PortHit):
            accents = replace(accents, hot_step=found.node, hot_port=(found.node, found.port))
        elif isinstance(found, PlusHit):
            accents = replace(accents, hot_plus=found.edge)
        elif isinstance(found, EdgeHit | EndHit):
            accents = replace(accents, hot_edge=found.edge)
        elif isinstance(found, FrameHit):
            accents = replace(accents, hot_frame=found.frame)
        return self.gesture.accents(accents) if self.gesture else accents

    def press(
        self, place: QPointF, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier, *, finger: bool = False
    ) -> None:
        """A button or a finger went down."""
        if self.gesture is not None:
            return
        self._modifiers = modifiers
        left = button == Qt.MouseButton.LeftButton
        if button == Qt.MouseButton.MiddleButton or (left and self.space):
            self.begin(Pan(self._stage), place)
        elif left:
            reach = TOUCH_REACH if finger else REACH
            self._press = _Press(place, self.look(place, reach), modifiers, finger)
            self._select_pressed(self._press)

    def move(self, place: QPointF, modifiers: Qt.KeyboardModifier = NONE_HELD) -> None:
        """The pointer moved."""
        self._place, self._modifiers = place, modifiers
        press = self._press
        if press is not None and self.gesture is None and press.is_left_by(place):
            self.begin(self._gesture_for(press), press.place)
        if self.gesture is not None:
            self._move_gesture()
        elif press is None:
            self.hover(place)

    def release(self, place: QPointF, button: Qt.MouseButton) -> None:
        """A button or the finger came up."""
        press, self._press = self._press, None
        if self.gesture is not None:
            gesture, self.gesture = self.gesture, None
            gesture.end(self._spot(place))
        elif press is not None and button == Qt.MouseButton.LeftButton:
            self._click(press)
        self.hover(None if press is not None and press.finger else place)

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
        seen, scale = self._stage.camera.seen, self._stage.camera.scale
        self._came_in = not (_pull(place.x(), seen.width * scale) or _pull(place.y(), seen.height * scale))
        self.gesture = gesture
        self._place = place
        gesture.start(self._spot(place))

    def hold(self, modifiers: Qt.KeyboardModifier) -> None:
        """A key that changes what a drag does went down or up."""
        self._modifiers = modifiers
        if self.gesture is not None:
            self._move_gesture()

    def follow_camera(self) -> None:
        """The camera has moved under the pointer: what is dragged stays below it."""
        if self.gesture is not None and not isinstance(self.gesture, Pan):
            self._move_gesture()

    def switch_snapping(self) -> None:
        """Let dragged cards snap to grid, neighbors and connections no longer, or again."""
        self._snapping = not self._snapping
        if self.gesture is not None:
            self._move_gesture()
        else:
            self._stage.hint(_SNAPPING if self._snapping else _NO_SNAPPING)

    def hover(self, place: QPointF | None) -> None:
        """Look what the pointer is on; None when it has left."""
        found = self.look(place) if place is not None else None
        if found != self._hover:
            self._hover = found
            self._stage.repaint()

    def look_again(self) -> None:
        """The journey is another one: what the pointer was on may have gone."""
        if self._hover is not None:
            self.hover(self._place)

    def look(self, place: QPointF, reach: float = REACH) -> Hit:
        """What is at a place of the widget."""
        edge = self._stage.selection.edge
        grips = key_of(edge) if edge is not None else None
        return hit(self._stage.scene, self._spot(place), self._stage.camera.scale, reach, grips)

    def push_at_border(self, width: int, height: int) -> None:
        """While something is dragged near the border of the view, bring more of the canvas in."""
        if self.gesture is None or isinstance(self.gesture, Pan):
            return
        dx, dy = _pull(self._place.x(), width), _pull(self._place.y(), height)
        # What begins at the border, as a step from the palette does, must first have come in.
        self._came_in = self._came_in or not (dx or dy)
        if self._came_in and (dx or dy):
            self._stage.camera.pan(dx, dy)
            self._move_gesture()

    def _move_gesture(self) -> None:
        assert self.gesture is not None
        self.gesture.move(self._spot(self._place), held_of(self._modifiers, snapping=self._snapping))

    def _select_pressed(self, press: _Press) -> None:
        selection = self._stage.selection
        if isinstance(press.hit, StepHit) and not press.adding and press.hit.node not in selection.steps:
            selection.select((press.hit.node,))
        elif isinstance(press.hit, EdgeHit):
            selection.select_edge(self._stage.scene.edge(press.hit.edge))
        elif isinstance(press.hit, FrameHit) and not press.adding:
            self._select_frame(press.hit)

    def _select_frame(self, found: FrameHit) -> None:
        if found.frame not in self._stage.selection.frames:
            self._stage.selection.select_frame(self._stage.document.journey.frame_by_id[found.frame])

    def _gesture_for(self, press: _Press) -> Gesture:
        found, stage = press.hit, self._stage
        if isinstance(found, PortHit):
            return Connect(stage, found.node, found.port)
        if isinstance(found, StepHit):
            if found.node not in stage.selection.steps:
                stage.selection.select((found.node,))
            mixed = stage.selection.frames
            return MoveFrames(stage, found.node) if mixed else Move(stage, found.node)
        if isinstance(found, FrameHit):
            self._select_frame(found)
            corner = found.part == "corner"
            return SizeNote(stage, found.frame) if corner else MoveFrames(stage, found.frame)
        if isinstance(found, EntryHit):
            return self._from_entry(found, further=bool(press.modifiers & CONTROL))
        if isinstance(found, PlusHit | EdgeHit):
            found = nearer_end(stage.scene, found.edge, self._spot(press.place))
        if isinstance(found, EndHit):
            return self._loosen(found)
        return Pan(stage) if press.finger else RubberBand(stage, adding=press.adding)

    def _from_entry(self, found: EntryHit, *, further: bool) -> Gesture:
        incoming = self._stage.document.journey.incoming.get(found.node, ())
        if further or not incoming:
            return BackConnect(self._stage, found.node)
        return self._loosen(EndHit(key_of(incoming[-1]), at_source=False))

    def _loosen(self, end: EndHit) -> Gesture:
        if not end.at_source:
            return Connect(self._stage, *end.edge)
        edge = self._stage.scene.edge(end.edge)
        return BackConnect(self._stage, edge.target, instead=edge)

    def _click(self, press: _Press) -> None:
        found, spot, stage = press.hit, self._spot(press.place), self._stage
        if isinstance(found, PlusHit):
            stage.search(SearchRequest(spot, edge=found.edge))
        elif isinstance(found, PortHit):
            stage.search(SearchRequest(spot, port=(found.node, found.port), pointed=False))
        elif isinstance(found, EntryHit):
            self._click_entry(found, spot)
        elif isinstance(found, StepHit) and press.adding:
            stage.selection.toggle(found.node)
        elif isinstance(found, StepHit):
            stage.selection.select((found.node,))
        elif isinstance(found, FrameHit):
            self._click_frame(found, adding=press.adding)
        elif found is None and not press.adding:
            stage.selection.clear()

    def _click_frame(self, found: FrameHit, *, adding: bool) -> None:
        frame = self._stage.document.journey.frame_by_id[found.frame]
        if found.part == "fold":
            self._stage.editor.framing.toggle(found.frame)
        elif adding:
            self._stage.selection.toggle_frame(frame)
        else:
            self._stage.selection.select_frame(frame)

    def _click_entry(self, found: EntryHit, spot: Spot) -> None:
        incoming = self._stage.document.journey.incoming.get(found.node, ())
        if incoming:
            self._stage.selection.select_edge(incoming[-1])
        else:
            self._stage.search(SearchRequest(Spot(spot.x, spot.y - ABOVE), entry=found.node, pointed=False))

    def _spot(self, place: QPointF) -> Spot:
        return self._stage.camera.to_canvas(place)


def _pull(at: float, size: float) -> float:
    """Pixels to push the picture in one tick: faster the nearer to the border."""
    if at < BORDER:
        return (BORDER - max(at, 0)) / 2
    return -(BORDER - max(size - at, 0)) / 2 if at > size - BORDER else 0


_SNAPPING = Text(
    "Schritte rasten an Raster, Nachbarn und Verbindungen ein.",
    "Steps snap to grid, neighbors and connections.",
)
_NO_SNAPPING = Text(
    "Schritte rasten nicht mehr ein, bis Sie wieder G drücken.",
    "Steps no longer snap, until you press G again.",
)
