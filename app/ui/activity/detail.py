"""One message or several: what became of them, and what a person can decide."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.core.reasons import reason_text
from app.core.records import MessageRow
from app.core.text import Text, plural
from app.services.activity import Decision, Shelf
from app.ui.activity.names import Names
from app.ui.activity.words import ACTIONS, DECISIONS, MAILS, PAUSED, PILLS, SHELVES, breakable, late_words
from app.ui.context import Context
from app.ui.widgets.boxes import column, row, scrolled
from app.ui.widgets.buttons import icon_button, push_button
from app.ui.widgets.words import label, pill

WIDTH = 320
ANSWERED = Text(
    "Diese Journey hat die Antwort schon gegeben: Der Kontakt ging durch den Ausgang „Fehlgeschlagen“ "
    "weiter. Deshalb wird die Mail nicht noch einmal versucht.",
    "This journey has given the answer already: the contact went on by the way “Failed”. That is why the "
    "mail is not tried again.",
)
RETRY_HINT = Text(
    "Der neue Versuch nimmt Adresse und Werte, wie sie jetzt beim Kontakt stehen. Der Weg des Kontakts in "
    "der Journey bleibt, wie er ist.",
    "The new try takes address and values as the contact has them now. The way of the contact through the "
    "journey stays as it is.",
)


class MessageDetail(QFrame):
    """Shows what is given to `show_messages`; tells `decided(Decision)`, `contact_wanted(id)`, `closed()`."""

    decided = Signal(str)
    contact_wanted = Signal(int)
    closed = Signal()

    def __init__(self, context: Context, names: Names) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setFixedWidth(WIDTH)
        self._context, self._names = context, names
        self._layout = column(self, gap=0)
        self._area: QScrollArea | None = None
        self.hide()

    def show_messages(self, messages: Sequence[MessageRow], shelf: Shelf, *, triable: bool = True) -> None:
        """Show messages of one shelf; `triable`: whether they can be tried (again)."""
        if self._area is not None:
            self._area.hide()
            self._area.deleteLater()
        content = QWidget()
        body = column(content, gap=12, margins=(16, 12, 16, 16))
        if len(messages) == 1:
            self._one(messages[0], shelf, body)
        else:
            words = plural(len(messages), *MAILS).fill(n=self._context.number(len(messages)))
            body.addLayout(self._head(self._context.say(words)))
        self._decisions(shelf, body, triable=triable)
        body.addStretch(1)
        self._area = scrolled(content)
        self._layout.addWidget(self._area)
        self.show()

    def _one(self, message: MessageRow, shelf: Shelf, body: QVBoxLayout) -> None:
        say = self._context.say
        body.addLayout(self._head(breakable(message.email)))
        body.addWidget(pill(say(SHELVES[shelf]), PILLS[shelf]), 0, Qt.AlignmentFlag.AlignLeft)
        where = column(gap=2)
        where.addWidget(label(say(self._names.step(message.journey, message.node)), "strong", wrap=True))
        if message.subject:
            subject = self._names.subject(message.journey, message.subject)
            where.addWidget(label(say(subject), wrap=True))
        where.addWidget(label(self._names.journey(message.journey), "soft", wrap=True))
        body.addLayout(where)
        for words in self._reasons(message, shelf):
            body.addWidget(label(say(words), wrap=True))
        if message.response:
            answer = label(message.response, "muted", wrap=True)
            answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            told = column(gap=2)
            told.addWidget(label(say(Text("Antwort des Servers", "Answer of the server")), "label"))
            told.addWidget(answer)
            body.addLayout(told)
        body.addWidget(label(say(self._when(message, shelf)), "muted", wrap=True))
        if message.contact_id:
            words = Text("Kontakt ansehen", "Show contact")
            show = push_button(
                self._context,
                words,
                lambda: self.contact_wanted.emit(message.contact_id),
                kind="link",
                icon="user",
            )
            body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)

    def _head(self, words: str) -> QVBoxLayout:
        holder = column(gap=0)
        line = row(gap=8)
        line.addWidget(label(words, "heading", wrap=True), 1)
        close = Text("Schließen", "Close")
        line.addWidget(icon_button(self._context, "x", close, self._close), 0, Qt.AlignmentFlag.AlignTop)
        holder.addLayout(line)
        return holder

    def _reasons(self, message: MessageRow, shelf: Shelf) -> list[Text]:
        found: list[Text] = []
        if shelf == "held":
            late = Text("Diese Mail ist {late}.", "This mail is {late}.")
            found.append(late.fill(late=late_words(message.late or 0)))
        if message.reason:
            found.append(reason_text(message.reason))
        return found

    def _when(self, message: MessageRow, shelf: Shelf) -> Text:
        decided = Text("Entschieden am {when}.", "Decided on {when}.")
        words = decided.fill(when=self._context.moment(message.at))
        if message.due is not None and shelf == "delayed" and message.reason != PAUSED:
            again = Text(" Wieder an der Reihe am {when}.", " Its turn comes again on {when}.")
            words = words + again.fill(when=self._context.moment(message.due))
        return words

    def _decisions(self, shelf: Shelf, body: QVBoxLayout, *, triable: bool) -> None:
        if shelf == "failed":
            hint = RETRY_HINT if triable else ANSWERED
            body.addWidget(label(self._context.say(hint), "muted", wrap=True))
        decisions = DECISIONS[shelf] if triable else ()
        for number, decision in enumerate(decisions):
            body.addWidget(self._button(decision, primary=number == 0))

    def _button(self, decision: Decision, *, primary: bool) -> QWidget:
        kind = "primary" if primary else "plain"
        return push_button(self._context, ACTIONS[decision], lambda: self.decided.emit(decision), kind=kind)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
