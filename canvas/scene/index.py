"""One cell grid that answers what is near: for culling, hit test and edge routing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from canvas.scene.geometry import Box

CELL = 512

Key = TypeVar("Key")


class CellIndex(Generic[Key]):
    """Boxes by key; finds those that meet a box without looking at all of them."""

    def __init__(self) -> None:
        self._boxes: dict[Key, Box] = {}
        self._cells: dict[tuple[int, int], set[Key]] = {}

    def __len__(self) -> int:
        return len(self._boxes)

    def put(self, key: Key, box: Box) -> None:
        """Add a box, or move the one that this key had."""
        if key in self._boxes:
            self.drop(key)
        self._boxes[key] = box
        for cell in _cells(box):
            self._cells.setdefault(cell, set()).add(key)

    def drop(self, key: Key) -> None:
        """Forget a box."""
        for cell in _cells(self._boxes.pop(key)):
            members = self._cells[cell]
            members.discard(key)
            if not members:
                del self._cells[cell]

    def meeting(self, box: Box) -> set[Key]:
        """The keys whose boxes meet (or touch) a box."""
        if (box.width // CELL + 2) * (box.height // CELL + 2) > len(self._cells):
            return {key for key, each in self._boxes.items() if _touch(each, box)}
        found: set[Key] = set()
        for cell in _cells(box):
            found |= self._cells.get(cell, set())
        return {key for key in found if _touch(self._boxes[key], box)}

    def bounds(self) -> Box | None:
        """The smallest box around all, or None if there is nothing."""
        if not self._boxes:
            return None
        lefts, tops, rights, bottoms = zip(*self._boxes.values(), strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // CELL), int(box.right // CELL) + 1):
        for row in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
            yield column, row


def _touch(one: Box, other: Box) -> bool:
    # An edge that runs straight down has a box without width, so touching counts.
    return (
        one.left <= other.right
        and other.left <= one.right
        and one.top <= other.bottom
        and other.top <= one.bottom
    )
