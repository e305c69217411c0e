"""A layout that breaks its widgets into lines like words of a sentence."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets from left to right, on the next line when a line is full."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, arg__1: QLayoutItem) -> None:
        """Qt: take an item in."""
        self._items.append(arg__1)

    def count(self) -> int:
        """Qt: how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt: an item by its number."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Qt: give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Qt: wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Qt: narrower means higher."""
        return True

    def heightForWidth(self, arg__1: int) -> int:
        """Qt: the height of all lines at a width."""
        return self._arrange(QRect(0, 0, arg__1, 0), apply=False)

    def setGeometry(self, arg__1: QRect) -> None:
        """Qt: place everything."""
        super().setGeometry(arg__1)
        self._arrange(arg__1, apply=True)

    def sizeHint(self) -> QSize:
        """Qt: the smallest size will do."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Qt: room for the widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, area: QRect, *, apply: bool) -> int:
        y, index = area.y(), 0
        items = [item for item in self._items if not item.isEmpty()]
        while index < len(items):
            line, height = _line(items[index:], area.width(), self._gap)
            x = area.x()
            for item, width in line:
                if apply:
                    own = min(item.sizeHint().height(), height)
                    item.setGeometry(QRect(QPoint(x, y + (height - own) // 2), QSize(width, own)))
                x += width + self._gap
            y += height + self._gap
            index += len(line)
        return max(0, y - self._gap - area.y())


def _line(items: list[QLayoutItem], room: int, gap: int) -> tuple[list[tuple[QLayoutItem, int]], int]:
    """As many items as fit into a line, with their widths, and the height of the line."""
    line: list[tuple[QLayoutItem, int]] = []
    used, height = 0, 0
    for item in items:
        width = min(item.sizeHint().width(), max(room, 1))
        if line and used + width > room:
            break
        line.append((item, width))
        used += width + gap
        height = max(height, item.sizeHint().height())
    return line, height
