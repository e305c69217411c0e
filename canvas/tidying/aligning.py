"""Lining up chosen cards: on one line, or with equal room between them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import Literal

from app.core.journey import NodeId, Point
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, GRID

Side = Literal["left", "center", "right", "top", "middle", "bottom"]
Axis = Literal["across", "down"]

Places = Mapping[NodeId, Point]

_TO_COLUMN = frozenset(("left", "center", "right"))


def align(places: Places, side: Side) -> dict[NodeId, Point]:
    """The places with one coordinate made equal: all cards stand in one column, or in one row.

    Cards that would then cover each other are spread along the line in the order in which they stand.
    """
    if len(places) < 2:
        return dict(places)
    if side in _TO_COLUMN:
        x = _line([point.x for point in places.values()], side)
        moved = {each: Point(x, point.y) for each, point in places.items()}
        return _spread(moved, "down", CARD_HEIGHT)
    y = _line([point.y for point in places.values()], side)
    moved = {each: Point(point.x, y) for each, point in places.items()}
    return _spread(moved, "across", CARD_WIDTH)


def distribute(places: Places, axis: Axis) -> dict[NodeId, Point]:
    """The places with equal room between neighbors; the two outermost cards stay, unless room is short."""
    if len(places) < 3:
        return dict(places)
    order = _order(places, axis)
    size = CARD_WIDTH if axis == "across" else CARD_HEIGHT
    first, last = _along(places[order[0]], axis), _along(places[order[-1]], axis)
    step = max((last - first) / (len(order) - 1), size + GRID)
    return {each: _at(places[each], axis, round(first + index * step)) for index, each in enumerate(order)}


def _line(values: list[int], side: Side) -> int:
    if side in ("left", "top"):
        return min(values)
    if side in ("right", "bottom"):
        return max(values)
    return round((min(values) + max(values)) / 2)


def _spread(places: Places, axis: Axis, size: int) -> dict[NodeId, Point]:
    order = _order(places, axis)
    wanted = [_along(places[each], axis) for each in order]
    found = list(accumulate(wanted, lambda before, here: max(here, before + size + GRID)))
    apart = all(after - before >= size for before, after in pairwise(wanted))
    kept = wanted if apart else found
    return {each: _at(places[each], axis, value) for each, value in zip(order, kept, strict=True)}


def _order(places: Places, axis: Axis) -> list[NodeId]:
    return sorted(places, key=lambda each: (_along(places[each], axis), _along(places[each], _other(axis))))


def _other(axis: Axis) -> Axis:
    return "down" if axis == "across" else "across"


def _along(point: Point, axis: Axis) -> int:
    return point.x if axis == "across" else point.y


def _at(point: Point, axis: Axis, value: int) -> Point:
    return Point(value, point.y) if axis == "across" else Point(point.x, value)
