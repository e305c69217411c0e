"""The list of problems: a click shows the step, a button mends what can be mended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.core.problems import SEVERITIES, Problem, Remedy, Severity
from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import clear, column, row, scrolled
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label
from canvas.document import DocumentModel

SHOWN = 100
SIGN = 18
ICONS: dict[Severity, str] = {"error": "alert-circle", "warning": "alert-triangle", "hint": "info-circle"}
NAMES: dict[Severity, Text] = {
    "error": Text("Fehler", "Error"),
    "warning": Text("Warnung", "Warning"),
    "hint": Text("Hinweis", "Hint"),
}


class ProblemsPanel(QWidget):
    """Shows problems, the worst first; `chosen(problem)` when one is clicked."""

    chosen = Signal(object)

    def __init__(self, context: Context, document: DocumentModel) -> None:
        super().__init__()
        self._context, self._document = context, document
        content = QWidget()
        self._rows = column(content, gap=0, margins=(12, 0, 12, 8))
        column(self).addWidget(scrolled(content))
        self.show_problems(())

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show these problems; whoever mends one after the other by keys stays in the list."""
        held = self.isAncestorOf(QApplication.focusWidget() or self.window())
        clear(self._rows)
        ordered = sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))
        for problem in ordered[:SHOWN]:
            self._rows.addWidget(self._row(problem))
        if len(ordered) > SHOWN:
            more = Text("und {n} weitere", "and {n} more").fill(n=len(ordered) - SHOWN)
            self._rows.addWidget(label(self._context.say(more), "soft"))
        if not ordered:
            good = Text(
                "Alles in Ordnung: Diese Journey kann veröffentlicht werden.",
                "All is well: this journey can be published.",
            )
            words = label(self._context.say(good), "soft", wrap=True)
            words.setContentsMargins(6, 6, 0, 0)
            self._rows.addWidget(words)
        self._rows.addStretch(1)
        if held:
            buttons = self.findChildren(QPushButton)
            (buttons[0] if buttons else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, problem: Problem) -> QWidget:
        context, tokens = self._context, self._context.tokens
        colour = {"error": tokens.danger, "warning": tokens.warning, "hint": tokens.muted}[problem.severity]
        holder = QWidget()
        layout = row(holder, gap=10, margins=(6, 5, 6, 5))
        icon = QLabel()
        icon.setPixmap(context.icons.pixmap(ICONS[problem.severity], colour, SIGN, self.devicePixelRatioF()))
        icon.setAccessibleName(context.say(NAMES[problem.severity]))
        words = label(context.say(problem.message), wrap=True)
        layout.addWidget(icon)
        layout.addWidget(words, 1)
        node = self._document.journey.by_id.get(problem.node) if problem.node else None
        if node is not None:
            layout.addWidget(self._place(problem, context.say(context.catalog.title(node))))
        if problem.remedy is not None:
            layout.addWidget(self._remedy(problem.remedy))
        return holder

    def _place(self, problem: Problem, title: str) -> QPushButton:
        name = Text("„{step}“ zeigen", "Show “{step}”").fill(step=title)
        return push_button(self._context, name, lambda: self.chosen.emit(problem), kind="link")

    def _remedy(self, remedy: Remedy) -> QPushButton:
        return push_button(
            self._context, remedy.label, lambda: self._document.apply(remedy.edit, remedy.label), icon="wand"
        )
