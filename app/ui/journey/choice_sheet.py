"""A sheet between header and canvas that asks for one of a few ways to go on, each with what it brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import clear, column, line, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.fitting import FittingArea
from app.ui.widgets.words import label

INDENT = 26
MOST_SHARE = 0.55
"""Of the height of the window."""


@dataclass(frozen=True)
class Way:
    """One way to go on: what it is called, what it means, and what it does."""

    name: Text
    meaning: Text
    run: Callable[[], object]


@dataclass(frozen=True)
class Question:
    """What a sheet asks: a title, what is so now, the ways, and the button that goes on."""

    title: Text
    now: Sequence[Text]
    ways: Sequence[Way]
    go: Text


class ChoiceSheet(QFrame):
    """Opened by `ask`; tells `closed()` when it is folded away."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._context = context
        outer = column(self, gap=0)
        content = QWidget()
        self._body = column(content, gap=8, margins=(20, 14, 20, 6))
        outer.addWidget(FittingArea(content, MOST_SHARE))
        self._buttons = row(gap=8, margins=(20, 6, 20, 14))
        outer.addLayout(self._buttons)
        self._banner = Banner(context)
        outer.addWidget(self._banner)
        outer.addWidget(line())
        self.ways: list[QRadioButton] = []
        self.hide()

    def ask(self, question: Question) -> None:
        """Show a question, its first way chosen."""
        say = self._context.say
        clear(self._body)
        self._banner.hide()
        self._body.addWidget(label(say(question.title), "heading", wrap=True))
        for words in question.now:
            self._body.addWidget(label(say(words), wrap=True))
        self.ways = self._make_ways(question.ways)
        clear(self._buttons)
        go = push_button(self._context, question.go, lambda: self._run(question), kind="primary")
        self._buttons.addWidget(go)
        self._buttons.addWidget(push_button(self._context, Text("Abbrechen", "Cancel"), self.close_sheet))
        self._buttons.addStretch(1)
        self.show()
        self.ways[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_sheet(self) -> None:
        """Fold the sheet away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def fail(self, message: Text) -> None:
        """Say what went wrong; the question stays."""
        self._banner.say("error", self._context.say(message))

    def _make_ways(self, ways: Sequence[Way]) -> list[QRadioButton]:
        group = QButtonGroup(self)
        made: list[QRadioButton] = []
        for way in ways:
            button = QRadioButton(self._context.say(way.name))
            button.setAccessibleName(self._context.say(way.name))
            button.setAccessibleDescription(self._context.say(way.meaning))
            button.setChecked(not made)
            group.addButton(button)
            made.append(button)
            meaning = label(self._context.say(way.meaning), "muted", wrap=True)
            meaning.setContentsMargins(INDENT, 0, 0, 0)
            entry = column(gap=0)
            entry.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            entry.addWidget(meaning)
            self._body.addLayout(entry)
        return made

    def _run(self, question: Question) -> None:
        chosen = next(way for way, button in zip(question.ways, self.ways, strict=True) if button.isChecked())
        chosen.run()
