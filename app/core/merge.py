"""Three-way merge: two journeys that started from one become one again.

Whatever only one side changed is taken over, part by part: title, each field of a config, each connection,
each setting, each place. What both changed in different ways is a conflict; a choice decides it, `ours`
unless told. The result is a valid document whatever is chosen. Without conflicts the sides can be swapped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.edits import beyond
from app.core.journey import Edge, Journey, Node, NodeId, Point
from app.core.merge_frames import merged_frames
from app.core.merge_parts import MISSING, SIDES, Conflict, Key, Side, Three, in_order

__all__ = ["Choices", "Conflict", "Key", "Merge", "Side", "merge"]
Choices = Mapping[Key, Side]
_DOCUMENT = ("id", "name", "language", "notes")


@dataclass(frozen=True)
class Merge:
    """The merged journey, and what both sides changed; each conflict is decided as it was chosen."""

    journey: Journey
    conflicts: tuple[Conflict, ...]


def merge(base: Journey, ours: Journey, theirs: Journey, choices: Choices | None = None) -> Merge:
    """Bring two journeys together that started from `base`."""
    if ours is theirs or theirs is base:
        return Merge(ours, ())
    if ours is base:
        return Merge(theirs, ())
    three = Three(base, ours, theirs, choices or {})
    document = {
        name: three.part(("journey", name), [getattr(side, name) for side in three.all]) for name in _DOCUMENT
    }
    settings = {
        name: three.part(("settings", name), [getattr(side.settings, name) for side in three.all])
        for name in type(base.settings).model_fields
    }
    nodes, kept = _nodes(three)
    places = _places(three, nodes, kept)
    merged = base.replace(
        **document,
        nodes=in_order(nodes, *(each.by_id for each in three.all)),
        edges=_edges(three, nodes, kept),
        layout=_ordered(places, three),
        fields=_fields(three),
        settings=type(base.settings).model_construct(**settings),
        frames=merged_frames(three, nodes, kept),
    )
    return Merge(merged, three.conflicts())


def _nodes(three: Three) -> tuple[dict[NodeId, Node], dict[NodeId, Side]]:
    """The steps there are, and which side keeps those that the other one took away."""
    found: dict[NodeId, Node] = {}
    kept: dict[NodeId, Side] = {}
    for node_id in dict.fromkeys(key for each in three.all for key in each.by_id):
        keeper = _keeper(three, node_id)
        if keeper is None:
            node = _node(three, node_id)
            if node is not None:
                found[node_id] = node
        elif (
            three.part(
                ("step", node_id), [side.by_id.get(node_id, MISSING) for side in three.all], clash=True
            )
            is not MISSING
        ):
            found[node_id] = three.side(keeper).by_id[node_id]
            kept[node_id] = keeper
    return found, kept


def _keeper(three: Three, node_id: NodeId) -> Side | None:
    """The side that works on with a step that the other one took away."""
    before = three.base.by_id.get(node_id)
    in_ours, in_theirs = node_id in three.ours.by_id, node_id in three.theirs.by_id
    if before is None or in_ours == in_theirs:
        return None
    keeper: Side = "ours" if in_ours else "theirs"
    worked_on = three.side(keeper).by_id[node_id] != before or node_id in three.tied(keeper)
    return keeper if worked_on else None


def _node(three: Three, node_id: NodeId) -> Node | None:
    versions = [each.by_id.get(node_id) for each in three.all]
    before, ours, theirs = versions
    if ours is None or theirs is None:
        return (ours or theirs) if before is None else None
    if theirs in (ours, before):
        return ours
    if before == ours:
        return theirs
    title = three.part(("step", node_id, "title"), [_of(side, node_id, "title") for side in three.all])
    if len({each.type for each in versions if each is not None}) > 1:
        # Settings of one type mean nothing to another: both are taken from one side.
        kind, config = three.part(
            ("step", node_id, "type"),
            [(_of(side, node_id, "type"), _of(side, node_id, "config")) for side in three.all],
        )
        return Node.model_construct(id=node_id, type=kind, title=title, config=config)
    config = {
        name: value
        for name in dict.fromkeys(name for each in versions if each is not None for name in each.config)
        if (
            value := three.part(
                ("step", node_id, "config", name), [_setting(side, node_id, name) for side in three.all]
            )
        )
        is not MISSING
    }
    return ours.model_copy(update={"title": title, "config": config})


def _of(side: Journey, node_id: NodeId, part: str) -> Any:
    node = side.by_id.get(node_id)
    return MISSING if node is None else getattr(node, part)


def _setting(side: Journey, node_id: NodeId, name: str) -> Any:
    node = side.by_id.get(node_id)
    return MISSING if node is None else node.config.get(name, MISSING)


def _edges(three: Three, nodes: Mapping[NodeId, Node], kept: Mapping[NodeId, Side]) -> tuple[Edge, ...]:
    found: dict[tuple[NodeId, str], Edge] = {}
    known = [_by_port(each) for each in three.all]
    for key in dict.fromkeys(key for edges in known for key in edges):
        source, port = key
        if source not in nodes:
            continue
        target = _target(three, source, port, kept)
        if target is not MISSING and target not in nodes:
            target = _further(three, target, nodes, source)
        if target is not MISSING:
            edge = Edge.model_construct(source=source, port=port, target=target)
            found[key] = next((edges[key] for edges in known if edges.get(key) == edge), edge)
    return in_order(found, *known)


def _target(three: Three, source: NodeId, port: str, kept: Mapping[NodeId, Side]) -> Any:
    """Where a way leads. A step that is kept although one side took it away keeps its connections."""
    if source in kept:
        return three.side(kept[source]).target(source, port) or MISSING
    target = three.part(("edge", source, port), [side.target(source, port) or MISSING for side in three.all])
    keepers: list[Side] = [
        side for side in SIDES if kept.get(three.side(side).target(source, port) or "") == side
    ]
    if len(keepers) == 1:
        return three.side(keepers[0]).target(source, port)
    return target


def _further(three: Three, gone: NodeId, nodes: Mapping[NodeId, Node], source: NodeId) -> Any:
    """Where a way leads on whose step is gone: past it, as if it had been deleted by hand."""
    for journey in (three.base, three.ours, three.theirs):
        if gone in journey.by_id:
            missing = journey.by_id.keys() - nodes.keys()
            target = beyond(journey, gone, missing)
            return target if target in nodes and target != source else MISSING
    return MISSING


def _by_port(journey: Journey) -> dict[tuple[NodeId, str], Edge]:
    return {(edge.source, edge.port): edge for edge in journey.edges}


def _places(three: Three, nodes: Mapping[NodeId, Node], kept: Mapping[NodeId, Side]) -> dict[NodeId, Point]:
    found: dict[NodeId, Point] = {}
    for node_id in nodes:
        if node_id in kept:
            place = three.side(kept[node_id]).layout.get(node_id, MISSING)
        else:
            place = three.place(node_id, [side.layout.get(node_id, MISSING) for side in three.all])
        if place is not MISSING:
            found[node_id] = place
    return found


def _ordered(places: Mapping[NodeId, Point], three: Three) -> dict[NodeId, Point]:
    names = {node_id: node_id for node_id in places}
    return {name: places[name] for name in in_order(names, *(each.layout for each in three.all))}


def _fields(three: Three) -> tuple[Any, ...]:
    known = [{spec.key: spec for spec in each.fields} for each in three.all]
    found = {
        key: spec
        for key in dict.fromkeys(key for specs in known for key in specs)
        if (spec := three.part(("field", key), [_spec(side, key) for side in three.all])) is not MISSING
    }
    return in_order(found, *known)


def _spec(side: Journey, key: str) -> Any:
    return next((spec for spec in side.fields if spec.key == key), MISSING)
