"""Everything that helps to find the way on the canvas, put together for the view."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.core.journey import NodeId
from app.core.paths import path_to
from app.core.problems import Problem
from app.core.text import Language, Text
from canvas.commands import STEPS, Command
from canvas.outline.panel import OutlinePanel
from canvas.overlays.crumbs import Crumbs
from canvas.overlays.find_bar import FindBar
from canvas.overlays.finder import Finder
from canvas.overlays.map_marks import MapMarks
from canvas.painting.faces import FaceBook
from canvas.painting.marks import Marks
from canvas.scene.geometry import Box, Spot
from canvas.stage import Stage
from canvas.theme import CanvasTheme
from canvas.wayfinding.flight import Flight
from canvas.wayfinding.flow import Flow, PlaceOrder
from canvas.wayfinding.problem_walk import ProblemWalk
from canvas.wayfinding.searching import Searching

EDGE = 12
"""Pixels between what lies over the canvas and its border."""


NARROW = 260
"""Pixels that the path needs beside the search; with less it goes below."""


class Sources(NamedTuple):
    """What the view knows and may replace at any time."""

    faces: Callable[[], FaceBook]
    marks: Callable[[], Marks]
    finder: Finder


class Guide(QObject):
    """Owns search, breadcrumbs, the walk along problems and the flights of the camera of one view."""

    def __init__(self, view: QWidget, stage: Stage, sources: Sources) -> None:
        super().__init__(view)
        self._view, self._stage, self._sources = view, stage, sources
        self._held: Spot | None = None
        self.flow = Flow(stage.scene)
        self.flight = Flight(stage.camera, self)
        self.bar = FindBar(view)
        order = PlaceOrder(stage.scene)
        self.searching = Searching(self.bar, stage, order, sources.faces, sources.marks, self._show_hit)
        self.problems = ProblemWalk(stage, order, lambda: sources.marks().problems, self._show_hit)
        self.crumbs = Crumbs(view, self._title)
        self.crumbs.step_wanted.connect(self._go_to_crumb)
        self.crumbs.left.connect(self._back_to_canvas)
        self.bar.closed.connect(self._back_to_canvas)
        self.bar.opened.connect(self.settle)
        self.outline = OutlinePanel(stage, self.flow, self.flight, sources.marks)
        self.outline.accompany(sources.finder)
        self.outline.closed.connect(self.toggle_outline)
        self.outline.left.connect(self._back_to_canvas)
        self.outline.hide()
        stage.selection.changed.connect(self._show_path)
        stage.document.changed.connect(self._rename)

    def commands(self) -> tuple[Command, ...]:
        """What the keyboard can do to find the way."""
        flight = self.flight
        return (
            *self.page_commands(),
            Command(
                ("Shift+F",),
                Text("Auswahl zeigen", "Show the selection"),
                self.show_selection,
                "view",
                menu=STEPS,
                enabled=lambda: bool(self._stage.selection.steps),
            ),
            Command(
                ("Alt+Left",),
                Text("Ansicht zurück", "View back"),
                flight.back,
                "view",
                lambda: flight.can_go_back,
            ),
            Command(
                ("Alt+Right",),
                Text("Ansicht vor", "View forward"),
                flight.forward,
                "view",
                lambda: flight.can_go_forward,
            ),
            Command(
                ("B",), Text("Zum Weg über der Zeichenfläche", "To the path above"), self.crumbs.enter, "go"
            ),
        )

    def page_commands(self) -> tuple[Command, ...]:
        """Those of them that make sense wherever on the page the keyboard is."""
        find, problems = self.searching, self.problems
        return (
            Command(("Ctrl+F",), Text("In der Journey suchen", "Find in the journey"), find.open, "view"),
            Command(("F3",), Text("Nächster Treffer", "Next hit"), lambda: find.step(1), "view"),
            Command(("Shift+F3",), Text("Voriger Treffer", "Previous hit"), lambda: find.step(-1), "view"),
            Command(("F8",), Text("Nächstes Problem", "Next problem"), lambda: problems.step(1), "view"),
            Command(
                ("Shift+F8",), Text("Voriges Problem", "Previous problem"), lambda: problems.step(-1), "view"
            ),
            Command(
                ("Ctrl+Shift+O",), Text("Gliederung zeigen", "Show the outline"), self.toggle_outline, "view"
            ),
        )

    def map_marks(self) -> MapMarks:
        """What stands out on the minimap."""
        problems = self._sources.marks().problems
        errors, warnings = (
            frozenset(each.node for each in problems if each.severity == kind and each.node)
            for kind in ("error", "warning")
        )
        found = self.searching.spotlight.steps or frozenset()
        return MapMarks(self._stage.selection.steps, found, errors, warnings)

    def toggle_outline(self) -> None:
        """Show the outline beside the canvas and go there, or close it and come back."""
        self._held = self._stage.camera.seen.center
        if self.outline.isHidden():
            self.outline.show()
            self.outline.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.outline.hide()
            self._back_to_canvas()

    def look_again(self) -> None:
        """Problems or names have changed."""
        self.searching.look_again()
        self.outline.refresh()

    def dress(self, theme: CanvasTheme, language: Language) -> None:
        """Take on colors and language."""
        self.bar.dress(theme, language)
        self.crumbs.dress(theme, language)
        self.outline.dress(theme, language)
        self.searching.dress(language)
        self.settle()

    def settle(self) -> None:
        """Stand along the upper border: the path on the left, the search on the right."""
        if self._held is not None:
            self._stage.camera.center_on(self._held)
            self._held = None
        width = self._view.width()
        self.bar.adjustSize()
        self.bar.move(max(EDGE, width - self.bar.width() - EDGE), EDGE)
        room = width - 2 * EDGE
        if self.searching.is_open and room - self.bar.width() < NARROW:
            self.crumbs.move(EDGE - 4, self.bar.geometry().bottom() + 4)
        else:
            self.crumbs.move(EDGE - 4, EDGE - 2)
            room -= self.bar.width() + EDGE if self.searching.is_open else 0
        self.crumbs.fit(max(room, 80))

    def fit(self) -> None:
        """Show the whole journey."""
        bounds = self._stage.scene.bounds()
        if bounds is not None:
            self.flight.go(lambda: self._stage.camera.fit(bounds))

    def show_selection(self) -> None:
        """Show what is selected as large as it can be, never larger than 100 %; without a selection, all."""
        chosen = self._stage.selection.steps
        if not chosen:
            self.fit()
            return
        box = reduce(Box.united, [self._stage.scene.box(each) for each in chosen])
        self.flight.go(lambda: self._stage.camera.fit(box))

    def reveal(self, node_id: NodeId) -> None:
        """Bring a step into the middle and select it."""
        self._show_hit(node_id, True)

    def ensure_seen(self, box: Box) -> None:
        """Push the picture just as far as a box needs to be seen."""
        self.flight.go(lambda: self._stage.camera.ensure_seen(box), jump=False)

    def show_problem(self, problem: Problem) -> None:
        """Bring the place of a problem into the middle and select it."""
        self.problems.show(problem)

    def _show_hit(self, node_id: NodeId, choose: bool) -> None:  # noqa: FBT001  # called by position only
        camera, box = self._stage.camera, self._stage.scene.box(node_id)
        if choose:
            self.flight.go(lambda: camera.center_on(box.center))
            self._stage.selection.select((node_id,))
        elif box.united(camera.seen) != camera.seen:
            self.flight.go(lambda: camera.center_on(box.center), jump=False)

    def _title(self, node_id: NodeId) -> str:
        return self._sources.faces().face(self._stage.document.journey.by_id[node_id]).title

    def _show_path(self) -> None:
        journey, current = self._stage.document.journey, self._stage.selection.current
        if current is None or current not in journey.by_id:
            self.crumbs.show_path(())
            return
        catalog = self._stage.editor.catalog
        self.crumbs.show_path(path_to(journey, current, lambda each: catalog.is_trigger(journey.by_id[each])))

    def _rename(self) -> None:
        self._show_path()
        if not self.crumbs.isHidden():
            self.crumbs.build()

    def _go_to_crumb(self, node_id: NodeId) -> None:
        self.reveal(node_id)
        self._back_to_canvas()

    def _back_to_canvas(self) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settle()
