"""What has happened that a person should know about: a calm list, the latest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.core.incidents import incident_words
from app.core.text import Text, joined, same
from app.store.incidents import Incident
from app.ui.activity.names import Names
from app.ui.context import Context
from app.ui.widgets.boxes import centred, clear, column, line, row, surface
from app.ui.widgets.buttons import push_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.words import label

WIDTH = 920
PAGE = 50
SIGN = 18
OLDER = Text("Ältere zeigen", "Show older ones")
Fetch = Callable[[int, int], Sequence[Incident]]
"""Incidents from an offset on, at most so many."""


class LogPanel(QWidget):
    """Shows what `fetch` finds, a page at a time; tells `journey_wanted(id)`."""

    journey_wanted = Signal(str)

    def __init__(self, context: Context, names: Names, fetch: Fetch) -> None:
        super().__init__()
        self._context, self._names, self._fetch = context, names, fetch
        self._first: list[Incident] = []
        self._layout = centred(self, WIDTH)
        self._shown = -1

    def look(self) -> None:
        """Show the latest; nothing is touched if there is nothing new."""
        found = list(self._fetch(0, PAGE + 1))
        if self._shown >= 0 and found == self._first:
            return
        self._first, self._shown = found, 0
        clear(self._layout)
        if not found:
            self._show_nothing()
            return
        card = surface("card")
        self._list = column(card, gap=12, margins=(20, 16, 20, 16))
        self._layout.addWidget(card)
        self._older = push_button(self._context, OLDER, self._show_older)
        self._layout.addWidget(self._older, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addStretch(1)
        self._add(found)

    def _show_older(self) -> None:
        self._add(list(self._fetch(self._shown, PAGE + 1)))

    def _add(self, found: list[Incident]) -> None:
        for incident in found[:PAGE]:
            if self._list.count():
                self._list.addWidget(line())
            self._list.addLayout(self._entry(incident))
        self._shown += min(len(found), PAGE)
        self._older.setVisible(len(found) > PAGE)

    def _entry(self, incident: Incident) -> QHBoxLayout:
        say = self._context.say
        entry = row(gap=12)
        sign = QLabel()
        tokens, ratio = self._context.tokens, self.devicePixelRatioF()
        sign.setPixmap(self._context.icons.pixmap("info-circle", tokens.muted, SIGN, ratio))
        entry.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=2)
        words.addWidget(label(say(incident_words(incident.code, incident.detail)), wrap=True))
        words.addWidget(label(say(self._where(incident)), "muted", wrap=True))
        entry.addLayout(words, 1)
        journey = incident.journey
        if journey is not None and journey in self._names.journeys:
            show = push_button(
                self._context,
                Text("Journey öffnen", "Open journey"),
                lambda: self.journey_wanted.emit(journey),
                kind="link",
            )
            entry.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return entry

    def _where(self, incident: Incident) -> Text:
        parts = [same(self._context.moment(incident.at))]
        if incident.journey:
            parts.append(same(self._names.journey(incident.journey)))
        if incident.journey and incident.step:
            parts.append(self._names.step(incident.journey, incident.step))
        return joined(parts, same(" · "))

    def _show_nothing(self) -> None:
        title = Text("Keine Vorkommnisse", "No incidents")
        words = Text(
            "Hier steht, was Sie wissen sollten: wenn ein Schritt nicht ausgeführt werden konnte, ein "
            "Vorrat leer ist, eine Journey sich angehalten hat oder Stellwerk länger aus war.",
            "This is where you see what you should know: if a step could not be carried out, a pool is "
            "empty, a journey has paused itself, or Stellwerk was off for a while.",
        )
        self._layout.addStretch(1)
        self._layout.addWidget(EmptyState(self._context, "circle-check", title, words))
        self._layout.addStretch(1)
