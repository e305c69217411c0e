"""Moving frames with their steps, and notes; sizing a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.core.journey import FrameId, NodeId, Point
from app.core.text import Text
from canvas.editing.framing import grown_note
from canvas.gestures.base import Gesture
from canvas.gestures.held import PLAIN, Held
from canvas.gestures.snapping import Rest, Snapper, bounds_of, paint_guides
from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import Box, Spot
from canvas.stage import Stage

_HINT = Text("G: Einrasten an/aus · Esc: abbrechen", "G: snapping on/off · Esc: cancel")


class MoveFrames(Gesture):
    """Everything that is selected follows the pointer: frames with their steps, steps, notes."""

    shape = Qt.CursorShape.ClosedHandCursor

    def __init__(self, stage: Stage, grabbed: NodeId | FrameId) -> None:
        super().__init__(stage)
        self._from = Spot(0, 0)
        self._origins = stage.editor.framing.moving()
        self._box = self._box_of(grabbed)
        self._places: dict[str, Point] = {}
        steps = [each for each in self._origins if each in stage.document.journey.by_id]
        self._snapper = Snapper(stage.scene, stage.camera, steps)
        self._rest = Rest(Point(round(self._box.left), round(self._box.top)))

    def start(self, at: Spot) -> None:
        """Remember where the pointer grabbed."""
        self._from = at
        self.say(_HINT)

    def move(self, at: Spot, held: Held = PLAIN) -> None:
        """Show everything where it would stand: what was grabbed at rest, the rest beside it."""
        loose = self._box.moved(at.x - self._from.x, at.y - self._from.y)
        rest = Rest(Point(round(loose.left), round(loose.top)))
        self._rest = self._snapper.rest(loose) if held.snapping else rest
        dx, dy = self._rest.at.x - round(self._box.left), self._rest.at.y - round(self._box.top)
        self._places = {each: Point(at.x + dx, at.y + dy) for each, at in self._origins.items()}
        self.stage.scene.place(self._places)
        self.stage.repaint()

    def end(self, at: Spot) -> None:
        """Leave it there."""
        if self._places:
            self.stage.editor.framing.move(self._places)
        self.cancel()

    def cancel(self) -> None:
        """Show the document as it is."""
        self.stage.scene.show(self.stage.document.journey)
        self.say(None)
        self.stage.repaint()

    def accents(self, accents: Accents) -> Accents:
        """Nothing else is hot meanwhile."""
        return replace(accents, hot_step=None, hot_port=None, hot_frame=None)

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw what it is in line with."""
        if self._places:
            paint_guides(painter, self._rest.guides, look)

    def bounds(self) -> Sequence[Box]:
        """Where the guides are."""
        return bounds_of(self._rest.guides)

    def _box_of(self, grabbed: NodeId | FrameId) -> Box:
        """What snaps: the card that was grabbed, the note, or the highest step of the frame."""
        scene, journey = self.stage.scene, self.stage.document.journey
        frame = journey.frame_by_id.get(grabbed)
        if frame is None:
            return scene.box(grabbed)
        if frame.is_note or frame.collapsed:
            return scene.frames.box(grabbed)
        return min((scene.box(step) for step in frame.steps), key=lambda box: (box.top, box.left))


class SizeNote(Gesture):
    """The lower right corner of a note follows the pointer."""

    shape = Qt.CursorShape.SizeFDiagCursor

    def __init__(self, stage: Stage, note: FrameId) -> None:
        super().__init__(stage)
        self._note = note
        self._from = Spot(0, 0)
        self._box = self._wanted = stage.scene.frames.box(note)

    def start(self, at: Spot) -> None:
        """Remember where the pointer grabbed."""
        self._from = at
        self.say(_HINT)

    def move(self, at: Spot, held: Held = PLAIN) -> None:
        """Show the note as large as it would be."""
        dx, dy = at.x - self._from.x, at.y - self._from.y
        self._wanted = grown_note(self._box, dx, dy, snapping=held.snapping)
        self.stage.scene.frames.stretch(self._note, self._wanted)
        self.stage.repaint()

    def end(self, at: Spot) -> None:
        """Leave it so."""
        self.stage.editor.framing.resize(self._note, self._wanted)
        self.cancel()

    def cancel(self) -> None:
        """Show the document as it is."""
        self.stage.scene.show(self.stage.document.journey)
        self.say(None)
        self.stage.repaint()

    def bounds(self) -> Sequence[Box]:
        """Nothing is drawn over the journey: the note itself grows."""
        return ()
