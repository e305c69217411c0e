"""A section that folds: a heading to click, a line that says what is set, and the content."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import column, line
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label


class Fold(QWidget):
    """Shows its content while it is open, and a summary while it is not."""

    def __init__(self, context: Context, title: Text, content: QWidget, *, opened: bool = False) -> None:
        super().__init__()
        self._context, self.content = context, content
        self.head = QToolButton()
        self.head.setText(f" {context.say(title)}")
        self.head.setAccessibleName(context.say(title))
        self.head.setProperty("kind", "fold")
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setIconSize(QSize(16, 16))
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head.setCheckable(True)
        self.head.toggled.connect(takes(bool, lambda _on: self._show()))
        self._summary = label("", "muted", wrap=True)
        self._summary.setContentsMargins(22, 0, 0, 0)
        layout = column(self, gap=8)
        layout.addWidget(line())
        layout.addWidget(self.head)
        layout.addWidget(self._summary)
        layout.addWidget(content)
        self.head.setChecked(opened)
        self._show()

    def summarize(self, words: str) -> None:
        """Say in a line what is set."""
        self._summary.setText(words)

    def open(self) -> None:
        """Show the content."""
        self.head.setChecked(True)

    def _show(self) -> None:
        opened = self.head.isChecked()
        self.head.setIcon(self._context.icon("chevron-down" if opened else "chevron-right"))
        self.content.setVisible(opened)
        self._summary.setVisible(not opened)
