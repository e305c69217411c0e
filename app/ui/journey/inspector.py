"""The right side: the form of the selected step, or what holds for the whole journey."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.core.journey import Node
from app.core.problems import Problem
from app.core.text import Text, plural
from app.ui.context import Context
from app.ui.journey.draft import Draft
from app.ui.journey.frame_form import FrameForm
from app.ui.journey.journey_form import JourneyForm
from app.ui.journey.multi_form import MultiForm
from app.ui.journey.step_form import StepForm
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.boxes import column, scrolled
from app.ui.widgets.words import label
from canvas.document import DocumentModel
from canvas.editing.framing import Framing
from canvas.selection import Selection

WIDTH = 320
MOST_STEPS = 1_000
"""More than so many steps are moved and deleted together, but not set up."""


class Inspector(QFrame):
    """Follows selection and document."""

    def __init__(
        self,
        context: Context,
        document: DocumentModel,
        selection: Selection,
        vocabulary: Callable[[], Vocabulary],
    ) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setMinimumWidth(WIDTH)
        self.setAccessibleName(context.say(Text("Eigenschaften", "Properties")))
        self._context, self._document, self._selection = context, document, selection
        self._draft = Draft(document, vocabulary)
        self._problems: tuple[Problem, ...] = ()
        self._layout = column(self, gap=0)
        self.form: QWidget = QWidget()
        # One place for all forms: each time a form changes its parent, all of it is styled anew.
        holder = QWidget()
        self._place = column(holder, gap=0)
        self._place.addWidget(self.form)
        self._area = scrolled(holder)
        self._layout.addWidget(self._area)
        selection.changed.connect(self._follow)
        document.changed.connect(self._follow)
        self._build()
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # widgets cannot be without one
        application.focusChanged.connect(self._seal)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show problems next to the fields they concern."""
        self._problems = problems
        if isinstance(self.form, StepForm | JourneyForm):
            self.form.show_problems(problems)

    def offer_anew(self) -> None:
        """Offer what is there to choose from by now."""
        self._build()

    def focus_first(self) -> None:
        """Put the cursor into the first field, or the first that must not stay empty."""
        target = self.form
        if isinstance(self.form, StepForm):
            target = self.form.first_to_fill()
        elif isinstance(self.form, JourneyForm):
            target = self.form.editor("reentry")
        elif isinstance(self.form, MultiForm) and self.form.shared:
            target = self.form.fields.editor(self.form.shared[0].name)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _seal(self) -> None:
        self._document.seal()

    def _follow(self, *_journeys: object) -> None:
        current = self._selection.current
        several = self._several()
        if isinstance(self.form, FrameForm) and self.form.follow(self._selection.frame):
            return
        if several:
            if isinstance(self.form, MultiForm) and self.form.follow(several):
                return
        elif isinstance(self.form, StepForm) and self.form.node_id == current:
            if current in self._document.journey.by_id:
                self.form.refresh()
                return
        elif isinstance(self.form, JourneyForm) and not (self._selection.steps or self._selection.frames):
            self.form.refresh()
            return
        self._build()

    def _several(self) -> list[Node]:
        """The selected steps in the order of the journey, if there are several and all are understood."""
        journey, chosen = self._document.journey, self._selection.steps
        if self._selection.frame is not None or not 2 <= len(chosen) <= MOST_STEPS:
            return []
        found = [node for node in journey.nodes if node.id in chosen]
        return found if all(map(self._context.catalog.understood, found)) else []

    def _build(self) -> None:
        self._draft.forget()
        past_opened = isinstance(self.form, StepForm) and self.form.past.fold.head.isChecked()
        self._place.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = self._make()
        self._place.addWidget(self.form)
        self._area.verticalScrollBar().setValue(0)
        if isinstance(self.form, StepForm) and past_opened:
            self.form.past.fold.open()
        self.show_problems(self._problems)

    def _make(self) -> QWidget:
        framing = Framing(self._document, self._selection)
        if framing.chosen is not None:
            return FrameForm(self._context, framing, framing.chosen)
        several = self._several()
        if several:
            return MultiForm(self._context, self._draft, several)
        current = self._selection.current
        node = self._document.journey.by_id.get(current) if current else None
        if node is not None:
            node_type = self._context.catalog.get(node.type)
            if node_type is not None and self._context.catalog.understood(node) is not None:
                return StepForm(self._context, self._draft, node, node_type)
            return self._notice(
                Text("Unbekannter Schritt", "Unknown step"),
                Text(
                    "Dieser Schritt („{type}“) stammt aus einem anderen oder neueren Programm. Er bleibt "
                    "in der "
                    "Datei erhalten, kann hier aber weder geändert noch veröffentlicht werden.",
                    "This step (“{type}”) comes from another or newer program. It is kept in the file, "
                    "but can "
                    "neither be changed nor published here.",
                ).fill(type=node.type),
            )
        if self._selection.steps:
            count = len(self._selection.steps)
            return self._notice(
                plural(
                    count,
                    Text("{n} Schritt gewählt", "{n} step selected"),
                    Text("{n} Schritte gewählt", "{n} steps selected"),
                ),
                Text(
                    "Verschieben, kopieren oder löschen Sie sie gemeinsam. Wählen Sie einen einzelnen, um "
                    "ihn "
                    "einzurichten.",
                    "Move, copy or delete them together. Select a single one to set it up.",
                ),
            )
        return JourneyForm(self._context, self._draft)

    def _notice(self, title: Text, words: Text) -> QWidget:
        found = QWidget()
        layout = column(found, gap=6, margins=(16, 14, 16, 16))
        layout.addWidget(label(self._context.say(title), "heading", wrap=True))
        layout.addWidget(label(self._context.say(words), "soft", wrap=True))
        layout.addStretch(1)
        return found
