"""The journey page: puts palette, canvas, inspector and drawer together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.core.journey import Journey
from app.core.node import Surroundings
from app.core.problems import Problem
from app.core.text import Text
from app.ui.context import Context
from app.ui.journey.areas import Area, Areas, entering
from app.ui.journey.drawer import Drawer
from app.ui.journey.header import SETTINGS, Header
from app.ui.journey.inspector import Inspector
from app.ui.journey.palette import Palette
from app.ui.journey.problems_panel import ProblemsPanel
from app.ui.journey.step_form import not_merely_empty
from app.ui.journey.watch import Check, ProblemWatch
from app.ui.shortcuts.binding import bind
from app.ui.shortcuts.listing import Section
from app.ui.vocabulary import VocabularyOf, around_of
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, line, row
from app.ui.widgets.signals import ignoring
from canvas.commands import Command
from canvas.document import DocumentModel
from canvas.selection import Selection
from canvas.theme import DARK, LIGHT
from canvas.view import CanvasView

DRAWER_HEIGHT = 300
OUTLINE_WIDTH = 380
CROWDED = 1_160
"""Below this width in pixels the outline takes the place of the palette."""
DRAWER_SHARE = 0.4


class JourneyPage(QWidget):
    """Shows and edits the open document."""

    back_wanted = Signal()

    def __init__(
        self,
        context: Context,
        document: DocumentModel,
        selection: Selection,
        vocabulary_of: VocabularyOf,
        check: Check,
    ) -> None:
        super().__init__()
        self.context, self.document, self.selection = context, document, selection
        self._vocabulary_of = vocabulary_of
        self._strict = False
        self.header = Header(context, document)
        self.palette_panel = Palette(context)
        theme = DARK if context.tokens.dark else LIGHT
        self.canvas = CanvasView(document, selection, context.catalog, theme, context.language, self.around)
        self.inspector = Inspector(context, document, selection, lambda: vocabulary_of(document.journey))
        self.drawer = Drawer(context)
        self.banner = Banner(context)
        self.problems = ProblemsPanel(context, document)
        self.problems_tab = self.drawer.add(self.problems, "")
        self.watch = ProblemWatch(document, check, self)
        self._arrange()
        self._connect()
        self._areas = self._make_areas()
        self._commands: tuple[Command, ...] = ()
        self.learn(self._own_commands())
        self.watch.begin()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Bring problems to the canvas, the inspector and the list."""
        self.canvas.set_problems(problems if self._strict else not_merely_empty(problems))
        self.inspector.show_problems(problems)
        self.problems.show_problems(problems)
        words = self.context.say(Text("Probleme", "Problems"))
        self.problems_tab.setText(f"{words} ({len(problems)})")
        self.problems_tab.setAccessibleName(self.problems_tab.text())

    def mark_everything(self) -> None:
        """From now on also mark steps that are merely not filled in yet."""
        self._strict = True
        self.watch.look()

    def add_sheet(self, sheet: QWidget) -> None:
        """Put a sheet between header and canvas."""
        self._right.insertWidget(0, sheet)

    def cover(self, panel: QWidget) -> None:
        """Show a panel in the place of palette, canvas and drawer."""
        self._right.addWidget(panel, 1)
        self._splitter.hide()
        self.palette_panel.hide()

    def uncover(self, panel: QWidget) -> None:
        """Take a panel away again."""
        panel.hide()
        self._right.removeWidget(panel)
        self._splitter.show()
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: palette and outline may have room beside each other, or no longer."""
        super().resizeEvent(event)
        self._share_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the outline was opened or closed."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._share_room()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc that nobody else has a use for leads back to the canvas."""
        if event.key() == Qt.Key.Key_Escape:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  # the signature is Qt's
        """Qt: Tab was pressed somewhere on the page."""
        target = self._areas.neighbor(forward=forward)
        if target is None:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        target.setFocus(reason)
        return True

    def _share_room(self) -> None:
        crowded = self.width() < CROWDED and not self.canvas.outline.isHidden()
        self.palette_panel.setVisible(not crowded and not self._splitter.isHidden())

    def around(self, journey: Journey) -> Surroundings:
        """What the steps of a journey may know here."""
        return around_of(journey, self._vocabulary_of(journey))

    def _arrange(self) -> None:
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setHandleWidth(1)
        middle.addWidget(self.canvas.outline)
        middle.addWidget(self.canvas)
        middle.addWidget(self.inspector)
        middle.setStretchFactor(1, 1)
        middle.setCollapsible(0, False)
        middle.setCollapsible(1, False)
        middle.setSizes([OUTLINE_WIDTH, 800, 330])
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(middle)
        self._splitter.addWidget(self.drawer)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        self._splitter.setCollapsible(1, False)
        self._right = column(gap=0)
        self._right.addWidget(self.banner)
        self._right.addWidget(self._splitter, 1)
        body = row(gap=0)
        body.addWidget(self.palette_panel)
        body.addWidget(line("v"))
        body.addLayout(self._right, 1)
        layout = column(self, gap=0)
        layout.addWidget(self.header)
        layout.addWidget(line())
        layout.addLayout(body, 1)

    def _connect(self) -> None:
        self.watch.found.connect(self.show_problems)
        self.problems.chosen.connect(self._show_place)
        self.palette_panel.chosen.connect(self._add_step)
        self.header.tidy_wanted.connect(self.canvas.tidy_up)
        self.header.back_wanted.connect(self.back_wanted.emit)
        self.header.settings_wanted.connect(self._show_settings)
        self.canvas.inspect_requested.connect(ignoring(lambda: self.inspector.focus_first()))
        self.drawer.opened.connect(self._make_room)
        self.canvas.outline.installEventFilter(self)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Everything that can be done on the page by a key or by its name."""
        return (*self.canvas.commands, *self._commands)

    @property
    def elsewhere(self) -> tuple[Section, ...]:
        """Keys that mean something else in a part of the page."""
        return (Section(Text("In der Gliederung", "In the outline"), self.canvas.outline.commands()),)

    def learn(self, commands: tuple[Command, ...]) -> None:
        """Know more commands, whose keys work wherever on the page the keyboard is."""
        self._commands = (*self._commands, *commands)
        bind(self, commands)

    def _own_commands(self) -> tuple[Command, ...]:
        return (
            Command(("Ctrl+Z",), Text("Rückgängig", "Undo"), self.canvas.undo),
            Command(("Ctrl+Y", "Ctrl+Shift+Z"), Text("Wiederholen", "Redo"), self.canvas.redo),
            Command(("Ctrl+,",), SETTINGS, self._show_settings, "journey"),
            Command(("Ctrl+Shift+M",), Text("Liste der Probleme", "List of problems"), self._list, "journey"),
            Command(
                ("Ctrl+W",), Text("Journey schließen", "Close the journey"), self.back_wanted.emit, "journey"
            ),
            *self.canvas.page_commands(),
            *self._areas.commands(),
        )

    def _make_areas(self) -> Areas:
        return Areas(
            (
                Area(self.header, entering(self.header.tryout)),
                Area(self.palette_panel, entering(self.palette_panel.search)),
                Area(self.canvas.outline, entering(self.canvas.outline)),
                Area(self.canvas, entering(self.canvas)),
                Area(self.inspector, self.inspector.focus_first, changing=True),
                Area(self.drawer, entering(self.problems_tab), changing=True),
            ),
        )

    def _add_step(self, type_id: str) -> None:
        self.canvas.add_step(type_id)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_settings(self) -> None:
        self.selection.select([])
        self.inspector.focus_first()

    def _list(self) -> None:
        self.drawer.open(0)
        self.problems_tab.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_place(self, problem: Problem) -> None:
        if problem.node is not None:
            self.canvas.show_problem(problem)
            self.inspector.show_problems(self.watch.problems)

    def _make_room(self, index: int) -> None:
        total = self._splitter.height()
        if index < 0:
            self._splitter.setSizes([total, 1])
            return
        fitting = self.drawer.fitting_height
        wanted = fitting or max(DRAWER_HEIGHT, round(total * DRAWER_SHARE))
        if fitting or self.drawer.height() < wanted:
            self._splitter.setSizes([max(total - wanted, 1), wanted])
