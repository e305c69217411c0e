"""Where the frames and notes of the shown journey are, and what of them is at a place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Literal, NamedTuple

from app.core.journey import Frame, FrameId, Journey, NodeId, Point
from canvas.scene.frame_box import TITLE_HEIGHT, corner_of, fold_box, frame_around, note_box, notes_box
from canvas.scene.geometry import Box, Spot

Part = Literal["title", "corner", "fold", "card"]
"""What of a frame is hit: where it is grabbed (a note everywhere), the corner that sizes a note, the sign
that collapses or expands, the card of a collapsed frame."""


class Framed(NamedTuple):
    """A frame or note and the part of it that is at a place."""

    frame: FrameId
    part: Part


class Frames:
    """Rooms of frames and notes, found by place. They follow the cards, also while these are dragged."""

    def __init__(self, card: Callable[[NodeId], Box]) -> None:
        self._card = card
        """The box of the card that stands for a step."""
        self._journey: Journey | None = None
        self._boxes: dict[FrameId, Box] = {}
        self._stale: set[FrameId] = set()
        """What has to be measured anew before anybody asks."""
        self._changed: list[Box] = []
        self._notes: dict[FrameId, Box] = {}
        """Notes that pretend to be elsewhere."""
        self._regrouped: tuple[frozenset[NodeId], FrameId | None] = frozenset(), None
        """Steps that pretend to have left their frames, and the frame that they would belong to."""

    def forget(self) -> None:
        """Measure everything anew."""
        self._boxes.clear()
        self._notes.clear()
        self._regrouped = frozenset(), None
        self._stale.update(frame.id for frame in self._all)

    def show(self, journey: Journey, moved: Iterable[NodeId | FrameId]) -> None:
        """Show the frames of a journey, at the places of its cards; some of these have moved."""
        old, self._journey = self._journey, journey
        self._stale.update(self._notes)
        self._notes.clear()
        self._regroup(frozenset(), None)
        before = old.frames if old is not None else ()
        if not (before or journey.frames):
            return
        if before is not journey.frames:
            known = {frame.id: frame for frame in before}
            self._stale.update(frame.id for frame in journey.frames if known.pop(frame.id, None) is not frame)
            self._stale.update(known)
        framed = journey.frame_of
        self._stale.update(framed[each].id if each in framed else each for each in moved)

    def follow(self, places: Mapping[NodeId | FrameId, Point]) -> None:
        """Pretend that steps or notes stand elsewhere."""
        if self._journey is None or not self._journey.frames:
            return
        framed, known = self._journey.frame_of, self._journey.frame_by_id
        self._stale.update(framed[each].id for each in places if each in framed)
        for key, at in places.items():
            if key in known:
                self._pretend(key, note_box(known[key].but(at=at)))
        if self._regrouped[1] is not None:
            self._stale.add(self._regrouped[1])

    def regroup(self, steps: Collection[NodeId], frame_id: FrameId | None) -> None:
        """Pretend that some steps have left their frames and belong to another one, or to none."""
        self._regroup(frozenset(steps), frame_id)

    def stretch(self, frame_id: FrameId, box: Box) -> None:
        """Pretend that a note has another place and size."""
        self._pretend(frame_id, box)

    def box(self, frame_id: FrameId) -> Box:
        """The room of a frame or note; of a collapsed frame, its card."""
        return self._measured()[frame_id]

    def meeting(self, box: Box) -> list[Frame]:
        """The frames and notes that meet a box, those added last on top (at the end)."""
        boxes = self._measured()
        return [frame for frame in self._all if boxes[frame.id].meets(box)]

    def bounds(self) -> Box | None:
        """The smallest box around all frames and notes, or None if there are none."""
        boxes = self._measured()
        if not boxes:
            return None
        lefts, tops, rights, bottoms = zip(*boxes.values(), strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))

    def take_changes(self) -> list[Box]:
        """The rooms, before and now, of what looks other than when this was asked last."""
        self._measured()
        found, self._changed = self._changed, []
        return found

    def at(self, spot: Spot) -> Framed | None:
        """The frame or note by which a hand would take hold at a place."""
        boxes = self._measured()
        for frame in reversed(self._all):
            box = boxes[frame.id]
            if box.has(spot) and (part := self._part(frame, box, spot)) is not None:
                return Framed(frame.id, part)
        return None

    def around(self, spot: Spot, leaving: frozenset[NodeId] = frozenset()) -> FrameId | None:
        """The open frame a place is in, as if some steps had left it already."""
        for frame in reversed(self._all):
            room = None if frame.collapsed else self.without(frame, leaving)
            if room is not None and room.has(spot):
                return frame.id
        return None

    def without(self, frame: Frame, leaving: frozenset[NodeId]) -> Box | None:
        """The room of an open frame if some steps left it; None if none would be left."""
        boxes = [self._card(step) for step in frame.steps if step not in leaving]
        return frame_around(frame, boxes) if boxes else None

    def _regroup(self, steps: frozenset[NodeId], frame_id: FrameId | None) -> None:
        before, self._regrouped = self._regrouped, (steps, frame_id)
        if before != self._regrouped and self._journey is not None:
            framed = self._journey.frame_of
            self._stale.update(framed[step].id for step in before[0] | steps if step in framed)
            self._stale.update(each for each in (before[1], frame_id) if each is not None)

    def _pretend(self, note: FrameId, box: Box) -> None:
        self._notes[note] = box
        self._stale.add(note)

    def _part(self, frame: Frame, box: Box, spot: Spot) -> Part | None:
        if frame.is_note:
            return "corner" if corner_of(box).has(spot) else "title"
        if fold_box(box).has(spot):
            return "fold"
        if frame.collapsed:
            return "card"
        beside = bool(frame.notes) and notes_box(frame, box).has(spot)
        return "title" if beside or spot.y < box.top + TITLE_HEIGHT else None

    @property
    def _all(self) -> tuple[Frame, ...]:
        return self._journey.frames if self._journey is not None else ()

    def _measured(self) -> dict[FrameId, Box]:
        """All rooms, up to date."""
        if self._stale:
            assert self._journey is not None
            known = self._journey.frame_by_id
            for frame_id in self._stale:
                frame, before = known.get(frame_id), self._boxes.pop(frame_id, None)
                if frame is not None:
                    self._boxes[frame_id] = self._room(frame)
                self._changed += [each for each in (before, self._boxes.get(frame_id)) if each is not None]
            self._stale.clear()
        return self._boxes

    def _room(self, frame: Frame) -> Box:
        if frame.is_note:
            return self._notes.get(frame.id) or note_box(frame)
        if frame.collapsed:
            return self._card(frame.steps[0])
        moved, goal = self._regrouped
        steps = [step for step in frame.steps if step not in moved] if moved else list(frame.steps)
        if goal == frame.id:
            steps += moved
        return frame_around(frame, [self._card(step) for step in steps or frame.steps])
