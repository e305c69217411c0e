"""One journey in the list: name, state, when it was changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from app.core.records import JourneyRow
from app.core.text import Text
from app.ui.context import Context
from app.ui.journey.header import state_words
from app.ui.widgets.boxes import column, row
from app.ui.widgets.words import label, pill

HEIGHT = 66
TILE = 38


class JourneyCard(QPushButton):
    """Opens its journey by a click or the keyboard: `open_wanted(id)`."""

    open_wanted = Signal(str)

    def __init__(self, context: Context, entry: JourneyRow) -> None:
        super().__init__()
        self.setProperty("kind", "startcard")
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = row(self, gap=14, margins=(16, 8, 16, 8))
        picture = QLabel()
        picture.setProperty("role", "tile")
        picture.setFixedSize(TILE, TILE)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(context.icons.pixmap("route", context.tokens.accent, 20, self.devicePixelRatioF()))
        layout.addWidget(picture)
        words = column(gap=2)
        words.addWidget(label(entry.name, "strong"))
        changed = Text("Zuletzt geändert am {when}", "Last changed on {when}").fill(
            when=context.moment(entry.updated_at)
        )
        words.addWidget(label(context.say(changed), "muted"))
        layout.addLayout(words, 1)
        kind, state = state_words(entry)
        layout.addWidget(pill(context.say(state), kind))
        self.setAccessibleName(f"{entry.name}, {context.say(state)}")
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda: self.open_wanted.emit(entry.id))
