"""The bar in which a person types what is looked for in the journey."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from app.core.text import Language, Text
from canvas.overlays.zoom_bar import tinted_icon
from canvas.theme import CanvasTheme

WIDTH = 380
ICON = QSize(16, 16)


class FindBar(QFrame):
    """Signals: `wanted(str)` while typing, `step_wanted(1 or -1)`, `opened()`, `closed()`."""

    wanted = Signal(str)
    step_wanted = Signal(int)
    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setMaxLength(200)
        self.count = QLabel(self)
        self._previous, self._next, self._close = (QToolButton(self) for _ in range(3))
        box = QHBoxLayout(self)
        box.setContentsMargins(6, 5, 5, 5)
        box.setSpacing(2)
        box.addWidget(self.field, 1)
        box.addSpacing(6)
        box.addWidget(self.count)
        box.addSpacing(2)
        for button in (self._previous, self._next, self._close):
            button.setIconSize(ICON)
            box.addWidget(button)
        self.setFixedWidth(WIDTH)
        self.field.textChanged.connect(self.wanted)
        self.field.installEventFilter(self)
        self._previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self._next.clicked.connect(lambda: self.step_wanted.emit(1))
        self._close.clicked.connect(self.close_bar)
        self.hide()

    def dress(self, theme: CanvasTheme, language: Language) -> None:
        """Take on colors and language."""
        name = Text("In der Journey suchen", "Find in the journey").pick(language)
        self.setAccessibleName(name)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        for button, icon, words in (
            (
                self._previous,
                "chevron-up",
                Text("Vorheriger Treffer (Umschalt+F3)", "Previous hit (Shift+F3)"),
            ),
            (self._next, "chevron-down", Text("Nächster Treffer (F3)", "Next hit (F3)")),
            (self._close, "x", Text("Suche schließen (Esc)", "Close search (Esc)")),
        ):
            button.setIcon(tinted_icon(icon, theme.secondary, self.devicePixelRatioF()))
            button.setToolTip(words.pick(language))
            button.setAccessibleName(words.pick(language))
        self.setStyleSheet(
            f"""FindBar {{ background: {theme.card}; border: 1px solid {theme.line}; border-radius: 9px; }}
            QLineEdit {{ background: {theme.canvas}; color: {theme.text}; border: 1px solid {theme.line};
                border-radius: 7px; padding: 3px 8px; font-size: 13px; }}
            QLineEdit:focus {{ border-color: {theme.accent}; }}
            QLabel {{ background: transparent; color: {theme.secondary}; font-size: 12px; }}
            QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 4px; }}
            QToolButton:hover {{ background: {theme.canvas}; }}
            QToolButton:focus {{ border-color: {theme.accent}; }}"""
        )

    def open_bar(self) -> None:
        """Come up, ready to type over what was looked for last."""
        self.show()
        self.raise_()
        self.opened.emit()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_bar(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def say(self, words: str) -> None:
        """Tell how much was found."""
        self.count.setText(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Esc closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
                self.step_wanted.emit(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, also from the buttons; other keys are none of the canvas while one types."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        event.accept()
