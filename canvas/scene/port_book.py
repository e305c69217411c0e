"""The ways out of each step, looked up when somebody asks and kept as long as the step stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.core.journey import Edge, Journey, Node, NodeId
from app.core.node import NodeCatalog, Port
from canvas.scene.ways import is_side, main_ways, names_of, offsets


class Ways(NamedTuple):
    """The ways out that a step had when it was last looked at; `fixed` if they follow from it alone."""

    ports: tuple[Port, ...]
    offsets: Mapping[str, float]
    sides: frozenset[str]
    several: bool
    """Whether there are several main ways, so that names tell them apart."""
    fixed: bool


class PortBook:
    """Ways by step."""

    def __init__(self, catalog: NodeCatalog) -> None:
        self._catalog = catalog
        self._known: dict[NodeId, Ways] = {}

    def of(self, node: Node, journey: Journey) -> Ways:
        """The ways out of a step of a journey."""
        known = self._known.get(node.id)
        if known is None:
            known = self._known[node.id] = self._look(node, journey)
        return known

    def known(self, node_id: NodeId) -> Ways | None:
        """The ways out of a step, if anybody has asked for them."""
        return self._known.get(node_id)

    def follow(
        self, gone: Iterable[NodeId], nodes: Iterable[Node], edges: Iterable[Edge], journey: Journey
    ) -> list[NodeId]:
        """Look anew at ways out that may be others; returns the steps whose ways are."""
        for node_id in gone:
            self.forget(node_id)
        asked = {node.id for node in nodes}
        for edge in edges:
            known = self.known(edge.source)
            if known is not None and not known.fixed:
                asked.add(edge.source)
        return [each for each in asked if self._changed(each, journey)]

    def _changed(self, node_id: NodeId, journey: Journey) -> bool:
        before = self.forget(node_id)
        return before is not None and self.of(journey.by_id[node_id], journey).ports != before.ports

    def forget(self, node_id: NodeId) -> Ways | None:
        """Look anew next time; returns what was known."""
        return self._known.pop(node_id, None)

    def _look(self, node: Node, journey: Journey) -> Ways:
        understood = self._catalog.understood(node)
        if understood is None:
            ports = self._catalog.ports(node, journey)
        else:
            node_type, config = understood
            ports = node_type.ports(config)
        names = names_of(ports)
        sides = frozenset(name for name in names if is_side(names, name))
        return Ways(ports, offsets(names), sides, len(main_ways(names)) > 1, understood is not None)
