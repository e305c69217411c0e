"""What each contact got and when, as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QHeaderView, QTableView

from app.core.reasons import reason_text
from app.core.records import MessageRow
from app.core.text import Text
from app.ui.context import Context

CONTACT = 1
LEAST = 96
"""Pixels of a column at least."""
PADDING = 32
"""Pixels left and right of the words of a cell, and of the sign by which the table is sorted."""
LATE_IN_A_YEAR = 1_766_000_000_000
"""An instant whose words are as long as any."""
Index = QModelIndex | QPersistentModelIndex
Title = Callable[[str], str]
COLUMNS = (
    Text("Wann", "When"),
    Text("Kontakt", "Contact"),
    Text("Mail", "Mail"),
    Text("Ergebnis", "Result"),
)
STATES = {
    "queued": Text("wartet", "waiting"),
    "claimed": Text("wartet", "waiting"),
    "at_wire": Text("wird übergeben", "being handed over"),
    "accepted": Text("gesendet", "sent"),
    "deferred": Text("später noch einmal", "again later"),
    "refused": Text("abgelehnt", "refused"),
    "uncertain": Text("unklar, ob gesendet", "uncertain whether sent"),
    "skipped": Text("nicht gesendet", "not sent"),
}


class MessageModel(QAbstractTableModel):
    """Messages in the order in which they were decided."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._rows: tuple[MessageRow, ...] = ()
        self._title: Title = str

    def show_rows(self, rows: tuple[MessageRow, ...], title: Title) -> None:
        """Show other messages; `title` names a step."""
        self.beginResetModel()
        self._rows, self._title = rows, title
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Qt: how many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt: the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._context.say(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a cell; the tool tip of a result is its whole reason."""
        message = self._rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole and message.reason:
            return self._context.say(reason_text(message.reason))
        if role == Qt.ItemDataRole.UserRole:
            return message.at if index.column() == 0 else self._words(message, index.column())
        return self._words(message, index.column()) if role == Qt.ItemDataRole.DisplayRole else None

    def _words(self, message: MessageRow, column: int) -> str:
        match column:
            case 0:
                return self._context.moment(message.at)
            case 1:
                return message.email
            case 2:
                return self._title(message.node)
            case _:
                return self._context.say(STATES[message.state])


class MessageList(QTableView):
    """The table; sorts by a click on a column, `narrow` limits it to a contact or mail.

    `chosen(address)` when a row is selected.
    """

    chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._model = MessageModel(context)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._model)
        self._proxy.setSortRole(Qt.ItemDataRole.UserRole)
        self._proxy.setFilterKeyColumn(-1)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._proxy)
        self.setAccessibleName(context.say(Text("Gesendete Mails", "Mails sent")))
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(LEAST)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.setWordWrap(False)
        measure = self.fontMetrics().horizontalAdvance
        longest = max(measure(context.say(words)) for words in STATES.values())
        for column, width in (
            (0, measure(context.moment(LATE_IN_A_YEAR))),
            (1, measure("0") * 26),
            (3, longest),
        ):
            header.resizeSection(column, width + PADDING)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * 5)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def show_rows(self, rows: tuple[MessageRow, ...], title: Title) -> None:
        """Show other messages; `title` names a step."""
        self._model.show_rows(rows, title)

    def _choose(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(str(current.siblingAtColumn(CONTACT).data()))

    def narrow(self, words: str) -> None:
        """Show only rows that contain these words."""
        self._proxy.setFilterFixedString(words)
