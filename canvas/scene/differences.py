"""What differs between two journeys: edits keep the objects that they do not touch.

Ten thousand steps are looked through after every edit, so that each step is touched by no line of Python.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.core.journey import Edge, Journey, Node, NodeId

Part = TypeVar("Part")


def between(old: Sequence[Part], new: Sequence[Part]) -> tuple[Sequence[Part], Sequence[Part]]:
    """What lies between the parts that both have at their beginning and those that both have at their end."""
    if old is new:
        return (), ()
    start, end = _shared(old, new)
    return old[start : len(old) - end], new[start : len(new) - end]


def _shared(old: Sequence[Part], new: Sequence[Part]) -> tuple[int, int]:
    """How many parts both have at their beginning, and how many of the others at their end.

    Found by halving, because Python compares whole rows of the same objects faster than it counts.
    """
    shorter, was, now = min(len(old), len(new)), len(old), len(new)
    start = _most(shorter, lambda low, high: old[low:high] == new[low:high])
    end = _most(shorter - start, lambda low, high: old[was - high : was - low] == new[now - high : now - low])
    return start, end


def _most(limit: int, alike: Callable[[int, int], bool]) -> int:
    """How far rows are alike, at most up to a limit; `alike` compares from one place to another."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if alike(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def changed_nodes(old: Journey, new: Journey) -> list[Node]:
    """The steps of the new journey that are new or other than before."""
    known = old.by_id
    return [node for node in between(old.nodes, new.nodes)[1] if known.get(node.id) is not node]


def removed_nodes(old: Journey, new: Journey) -> list[NodeId]:
    """The steps that are gone."""
    return [node.id for node in between(old.nodes, new.nodes)[0] if node.id not in new.by_id]


def same_order(old: Journey, new: Journey) -> bool:
    """Whether the same steps stand in the same order."""
    before, after = between(old.nodes, new.nodes)
    return [node.id for node in before] == [node.id for node in after]


def moved_nodes(old: Journey, new: Journey) -> list[NodeId]:
    """Steps that may stand elsewhere now; some of them may not be there any more."""
    before, after = old.layout, new.layout
    if before is after:
        return []
    were, are = list(before), list(after)
    start, end = _shared(list(before.values()), list(after.values()))
    if were != are:
        first, last = _shared(were, are)
        start, end = min(start, first), min(end, last)
    found = [key for key in are[start : len(are) - end] if before.get(key) is not after[key]]
    gone = [key for key in were[start : len(were) - end] if key not in after and key in new.by_id]
    return found + gone


def changed_edges(old: Journey, new: Journey) -> tuple[list[Edge], list[Edge]]:
    """The connections that are gone, and those that are new."""
    gone, fresh = between(old.edges, new.edges)
    before, after = set(map(id, gone)), set(map(id, fresh))
    return [edge for edge in gone if id(edge) not in after], [
        edge for edge in fresh if id(edge) not in before
    ]
