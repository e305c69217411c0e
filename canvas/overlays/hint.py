"""A line at the lower border of the canvas: what a gesture would do, which keys go on, what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from app.core.text import Language, Text
from canvas.theme import CanvasTheme

LASTS_MS = 12_000
"""How long a hint stays that nobody takes back."""
EDGE = 16
CORNER, CORNER_HEIGHT = 226, 40
"""What the zoom bar takes of the lower border, and the map on the other side."""
WIDEST = 640
ABOVE, ASIDE = 7, 12
"""Between the words and the border."""


class Hint(QLabel):
    """Shows a text until it is taken back, replaced, or old."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._language: Language = "de"
        self._words: Text | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LASTS_MS)
        self._timer.timeout.connect(self.hide)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    def dress(self, theme: CanvasTheme, language: Language) -> None:
        """Take on colors and language."""
        self._language = language
        self.setStyleSheet(
            f"""Hint {{ color: {theme.text}; background: {theme.card}; border: 1px solid {theme.line};
            border-radius: 8px; padding: {ABOVE}px {ASIDE}px; font-size: 13px; }}"""
        )
        self.tell(self._words)

    def tell(self, words: Text | None) -> None:
        """Show a text, or none any more."""
        self._words = words
        if words is None:
            self._timer.stop()
            self.hide()
            return
        self.setText(words.pick(self._language))
        self.setAccessibleName(self.text())
        self._settle()
        self._timer.start()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the lower border."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        room = self._parent.size()
        self.ensurePolished()
        natural = self.fontMetrics().horizontalAdvance(self.text()) + 40
        beside = natural <= room.width() - 2 * CORNER  # else it stands above what is in the corners
        self.setFixedWidth(min(natural, WIDEST, room.width() - 2 * EDGE))
        inside = QRect(0, 0, self.width() - 2 * (ASIDE + 1), 1_000)
        words = self.fontMetrics().boundingRect(inside, Qt.TextFlag.TextWordWrap, self.text())
        self.setFixedHeight(max(34, words.height() + 2 * (ABOVE + 1)))
        bottom = EDGE if beside else 2 * EDGE + CORNER_HEIGHT
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - bottom)
