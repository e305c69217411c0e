"""The list of what happened to a contact."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.core.formats import quoted
from app.core.records import TimelineEntry
from app.core.text import Text, same
from app.ui.contacts.timeline import ICONS, entry_words, titles_from
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.widgets.boxes import column, row
from app.ui.widgets.words import label


class History(QWidget):
    """Icon, sentence and instant of each entry, the newest first."""

    def __init__(self, context: Context, desk: Desk, entries: tuple[TimelineEntry, ...]) -> None:
        super().__init__()
        self._context = context
        layout = column(self, gap=10)
        layout.addWidget(label(context.say(Text("Verlauf", "History")), "strong"))
        journeys = desk.workspace.journeys
        names = {entry.id: quoted(entry.name) for entry in journeys.rows()}
        titles = titles_from(journeys, context.catalog)
        for entry in entries:
            words = entry_words(entry, titles, lambda journey: names.get(journey, same("…")))
            layout.addWidget(self._entry(ICONS[entry.kind], context.say(words), context.moment(entry.at)))
        if not entries:
            layout.addWidget(
                label(context.say(Text("Noch nichts geschehen.", "Nothing has happened yet.")), "soft")
            )

    def _entry(self, icon: str, words: str, when: str) -> QWidget:
        holder = QWidget()
        layout = row(holder, gap=8)
        picture = QLabel()
        colour = self._context.tokens.muted
        picture.setPixmap(self._context.icons.pixmap(icon, colour, 16, self.devicePixelRatioF()))
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        lines = column(gap=0)
        lines.addWidget(label(words, wrap=True))
        lines.addWidget(label(when, "muted"))
        layout.addLayout(lines, 1)
        return holder
