"""Journeys of any size, grown like a person's: chains, forks, ways that meet again, at times a way back."""

from __future__ import annotations

from random import Random
from typing import Any

from app.core.journey import Edge, Journey, Node
from app.core.node import NodeCatalog

KINDS = {"send_mail": 30, "wait": 25, "change_tags": 10, "branch": 14, "split": 4, "merge": 15, "back": 2}
LATEST = 6
"""New steps go on from one of so many open ways, so that a journey becomes long rather than wide."""
RULE = {"kind": "attribute", "field": "city", "op": "eq", "value": "Leipzig"}
CONFIGS: dict[str, dict[str, Any]] = {
    "send_mail": {"subject": "Neue Krimis", "body": "Guten Tag"},
    "branch": {"cases": [{"id": "yes", "name": "Ja", "rule": RULE}]},
    "change_tags": {"add": ["Krimi"]},
}
Way = tuple[str, str]


def grown(steps: int, seed: int, catalog: NodeCatalog) -> Journey:
    """A journey of so many steps that nobody has laid out."""
    dice = Random(seed)
    nodes: list[Node] = []
    edges: list[Edge] = []
    ways: list[Way] = []

    def add(type_id: str, *sources: Way) -> None:
        node = Node(id=f"n{len(nodes)}", type=type_id, config=CONFIGS.get(type_id, {}))
        nodes.append(node)
        edges.extend(Edge(source=source, port=port, target=node.id) for source, port in sources)
        ports = [port.name for port in catalog.ports(node, Journey(id="none", name="None"))]
        ways.extend((node.id, port) for port in (["next"] if "next" in ports else ports))

    while len(nodes) < steps:
        if not ways:
            add("event_trigger")
            continue
        kind = dice.choices(list(KINDS), list(KINDS.values()))[0]
        way = ways.pop(dice.randrange(max(0, len(ways) - LATEST), len(ways)))
        if kind == "back" and ways and len(nodes) > LATEST:
            edges.append(Edge(source=way[0], port=way[1], target=nodes[-LATEST].id))
        elif kind in ("merge", "back"):
            add("wait", way, *([ways.pop()] if ways else []))
        else:
            add(kind, way)
    return Journey(id=f"grown{seed}", name=f"Grown {seed}", nodes=tuple(nodes), edges=tuple(edges))
