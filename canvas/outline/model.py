"""The rows of the outline for a list view: nothing is made for a row that is not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.journey import NodeId
from app.core.outline import Row, Way
from canvas.outline.words import RowWords

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class OutlineModel(QAbstractListModel):
    """Rows as a flat list that knows its levels; `renamed(step, title)` is called when a title is typed."""

    def __init__(
        self, words: RowWords, title_of: Callable[[NodeId], str], renamed: Callable[[NodeId, str], None]
    ) -> None:
        super().__init__()
        self._words, self._title_of, self._renamed = words, title_of, renamed
        self._rows: Sequence[Row] = ()
        self._steps: dict[NodeId, int] = {}
        self._ways: dict[Way, int] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown."""
        return self._rows

    def row_of_step(self, node: NodeId) -> int | None:
        """Where a step stands."""
        return self._steps.get(node)

    def row_of_way(self, way: Way) -> int | None:
        """Where it stands what a way out leads to: the heading of a branch, or the row itself."""
        return self._ways.get(way)

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; what is the same at the beginning and the end stays, so that nothing jumps."""
        if rows is not self._rows:
            self._replace(rows)
            self._steps = {
                row.node: at for at, row in enumerate(rows) if row.kind == "step" and row.node is not None
            }
            ways: dict[Way, int] = {}
            for at, row in enumerate(rows):
                if row.way is not None:
                    ways.setdefault(row.way, at)
            self._ways = ways
        self.refresh()

    def refresh(self) -> None:
        """Words may have changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _replace(self, rows: Sequence[Row]) -> None:
        old = self._rows
        shorter = min(len(old), len(rows))
        top = next((at for at in range(shorter) if old[at] != rows[at]), shorter)
        rest = shorter - top
        tail = next((at for at in range(rest) if old[-1 - at] != rows[-1 - at]), rest)
        if len(old) - tail > top:
            self.beginRemoveRows(ROOT, top, len(old) - tail - 1)
            self._rows = [*old[:top], *old[len(old) - tail :]]
            self.endRemoveRows()
        if len(rows) - tail > top:
            self.beginInsertRows(ROOT, top, len(rows) - tail - 1)
            self._rows = rows
            self.endInsertRows()
        self._rows = rows

    def rowCount(self, parent: Index = ROOT) -> int:
        """Qt: how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: what a row says."""
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words.title(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._words.heard(row)
            case Qt.ItemDataRole.EditRole:
                return self._title_of(row.node) if row.kind == "step" and row.node is not None else None
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(self._words.problems(row)) or self._words.line(row) or None
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt: a title was typed."""
        row = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or row.kind != "step" or row.node is None:
            return False
        self._renamed(row.node, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: titles of steps can be typed."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self._rows[index.row()].kind == "step":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def parent_row(rows: Sequence[Row], at: int) -> int | None:
    """The row that a row hangs on: the nearest one above that is indented less."""
    depth = rows[at].depth
    return next((index for index in range(at - 1, -1, -1) if rows[index].depth < depth), None)
