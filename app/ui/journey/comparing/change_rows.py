"""The list of changes: a badge and a sentence each; of the chosen one the fields with old and new value."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.core.change_list import SIGNS, Change, FieldChange, Kind
from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import clear, column, line, row
from app.ui.widgets.words import label

BADGE = 18
PADDING = 16
"""Around the words of a row."""
Index = QModelIndex | QPersistentModelIndex
KIND_WORDS: dict[Kind, Text] = {
    "added": Text("neu", "new"),
    "removed": Text("entfernt", "removed"),
    "changed": Text("geändert", "changed"),
    "moved": Text("verschoben", "moved"),
}
WAS, IS = Text("bisher", "was"), Text("jetzt", "is")


class _Sentences(QStyledItemDelegate):
    """Rows as high as their sentences; Qt forgets the padding of the style when it counts the lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: the room of a row."""
        view = self.parent()
        assert isinstance(view, QListWidget)
        whole = view.viewport().width()
        words = QRect(0, 0, whole - BADGE - 2 * PADDING, 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        # The font of the option is that of the style only where it is painted.
        height = view.fontMetrics().boundingRect(words, flags, text).height()
        return QSize(whole, max(height, BADGE) + PADDING)


class ChangeRows(QListWidget):
    """Tells `chosen(int)` when a person goes to a change."""

    chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setItemDelegate(_Sentences(self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(BADGE, BADGE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setAccessibleName(context.say(Text("Unterschiede", "Differences")))
        self.currentRowChanged.connect(self._choose)

    def show_changes(self, changes: tuple[Change, ...]) -> None:
        """Show these, none chosen."""
        self.blockSignals(True)
        self.clear()
        for change in changes:
            words = self._context.say(change.words)
            item = QListWidgetItem(badge(self._context, change.kind), words)
            kind = self._context.say(KIND_WORDS[change.kind])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{kind}: {words}")
            self.addItem(item)
        self.setCurrentRow(-1)
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: at another width the sentences take other lines."""
        super().resizeEvent(event)
        self.doItemsLayout()

    def _choose(self, index: int) -> None:
        if index >= 0:
            self.chosen.emit(index)


class FieldRows(QWidget):
    """The changed fields of one change."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        outer = column(self, gap=0)
        outer.addWidget(line())
        self._rows = column(gap=8, margins=(14, 10, 14, 12))
        outer.addLayout(self._rows)

    def show_fields(self, fields: tuple[FieldChange, ...]) -> None:
        """Show these; nothing if there are none."""
        clear(self._rows)
        for field in fields:
            self._rows.addWidget(label(self._context.say(field.label), "strong", wrap=True))
            self._rows.addWidget(self._value("removed", WAS, field.old))
            self._rows.addWidget(self._value("added", IS, field.new))
        self._rows.addStretch(1)
        self.setVisible(bool(fields))

    def _value(self, kind: Kind, name: Text, words: Text) -> QWidget:
        holder = QWidget()
        layout = row(holder, gap=8)
        sign = label("")
        sign.setPixmap(badge(self._context, kind).pixmap(QSize(BADGE, BADGE), self.devicePixelRatioF()))
        sign.setAccessibleName(self._context.say(name))
        value = label(self._context.say(words), wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(f"{self._context.say(name)}: {self._context.say(words)}")
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(value, 1)
        return holder


def badge(context: Context, kind: Kind) -> QIcon:
    """The same sign as on the canvas: a disk in the color of the kind, with its sign."""
    tokens = context.tokens
    fill = {"added": tokens.good, "removed": tokens.danger, "changed": tokens.warning, "moved": tokens.muted}
    found = QIcon()
    for ratio in (1.0, 2.0):
        picture = QPixmap(round(BADGE * ratio), round(BADGE * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill[kind]))
        painter.drawEllipse(QRectF(0.5, 0.5, BADGE - 1, BADGE - 1))
        painter.setPen(QColor(tokens.panel))
        font = painter.font()
        font.setPixelSize(13)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(QRectF(0, 0, BADGE, BADGE), Qt.AlignmentFlag.AlignCenter, SIGNS[kind])
        painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # Qt would tint it where it is chosen
            found.addPixmap(picture, mode)
    return found
