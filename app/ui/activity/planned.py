"""What is due on the next days, by step: one card a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.core.formats import date_words
from app.core.late import Planned
from app.core.program import HOLDOUT
from app.core.text import Text, plural, same
from app.ui.activity.names import Names
from app.ui.context import Context
from app.ui.widgets.boxes import centred, clear, column, row, surface
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.words import label

WIDTH = 920
MOST_ROWS = 15
TODAY, TOMORROW = Text("Heute", "Today"), Text("Morgen", "Tomorrow")
WEEKDAYS = (
    Text("Montag", "Monday"),
    Text("Dienstag", "Tuesday"),
    Text("Mittwoch", "Wednesday"),
    Text("Donnerstag", "Thursday"),
    Text("Freitag", "Friday"),
    Text("Samstag", "Saturday"),
    Text("Sonntag", "Sunday"),
)
CONTACTS = (Text("1 Kontakt", "1 contact"), Text("{n} Kontakte", "{n} contacts"))
MAILS = (Text("bis zu 1 Mail", "up to 1 mail"), Text("bis zu {n} Mails", "up to {n} mails"))
NO_MAIL = Text("ohne Mail", "no mail")
MORE = (
    Text("und ein weiterer Schritt", "and one more step"),
    Text("und {n} weitere Schritte", "and {n} more steps"),
)
KEPT_OUT = Text("Kontrollgruppe", "Kept out for comparison")
HOW = Text(
    "So, wie es jetzt steht: wer in den nächsten sieben Tagen weiterrückt, und wie viele Mails damit "
    "höchstens hinausgehen. Was danach folgt, und wer noch eintritt, ist nicht dabei.",
    "As things stand now: who moves on within the next seven days, and how many mails leave with that at "
    "most. What follows after that, and who will still enter, is not counted.",
)


class PlannedPanel(QWidget):
    """Shows what `show_plan` is given."""

    def __init__(self, context: Context, names: Names) -> None:
        super().__init__()
        self._context, self._names = context, names
        self._plan: tuple[Planned, ...] | None = None
        self._days = centred(self, WIDTH)

    def show_plan(self, plan: Sequence[Planned], today: date) -> None:
        """Show what is due, day by day; nothing is touched if it is the same as before."""
        if tuple(plan) == self._plan:
            return
        self._plan = tuple(plan)
        clear(self._days)
        if not plan:
            self._show_nothing()
            return
        self._days.addWidget(label(self._context.say(HOW), "soft", wrap=True))
        for day, found in groupby(plan, key=lambda each: each.day):
            self._days.addWidget(self._card(day, list(found), today))
        self._days.addStretch(1)

    def _show_nothing(self) -> None:
        title = Text(
            "In den nächsten sieben Tagen rückt niemand weiter", "Nobody moves on in the next seven days"
        )
        words = Text(
            "Sobald Kontakte in einer Journey warten, steht hier Tag für Tag, was als Nächstes geschieht. "
            "Wer erst noch eintritt, etwa an seinem Geburtstag, zählt noch nicht mit.",
            "As soon as contacts wait in a journey, this is where you see day by day what happens next. "
            "Whoever has yet to enter, on a birthday for example, does not count yet.",
        )
        self._days.addStretch(1)
        self._days.addWidget(EmptyState(self._context, "calendar-time", title, words))
        self._days.addStretch(1)

    def _card(self, day: date, found: Sequence[Planned], today: date) -> QFrame:
        card = surface("card")
        body = column(card, gap=10, margins=(20, 14, 20, 14))
        head = row(gap=8)
        head.addWidget(label(self._context.say(_day_name(day, today)), "heading"))
        head.addWidget(label(self._context.say(date_words(day)), "soft"))
        head.addStretch(1)
        head.addWidget(
            self._total(sum(each.contacts for each in found), sum(each.may_send for each in found))
        )
        body.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 3)
        for number, width in ((2, 116), (3, 128)):  # so that the numbers of all days stand in columns
            grid.setColumnMinimumWidth(number, width)
        for number, each in enumerate(found[:MOST_ROWS]):
            self._line(grid, number, each)
        body.addLayout(grid)
        rest = len(found) - MOST_ROWS
        if rest > 0:
            body.addWidget(label(self._context.say(plural(rest, *MORE)), "muted"))
        return card

    def _total(self, contacts: int, mails: int) -> QLabel:
        words = self._count(contacts, CONTACTS) + same(" · ") + self._mails(mails)
        return label(self._context.say(words), "strong")

    def _line(self, grid: QGridLayout, number: int, each: Planned) -> None:
        say, right = self._context.say, Qt.AlignmentFlag.AlignRight
        title = KEPT_OUT if each.step == HOLDOUT else self._names.step(each.journey, each.step)
        grid.addWidget(label(say(title), wrap=True), number, 0)
        grid.addWidget(label(self._names.journey(each.journey), "soft", wrap=True), number, 1)
        grid.addWidget(label(say(self._count(each.contacts, CONTACTS))), number, 2, right)
        grid.addWidget(label(say(self._mails(each.may_send)), "soft"), number, 3, right)

    def _mails(self, n: int) -> Text:
        return self._count(n, MAILS) if n else NO_MAIL

    def _count(self, n: int, words: tuple[Text, Text]) -> Text:
        return (words[0] if n == 1 else words[1]).fill(n=self._context.number(n))


def _day_name(day: date, today: date) -> Text:
    if day == today:
        return TODAY
    return TOMORROW if day == today + timedelta(days=1) else WEEKDAYS[day.weekday()]
