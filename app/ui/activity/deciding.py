"""Buttons for decisions; one about many messages at once asks for a second word in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from app.core.text import Text
from app.engine.delivery.decisions import Chosen
from app.services.activity import Decision
from app.ui.activity.words import ACTIONS, SURE
from app.ui.context import Context
from app.ui.widgets.boxes import row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label

MANY = 20
CANCEL = Text("Abbrechen", "Cancel")


@dataclass(frozen=True)
class About:
    """What decisions are about: messages, how many they are, and what they are called."""

    chosen: Chosen
    n: int
    name: str


class Deciding(QStackedWidget):
    """Calls `run(decision, chosen)`, for more than `MANY` messages only after a second click."""

    def __init__(
        self,
        context: Context,
        about: About,
        decisions: Sequence[Decision],
        run: Callable[[Decision, Chosen], object],
    ) -> None:
        super().__init__()
        self._context, self._about, self._run = context, about, run
        self._offer = QWidget()
        layout = row(self._offer, gap=8)
        layout.addStretch(1)
        for decision in decisions:
            layout.addWidget(self._button(decision))
        self.addWidget(self._offer)
        self._question: QWidget | None = None

    def _button(self, decision: Decision) -> QPushButton:
        words = ACTIONS[decision]
        button = push_button(self._context, words, lambda: self._choose(decision))
        button.setAccessibleName(f"{self._context.say(words)}: {self._about.name}")
        return button

    def _choose(self, decision: Decision) -> None:
        if self._about.n > MANY:
            self._ask(decision)
        else:
            self._run(decision, self._about.chosen)

    def _ask(self, decision: Decision) -> None:
        self._question = QWidget()
        layout = row(self._question, gap=8)
        words = SURE[decision].fill(n=self._context.number(self._about.n))
        layout.addStretch(1)
        layout.addWidget(label(self._context.say(words), "strong"))
        go = push_button(
            self._context, ACTIONS[decision], lambda: self._run(decision, self._about.chosen), kind="danger"
        )
        stop = push_button(self._context, CANCEL, self._forget)
        layout.addWidget(go)
        layout.addWidget(stop)
        self.addWidget(self._question)
        self.setCurrentWidget(self._question)
        stop.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter must not decide by accident

    def _forget(self) -> None:
        assert self._question is not None  # its button was pressed
        self.setCurrentWidget(self._offer)
        self.removeWidget(self._question)
        self._question.deleteLater()
