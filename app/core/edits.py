"""Edits: pure functions from a journey to a journey.

An edit that changes nothing returns the very same object, so that undo and autosave can tell. Parts
that an edit does not touch stay the same objects, so that `diff` is fast. Unknown ids raise `KeyError`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, cast

from app.core import frames
from app.core.fields import FieldSpec
from app.core.journey import Edge, Journey, JsonObject, Node, NodeId, Point, Settings

Ways = Callable[[NodeId], Iterable[str]]
"""The ways out of a step that matter, in order."""


def new_id(taken: Collection[str] = ()) -> str:
    """A fresh random id of 8 characters that is not among those taken."""
    while (candidate := f"n{secrets.token_hex(4)[:7]}") in taken:
        pass
    return candidate


def add_node(journey: Journey, node: Node, at: Point) -> Journey:
    """Put an unconnected step on the canvas."""
    if node.id in journey.by_id or node.id in journey.frame_by_id:
        raise ValueError(f"id {node.id} is taken")
    return journey.with_node(node).replace(layout={**journey.layout, node.id: at})


def insert_on_edge(journey: Journey, node: Node, at: Point, edge: Edge, port: str) -> Journey:
    """Put a step between two others: the old edge now ends at it, its `port` leads on.

    Between two steps of a frame it belongs to the frame as well.
    """
    added = frames.put_between(add_node(disconnect(journey, edge), node, at), (node.id,), edge)
    return connect(connect(added, edge.source, edge.port, node.id), node.id, port, edge.target)


def remove_nodes(
    journey: Journey, ids: Collection[NodeId], *, bridge: bool = True, ways: Ways | None = None
) -> Journey:
    """Take steps away; with `bridge`, who led into a removed step now leads to where it led on.

    `ways` names the ways out of a step along which it leads on, the first ones first.
    """
    gone = frozenset(ids)
    for node_id in gone:
        journey.by_id[node_id]  # an unknown id is an error of the caller
    if not gone:
        return journey
    edges: list[Edge] = []
    differing: list[Edge] = []
    for edge in journey.edges:
        if edge.source not in gone and edge.target not in gone:
            edges.append(edge)
            continue
        differing.append(edge)
        target = beyond(journey, edge.target, gone, ways) if bridge and edge.source not in gone else None
        if target is not None and target != edge.source:
            edges.append(Edge(source=edge.source, port=edge.port, target=target))
            differing.append(edges[-1])
    left = journey.without_nodes(gone).with_edges(tuple(edges), differing)
    return left.replace(
        layout={key: point for key, point in journey.layout.items() if key not in gone},
        frames=frames.after_removal(journey, gone) if journey.frames else (),
    )


def move_nodes(journey: Journey, places: Mapping[NodeId, Point]) -> Journey:
    """Give steps new places."""
    changed = {key: point for key, point in places.items() if journey.layout.get(key) != point}
    return journey.replace(layout={**journey.layout, **changed}) if changed else journey


def connect(journey: Journey, source: NodeId, port: str, target: NodeId) -> Journey:
    """Let a port lead to a step; a connection that the port had before is replaced."""
    for end in (source, target):
        journey.by_id[end]  # an unknown id is an error of the caller
    edge = Edge(source=source, port=port, target=target)
    old = journey.outgoing.get(source, {}).get(port)
    if old == edge:
        return journey
    if old is None:
        return journey.with_edges((*journey.edges, edge), (edge,))
    edges = tuple(edge if each is old else each for each in journey.edges)
    return journey.with_edges(edges, (old, edge))


def disconnect(journey: Journey, edge: Edge) -> Journey:
    """Remove a connection; one that is not there is no change."""
    known = journey.outgoing.get(edge.source, {}).get(edge.port)
    if known != edge:
        return journey
    return journey.with_edges(tuple(each for each in journey.edges if each is not known), (edge,))


def change_node(journey: Journey, node_id: NodeId, **changes: Any) -> Journey:
    """Replace parts of a step (`title`, `type`, `config`)."""
    node = journey.by_id[node_id]
    changed = node.model_copy(update=changes)
    return journey if changed == node else journey.with_node(changed)


def set_config(journey: Journey, node_id: NodeId, config: JsonObject, ports: Collection[str]) -> Journey:
    """Replace the config of a step; connections of ports that it no longer has are dropped."""
    changed = change_node(journey, node_id, config=dict(config))
    lost = [edge for port, edge in journey.outgoing.get(node_id, {}).items() if port not in ports]
    if not lost:
        return changed
    kept = tuple(edge for edge in changed.edges if edge.source != node_id or edge.port in ports)
    return changed.with_edges(kept, lost)


def set_title(journey: Journey, node_id: NodeId, title: str) -> Journey:
    """Name a step; an empty title shows the name of its type."""
    return change_node(journey, node_id, title=title)


def rename(journey: Journey, name: str) -> Journey:
    """Name the journey."""
    return journey if name == journey.name else journey.replace(name=name)


def set_settings(journey: Journey, settings: Settings) -> Journey:
    """Replace the settings of the journey as a whole."""
    return journey if settings == journey.settings else journey.replace(settings=settings)


def set_fields(journey: Journey, fields: tuple[FieldSpec, ...]) -> Journey:
    """Replace the custom fields that the journey declares."""
    return journey if fields == journey.fields else journey.replace(fields=fields)


def paste(journey: Journey, fragment: Journey, offset: Point) -> tuple[Journey, Mapping[str, str]]:
    """Add the steps, inner connections and frames of a fragment under fresh ids, moved by an offset.

    Returns the new journey and the fresh id of each old one, frames and notes included.
    """
    taken = {*journey.by_id, *journey.frame_by_id}
    names: dict[str, str] = {}
    for part in (*fragment.nodes, *fragment.frames):
        names[part.id] = new_id(taken)
        taken.add(names[part.id])
    layout = {
        names[node.id]: Point(
            fragment.position(node.id).x + offset.x, fragment.position(node.id).y + offset.y
        )
        for node in fragment.nodes
    }
    known = {spec.key for spec in journey.fields}
    pasted = journey.replace(
        nodes=(*journey.nodes, *(_renamed(node, names) for node in fragment.nodes)),
        edges=(
            *journey.edges,
            *(
                Edge(source=names[edge.source], port=edge.port, target=names[edge.target])
                for edge in fragment.edges
                if edge.source in names and edge.target in names
            ),
        ),
        layout={**journey.layout, **layout},
        fields=(*journey.fields, *(spec for spec in fragment.fields if spec.key not in known)),
        frames=(*journey.frames, *frames.copied(fragment.frames, names, offset)),
    )
    return pasted, names


def fragment(journey: Journey, ids: Collection[NodeId]) -> Journey:
    """The chosen steps and the connections between them, as a journey of its own (for the clipboard).

    Frames whose steps are all chosen go along. A frame that is named itself brings its steps.
    """
    chosen = frames.with_members(journey, ids)
    return journey.replace(
        nodes=tuple(node for node in journey.nodes if node.id in chosen),
        edges=tuple(edge for edge in journey.edges if edge.source in chosen and edge.target in chosen),
        layout={key: point for key, point in journey.layout.items() if key in chosen},
        frames=frames.along_with(journey, ids) if journey.frames else (),
    )


def _renamed(node: Node, names: Mapping[NodeId, NodeId]) -> Node:
    """The step under its new id; references to other steps inside its config follow."""
    return node.model_copy(update={"id": names[node.id], "config": _follow(node.config, names)})


def _follow(value: Any, names: Mapping[NodeId, NodeId]) -> Any:
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value)
        return {
            key: names.get(part, part) if key == "step" and isinstance(part, str) else _follow(part, names)
            for key, part in items.items()
        }
    if isinstance(value, list):
        parts = cast("list[Any]", value)
        return [_follow(part, names) for part in parts]
    return value


def beyond(
    journey: Journey, node_id: NodeId, gone: Collection[NodeId], ways: Ways | None = None
) -> NodeId | None:
    """Where the first way out of a removed step leads, past other removed steps; None if nowhere or round."""
    seen: set[NodeId] = set()
    current: NodeId | None = node_id
    while current is not None and current in gone:
        if current in seen:
            return None
        seen.add(current)
        edges = journey.outgoing.get(current, {})
        names = edges if ways is None else ways(current)
        current = next((edges[name].target for name in names if name in edges), None)
    return current
