"""The step search: a small window over the canvas; typing filters, Enter picks, Esc closes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.core.node import GROUPS, AnyNodeType
from app.core.text import Language, Text
from canvas.painting.brush import mixed
from canvas.painting.icons import paint_icon
from canvas.painting.lettering import wrapped, write
from canvas.painting.typeface import Typeface
from canvas.theme import CanvasTheme

WIDTH, HEIGHT = 380, 420
ROW_HEIGHT, HEAD_HEIGHT = 60, 28
TYPE_ROLE = Qt.ItemDataRole.UserRole
EDGE = 8


class StepSearch(QFrame):
    """Offers step types. Signals: `picked(str)` with a type id, `closed()` without one."""

    picked = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._types: Sequence[AnyNodeType] = ()
        self._language: Language = "de"
        self._field = QLineEdit(self)
        self._field.setClearButtonEnabled(True)
        self._list = QListWidget(self)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._none = QLabel(self)
        self._none.setWordWrap(True)
        self._delegate = _TypeDelegate(self._list)
        self._list.setItemDelegate(self._delegate)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        for widget in (self._field, self._none, self._list):
            box.addWidget(widget)
        self.setFixedSize(WIDTH, HEIGHT)
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(self._pick)
        self._list.itemEntered.connect(self._list.setCurrentItem)
        self.hide()

    @property
    def field(self) -> QLineEdit:
        """Where the person types."""
        return self._field

    def offered(self) -> list[str]:
        """The type ids in the list, in order."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return [found for item in items if (found := item.data(TYPE_ROLE)) is not None]

    def dress(self, theme: CanvasTheme, typeface: Typeface, language: Language) -> None:
        """Take on colors, fonts and language."""
        self._language = language
        self._delegate.dress(theme, typeface, language)
        self._field.setPlaceholderText(Text("Schritt suchen", "Search steps").pick(language))
        self._none.setText(
            Text(
                "Kein Schritt heißt so. Suchen Sie zum Beispiel nach „Mail“ oder „Warten“.",
                "No step is called that. Try “mail” or “wait”, for example.",
            ).pick(language)
        )
        self.setAccessibleName(Text("Schritt suchen", "Search steps").pick(language))
        self._field.setAccessibleName(self.accessibleName())
        self._list.setAccessibleName(Text("Gefundene Schritte", "Steps found").pick(language))
        self.setStyleSheet(_style(theme))

    def open_at(self, place: QPoint, types: Sequence[AnyNodeType]) -> None:
        """Come up near a place of the parent, offering these types."""
        self._types = types
        self._field.clear()
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
        if event.type() == QEvent.Type.FocusOut and not self.underMouse():
            self.close_search()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.close_search()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self._list.currentItem())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _step(self, direction: int) -> None:
        row = self._list.currentRow() + direction
        while 0 <= row < self._list.count():
            if self._list.item(row).data(TYPE_ROLE) is not None:
                self._list.setCurrentRow(row)
                return
            row += direction

    def _filter(self) -> None:
        self._list.clear()
        heading = None
        for node_type in _matching(self._types, self._field.text()):
            if node_type.heading != heading:
                heading = node_type.heading
                self._head(heading.pick(self._language))
            self._list.addItem(self._item(node_type))
        self._none.setVisible(not self._list.count())
        self._step(1)

    def _head(self, words: str) -> None:
        item = QListWidgetItem(words, self._list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(0, HEAD_HEIGHT))

    def _item(self, node_type: AnyNodeType) -> QListWidgetItem:
        item = QListWidgetItem(node_type.title.pick(self._language))
        item.setData(TYPE_ROLE, node_type.id)
        item.setData(TYPE_ROLE + 1, node_type)
        item.setSizeHint(QSize(0, ROW_HEIGHT))
        item.setToolTip(node_type.summary.pick(self._language))
        return item

    def _pick(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(TYPE_ROLE) is not None:
            self.hide()
            self.picked.emit(item.data(TYPE_ROLE))


class _TypeDelegate(QStyledItemDelegate):
    """Draws a step type with icon, title and one line of explanation."""

    def dress(self, theme: CanvasTheme, typeface: Typeface, language: Language) -> None:
        """Take on colors, fonts and language."""
        self._theme = theme
        self._typeface = typeface
        self._language: Language = language

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a head or a type."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        node_type: AnyNodeType | None = index.data(TYPE_ROLE + 1)
        area = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if node_type is None:
            place = area.adjusted(8, 6, 0, 0)
            write(painter, index.data(), place, self._typeface.label(), self._theme.secondary)
        else:
            self._type(painter, area, node_type, chosen=chosen)
        painter.restore()

    def _type(self, painter: QPainter, area: QRectF, node_type: AnyNodeType, *, chosen: bool) -> None:
        tint = self._theme.group(node_type.group)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(mixed(self._theme.accent, self._theme.card, 0.12))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 8, 8)
        field = QRectF(area.left() + 8, area.top() + 13, 34, 34)
        painter.setBrush(mixed(tint, self._theme.card, 0.12))
        painter.drawRoundedRect(field, 8, 8)
        paint_icon(painter, node_type.icon, tint, field.adjusted(7, 7, -7, -7))
        place = QRectF(field.right() + 12, area.top() + 5, area.width() - 62, 18)
        title = node_type.title.pick(self._language)
        write(painter, title, place, self._typeface.label(), self._theme.text)
        place.translate(0, 2)
        for row in wrapped(node_type.summary.pick(self._language), self._typeface.line(), place.width(), 2):
            place.translate(0, 15)
            write(painter, row, place, self._typeface.line(), self._theme.secondary)


def _matching(types: Sequence[AnyNodeType], wanted: str) -> list[AnyNodeType]:
    """Types that have all the words in title or explanation, in either language; hits in titles first."""
    words = wanted.casefold().split()
    found = [each for each in types if all(word in _words_of(each) for word in words)]
    if not words:
        return found
    titled = [each for each in found if any(words[0] in title.casefold() for title in each.title)]
    return [*titled, *(each for each in found if each not in titled)]


def _words_of(node_type: AnyNodeType) -> str:
    return " ".join(
        (*node_type.title, *node_type.summary, *GROUPS[node_type.group], *node_type.heading)
    ).casefold()


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
        QLabel {{ color: {theme.secondary}; padding: 8px; background: transparent; }}
    """
