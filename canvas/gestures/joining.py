"""While steps are dragged: which frame they would come to belong to, and which they would leave."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from PySide6.QtGui import QPainter

from app.core.journey import FrameId, NodeId, Point
from app.core.text import Text
from canvas.painting.paint_frames import paint_target
from canvas.painting.picture import Look
from canvas.scene.frame_box import room_of
from canvas.scene.geometry import Box, Spot
from canvas.stage import Stage

PEN = 2
"""Canvas units that a border reaches beyond its frame."""


class Joining:
    """Looks what frame the pointer is in. A frame that moves as a whole keeps its steps."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._steps: frozenset[NodeId] = frozenset()
        self._goal: FrameId | None = None
        self._left: frozenset[FrameId] = frozenset()

    @property
    def hint(self) -> Text | None:
        """What letting go would do to frames; None for nothing."""
        if self._goal is not None:
            name = self._stage.editor.framing.title_of(self._goal)
            return Text(
                "Loslassen legt in „{name}“ · Esc: abbrechen", "Let go to put into “{name}” · Esc: cancel"
            ).fill(name=name)
        if self._left:
            return Text(
                "Loslassen nimmt aus dem Rahmen · Esc: abbrechen",
                "Let go to take out of the frame · Esc: cancel",
            )
        return None

    def aim(self, at: Spot, steps: Collection[NodeId]) -> None:
        """The pointer is at a place with some steps, which stand where the scene has them."""
        journey, rooms = self._stage.document.journey, self._stage.scene.frames
        if not journey.frames:
            return
        chosen = frozenset(steps)
        single = frozenset(
            step
            for step in chosen
            if step not in journey.frame_of or not chosen.issuperset(journey.frame_of[step].steps)
        )
        goal = rooms.around(at, chosen)
        if goal is not None:
            steps_in = frozenset(
                s for s in single if s not in journey.frame_of or journey.frame_of[s].id != goal
            )
        else:
            steps_in = frozenset(s for s in single if s in journey.frame_of and self._is_out(s))
        self._steps = steps_in
        self._goal = goal if steps_in else None
        self._left = frozenset() if goal else frozenset(journey.frame_of[s].id for s in steps_in)
        rooms.regroup(self._steps, self._goal)

    def forget(self) -> None:
        """Steps go elsewhere than into a frame."""
        self._steps, self._goal, self._left = frozenset(), None, frozenset()
        self._stage.scene.frames.regroup((), None)

    def drop(self, places: Mapping[NodeId, Point]) -> bool:
        """Leave the steps where they were dragged to, and in what frame; False if frames stay as they are."""
        if self._goal is not None:
            self._stage.editor.framing.carry(places, self._steps, self._goal)
        elif self._steps:
            self._stage.editor.framing.carry_out(places, self._steps)
        else:
            return False
        return True

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the border of the frame that would be joined, and of those that would be left."""
        rooms = self._stage.scene.frames
        if self._goal is not None:
            paint_target(painter, rooms.box(self._goal), look.theme, joins=True)
        for frame_id in self._left:
            paint_target(painter, rooms.box(frame_id), look.theme, joins=False)

    def bounds(self) -> Iterator[Box]:
        """Where these borders are."""
        goal = () if self._goal is None else (self._goal,)
        for frame_id in (*goal, *self._left):
            yield self._stage.scene.frames.box(frame_id).grown(PEN)

    def _is_out(self, step: NodeId) -> bool:
        """Whether the card of a step no longer touches its frame as it was before the drag."""
        journey = self._stage.document.journey
        frame = journey.frame_of[step]
        room = room_of(frame, {each: journey.position(each) for each in frame.steps})
        return not frame.collapsed and not self._stage.scene.box(step).meets(room)
