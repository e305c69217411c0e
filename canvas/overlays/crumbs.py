"""The path from the trigger to the selected step, above the canvas; each part leads to its step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from app.core.journey import NodeId
from app.core.text import Language, Text
from canvas.theme import CanvasTheme

LONGEST = 150
"""Pixels of the longest name."""
PADDING = 12
FOLD, SEPARATOR = "…", "›"
MOST_FOLDED = 40
"""Steps that the menu of the fold offers; a path may have thousands."""
PATH = Text("Weg zum gewählten Schritt", "Path to the selected step")


class Crumbs(QFrame):
    """Signals: `step_wanted(str)`, and `left()` when the keyboard shall go back to the canvas.

    If there is too little room, the middle of the path is folded into a button with a menu.
    """

    step_wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, title_of: Callable[[NodeId], str]) -> None:
        super().__init__(parent)
        self._title_of = title_of
        self._language: Language = "de"
        self._path: Sequence[NodeId] = ()
        self._folded: Sequence[NodeId] = ()
        self._room = 400
        self._menu = QMenu(self)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(2, 0, 2, 0)
        self._box.setSpacing(0)
        self.hide()

    @property
    def shown(self) -> list[str]:
        """What the parts say, from the trigger on."""
        return [button.text() for button in self._buttons()]

    def dress(self, theme: CanvasTheme, language: Language) -> None:
        """Take on colors and language."""
        self._language = language
        self.setAccessibleName(PATH.pick(language))
        self.setStyleSheet(
            f"""Crumbs {{ background: {theme.canvas}; border: none; border-radius: 8px; }}
            QLabel {{ background: transparent; color: {theme.secondary}; font-size: 12px; }}
            QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 3px 4px;
                font-size: 12px; color: {theme.secondary}; background: transparent; }}
            QToolButton:hover {{ background: {theme.card}; color: {theme.text}; }}
            QToolButton:focus {{ border-color: {theme.accent}; }}
            QToolButton[here="true"] {{ color: {theme.text}; font-weight: 600; }}"""
        )
        self.build()

    def show_path(self, path: Sequence[NodeId]) -> None:
        """Show the steps of a path; one of a single step says nothing new."""
        if path != self._path:
            self._path = path
            self.build()

    def fit(self, room: int) -> None:
        """Take at most so many pixels."""
        if room != self._room:
            self._room = room
            self.build()

    def enter(self) -> None:
        """Take the keyboard; it begins at the selected step."""
        if buttons := self._buttons():
            buttons[-1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in a part: Left and Right go along the path, Enter to a step, Esc back to the canvas."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._press(event)
            return True
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> None:
        buttons = self._buttons()
        at = next((index for index, button in enumerate(buttons) if button.hasFocus()), None)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if at is not None and step:
            buttons[max(0, min(at + step, len(buttons) - 1))].setFocus(Qt.FocusReason.TabFocusReason)
        elif at is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            buttons[at].click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()

    def build(self) -> None:
        """Make the parts anew: all of them, or the first, a fold, and as much of the end as has room."""
        self._clear()
        self.setVisible(len(self._path) > 1)
        if len(self._path) <= 1:
            return
        ending = self._ending()
        self._folded = self._path[1 : len(self._path) - ending]
        self._add(self._path[0])
        if self._folded:
            self._add_fold()
        for node_id in self._path[len(self._path) - ending :]:
            self._add(node_id, here=node_id == self._path[-1])
        self.ensurePolished()
        self.setFixedSize(min(self.sizeHint().width(), self._room), self.sizeHint().height())

    def _clear(self) -> None:
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # or a show that waits in the queue makes it a window of its own
                widget.setParent(None)
                widget.deleteLater()

    def _ending(self) -> int:
        """How many parts of the end have room behind the first one and the fold."""
        metrics = self._metrics()
        between = metrics.horizontalAdvance(SEPARATOR)

        def width(words: str) -> int:
            return min(metrics.horizontalAdvance(words), LONGEST) + PADDING + between

        left = self._room - PADDING - width(self._title_of(self._path[0]))
        count = 0
        for node_id in reversed(self._path[1:]):
            left -= width(self._title_of(node_id))
            rest = len(self._path) - 2 - count
            if left < (width(FOLD) if rest else 0):
                break
            count += 1
        return max(count, 1)

    def _metrics(self) -> QFontMetrics:
        font = self.font()
        font.setPixelSize(12)
        font.setBold(True)
        return QFontMetrics(font)

    def _buttons(self) -> list[QToolButton]:
        items = (self._box.itemAt(index) for index in range(self._box.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, QToolButton)]

    def _add(self, node_id: NodeId, *, here: bool = False) -> None:
        title = self._title_of(node_id)
        short = self._metrics().elidedText(title, Qt.TextElideMode.ElideRight, LONGEST)
        button = self._button(short, title, here=here)
        button.clicked.connect(lambda: self.step_wanted.emit(node_id))

    def _add_fold(self) -> None:
        words = Text("{n} Schritte dazwischen", "{n} steps in between").fill(n=len(self._folded))
        button = self._button(FOLD, words.pick(self._language))
        button.clicked.connect(lambda: self._unfold(button))

    def _button(self, words: str, name: str, *, here: bool = False) -> QToolButton:
        if self._box.count():
            separator = QLabel(SEPARATOR, self)
            self._box.addWidget(separator)
            separator.show()
        button = QToolButton(self)
        button.setText(words)
        button.setProperty("here", here)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.installEventFilter(self)
        self._box.addWidget(button)
        button.show()  # what is hidden takes no part in the measures below
        return button

    def _unfold(self, button: QToolButton) -> None:
        self._menu.clear()
        for node_id in self._folded[-MOST_FOLDED:]:
            action = self._menu.addAction(self._title_of(node_id))
            action.triggered.connect(lambda _=False, node_id=node_id: self.step_wanted.emit(node_id))
        self._menu.popup(button.mapToGlobal(QPoint(0, button.height())))
