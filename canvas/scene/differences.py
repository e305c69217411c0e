"""What differs between two journeys, told by which objects are others: edits keep the rest.

Ten thousand steps are looked through after every edit, so that each step is touched by no line of Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count
from operator import is_, is_not
from typing import TypeVar

from app.core.journey import Edge, Journey, Node, NodeId

Part = TypeVar("Part")


def between(old: Sequence[Part], new: Sequence[Part]) -> tuple[Sequence[Part], Sequence[Part]]:
    """What lies between the parts that both have at their beginning and those that both have at their end."""
    if old is new:
        return (), ()
    shorter = min(len(old), len(new))
    start = next(compress(count(), map(is_not, old, new)), shorter)
    end = next(compress(count(), map(is_not, reversed(old), reversed(new))), shorter)
    end = min(end, shorter - start)
    return old[start : len(old) - end], new[start : len(new) - end]


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
    if len(before) == len(after) and all(map(is_, before, after)):
        return list(compress(after, map(is_not, before.values(), after.values())))
    found = [key for key, place in after.items() if before.get(key) is not place]
    return found + [key for key in before.keys() - after.keys() if key in new.by_id]


def changed_edges(old: Journey, new: Journey) -> tuple[list[Edge], list[Edge]]:
    """The connections that are gone, and those that are new."""
    gone, fresh = between(old.edges, new.edges)
    before, after = set(map(id, gone)), set(map(id, fresh))
    return [edge for edge in gone if id(edge) not in after], [
        edge for edge in fresh if id(edge) not in before
    ]
