"""The step search: a small window over the canvas; typing filters, Enter picks, Esc closes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.core.habits import Habits
from app.core.text import Language, Text
from canvas.overlays.offers import Offer
from canvas.overlays.ranking import Before, Found, rank
from canvas.overlays.search_rows import FOUND_ROLE, HEAD_HEIGHT, ROW_HEIGHT, SearchRows
from canvas.painting.typeface import Typeface
from canvas.theme import CanvasTheme

WIDTH, HEIGHT = 380, 440
EDGE = 8
PAGE = 6
"""Rows that Page up and Page down go."""
STAYING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""With one of these, the search goes on behind the step that was picked."""
ASKING = Text("Schritt suchen, auch „2 Tage“", "Search steps, or “2 days”")
NONE = Text(
    "Hier passt kein Schritt, der so heißt. Suchen Sie zum Beispiel nach „Mail“ oder „Warten“.",
    "No step that fits here is called that. Try “mail” or “wait”, for example.",
)
KEYS = Text(
    "Enter: hinzufügen · Strg+Enter: und gleich weiter",
    "Enter: add · Ctrl+Enter: add and go on",
)


@dataclass(frozen=True)
class Question:
    """What is searched for: the offers that fit, what stands before the place, and where that is in words."""

    offers: list[Offer]
    before: Before
    habits: Habits
    where: Text


class StepSearch(QFrame):
    """Offers steps. Signals: `picked(offer, stay)`, `closed()` without a choice."""

    picked = Signal(object, bool)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._question: Question | None = None
        self._language: Language = "de"
        self._staying = False
        self._field = QLineEdit(self)
        self._field.setClearButtonEnabled(True)
        self._where, self._none, self._keys = QLabel(self), QLabel(self), QLabel(self)
        self._where.setObjectName("where")
        self._keys.setObjectName("keys")
        self._none.setWordWrap(True)
        self._list = self._make_list()
        self._delegate = SearchRows(self._list)
        self._list.setItemDelegate(self._delegate)
        self._plate = self._make_plate()
        self.setFixedSize(WIDTH, HEIGHT)
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self.hide()

    def _make_plate(self) -> QWidget:
        """What all stands on: opaque, so that typing repaints none of the journey below."""
        plate = QWidget(self)
        plate.setAutoFillBackground(True)
        box = QVBoxLayout(plate)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(5)
        for widget in (self._where, self._field, self._none, self._list, self._keys):
            box.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 6)
        outer.addWidget(plate)
        return plate

    def _make_list(self) -> QListWidget:
        made = QListWidget(self)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setMouseTracking(True)
        made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        made.viewport().installEventFilter(self)
        made.itemClicked.connect(self._clicked)
        made.itemEntered.connect(made.setCurrentItem)
        return made

    @property
    def field(self) -> QLineEdit:
        """Where the person types."""
        return self._field

    @property
    def where(self) -> str:
        """What it says about the place."""
        return self._where.text()

    def offered(self) -> list[str]:
        """The keys of what is in the list, in order."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return [found.offer.key for item in items if (found := _found(item)) is not None]

    def dress(self, theme: CanvasTheme, typeface: Typeface, language: Language) -> None:
        """Take on colors, fonts and language."""
        self._language = language
        self._delegate.dress(theme, typeface, language)
        self._field.setPlaceholderText(ASKING.pick(language))
        self._none.setText(NONE.pick(language))
        self._keys.setText(KEYS.pick(language))
        self.setAccessibleName(Text("Schritt suchen", "Search steps").pick(language))
        self._field.setAccessibleName(self.accessibleName())
        self._list.setAccessibleName(Text("Gefundene Schritte", "Steps found").pick(language))
        self.setStyleSheet(_style(theme))
        ground = self._plate.palette()
        ground.setColor(QPalette.ColorRole.Window, QColor(theme.card))
        self._plate.setPalette(ground)

    def open_at(self, place: QPoint, question: Question) -> None:
        """Come up near a place of the parent, offering what fits there."""
        self._question = question
        self._where.setText(
            self._where.fontMetrics().elidedText(
                question.where.pick(self._language), Qt.TextElideMode.ElideMiddle, WIDTH - 36
            )
        )
        self._field.setAccessibleDescription(question.where.pick(self._language))
        self._field.blockSignals(True)
        self._field.clear()
        self._field.blockSignals(False)
        self._filter()
        room = self._parent.rect()
        x = max(EDGE, min(place.x(), room.width() - WIDTH - EDGE))
        y = max(EDGE, min(place.y(), room.height() - HEIGHT - EDGE))
        self.move(x, y)
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_search(self) -> None:
        """Go away without a choice."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows, Enter and Esc act on the list while the field has the focus."""
        if watched is not self._field:
            if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
                self._staying = bool(event.modifiers() & STAYING)
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and not self.underMouse():
            self.close_search()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: PAGE,
            Qt.Key.Key_PageUp: -PAGE,
        }
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.close_search()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self._list.currentItem(), stay=bool(event.modifiers() & STAYING))
        elif (step := steps.get(Qt.Key(key))) is not None:
            self._step(step)
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        """Go some steps on, past headings; at the end, stay at the last one."""
        rows = [row for row in range(self._list.count()) if _found(self._list.item(row)) is not None]
        if not rows:
            return
        current = self._list.currentRow()
        place = rows.index(current) + by if current in rows else 0
        self._list.setCurrentRow(rows[max(0, min(place, len(rows) - 1))])
        if self._list.currentRow() == rows[0]:
            self._list.scrollToTop()

    def _filter(self) -> None:
        self._list.clear()
        question = self._question
        if question is None:
            return
        heading = None
        for found in rank(
            question.offers, self._field.text(), self._language, question.before, question.habits
        ):
            if found.heading is not None and found.heading != heading:
                heading = found.heading
                self._head(heading.pick(self._language))
            self._list.addItem(self._item(found))
        self._none.setVisible(not self._list.count())
        self._step(0)

    def _head(self, words: str) -> None:
        item = QListWidgetItem(words, self._list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(0, HEAD_HEIGHT))

    def _item(self, found: Found) -> QListWidgetItem:
        item = QListWidgetItem(found.offer.title.pick(self._language))
        item.setData(FOUND_ROLE, found)
        item.setSizeHint(QSize(0, ROW_HEIGHT))
        item.setToolTip(found.offer.summary.pick(self._language))
        return item

    def _clicked(self, item: QListWidgetItem) -> None:
        self._pick(item, stay=self._staying)

    def _pick(self, item: QListWidgetItem | None, *, stay: bool) -> None:
        found = _found(item) if item is not None else None
        if found is not None:
            if not stay:
                self.hide()
            self.picked.emit(found.offer, stay)


def _found(item: QListWidgetItem) -> Found | None:
    found = item.data(FOUND_ROLE)
    return found if isinstance(found, Found) else None


def _style(theme: CanvasTheme) -> str:
    return f"""
        StepSearch {{ background: {theme.card}; border: 1px solid {theme.line}; border-radius: 12px; }}
        QLineEdit {{ background: {theme.canvas}; color: {theme.text}; border: 1px solid {theme.line};
            border-radius: 8px; padding: 7px 9px; font-size: 13px;
            selection-background-color: {theme.accent}; }}
        QLineEdit:focus {{ border-color: {theme.accent}; }}
        QListWidget {{ background: {theme.card}; border: none; outline: none; }}
        QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}
        QScrollBar::handle:vertical {{ background: {theme.edge}; border-radius: 4px; min-height: 24px; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
        QLabel {{ color: {theme.secondary}; padding: 8px; background: transparent; font-size: 13px; }}
        QLabel#where {{ padding: 2px 4px 0 4px; font-size: 12px; }}
        QLabel#keys {{ padding: 2px 4px; font-size: 11px; }}
    """
