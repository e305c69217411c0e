"""What an empty canvas says: what belongs here, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.text import Language, Text
from canvas.theme import CanvasTheme


class Welcome(QFrame):
    """Stands in the middle as long as there are no steps. Signal: `start_wanted()`."""

    start_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._title, self._line, self._button = QLabel(self), QLabel(self), QPushButton(self)
        self._title.setObjectName("title")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.clicked.connect(self.start_wanted)
        self._line.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        for label in (self._title, self._line):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        box.addSpacing(4)
        box.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignCenter)

    def dress(self, theme: CanvasTheme, language: Language) -> None:
        """Take on colors and language."""
        self._title.setText(
            Text("Womit beginnt Ihre Journey?", "How does your journey begin?").pick(language)
        )
        self._line.setText(
            Text(
                "Wählen Sie einen Auslöser, zum Beispiel ein abgesendetes Formular. "
                "Danach fügen Sie Schritt für Schritt hinzu, was geschehen soll.",
                "Choose a trigger, for example a form that was sent. "
                "Then add, step by step, what shall happen.",
            ).pick(language)
        )
        self._button.setText(Text("Ersten Schritt wählen", "Choose the first step").pick(language))
        self.setStyleSheet(
            f"""Welcome {{ background: transparent; border: none; }}
            QLabel {{ color: {theme.secondary}; font-size: 13px; background: transparent; }}
            QLabel#title {{ color: {theme.text}; font-size: 17px; font-weight: 600; }}
            QPushButton {{ color: {theme.on_accent}; background: {theme.accent}; border: none;
                border-radius: 8px; padding: 8px 16px; font-size: 13px; font-weight: 600; }}"""
        )

    def settle(self) -> None:
        """Stand in the middle of the parent."""
        width = min(380, self._parent.width() - 40)
        self.setFixedWidth(width)
        height = self.heightForWidth(width)
        self.setFixedHeight(height)
        self.move((self._parent.width() - width) // 2, (self._parent.height() - height) // 2)
