"""Large numbers with what they count above them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.ui.widgets.boxes import column, row
from app.ui.widgets.words import label


class Figure(QWidget):
    """One number: caption, value, and a softer addition such as a share."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        layout = column(self, gap=0)
        layout.addWidget(label(caption, "label"))
        line = row(gap=6)
        self.value: QLabel = label("–", "huge")
        self.more: QLabel = label("", "soft")
        line.addWidget(self.value)
        line.addWidget(self.more)
        line.addStretch(1)
        layout.addLayout(line)
        self._caption = caption

    def show_figure(self, value: str, more: str = "") -> None:
        """Show a number."""
        self.value.setText(value)
        self.more.setText(more)
        self.setAccessibleName(f"{self._caption}: {value} {more}".strip())
