"""The canvas widget as a window uses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.core.clock import Instant
from app.core.compiler import surroundings
from app.core.journey import Journey, NodeId, Point
from app.core.node import NodeCatalog, Surroundings
from app.core.problems import Problem
from app.core.records import Counts, Failing, Trail, Waiting
from app.core.text import Language, Text
from canvas.commands import ANYTHING, STEPS, Command
from canvas.document import DocumentModel, changed_steps
from canvas.drawing import Drawing
from canvas.editing.arranging import Arranging
from canvas.inputs import Input
from canvas.outline.panel import OutlinePanel
from canvas.overlays.frame_desk import FrameDesk
from canvas.overlays.habit_book import HabitBook
from canvas.overlays.note_edit import NoteEdit
from canvas.overlays.rename import Renaming
from canvas.painting.marks import CountKind, Marks
from canvas.painting.trail import spot_of
from canvas.scene.geometry import Box, Spot, card_at_center
from canvas.selection import Selection
from canvas.stage import SearchRequest
from canvas.theme import CanvasTheme


class CanvasView(Input):
    """Shows the journey of a document and edits it; see the package for signals and methods."""

    def __init__(
        self,
        document: DocumentModel,
        selection: Selection,
        catalog: NodeCatalog,
        theme: CanvasTheme,
        language: Language,
        around: Callable[[Journey], Surroundings] = surroundings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, selection, catalog, theme, language, around, parent)
        self._keyboard.learn(self._commands())
        self.arranging = Arranging(document, selection, lambda: self._catalog, self)
        self.arranging.tidied.connect(self._show_tidied)
        self.learn(self.arranging.commands())
        self.drawing = Drawing(self._stage, self._pointer, self._open_menu_on_selection)
        self.learn(self.drawing.commands())
        self.learn(self._place_commands())
        self.learn(self._guide.commands())
        self._renaming = Renaming(self, self._stage, self._look, self._regain_focus)
        self.learn(self._renaming.commands())
        writing = NoteEdit(self, self._stage, self._look, self._regain_focus)
        desk = FrameDesk(self._stage, writing, self._renaming.open, self._menu_spot)
        self.frame_opened.connect(desk.open)
        selection.changed.connect(desk.tell_hidden)
        self.learn(desk.commands())
        self._zoom_bar.fit_button.clicked.connect(self.fit)
        self._zoom_bar.outline_button.clicked.connect(self._guide.toggle_outline)

    def _commands(self) -> tuple[Command, ...]:
        return (
            Command(
                ("Del", "Backspace"),
                Text("Löschen", "Delete"),
                self.delete_selection,
                "remove",
                menu=ANYTHING,
            ),
            Command(
                ("Ctrl+Z",),
                Text("Rückgängig", "Undo"),
                self.undo,
                enabled=lambda: self._document.undo_text is not None,
            ),
            Command(
                ("Ctrl+Y", "Ctrl+Shift+Z"),
                Text("Wiederholen", "Redo"),
                self.redo,
                enabled=lambda: self._document.redo_text is not None,
            ),
            Command(("Ctrl+C",), Text("Kopieren", "Copy"), self.copy, enabled=self._has_steps, menu=STEPS),
            Command(("Ctrl+X",), Text("Ausschneiden", "Cut"), self.cut, enabled=self._has_steps, menu=STEPS),
            Command(("Ctrl+V",), Text("Einfügen", "Paste"), self.paste),
            Command(
                ("Ctrl+D",),
                Text("Duplizieren", "Duplicate"),
                self.duplicate,
                enabled=self._has_steps,
                menu=STEPS,
            ),
            Command(
                ("Alt+Return", "Alt+Enter"),
                Text("Probleme hier beheben", "Mend the problems here"),
                lambda: self._remedies.open_for_selection(self._scene, self._camera),
                enabled=self._remedies.has_any,
                menu=ANYTHING,
            ),
            Command(("Ctrl+A",), Text("Alles auswählen", "Select all"), self.select_all, "select"),
            Command(("F",), Text("Alles zeigen", "Show everything"), self.fit, "view", menu=("ground",)),
            Command(("0", "Ctrl+0"), Text("Auf 100 %", "To 100%"), self.reset_zoom, "view"),
            Command(("+", "Ctrl++", "Ctrl+="), Text("Vergrößern", "Zoom in"), self.zoom_in, "view"),
            Command(("-", "Ctrl+-"), Text("Verkleinern", "Zoom out"), self.zoom_out, "view"),
        )

    def _place_commands(self) -> tuple[Command, ...]:
        """What the context menu of the empty ground does at the place where it was opened."""
        return (
            Command(
                (),
                Text("Schritt hier hinzufügen", "Add a step here"),
                lambda: self._finder.ask(SearchRequest(self._camera.to_canvas(self._menu.at))),
                "build",
                menu=("ground",),
            ),
            Command(
                (),
                Text("Hier einfügen", "Paste here"),
                lambda: self._paste_at(card_at_center(self._camera.to_canvas(self._menu.at))),
                menu=("ground",),
            ),
        )

    def _has_steps(self) -> bool:
        return bool(self._selection.steps or self._selection.frames)

    def _menu_spot(self) -> Spot:
        return self._camera.to_canvas(self._menu.at)

    # What is shown

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every key of the canvas, for the list of shortcuts."""
        return self._keyboard.commands

    @property
    def marks(self) -> Marks:
        """The numbers and problems that lie over the journey."""
        return self._marks

    def learn(self, commands: tuple[Command, ...]) -> None:
        """Know more commands, by their keys and in the context menu; `canvas.commands` says how."""
        self._keyboard.learn(commands)

    @property
    def outline(self) -> OutlinePanel:
        """The journey as indented text; whoever has room puts it beside the canvas."""
        return self._guide.outline

    def page_commands(self) -> tuple[Command, ...]:
        """Commands whose keys shall work wherever on the page the keyboard is."""
        return self._guide.page_commands()

    @property
    def scale(self) -> float:
        """The zoom: 1.0 is 100 %."""
        return self._camera.scale

    def set_theme(self, theme: CanvasTheme) -> None:
        """Show other colors."""
        self._theme = theme
        self._dress()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self._renew_faces()

    def set_catalog(self, catalog: NodeCatalog) -> None:
        """Know other step types."""
        self._catalog = self._editor.catalog = catalog
        self._scene.set_catalog(catalog)
        self._renew_faces()

    def set_surroundings(self, around: Callable[[Journey], Surroundings]) -> None:
        """Know other names of fields and segments for the lines on the cards."""
        self._around = around
        self._renew_faces()

    @property
    def habits(self) -> HabitBook:
        """What the person puts after what; a window keeps it from one day to the next."""
        return self._finder.book

    def set_counts(self, counts: Counts | None, kind: CountKind = "live") -> None:
        """Show numbers of a run on cards and connections, or none."""
        self._marks = replace(self._marks, counts=counts, kind=kind)
        self._tell()
        self.update()

    def set_whereabouts(
        self, waiting: Mapping[NodeId, Waiting], failing: Mapping[NodeId, Failing], at: Instant
    ) -> None:
        """Show since when people stand at the steps, and what has failed there, as it is at an instant."""
        self._marks = replace(self._marks, waiting=waiting, failing=failing, at=at)
        self._tell()
        self.update()

    def show_trail(self, trail: Trail | None) -> None:
        """Draw the way of one contact over the journey, or none any more."""
        self._trail = trail
        way = self._way()
        if way is not None and (part := spot_of(way, self._scene)) is not None:
            self._camera.bring(part)
        self.update()

    def set_problems(self, problems: tuple[Problem, ...]) -> None:
        """Mark what the check has found."""
        self._marks = replace(self._marks, problems=problems)
        self._guide.look_again()
        self._tell()
        self.update()

    # Camera

    def fit(self) -> None:
        """Show the whole journey."""
        self._guide.fit()

    def zoom_in(self) -> None:
        """Go to the next larger scale."""
        self._camera.step(1)

    def zoom_out(self) -> None:
        """Go to the next smaller scale."""
        self._camera.step(-1)

    def reset_zoom(self) -> None:
        """Go to 100 %."""
        self._camera.zoom(1 / self._camera.scale)

    def reveal(self, node_id: NodeId) -> None:
        """Bring a step into the middle and select it."""
        self._guide.reveal(node_id)

    def show_problem(self, problem: Problem) -> None:
        """Bring the place of a problem into the middle and select it."""
        self._guide.show_problem(problem)

    # Editing

    def add_step(self, type_id: str) -> None:
        """Add a step where typing goes on: after the current step, else in the middle."""
        at = card_at_center(self._camera.seen.center)
        added = self._editor.append(type_id, at)
        self._finder.note(added)
        self._show_added(added)

    def open_step_search(self) -> None:
        """Open the step search as if by Tab."""
        self._keyboard.search()

    def tidy_up(self) -> None:
        """Lay out the journey anew, or the selected steps if there are several."""
        self.arranging.tidy_up()

    def _show_tidied(self) -> None:
        """The picture only moves if otherwise nothing would be seen."""
        if not self._scene.steps_in(self._camera.seen):
            self.fit()

    def delete_selection(self) -> None:
        """Take away what is selected and join its neighbors."""
        self.drawing.delete()

    def copy(self) -> None:
        """Put the selected steps on the clipboard as text."""
        text = self._editor.copy_text()
        if text is not None:
            QGuiApplication.clipboard().setText(text)

    def cut(self) -> None:
        """Put the selected steps on the clipboard and take them away."""
        text = self._editor.cut_text()
        if text is not None:
            QGuiApplication.clipboard().setText(text)

    def paste(self) -> None:
        """Add steps from the clipboard, from its text or a file; what is none is said to be none."""
        self._paste_at(self._paste_place())

    def _paste_at(self, at: Point | None) -> None:
        # A clipboard that has been emptied has no data at all, whatever its type says.
        self._take_in(QGuiApplication.clipboard().mimeData() or QMimeData(), at)

    def duplicate(self) -> None:
        """Add a copy of the selected steps."""
        self._editor.duplicate()

    def select_all(self) -> None:
        """Select every step and every note."""
        journey = self._document.journey
        notes = [frame.id for frame in journey.frames if frame.is_note]
        self._selection.select(journey.by_id, frames=notes)

    def _paste_place(self) -> Point | None:
        """Under the pointer if it is over the canvas; otherwise beside the original."""
        place = self.mapFromGlobal(self.cursor().pos())
        if not self.underMouse():
            return None
        spot = self._camera.to_canvas(place.toPointF())
        return card_at_center(spot)

    def undo(self) -> None:
        """Take the last edit back and show where it was."""
        self._travel(self._document.undo)

    def redo(self) -> None:
        """Bring the edit back and show where it is."""
        self._travel(self._document.redo)

    def _travel(self, go: Callable[[], bool]) -> None:
        """Undo or redo, and bring what has changed into sight."""
        before = self._document.journey
        if go() and (changed := changed_steps(before, self._document.journey)):
            boxes = [self._scene.box(each) for each in changed]
            self._guide.ensure_seen(reduce(Box.united, boxes))
