"""What is shown when the workspace cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMainWindow

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.empty import EmptyState

SIZE = QSize(720, 420)


class SorryWindow(QMainWindow):
    """Says why, and ends the program."""

    def __init__(self, context: Context, message: Text) -> None:
        super().__init__()
        self.setWindowTitle("Stellwerk")
        self.resize(SIZE)
        title = Text("Der Arbeitsbereich lässt sich nicht öffnen", "The workspace cannot be opened")
        self.setCentralWidget(
            EmptyState(context, "alert-triangle", title, message, Text("Beenden", "Quit"), self.close)
        )
