"""Frames and notes by key, by name and from the context menu, and what a double click on them opens."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot

from app.core.journey import Frame, FrameId, Journey, Point
from app.core.text import Text
from canvas.commands import Command
from canvas.editing.framing import NOTE_HEIGHT, NOTE_WIDTH, Framing
from canvas.editing.naming import title_of
from canvas.editing.placing import nearest_free
from canvas.overlays.note_edit import NoteEdit
from canvas.scene.frame_box import notes_box
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, Box, Spot, snapped
from canvas.scene.hit import FrameHit
from canvas.stage import Stage

_HIDDEN = Text(
    "„{step}“ steckt im eingeklappten Rahmen „{frame}“. E klappt ihn aus.",
    "“{step}” is inside the collapsed frame “{frame}”. E expands it.",
)


class FrameDesk:
    """Acts on the selection; `rename` opens the field for the title of what is selected."""

    def __init__(
        self, stage: Stage, writing: NoteEdit, rename: Callable[[], None], menu_spot: Callable[[], Spot]
    ) -> None:
        self._stage, self._writing, self._rename, self._menu_spot = stage, writing, rename, menu_spot
        self._told = False

    def commands(self) -> tuple[Command, ...]:
        """Everything that can be done with frames and notes."""
        return (
            Command(
                ("Ctrl+G",),
                Text("Einrahmen", "Put a frame around"),
                self.frame,
                "order",
                self._has_steps,
                menu=("step", "steps"),
            ),
            Command(
                ("Ctrl+Shift+G",),
                Text("Rahmen auflösen", "Dissolve the frame"),
                lambda: self._framing.dissolve(),
                "order",
                self._has_frame,
                menu=("frame", "step", "steps"),
            ),
            Command(
                ("E",),
                Text("Rahmen ein- oder ausklappen", "Collapse or expand the frame"),
                self.toggle,
                "view",
                self._has_frame,
                menu=("frame", "step", "steps"),
            ),
            *self._member_commands(),
            Command(("Shift+N",), Text("Notiz hinzufügen", "Add a note"), self.add_note, "build"),
            Command(
                (), Text("Notiz hinzufügen", "Add a note"), self.add_note_here, "build", menu=("ground",)
            ),
            Command(
                ("Shift+F2",),
                Text("Notizen schreiben", "Write notes"),
                self.write,
                "edit",
                lambda: self._framing.chosen is not None,
                menu=("frame",),
            ),
        )

    def _member_commands(self) -> tuple[Command, ...]:
        """Going to frames, and what belongs to them."""
        return (
            Command(
                ("Alt+F",),
                Text("Zum Rahmen, dann zum nächsten", "To the frame, then to the next one"),
                self.next_frame,
                "go",
                lambda: bool(self._journey.frames),
            ),
            Command(
                ("Alt+G",),
                Text("In den nächsten Rahmen legen", "Put into the nearest frame"),
                self.put_in,
                "order",
                self._has_goal,
                menu=("step", "steps"),
            ),
            Command(
                ("Alt+Shift+G",),
                Text("Aus dem Rahmen nehmen", "Take out of the frame"),
                lambda: self._framing.take_out(),
                "order",
                self._is_inside,
                menu=("step", "steps"),
            ),
        )

    def open(self, found: FrameHit, spot: Spot) -> None:
        """A double click: expand a card, write the notes, or rename the frame."""
        frame = self._journey.frame_by_id[found.frame]
        self._stage.selection.select_frame(frame)
        if found.part == "card":
            self._framing.unfold(frame.id)
        elif frame.is_note or notes_box(frame, self._stage.scene.frames.box(frame.id)).has(spot):
            self._writing.open(frame.id)
        elif found.part == "title":
            self._rename()

    def tell_hidden(self) -> None:
        """Say in which collapsed frame the current step is, and how to come to it."""
        current, scene = self._stage.selection.current, self._stage.scene
        inside = scene.folding.holder.get(current) if current is not None else None
        words = None
        if current is not None and inside is not None:
            name = title_of(current, scene.journey, scene.catalog)
            words = _HIDDEN.fill(step=name, frame=self._framing.title_of(inside))
        if words is not None or self._told:
            self._stage.hint(words)
        self._told = words is not None

    def frame(self) -> None:
        """Put a frame around the selected steps and ask for its title."""
        if self._framing.frame_steps() is not None:
            self._rename()

    def add_note(self) -> None:
        """Put a note near the middle of what is seen, where nothing stands, and write it."""
        middle = self._stage.camera.seen.center
        wanted = snapped(middle.x - NOTE_WIDTH / 2, middle.y - NOTE_HEIGHT / 2)
        self._write_note(nearest_free(wanted, self._is_taken))

    def add_note_here(self) -> None:
        """Put a note where the context menu was opened and write it."""
        at = self._menu_spot()
        self._write_note(snapped(at.x, at.y))

    def toggle(self) -> None:
        """Collapse or expand the frame that is selected or around the selected steps."""
        frame = self._frame
        if frame is not None:
            self._framing.toggle(frame.id)
            self._show(frame.id)

    def write(self) -> None:
        """Write the notes of the selected frame where they stand."""
        frame = self._framing.chosen
        if frame is not None:
            self._writing.open(frame.id)

    def put_in(self) -> None:
        """Let the selected steps belong to the nearest frame that they are not in."""
        goal = self._goal()
        if goal is not None:
            self._framing.carry({}, self._stage.selection.steps, goal)

    def next_frame(self) -> None:
        """Select the frame around the current step; from a frame, the next one in the order of reading."""
        order = sorted(self._journey.frames, key=lambda frame: self._corner(frame.id))
        chosen, around = self._framing.chosen, self._framing.around_chosen
        if chosen is None and around is not None:
            goal = around
        else:
            ids = [frame.id for frame in order]
            goal = order[(ids.index(chosen.id) + 1) % len(order) if chosen is not None else 0]
        self._stage.selection.select_frame(goal)
        self._show(goal.id)

    @property
    def _framing(self) -> Framing:
        return self._stage.editor.framing

    @property
    def _journey(self) -> Journey:
        return self._stage.document.journey

    @property
    def _frame(self) -> Frame | None:
        """The frame with steps that is meant."""
        frame = self._framing.around_chosen
        return frame if frame is not None and not frame.is_note else None

    def _write_note(self, at: Point) -> None:
        note = self._framing.add_note(at)
        self._stage.camera.ensure_seen(self._stage.scene.frames.box(note))
        self._writing.open(note)

    def _is_taken(self, card: Box) -> bool:
        """Whether a note in the place of a card, with its margin, would lie on something."""
        room = Box(
            card.left, card.top, card.right + NOTE_WIDTH - CARD_WIDTH, card.bottom + NOTE_HEIGHT - CARD_HEIGHT
        )
        scene = self._stage.scene
        return bool(scene.steps_in(room) or scene.frames.meeting(room))

    def _goal(self) -> FrameId | None:
        """The open frame nearest to the selected steps that does not hold all of them."""
        steps, rooms = self._stage.selection.steps, self._stage.scene.frames
        if not steps:
            return None
        here = self._stage.scene.box(min(steps)).center
        found = [frame for frame in self._journey.frames if frame.steps and not steps.issubset(frame.steps)]
        centers = {frame.id: rooms.box(frame.id).center for frame in found}
        return min(
            centers, key=lambda each: hypot(centers[each].x - here.x, centers[each].y - here.y), default=None
        )

    def _corner(self, frame_id: FrameId) -> tuple[float, float]:
        box = self._stage.scene.frames.box(frame_id)
        return box.top, box.left

    def _show(self, frame_id: FrameId) -> None:
        self._stage.camera.ensure_seen(self._stage.scene.frames.box(frame_id))
        self._stage.repaint()

    def _has_steps(self) -> bool:
        return bool(self._stage.selection.steps)

    def _has_frame(self) -> bool:
        return self._frame is not None

    def _has_goal(self) -> bool:
        return self._goal() is not None

    def _is_inside(self) -> bool:
        framed = self._journey.frame_of
        chosen = self._stage.selection
        return not chosen.frames and any(step in framed for step in chosen.steps)
