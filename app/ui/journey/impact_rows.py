"""One row a step at which contacts wait: how many, what becomes of them, and what that brings at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.core.clock import Instant
from app.core.impact import KEEP, AtOnce, Choice, Spot, Waiting
from app.core.journey import Journey
from app.core.program import HOLDOUT
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.combo import ValueCombo
from app.ui.journey.impact_words import (
    CHANGED,
    FIXED,
    GO_TO,
    LEAVE,
    REMOVED,
    STAY,
    due_words,
    named,
    since_words,
)
from app.ui.widgets.boxes import column, row
from app.ui.widgets.signals import ignoring
from app.ui.widgets.words import label, pill

WIDTH, INDENT = 760, 26
COMBO_WIDTH = 300
KEPT_OUT = Text("Kontrollgruppe", "Kept out for comparison")


class ImpactRows(QWidget):
    """Tells `changed()` when a person has chosen something else."""

    changed = Signal()

    def __init__(self, context: Context, journey: Journey, waiting: Sequence[Waiting], now: Instant) -> None:
        super().__init__()
        self._context, self._journey = context, journey
        self._lines: dict[Spot, QWidget] = {}
        self._combos: dict[Spot, ValueCombo] = {}
        self._dues: dict[Spot, QLabel] = {}
        body = column(self, gap=10, margins=(INDENT, 4, 0, 4))
        for each in waiting:
            line = self._line(each, now)
            self._lines[each.spot] = line
            body.addWidget(line)
        self.setMaximumWidth(WIDTH)

    @property
    def choices(self) -> Mapping[Spot, Choice]:
        """What is chosen for each step."""
        return {spot: combo.value for spot, combo in self._combos.items()}

    def show_only(self, spots: Collection[Spot]) -> None:
        """Show the rows that are to be decided."""
        for spot, line in self._lines.items():
            line.setVisible(spot in spots)
        self.setVisible(bool(spots))

    def show_outlook(self, outlook: Mapping[Spot, AtOnce]) -> None:
        """Show beside each row what its choice brings at once."""
        for spot, told in self._dues.items():
            told.setText(self._context.say(due_words(outlook.get(spot, AtOnce()))))

    def _line(self, each: Waiting, now: Instant) -> QWidget:
        say = self._context.say
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        head = row(gap=8)
        head.addWidget(label(say(each.title), "strong"))
        if each.removed or each.changed:
            mark = pill(say(REMOVED if each.removed else CHANGED), "warning" if each.removed else "neutral")
            head.addWidget(mark)
        head.addStretch(1)
        grid.addLayout(head, 0, 0)
        grid.addWidget(label(say(since_words(each, now)), "muted"), 1, 0)
        if each.fixed == each.contacts:
            grid.addWidget(label(say(FIXED), "soft", wrap=True), 0, 1, 2, 1)
            grid.setColumnMinimumWidth(1, COMBO_WIDTH)
            return line
        grid.addWidget(self._combo(each), 0, 1)
        due = label("", "muted")
        self._dues[each.spot] = due
        grid.addWidget(due, 1, 1, Qt.AlignmentFlag.AlignLeft)
        return line

    def _combo(self, each: Waiting) -> ValueCombo:
        say = self._context.say
        name = Text("Was wird aus den Kontakten bei {step}?", "What becomes of the contacts at {step}?")
        options = [(choice, say(self._words(each, choice))) for choice in each.choices]
        combo = ValueCombo(options, say(name.fill(step=named(each.title))))
        combo.setFixedWidth(COMBO_WIDTH)
        combo.show_value(KEEP)
        combo.chosen.connect(ignoring(self.changed.emit))
        self._combos[each.spot] = combo
        return combo

    def _words(self, each: Waiting, choice: Choice) -> Text:
        match choice.what:
            case "keep":
                return STAY.fill(n=each.spot.version)
            case "exit":
                return LEAVE
            case "move":
                return GO_TO.fill(step=self._title(choice.step))

    def _title(self, step: str) -> Text:
        if step == HOLDOUT:
            return KEPT_OUT
        return named(self._context.catalog.title(self._journey.by_id[step]))
