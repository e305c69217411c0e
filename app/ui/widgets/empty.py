"""What a page says while there is nothing on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label

WIDTH = 440


class EmptyState(QWidget):
    """An icon, what belongs here, and the one next step."""

    def __init__(
        self,
        context: Context,
        icon: str,
        title: Text,
        words: Text,
        action: Text | None = None,
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        layout = column(self, gap=8, margins=(24, 24, 24, 24))
        layout.addStretch(1)
        picture = QLabel()
        picture.setPixmap(context.icons.pixmap(icon, context.tokens.muted, 36, self.devicePixelRatioF()))
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(label(context.say(title), "heading"), 0, Qt.AlignmentFlag.AlignHCenter)
        told = label(context.say(words), "soft", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        told.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        told.setFixedWidth(WIDTH)
        middle = row()  # an alignment would keep the label from growing with its lines
        middle.addStretch(1)
        middle.addWidget(told)
        middle.addStretch(1)
        layout.addLayout(middle)
        if action is not None and run is not None:
            button = push_button(context, action, run, kind="primary")
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
