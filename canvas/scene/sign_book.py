"""Where dots, labels and plus signs are, kept as long as what they hang on stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from app.core.journey import Edge, NodeId
from app.core.node import Port
from canvas.scene.geometry import Box, Spot
from canvas.scene.port_book import Ways
from canvas.scene.route_book import EdgeKey
from canvas.scene.routing import Route
from canvas.scene.signs import label_spot, plus_spot

Hold = tuple[Box, Ways, Mapping[str, Edge] | None]
"""What the dots of a card hang on: its box, its ways out, and the connections that leave by them."""


class Dot(NamedTuple):
    """A way out as it is shown; `named` if its name stands below, because it leads nowhere yet."""

    port: Port
    at: Spot
    named: bool


class Signs(NamedTuple):
    """The middles of the signs on a connection."""

    plus: Spot
    label: Spot


class SignBook:
    """Signs by step and by connection."""

    def __init__(self) -> None:
        self._dots: dict[NodeId, tuple[Hold, list[Dot]]] = {}
        self._signs: dict[EdgeKey, tuple[Route, bool, Signs]] = {}

    def dots(self, node_id: NodeId, hold: Hold, exit_of: Callable[[NodeId, str], Spot]) -> Sequence[Dot]:
        """The dots of a card while nobody is there."""
        box, ways, leaving = hold
        known = self._dots.get(node_id)
        if known is not None and known[0][0] == box and known[0][1] is ways and known[0][2] is leaving:
            return known[1]
        used = leaving or {}
        found = [
            Dot(port, exit_of(node_id, port.name), _is_named(port, ways, used))
            for port in ways.ports
            if port.name in used or port.name not in ways.sides
        ]
        self._dots[node_id] = hold, found
        return found

    def on(self, key: EdgeKey, route: Route, *, labelled: bool) -> Signs:
        """The signs on a connection."""
        known = self._signs.get(key)
        if known is not None and known[0] is route and known[1] == labelled:
            return known[2]
        found = Signs(plus_spot(route, labelled=labelled), label_spot(route))
        self._signs[key] = route, labelled, found
        return found


def _is_named(port: Port, ways: Ways, used: Mapping[str, Edge]) -> bool:
    return ways.several and port.name not in used and port.name not in ways.sides
