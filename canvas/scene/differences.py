"""What differs between two journeys, told by which objects are others: edits keep the rest."""

from __future__ import annotations

from app.core.journey import Edge, Journey, Node, NodeId


def changed_nodes(old: Journey, new: Journey) -> list[Node]:
    """The steps of the new journey that are new or other than before."""
    if old.nodes is new.nodes:
        return []
    known = old.by_id
    return [node for node in new.nodes if known.get(node.id) is not node]


def moved_nodes(old: Journey, new: Journey) -> list[NodeId]:
    """Steps that may stand elsewhere now; some of them may not be there any more."""
    if old.layout is new.layout:
        return []
    before, after = old.layout, new.layout
    found = [key for key, place in after.items() if before.get(key) is not place]
    return found + [key for key in before.keys() - after.keys() if key in new.by_id]


def removed_nodes(old: Journey, new: Journey) -> list[NodeId]:
    """The steps that are gone."""
    if old.nodes is new.nodes:
        return []
    return list(old.by_id.keys() - new.by_id.keys())


def changed_edges(old: Journey, new: Journey) -> tuple[list[Edge], list[Edge]]:
    """The connections that are gone, and those that are new."""
    if old.edges is new.edges:
        return [], []
    before, after = {id(edge) for edge in old.edges}, {id(edge) for edge in new.edges}
    gone = [edge for edge in old.edges if id(edge) not in after]
    return gone, [edge for edge in new.edges if id(edge) not in before]


def same_order(old: Journey, new: Journey) -> bool:
    """Whether the same steps stand in the same order."""
    if old.nodes is new.nodes:
        return True
    return [node.id for node in old.nodes] == [node.id for node in new.nodes]
