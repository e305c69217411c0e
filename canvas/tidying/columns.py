"""The second half of tidying up: how far left or right everything stands in its row.

Chains of steps are columns that stay straight. Columns are pulled to the middle of what they are
connected to, again and again, and after each pull pushed apart so that nothing overlaps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from app.core.journey import NodeId
from canvas.tidying.rows import Rows

DISTANCE = 48
"""Between the sides of two neighbors in a row."""
LANE = 32
"""The width of a connection that passes by."""
PULLS = 60

_Pull = tuple[int, float]
"""Another column, and where that one wants this one to be, seen from itself."""
_Push = tuple[int, float]
"""The column to the left, and the least distance to it."""


def middles(rows: Rows) -> dict[NodeId, float]:
    """Where the middle of everything in the rows stands."""
    columns = _chains(rows)
    order = _left_to_right(rows, columns)
    if order is None:  # two chains that cross cannot both be straight
        columns = [[each] for row in rows.rows for each in row]
        order = _left_to_right(rows, columns)
        assert order is not None
    places = _solve(rows, columns, order)
    return {each: places[index] for index, members in enumerate(columns) for each in members}


def _chains(rows: Rows) -> list[list[NodeId]]:
    """Columns: each begins with a step (or passing connection) that does not simply go on from another."""
    columns: list[list[NodeId]] = []
    column_of: dict[NodeId, list[NodeId]] = {}
    for row in rows.rows:
        for each in row:
            above = _straight_above(rows, each)
            if above is None:
                column_of[each] = [each]
                columns.append(column_of[each])
            else:
                column_of[each] = column_of[above]
                column_of[each].append(each)
    return columns


def _straight_above(rows: Rows, each: NodeId) -> NodeId | None:
    links = rows.into.get(each, [])
    if len(links) != 1 or links[0].offset:
        return None
    straight = [link for link in rows.out[links[0].source] if not link.offset]
    return links[0].source if len(straight) == 1 else None


def _index(columns: Sequence[Sequence[NodeId]]) -> dict[NodeId, int]:
    return {each: index for index, members in enumerate(columns) for each in members}


def _left_to_right(rows: Rows, columns: Sequence[Sequence[NodeId]]) -> list[int] | None:
    """The columns in an order that agrees with every row, or None if rows contradict each other."""
    index = _index(columns)
    sorter: TopologicalSorter[int] = TopologicalSorter(dict.fromkeys(range(len(columns)), ()))
    for row in rows.rows:
        for left, right in pairwise(row):
            sorter.add(index[right], index[left])
    try:
        return list(sorter.static_order())
    except CycleError:
        return None


def _distance(rows: Rows, left: NodeId, right: NodeId) -> float:
    return (_width(rows, left) + _width(rows, right)) / 2 + DISTANCE


def _width(rows: Rows, each: NodeId) -> float:
    return rows.sizes[each].width if each in rows.sizes else LANE


def _solve(rows: Rows, columns: Sequence[Sequence[NodeId]], order: Sequence[int]) -> list[float]:
    index = _index(columns)
    pulls = _pulls(rows, index)
    lefts: list[dict[int, float]] = [{} for _ in columns]
    for row in rows.rows:
        for left, right in pairwise(row):
            known = lefts[index[right]]
            known[index[left]] = max(known.get(index[left], 0.0), _distance(rows, left, right))
    pushes = [list(each.items()) for each in lefts]
    places = _apart([0.0] * len(columns), order, pushes)
    for _ in range(PULLS):
        places = _apart([_wish(places, number, pulls) for number in range(len(columns))], order, pushes)
    return places


def _pulls(rows: Rows, index: Mapping[NodeId, int]) -> list[list[_Pull]]:
    pulls: list[list[_Pull]] = [[] for _ in range(max(index.values()) + 1)]
    for links in rows.out.values():
        for link in links:
            source, target = index[link.source], index[link.target]
            aside = link.offset * _width(rows, link.source)
            if source != target:
                pulls[source].append((target, -aside))
                pulls[target].append((source, aside))
    return pulls


def _wish(places: Sequence[float], number: int, pulls: Sequence[Sequence[_Pull]]) -> float:
    """Half way to the middle of what pulls: going all the way, two columns would swap for ever."""
    wanted = [places[other] + aside for other, aside in pulls[number]]
    return (places[number] + sum(wanted) / len(wanted)) / 2 if wanted else places[number]


def _apart(wishes: Sequence[float], order: Sequence[int], pushes: Sequence[Sequence[_Push]]) -> list[float]:
    """Places near the wishes without overlap: the mean of pushing all to the right and all to the left."""
    right, left = list(wishes), list(wishes)
    for number in order:
        for other, distance in pushes[number]:
            right[number] = max(right[number], right[other] + distance)
    for number in reversed(order):
        for other, distance in pushes[number]:
            left[other] = min(left[other], left[number] - distance)
    return [(a + b) / 2 for a, b in zip(right, left, strict=True)]
