"""Replacing a step by one of another type, keeping what fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from app.core import edits
from app.core.journey import Edge, Journey, JsonObject, NodeId
from app.core.node import AnyNodeType
from app.core.program import NEXT

WORDS = ("line", "text", "template_line", "template_text")
"""Editors of plain words, with or without places to be filled in."""


NOTHING_CHOSEN: JsonObject = {}


class Replacement(NamedTuple):
    """The journey with another step in the place of one, and what became of its connections."""

    journey: Journey
    moved: tuple[tuple[str, str], ...]
    """Old and new way out of each connection that now leaves somewhere else."""
    lost: tuple[Edge, ...]
    """Connections for which the new step has no way out."""


def kept_config(config: JsonObject, old: AnyNodeType | None, new: AnyNodeType) -> dict[str, Any]:
    """The settings that mean the same in both types: same name, same kind, and a value that fits."""
    kept: dict[str, Any] = {}
    for name, value in config.items():
        if _same_kind(name, old, new) and _fits(new, {**kept, name: value}):
            kept[name] = value
    return kept


def replace_step(
    journey: Journey,
    node_id: NodeId,
    old: AnyNodeType | None,
    new: AnyNodeType,
    ports: Sequence[str],
    chosen: JsonObject = NOTHING_CHOSEN,
) -> Replacement:
    """Give a step another type: id, title, place, what fits of its settings and connections stay.

    `ports` are the ways out that the step has now, `chosen` settings that the new one shall have. A
    connection whose way out the new step lacks moves to the next free way of the new one, if it left by one
    along which a journey is read; else it is lost. Unknown ids raise `KeyError`.
    """
    node = journey.by_id[node_id]
    config = {**kept_config(node.config, old, new), **chosen}
    changed = edits.change_node(journey, node_id, type=new.id, config=config)
    after = [port.name for port in new.ports(new.parse(config))]
    used = journey.outgoing.get(node_id, {})
    free = [name for name in _mains(after) if name not in used]
    moved = {name: free.pop(0) for name in _mains(ports) if name in used and name not in after and free}
    names = {name: name for name in after} | moved
    kept = tuple(
        edge if edge.source != node_id else _leaving_by(edge, names[edge.port])
        for edge in changed.edges
        if edge.source != node_id or edge.port in names
    )
    lost = tuple(edge for edge in used.values() if edge.port not in names)
    result = changed if kept == changed.edges else changed.replace(edges=kept)
    return Replacement(result, tuple(moved.items()), lost)


def _mains(ports: Sequence[str]) -> list[str]:
    """The ways out along which a journey is read; beside a plain "next" the others are exceptions."""
    return [NEXT] if NEXT in ports else list(ports)


def _leaving_by(edge: Edge, port: str) -> Edge:
    return edge if port == edge.port else Edge(source=edge.source, port=port, target=edge.target)


def _same_kind(name: str, old: AnyNodeType | None, new: AnyNodeType) -> bool:
    if old is None:
        return name in new.config_type.model_fields
    before, after = _kind(name, old), _kind(name, new)
    return before is not None and before == after


def _kind(name: str, node_type: AnyNodeType) -> tuple[object, str] | None:
    """Type and editor of a setting: a step and a mail are both known by an id, yet not the same."""
    field = node_type.config_type.model_fields.get(name)
    form = next((each.form for each in node_type.fields if each.name == name), None)
    if field is None or form is None:
        return None
    return field.annotation, "words" if form.widget in WORDS else form.widget


def _fits(node_type: AnyNodeType, config: JsonObject) -> bool:
    try:
        node_type.parse(config)
    except ValidationError:
        return False
    return True
