"""One condition on the screen: its sentence, whether it is negated, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.core.rules.tree import Rule
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.rule.sentence import Sentence, Slot
from app.ui.editors.rule.slots import Changed, Impact, slot_widget
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.boxes import row
from app.ui.widgets.buttons import icon_button, push_button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.words import label

INVERT = Text("Bedingung umkehren", "Invert condition")
REMOVE = Text("Bedingung entfernen", "Remove condition")
NOT = Text("nicht:", "not:")
LONG = 24
"""Words between places that are longer than this, in characters, may be broken over lines."""


class SentenceRow(QFrame):
    """Shows a sentence; after a change that leaves its form alone, `refresh` gives the new slots."""

    def __init__(
        self,
        context: Context,
        sentence: Sentence,
        vocabulary: Callable[[], Vocabulary],
        name: str,
        *,
        negated: bool = False,
        framed: bool = True,
        changed: Changed,
        refresh: Callable[[Any], Sentence],
        invert: Callable[[], None] | None = None,
        remove: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        if framed:
            self.setProperty("surface", "group")
        self._slots = dict(sentence.slots)
        self._changed, self._refresh = changed, refresh
        self.name = name
        layout = row(self, gap=0, margins=(8, 6, 2, 6) if framed else (0, 2, 0, 2))
        body = QWidget()
        flow = FlowLayout(body, 4)
        if negated and invert is not None:
            flow.addWidget(push_button(context, NOT, invert, kind="chip"))
        for part in sentence.parts(context.language):
            if isinstance(part, str):
                for piece in part.split() if len(part) > LONG else [part]:
                    flow.addWidget(label(piece))
            else:
                flow.addWidget(self._place(part[0], part[1], context, vocabulary, name))
        self._count = label("", "muted")
        self._count.hide()
        flow.addWidget(self._count)
        layout.addWidget(body, 1)
        top = Qt.AlignmentFlag.AlignTop
        if not negated and invert is not None:
            layout.addWidget(icon_button(context, "ban", INVERT, invert), 0, top)
        if remove is not None:
            layout.addWidget(icon_button(context, "x", REMOVE, remove), 0, top)

    def focus_first(self) -> None:
        """Put the keyboard into the first changeable place."""
        for place in self._slots:
            widget = self.findChild(QWidget, f"{self.name}/{place}")
            if widget is not None:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @property
    def count_words(self) -> str:
        """How many contacts meet this, as far as that is shown."""
        return self._count.text()

    def show_count(self, words: str, meaning: str) -> None:
        """Say in a number, and for those who hear it in words, how many contacts meet this."""
        self._count.setText(words)
        self._count.setToolTip(meaning)
        self._count.setAccessibleName(meaning)
        self._count.setVisible(bool(words))

    def _place(
        self, place: str, slot: Slot, context: Context, vocabulary: Callable[[], Vocabulary], name: str
    ) -> QWidget:
        def change(value: Any) -> Rule:
            return self._slots[place].change(value)

        current = replace(slot, change=change)
        widget = slot_widget(current, context, vocabulary, self._report)
        widget.setObjectName(f"{name}/{place}")
        return widget

    def _report(self, new: Any, impact: Impact) -> None:
        if impact == "value":
            self._slots = dict(self._refresh(new).slots)
        self._changed(new, impact)
