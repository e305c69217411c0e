"""The conflicts of a merge: a sentence each, and the choice between mine and theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from app.core.merge import Conflict, Key, Side
from app.core.merge_words import ConflictWords
from app.core.text import Text, plural
from app.ui.context import Context
from app.ui.widgets.boxes import clear, column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label

NAMES: dict[Side, Text] = {
    "ours": Text("Meine:", "Mine:"),
    "theirs": Text("Andere:", "Theirs:"),
}
ALL: dict[Side, Text] = {
    "ours": Text("Überall meine", "Mine everywhere"),
    "theirs": Text("Überall die andere", "Theirs everywhere"),
}
NO_CONFLICTS = Text(
    "Keine Konflikte: Beide Seiten haben Verschiedenes geändert.",
    "No conflicts: both sides have changed different things.",
)


class ConflictRows(QWidget):
    """Tells `decided(str)` when a choice has changed, with the step it is about or an empty text."""

    decided = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._rows = column(self, gap=6, margins=(14, 10, 14, 12))
        self._groups: list[QButtonGroup] = []
        self.choices: dict[Key, Side] = {}

    def show_conflicts(self, found: Sequence[tuple[Conflict, ConflictWords]]) -> None:
        """Ask about these; what was chosen before stays chosen."""
        clear(self._rows)
        self._groups = []
        self.choices = {each.key: self.choices.get(each.key, "ours") for each, _ in found}
        one, many = Text("Ein Konflikt", "One conflict"), Text("{n} Konflikte", "{n} conflicts")
        words = plural(len(found), one, many) if found else NO_CONFLICTS
        self._rows.addWidget(label(self._context.say(words), "strong" if found else "plain", wrap=True))
        if len(found) > 1:
            self._rows.addWidget(self._make_all())
        for conflict, said in found:
            self._add(conflict, said)

    def _make_all(self) -> QWidget:
        holder = QWidget()
        layout = row(holder, gap=8)
        for side in NAMES:
            layout.addWidget(push_button(self._context, ALL[side], self._taking(side), kind="link"))
        layout.addStretch(1)
        return holder

    def _taking(self, side: Side) -> Callable[[], None]:
        return lambda: self._choose_all(side)

    def _choose_all(self, side: Side) -> None:
        place = list(NAMES).index(side)
        for group in self._groups:
            group.buttons()[place].setChecked(True)
        self.choices = dict.fromkeys(self.choices, side)
        self.decided.emit("")

    def _add(self, conflict: Conflict, said: ConflictWords) -> None:
        say = self._context.say
        self._rows.addSpacing(6)
        self._rows.addWidget(label(say(said.sentence), wrap=True))
        group = QButtonGroup(self)
        self._groups.append(group)
        values: dict[Side, Text] = {"ours": said.ours, "theirs": said.theirs}
        for side, value in values.items():
            words = f"{say(NAMES[side])} {say(value)}"
            button = QRadioButton(say(NAMES[side]))
            button.setAccessibleName(f"{say(said.sentence)} {words}")
            button.setChecked(self.choices[conflict.key] == side)
            button.clicked.connect(self._deciding(conflict.key, side, said.node or ""))
            group.addButton(button)
            self._rows.addLayout(self._beside(button, say(value)))

    def _beside(self, button: QRadioButton, value: str) -> QHBoxLayout:
        """A choice and its value, which may take several lines."""
        layout = row(gap=6)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(label(value, wrap=True), 1)
        return layout

    def _deciding(self, key: Key, side: Side, step: str) -> Callable[[], None]:
        return lambda: self._decide(key, side, step)

    def _decide(self, key: Key, side: Side, step: str) -> None:
        self.choices[key] = side
        self.decided.emit(step)
