"""Cards to begin with: an icon, a title, a sentence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import column
from app.ui.widgets.words import label

WIDTH, HEIGHT = 250, 196
TILE = 44


class StartCard(QPushButton):
    """A large button."""

    def __init__(
        self, context: Context, icon: str, title: Text, words: Text, run: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "startcard")
        self.setMinimumSize(QSize(WIDTH, HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(context.say(title))
        self.setAccessibleDescription(context.say(words))
        layout = column(self, gap=6, margins=(20, 20, 20, 20))
        picture = QLabel()
        picture.setProperty("role", "tile")
        picture.setFixedSize(TILE, TILE)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(context.icons.pixmap(icon, context.tokens.accent, 24, self.devicePixelRatioF()))
        layout.addWidget(picture)
        layout.addSpacing(8)
        layout.addWidget(label(context.say(title), "strong", wrap=True))
        layout.addWidget(label(context.say(words), "soft", wrap=True))
        layout.addStretch(1)
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda: run())

    def sizeHint(self) -> QSize:
        """Qt: as high as the words in it need."""
        layout = self.layout()
        height = (
            layout.heightForWidth(max(self.width(), WIDTH)) if layout and layout.hasHeightForWidth() else 0
        )
        return QSize(WIDTH, max(HEIGHT, height))
