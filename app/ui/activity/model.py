"""Any number of messages for a table: fetched a page at a time as somebody scrolls down."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.records import MessageRow
from app.core.text import Text
from app.services.activity import ActivityService, Wanted
from app.ui.activity.names import Names
from app.ui.activity.words import AFTER_PAUSE, PAUSED, standing_words
from app.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
AGAIN = Text("Wieder ab", "Again from")
PAGE = 200
MOST_KEPT = 2_000
"""So many rows stay loaded when the list is looked at anew."""
WHEN, JOURNEY, STANDING = 0, 3, 4
COLUMNS = (
    Text("Wann", "When"),
    Text("Kontakt", "Contact"),
    Text("Mail", "Mail"),
    Text("Journey", "Journey"),
    Text("Stand", "State"),
)


class MessageModel(QAbstractTableModel):
    """The messages of a shelf that fit journey and search."""

    def __init__(self, context: Context, activity: ActivityService, names: Names) -> None:
        super().__init__()
        self._context, self._activity, self._names = context, activity, names
        self._rows: list[MessageRow] = []
        self._more = False
        self.wanted = Wanted()

    def show(self, wanted: Wanted) -> None:
        """Show other messages, from the first on."""
        self.wanted = wanted
        self._load(PAGE)

    def refresh(self) -> None:
        """Look again at as many as are shown."""
        self._load(min(max(PAGE, len(self._rows)), MOST_KEPT))

    def message(self, row: int) -> MessageRow:
        """The message of a row."""
        return self._rows[row]

    def row_of(self, key: int) -> int | None:
        """The row of a message, if it is among those that are loaded."""
        return next((row for row, message in enumerate(self._rows) if message.id == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Qt: how many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:
        """Qt: whether there may be more than is loaded."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Qt: somebody has scrolled to the end."""
        found = self._activity.messages(self.wanted, len(self._rows), PAGE)
        self._more = len(found) == PAGE
        known = {message.id for message in self._rows}  # new ones may have moved the pages
        found = [message for message in found if message.id not in known]
        if found:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self._rows += found
            self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt: the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            again = section == WHEN and self.wanted.shelf == "delayed"
            return self._context.say(AGAIN if again else COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a cell; its tool tip is the same, for what is cut."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._words(self._rows[index.row()], index.column())

    def _words(self, message: MessageRow, column: int) -> str:
        if column == WHEN:
            if message.reason == PAUSED:
                return self._context.say(AFTER_PAUSE)
            due = message.due if self.wanted.shelf == "delayed" else None
            return self._context.moment(message.at if due is None else due)
        if column == 1:
            return message.email
        if column == 2:
            return self._context.say(self._names.step(message.journey, message.node))
        if column == JOURNEY:
            return self._names.journey(message.journey)
        return self._context.say(standing_words(message, self.wanted.shelf))

    def _load(self, count: int) -> None:
        found = self._activity.messages(self.wanted, 0, count)
        self.beginResetModel()
        self._rows, self._more = found, len(found) == count
        self.endResetModel()
