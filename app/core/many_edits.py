"""Edits of several steps at once; see `app.core.edits`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.core.journey import Journey, JsonObject, NodeId


@dataclass(frozen=True)
class NewConfig:
    """What a step is to be set up with, and the ports that it has then."""

    config: JsonObject
    ports: Collection[str]


def set_configs(journey: Journey, configs: Mapping[NodeId, NewConfig]) -> Journey:
    """Replace the configs of several steps; connections of ports that they no longer have are dropped."""
    changed = tuple(
        node.model_copy(update={"config": dict(configs[node.id].config)})
        if node.id in configs and node.config != configs[node.id].config
        else node
        for node in journey.nodes
    )
    if all(new is old for new, old in zip(changed, journey.nodes, strict=True)):
        return journey
    edges = tuple(
        edge
        for edge in journey.edges
        if edge.source not in configs or edge.port in configs[edge.source].ports
    )
    return journey.replace(nodes=changed, edges=edges if len(edges) < len(journey.edges) else journey.edges)
