"""What a person can do with frames and notes, each as one named step of undo."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from app.core import edits, frames
from app.core.journey import Frame, FrameId, Journey, NodeId, Point, Tint
from app.core.text import Text, same
from canvas.document import DocumentModel
from canvas.editing.making_room import collapsed, expanded
from canvas.scene.frame_box import room_of
from canvas.scene.geometry import GRID, Box, card_box
from canvas.selection import Selection

NOTE_WIDTH, NOTE_HEIGHT = 240, 120
LEAST_WIDTH, LEAST_HEIGHT = 120, 60
LONGEST = 40
"""Letters of a title in the name of an edit."""


class Framing:
    """Edits frames and notes of the document, and keeps the selection where the person will look next."""

    def __init__(self, document: DocumentModel, selection: Selection) -> None:
        self._document, self._selection = document, selection

    @property
    def journey(self) -> Journey:
        """The journey as it stands."""
        return self._document.journey

    @property
    def chosen(self) -> Frame | None:
        """The frame or note that keyboard and inspector mean."""
        frame_id = self._selection.frame
        return self.journey.frame_by_id.get(frame_id) if frame_id is not None else None

    @property
    def around_chosen(self) -> Frame | None:
        """The chosen frame, else the one that all selected steps are in."""
        if self.chosen is not None:
            return self.chosen
        owners = {frame.id: frame for frame in map(self.journey.frame_of.get, self._selection.steps) if frame}
        inside = all(step in self.journey.frame_of for step in self._selection.steps)
        return next(iter(owners.values())) if inside and len(owners) == 1 else None

    def frame_steps(self) -> FrameId | None:
        """Put a frame around the selected steps and select it; None if none are selected."""
        steps = tuple(node.id for node in self.journey.nodes if node.id in self._selection.steps)
        if not steps:
            return None
        frame = Frame(id=self._new_id(), steps=steps)
        count = Text("{n} Schritte einrahmen", "frame {n} steps").fill(n=len(steps))
        name = count if len(steps) > 1 else Text("Schritt einrahmen", "frame a step")
        return self._add(frame, name)

    def add_note(self, at: Point) -> FrameId:
        """Put an empty note at a place and select it."""
        frame = Frame(id=self._new_id(), at=at, width=NOTE_WIDTH, height=NOTE_HEIGHT, tint="amber")
        return self._add(frame, Text("Notiz hinzufügen", "add a note"))

    def dissolve(self) -> None:
        """Take the frames away that are selected or around the selected steps; the steps stay."""
        chosen = self._selection.frames or {
            frame.id for frame in map(self.journey.frame_of.get, self._selection.steps) if frame is not None
        }
        self._remove(chosen, ())

    def delete(self) -> bool:
        """Delete the selected frames and notes, and the selected steps that are in none of these.

        Returns whether frames or notes were selected; otherwise nothing has been done.
        """
        chosen = self._selection.frames
        if not chosen:
            return False
        inside = frames.with_members(self.journey, chosen)
        alone = self._selection.steps - inside
        self._remove(chosen, self._selection.steps if alone else ())
        return True

    def cut(self) -> bool:
        """Take away the selected frames and notes with the selected steps; False if there are none."""
        chosen = self._selection.frames
        if chosen:
            self._remove(chosen, self._selection.steps, Text("Ausschneiden", "cut"))
        return bool(chosen)

    def take_out(self) -> None:
        """Let the selected steps belong to no frame."""
        steps = self._selection.steps
        name = Text("Aus dem Rahmen nehmen", "take out of the frame")
        self._document.apply(lambda journey: frames.take_out(journey, steps), name)

    def carry(self, places: Mapping[str, Point], joining: Collection[NodeId], frame_id: FrameId) -> None:
        """Move steps; some of them belong to a frame from now on."""
        name = Text("In „{name}“ legen", "put into “{name}”").fill(name=self.title_of(frame_id))
        self._document.apply(
            lambda journey: frames.put_in(frames.move(journey, places), joining, frame_id), name
        )

    def carry_out(self, places: Mapping[str, Point], leaving: Collection[NodeId]) -> None:
        """Move steps; some of them belong to no frame from now on."""
        name = Text("Aus dem Rahmen nehmen", "take out of the frame")
        self._document.apply(lambda journey: frames.take_out(frames.move(journey, places), leaving), name)

    def move(self, places: Mapping[str, Point], merge: str | None = None) -> None:
        """Put frames with their steps, and notes, elsewhere."""
        frame = self.chosen
        if frame is None:
            name = Text("Auswahl verschieben", "move the selection")
        else:
            name = Text("„{name}“ verschieben", "move “{name}”").fill(name=self.title_of(frame.id))
        self._document.apply(lambda journey: frames.move(journey, places), name, merge)

    def resize(self, frame_id: FrameId, box: Box) -> None:
        """Give a note another size."""
        at = Point(round(box.left), round(box.top))
        size = round(box.width), round(box.height)
        name = Text("Größe der Notiz ändern", "resize the note")
        self._document.apply(lambda journey: frames.resize_note(journey, frame_id, at, *size), name)

    def rename(self, frame_id: FrameId, title: str) -> None:
        """Give a frame or note another title."""
        frame = self.journey.frame_by_id[frame_id]
        name = Text("Notiz umbenennen", "rename the note") if frame.is_note else _RENAME
        self._change(frame_id, name, None, title=title)

    def write(self, frame_id: FrameId, notes: str, *, typing: bool = False) -> None:
        """Give a frame or note other notes; while typing, all becomes one step of undo."""
        name = Text("Notizen ändern", "change notes")
        self._change(frame_id, name, f"notes {frame_id}" if typing else None, notes=notes)

    def type_title(self, frame_id: FrameId, title: str) -> None:
        """Give a frame or note another title while it is typed."""
        self._change(frame_id, _RENAME, f"title {frame_id}", title=title)

    def paint(self, frame_id: FrameId, tint: Tint) -> None:
        """Give a frame or note another color."""
        self._change(frame_id, Text("Farbe ändern", "change the color"), None, tint=tint)

    def fold(self, frame_id: FrameId) -> None:
        """Collapse a frame into one card."""
        name = Text("„{name}“ einklappen", "collapse “{name}”").fill(name=self.title_of(frame_id))
        self._document.apply(lambda journey: collapsed(journey, frame_id), name)
        self._select(frame_id)

    def unfold(self, frame_id: FrameId) -> None:
        """Show the steps of a frame again."""
        name = Text("„{name}“ ausklappen", "expand “{name}”").fill(name=self.title_of(frame_id))
        self._document.apply(lambda journey: expanded(journey, frame_id), name)
        self._select(frame_id)

    def toggle(self, frame_id: FrameId) -> None:
        """Collapse a frame, or expand it."""
        if self.journey.frame_by_id[frame_id].collapsed:
            self.unfold(frame_id)
        else:
            self.fold(frame_id)

    def nudge(self, dx: int, dy: int) -> None:
        """Push what is selected, frames and notes included; a series of pushes is one step of undo."""
        places = {each: Point(at.x + dx, at.y + dy) for each, at in self.moving().items()}
        chosen = sorted(self._selection.steps | self._selection.frames)
        self.move(places, merge=f"nudge {chosen}")

    def moving(self) -> Mapping[str, Point]:
        """Where the selected steps and notes stand."""
        found: dict[str, Point] = {step: self.journey.position(step) for step in self._selection.steps}
        for frame_id in self._selection.frames:
            at = self.journey.frame_by_id[frame_id].at
            if at is not None:
                found[frame_id] = at
        return found

    def title_of(self, frame_id: FrameId) -> Text:
        """What a frame or note is called, not too long for a menu."""
        frame = self.journey.frame_by_id[frame_id]
        if not frame.title:
            return Text("Notiz", "note") if frame.is_note else Text("Rahmen", "frame")
        return same(frame.title if len(frame.title) <= LONGEST else f"{frame.title[: LONGEST - 1]}…")

    def _new_id(self) -> str:
        return edits.new_id({*self.journey.by_id, *self.journey.frame_by_id})

    def _add(self, frame: Frame, name: Text) -> FrameId:
        self._document.apply(lambda journey: frames.add_frame(journey, frame), name)
        self._selection.select_frame(frame)
        return frame.id

    def _remove(
        self, chosen: Collection[FrameId], steps: Collection[NodeId], name: Text | None = None
    ) -> None:
        def edit(journey: Journey) -> Journey:
            opened = _opened(journey, chosen)
            left = edits.remove_nodes(opened, steps)
            return frames.remove_frames(left, [each for each in chosen if each in left.frame_by_id])

        if chosen:
            notes = all(self.journey.frame_by_id[each].is_note for each in chosen)
            usual = Text("Notiz löschen", "delete the note") if notes else _DISSOLVE
            self._document.apply(edit, name or (_DELETE if steps else usual))

    def _change(self, frame_id: FrameId, name: Text, merge: str | None, **changes: Any) -> None:
        self._document.apply(lambda journey: frames.change_frame(journey, frame_id, **changes), name, merge)

    def _select(self, frame_id: FrameId) -> None:
        self._selection.select_frame(self.journey.frame_by_id[frame_id])


def joined(journey: Journey, step: NodeId) -> Journey:
    """With a step in the open frame in whose room its card has been put."""
    middle = card_box(journey.position(step)).center
    for frame in reversed(journey.frames):
        if frame.steps and not frame.collapsed and step not in journey.frame_of:
            room = room_of(frame, {each: journey.position(each) for each in frame.steps})
            if room.has(middle):
                return frames.put_in(journey, (step,), frame.id)
    return journey


def _opened(journey: Journey, chosen: Collection[FrameId]) -> Journey:
    """With the collapsed ones among some frames expanded, so that their steps have room."""
    for frame_id in chosen:
        if journey.frame_by_id[frame_id].collapsed:
            journey = expanded(journey, frame_id)
    return journey


def grown_note(box: Box, dx: float, dy: float, *, snapping: bool) -> Box:
    """The box of a note whose lower right corner is dragged."""
    right, bottom = box.right + dx, box.bottom + dy
    if snapping:
        right, bottom = round(right / GRID) * GRID, round(bottom / GRID) * GRID
    return Box(
        box.left,
        box.top,
        box.left + min(4_000, max(LEAST_WIDTH, right - box.left)),
        box.top + min(4_000, max(LEAST_HEIGHT, bottom - box.top)),
    )


_RENAME = Text("Rahmen umbenennen", "rename the frame")
_DELETE = Text("Auswahl löschen", "delete the selection")
_DISSOLVE = Text("Rahmen auflösen", "dissolve the frame")
