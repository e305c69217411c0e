"""One cell grid that answers what is near: for culling, hit test and edge routing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Generic, TypeVar

from canvas.scene.geometry import Box

CELL = 512

Key = TypeVar("Key")


class CellIndex(Generic[Key]):
    """Boxes by key; finds those that meet a box without looking at all of them."""

    def __init__(self) -> None:
        self._boxes: dict[Key, Box] = {}
        self._cells: dict[tuple[int, int], set[Key]] = {}
        self._bounds: Box | None = None

    def __len__(self) -> int:
        return len(self._boxes)

    def __contains__(self, key: object) -> bool:
        return key in self._boxes

    def box(self, key: Key) -> Box:
        """The box of a key."""
        return self._boxes[key]

    def put(self, key: Key, box: Box) -> None:
        """Add a box, or move the one that this key had."""
        old = self._boxes.get(key)
        if old == box:
            return
        if old is not None:
            self._bounds = _kept(self._bounds, old)
            self._leave(key, old)
        elif not self._boxes:
            self._bounds = box
        self._boxes[key] = box
        if self._bounds is not None and not self._bounds.holds(box):
            self._bounds = self._bounds.united(box)
        cells = self._cells
        for cell in _cells(box):
            members = cells.get(cell)
            if members is None:
                cells[cell] = {key}
            else:
                members.add(key)

    def drop(self, key: Key) -> None:
        """Forget a box."""
        box = self._boxes.pop(key)
        self._bounds = _kept(self._bounds, box)
        self._leave(key, box)

    def meeting(self, box: Box) -> set[Key]:
        """The keys whose boxes meet (or touch) a box."""
        left, top, right, bottom = box
        boxes = self._boxes
        return {
            key
            for key in self._candidates(box)
            if (each := boxes[key])[0] <= right and left <= each[2] and each[1] <= bottom and top <= each[3]
        }

    def some(self, most: int) -> list[Key]:
        """Any keys, at most so many."""
        return list(islice(self._boxes, most))

    def bounds(self) -> Box | None:
        """The smallest box around all, or None if there is nothing."""
        if self._bounds is None and self._boxes:
            lefts, tops, rights, bottoms = zip(*self._boxes.values(), strict=True)
            self._bounds = Box(min(lefts), min(tops), max(rights), max(bottoms))
        return self._bounds

    def _candidates(self, box: Box) -> Iterable[Key]:
        if (box.width // CELL + 2) * (box.height // CELL + 2) > len(self._cells):
            return self._boxes
        cells = self._cells
        return set[Key]().union(*[cells[cell] for cell in _cells(box) if cell in cells])

    def _leave(self, key: Key, box: Box) -> None:
        for cell in _cells(box):
            members = self._cells[cell]
            members.discard(key)
            if not members:
                del self._cells[cell]


def _kept(bounds: Box | None, gone: Box) -> Box | None:
    """Bounds that a box may leave; None, to be found anew, if it reached to one of their sides."""
    if bounds is None:
        return None
    inside = (
        bounds.left < gone.left
        and bounds.top < gone.top
        and gone.right < bounds.right
        and gone.bottom < bounds.bottom
    )
    return bounds if inside else None


def _cells(box: Box) -> list[tuple[int, int]]:
    left, top, right, bottom = box
    first, upper, last, lower = int(left // CELL), int(top // CELL), int(right // CELL), int(bottom // CELL)
    if first == last and upper == lower:  # most boxes are smaller than a cell
        return [(first, upper)]
    rows = range(upper, lower + 1)
    return [(column, row) for column in range(first, last + 1) for row in rows]
