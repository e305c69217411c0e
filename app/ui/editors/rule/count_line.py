"""Under a rule: how many contacts satisfy it, and who some of them are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.core.formats import number_words
from app.core.rules.tree import Rule
from app.core.text import Text
from app.services.counting import RuleCount, obstacle
from app.ui.context import Context
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label

REST_MS = 60
"""Typing goes on for as long as the keys follow each other this fast."""
MOST_PARTS = 30
COUNTING = Text("Zähle …", "Counting …")
MATCHES = Text("Trifft auf {n} von {total} Kontakten zu", "Matches {n} of {total} contacts")
ABOUT = Text("Trifft auf etwa {n} von {total} Kontakten zu …", "Matches about {n} of {total} contacts …")
NOBODY = Text("Trifft auf niemanden zu ({total} Kontakte)", "Matches nobody ({total} contacts)")
OBSTACLES = {
    "incomplete": Text(
        "Sobald alles ausgefüllt ist, steht hier, auf wie viele Kontakte das zutrifft.",
        "Once everything is filled in, this tells how many contacts it matches.",
    ),
    "journey": Text(
        "Wie viele das erfüllen, zeigt sich erst unterwegs: Es geht um Nachrichten oder Ereignisse dieser "
        "Journey.",
        "How many meet this only shows on the way: it is about messages or events of this journey.",
    ),
}
SOME = Text("Einige zeigen", "Show some")
HIDE = Text("Namen ausblenden", "Hide names")
PART = Text("· {n} Kontakt", "· {n} contact"), Text("· {n} Kontakte", "· {n} contacts")
ONE = Text("{n} Kontakte erfüllen diese Bedingung", "{n} contacts meet this condition")
Numbers = tuple[tuple[str, str], ...]


class CountLine(QWidget):
    """Counts while it is to be seen; the latest question wins. `counted(Numbers)`: the parts in words."""

    counted = Signal(object)

    def __init__(self, context: Context, vocabulary: Callable[[], Vocabulary]) -> None:
        super().__init__()
        self._context, self._vocabulary = context, vocabulary
        self._rule: Rule | None = None
        self._parts: tuple[Rule, ...] = ()
        self._asked = 0
        self._stale = False
        self._cancel: Callable[[], None] = lambda: None
        self._words = label("", "soft", wrap=True)
        self._more = push_button(context, SOME, self._toggle, kind="link", icon="users")
        self._names = label("", "muted", wrap=True)
        line = row(gap=8)
        line.addWidget(self._words, 1)
        line.addWidget(self._more)
        layout = column(self, gap=4)
        layout.addLayout(line)
        layout.addWidget(self._names)
        self._names.hide()
        self.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._count)

    @property
    def words(self) -> str:
        """What the line says."""
        return self._words.text()

    @property
    def names(self) -> str:
        """Who meets the rule, as far as that is shown."""
        return self._names.text()

    def ask(self, rule: Rule | None, parts: Sequence[Rule]) -> None:
        """Count a rule and its conditions as soon as the keys rest."""
        self._rule, self._parts = rule, tuple(parts[:MOST_PARTS])
        self._forget()
        known = self._vocabulary().counting is not None
        self.setVisible(rule is not None and known)
        if rule is None or not known:
            return
        found = obstacle(rule)
        self._say(self._context.say(OBSTACLES[found] if found else COUNTING), more=False)
        if found is None or any(obstacle(part) is None for part in self._parts):
            self._stale = True
            self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what was asked while nobody could see it is counted now."""
        super().showEvent(event)
        if self._stale:
            self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: nobody looks; what is being counted is of no use."""
        super().hideEvent(event)
        self._cancel()

    def _forget(self) -> None:
        self._cancel()
        self._asked += 1
        self._rest.stop()
        self._stale = False
        self._fold()
        self.counted.emit(())

    def _count(self) -> None:
        counting, rule = self._vocabulary().counting, self._rule
        if counting is None or rule is None or not self.isVisible():
            return
        self._stale = False
        countable = [part for part in self._parts if obstacle(part) is None]
        whole = rule if obstacle(rule) is None else None
        asked = self._asked
        zone = self._vocabulary().time_zone

        def told(count: RuleCount) -> None:
            if asked == self._asked:
                self._show(count, whole=whole is not None)

        self._cancel = counting.count(self, whole or countable[0], countable, zone, told)

    def _show(self, count: RuleCount, *, whole: bool) -> None:
        if whole:
            words = MATCHES if count.exact else ABOUT
            if count.exact and not count.matches:
                words = NOBODY
            number, total = number_words(count.matches), number_words(count.total)
            self._say(self._context.say(words.fill(n=number, total=total)), more=bool(count.matches))
        numbers = iter(count.parts)
        found = [next(numbers) if obstacle(part) is None else None for part in self._parts]
        self.counted.emit(tuple(self._part(number, exact=count.exact) for number in found))

    def _part(self, number: int | None, *, exact: bool) -> tuple[str, str]:
        if number is None:
            return "", ""
        say, words = self._context.say, self._context.number(number)
        shown = words if exact else f"≈ {words}"
        return say(PART[number != 1].fill(n=shown)), say(ONE.fill(n=shown))

    def _say(self, words: str, *, more: bool) -> None:
        self._words.setText(words)
        self._more.setVisible(more)

    def _toggle(self) -> None:
        counting, rule = self._vocabulary().counting, self._rule
        if self._names.isVisibleTo(self):
            self._fold()
        elif counting is not None and rule is not None:
            asked = self._asked
            self._more.setText(f" {self._context.say(HIDE)}")
            self._more.setAccessibleName(self._context.say(HIDE))
            self._names.setText(self._context.say(COUNTING))
            self._names.show()
            counting.some(
                self, rule, self._vocabulary().time_zone, lambda names: self._show_names(asked, names)
            )

    def _show_names(self, asked: int, names: Sequence[str]) -> None:
        if asked == self._asked:
            self._names.setText(", ".join(names))

    def _fold(self) -> None:
        self._names.hide()
        self._more.setText(f" {self._context.say(SOME)}")
        self._more.setAccessibleName(self._context.say(SOME))
