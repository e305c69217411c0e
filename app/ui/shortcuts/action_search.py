"""All actions by name: a few letters, Enter runs the action."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.core.text import Text
from app.ui.context import Context
from app.ui.shortcuts.binding import shown_keys
from app.ui.shortcuts.listing import found, merged
from app.ui.shortcuts.panel import Panel
from app.ui.widgets.boxes import column
from app.ui.widgets.words import label
from canvas.commands import Command

SIZE = QSize(560, 460)
ROW = 36
KEYS_ROLE = Qt.ItemDataRole.UserRole + 1
TITLE = Text("Aktion suchen", "Search for an action")
NOTHING = Text("Keine Aktion heißt so.", "No action is called that.")
NOT_NOW = Text("geht gerade nicht", "not possible now")
DIRECTIONS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class ActionSearch(Panel):
    """Made anew each time it opens; what is possible is asked as it opens."""

    def __init__(self, window: QWidget, context: Context, commands: Sequence[Command]) -> None:
        super().__init__(window, SIZE, from_top=True)
        self._context = context
        self._commands = sorted(merged(commands), key=lambda command: not command.enabled())
        self._keys = [shown_keys(command, context.language) for command in self._commands]
        self.setAccessibleName(context.say(TITLE))
        layout = column(self, gap=8, margins=(12, 12, 12, 12))
        self.field = QLineEdit()
        self.field.setPlaceholderText(context.say(TITLE))
        self.field.setAccessibleName(context.say(TITLE))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self._nothing = label(context.say(NOTHING), "soft")
        self.list = QListWidget()
        self.list.setProperty("kind", "plain")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Rows(context, self.list))
        self.list.setAccessibleName(context.say(Text("Aktionen", "Actions")))
        self.list.itemClicked.connect(self._run)
        for widget in (self.field, self._nothing):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        self._fill("")

    def open(self) -> None:
        """Come up with the cursor in the search."""
        super().open()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: arrows and Enter act on the list; who goes elsewhere does not want it."""
        if watched is self.field:
            if event.type() == QEvent.Type.FocusOut and not self.underMouse():
                self.close_panel()
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentItem())
        elif key == Qt.Key.Key_Tab:
            self.close_panel()
        elif key in DIRECTIONS:
            last = self.list.count() - 1
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + DIRECTIONS[key], last)))
        else:
            return False
        return True

    def _fill(self, wanted: str) -> None:
        self.list.clear()
        for place in found(self._commands, wanted, self._keys):
            command = self._commands[place]
            item = QListWidgetItem(self._context.say(command.name), self.list)
            item.setData(Qt.ItemDataRole.UserRole, place)
            item.setSizeHint(QSize(0, ROW))
            possible = command.enabled()
            item.setData(KEYS_ROLE, self._keys[place] if possible else self._context.say(NOT_NOW))
            if not possible:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._nothing.setVisible(not self.list.count())
        self.list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        place: int = item.data(Qt.ItemDataRole.UserRole)
        command = self._commands[place]
        self.close_panel()
        command.run()


class _Rows(QStyledItemDelegate):
    """Draws the keys at the right of the name."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: draw a row."""
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(QColor(self._context.tokens.muted))
        area = QRect(option.rect).adjusted(0, 0, -10, 0)
        painter.drawText(
            area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(KEYS_ROLE)
        )
        painter.restore()
