"""Any number of contacts for a table: only the rows that are looked at are fetched."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.fields import FieldBook
from app.core.formats import value_words
from app.core.records import Contact
from app.core.text import Text
from app.services.contacts import ContactService
from app.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
CHUNK = 100
KEPT = 30
TAGS = "tags"
FIRST_COLUMNS = ("email", "first_name", "last_name", "city")
MOST_CUSTOM = 4


class ContactModel(QAbstractTableModel):
    """Contacts that match a search, in an order."""

    def __init__(self, context: Context, contacts: ContactService) -> None:
        super().__init__()
        self._context, self._contacts = context, contacts
        self._book: FieldBook = contacts.fields
        self._chunks: OrderedDict[int, list[Contact]] = OrderedDict()
        self._search, self._order, self._descending = "", "email", False
        self._count = 0
        self.columns: tuple[str, ...] = ()
        self.refresh()

    @property
    def count(self) -> int:
        """How many contacts match."""
        return self._count

    def find(self, words: str) -> None:
        """Show only contacts that match."""
        self._search = words.strip()
        self.refresh()

    def refresh(self) -> None:
        """Look again: other programs and the scheduler write too."""
        self.beginResetModel()
        self._chunks.clear()
        self._book = self._contacts.fields
        self.columns = (*FIRST_COLUMNS, *list(self._book.custom)[:MOST_CUSTOM], TAGS)
        self._count = self._contacts.count(self._search)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt: order by a column; tags have no order."""
        if 0 <= column < len(self.columns) and self.columns[column] != TAGS:
            self._order = self.columns[column]
            self._descending = order == Qt.SortOrder.DescendingOrder
            self.refresh()

    def contact(self, row: int) -> Contact | None:
        """The contact of a row; None if it is gone since it was counted."""
        chunk = self._chunk(row // CHUNK)
        return chunk[row % CHUNK] if row % CHUNK < len(chunk) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Qt: how many rows."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt: the name of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        key = self.columns[section]
        return self._context.say(Text("Schlagwörter", "Tags") if key == TAGS else self._book.label(key))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        contact = self.contact(index.row())
        if contact is None:
            return ""
        return field_words(self._context, self._book, contact, self.columns[index.column()])

    def _chunk(self, number: int) -> list[Contact]:
        if number not in self._chunks:
            self._chunks[number] = self._contacts.page(
                number * CHUNK, CHUNK, self._search, self._order, descending=self._descending
            )
            while len(self._chunks) > KEPT:
                self._chunks.popitem(last=False)
        self._chunks.move_to_end(number)
        return self._chunks[number]


def field_words(context: Context, book: FieldBook, contact: Contact, key: str) -> str:
    """A field of a contact as a person reads it; text without quotation marks, nothing if it is empty."""
    if key == TAGS:
        return ", ".join(sorted(contact.tags))
    value = contact.values.get(key)
    kind = book.type_of(key) or "text"
    if value is None or value == "":
        return ""
    return str(value) if kind == "text" else context.say(value_words(value, kind, context.zone))
