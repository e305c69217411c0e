"""Where everything is: boxes of cards, ports, ways of connections; a projection of the journey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.core.journey import Edge, FrameId, Journey, Node, NodeId, Point
from app.core.node import NodeCatalog, Port
from canvas.scene.folding import NOTHING, Folding, folding_of
from canvas.scene.frames import Frames
from canvas.scene.geometry import Box, Spot, card_box, entry_spot, exit_spot
from canvas.scene.index import CellIndex
from canvas.scene.routing import NEAR, Route, direct, find_route
from canvas.scene.signs import plus_spot
from canvas.scene.ways import is_side, main_ways, names_of, offsets

EdgeKey = tuple[NodeId, str]


def key_of(edge: Edge) -> EdgeKey:
    """A connection is known by where it leaves: a port has at most one."""
    return edge.source, edge.port


class _Ports(NamedTuple):
    """The ways out that a step had when it was last looked at; `fixed` if they follow from it alone."""

    node: Node
    ports: tuple[Port, ...]
    offsets: Mapping[str, float]
    fixed: bool


class Scene:
    """Boxes, ports and routes of a journey, found by place. `show` updates only what changed.

    A step that a collapsed frame hides has the box of the frame's card; connections inside are not shown.
    """

    def __init__(self, catalog: NodeCatalog, journey: Journey) -> None:
        self._catalog = catalog
        self.frames = Frames(self.box)
        self.folding: Folding = NOTHING
        self._clear()
        self.show(journey)

    def _clear(self) -> None:
        self._journey: Journey | None = None
        self._boxes: dict[NodeId, Box] = {}
        self._order: dict[NodeId, int] = {}
        self._ports: dict[NodeId, _Ports] = {}
        self._edges: dict[EdgeKey, Edge] = {}
        self._routes: dict[EdgeKey, Route] = {}
        self._cards: CellIndex[NodeId] = CellIndex()
        self._ways: CellIndex[EdgeKey] = CellIndex()

    @property
    def journey(self) -> Journey:
        """The journey that is shown."""
        assert self._journey is not None
        return self._journey

    @property
    def catalog(self) -> NodeCatalog:
        """The step types."""
        return self._catalog

    def set_catalog(self, catalog: NodeCatalog) -> None:
        """Show the same journey with other step types."""
        journey = self.journey
        self._catalog = catalog
        self._clear()
        self.show(journey)

    def show(self, journey: Journey) -> None:
        """Show a journey; also ends whatever `place` pretended."""
        folding = folding_of(journey, self._catalog)
        if folding != self.folding:
            self._clear()
        self.folding = folding
        old, self._journey = self._journey, journey
        if old is None or old.nodes is not journey.nodes:
            self._order = {node.id: index for index, node in enumerate(journey.nodes)}
        freed, taken = self._show_cards(journey)
        changed_ports = self._show_ports(journey)
        self._show_edges(journey, self._disturbed(freed, taken), changed_ports)
        self.frames.show(journey)

    def place(self, places: Mapping[NodeId, Point]) -> None:
        """Pretend that some cards stand elsewhere (while they are dragged); only their ways follow."""
        for node_id, point in places.items():
            if node_id in self._order and node_id not in self.folding.holder:
                self._set_box(node_id, card_box(point))
        for frame_id, fold in self.folding.folds.items():
            if fold.lead in places:
                self._set_box(frame_id, card_box(places[fold.lead]))
        self.frames.follow(places)
        for key in self._ways_of(places):
            self._route(self._edges[key])

    def box(self, node_id: NodeId) -> Box:
        """The box of a card, or of the card that stands for a hidden step."""
        return self._boxes[self.folding.shown(node_id)]

    def bounds(self) -> Box | None:
        """The box around all cards and frames, or None if there are none."""
        cards, frames = self._cards.bounds(), self.frames.bounds()
        return cards.united(frames) if cards is not None and frames is not None else cards or frames

    def ports(self, node_id: NodeId) -> tuple[Port, ...]:
        """The ways out of a step."""
        return self._ports[node_id].ports

    def exit(self, node_id: NodeId, port: str) -> Spot:
        """Where a way out leaves its card; one that the step no longer has leaves in the middle."""
        offset = self.folding.offset(node_id, port)
        if offset is None:
            offset = self._ports[node_id].offsets.get(port, 0.0)
        return exit_spot(self.box(node_id), offset)

    def accepts(self, node_id: NodeId) -> bool:
        """Whether connections may lead to a step: contacts never walk into a trigger."""
        return not self._catalog.is_trigger(self.journey.by_id[node_id])

    def visible_ports(self, node_id: NodeId, *, all_of_them: bool) -> list[Port]:
        """The ways out to show: side ways that lead nowhere only come up when the person is there."""
        names = names_of(self.ports(node_id))
        used = self.journey.outgoing.get(node_id, {})
        return [
            port
            for port in self.ports(node_id)
            if all_of_them or port.name in used or not is_side(names, port.name)
        ]

    def labelled(self, key: EdgeKey) -> bool:
        """Whether a connection shows the name of its port: only where that is not plain."""
        names = names_of(self.ports(key[0]))
        return is_side(names, key[1]) or len(main_ways(names)) > 1

    def main_labelled(self, node_id: NodeId, port: str) -> bool:
        """Whether a way out is one of several main ones, so that its name tells them apart."""
        names = names_of(self.ports(node_id))
        return not is_side(names, port) and len(main_ways(names)) > 1

    def plus(self, key: EdgeKey) -> Spot:
        """The middle of the plus on a connection."""
        return plus_spot(self.route(key), labelled=self.labelled(key))

    def route(self, key: EdgeKey) -> Route:
        """The way of a connection; one that is hidden in a card stays within it."""
        known = self._routes.get(key)
        return known if known is not None else direct(self.box(key[0]).center, self.box(key[0]).center)

    def edge(self, key: EdgeKey) -> Edge:
        """The connection at a port."""
        return self.journey.outgoing[key[0]][key[1]]

    def steps_in(self, box: Box) -> list[NodeId]:
        """The steps that meet a box, those added last on top (at the end)."""
        found = (each for each in self._cards.meeting(box) if each not in self.folding.folds)
        return sorted(found, key=self._order.__getitem__)

    def folds_in(self, box: Box) -> list[FrameId]:
        """The collapsed frames whose cards meet a box."""
        return [each for each in self.folding.folds if self._boxes[each].meets(box)]

    def edges_in(self, box: Box) -> list[EdgeKey]:
        """The connections that may be seen in a box."""
        return sorted(self._ways.meeting(box))

    def _show_cards(self, journey: Journey) -> tuple[list[Box], list[Box]]:
        """Bring the boxes up to date; returns those that are free now, and those that are taken now."""
        freed: list[Box] = []
        taken: list[Box] = []
        for node_id in self._boxes.keys() - journey.by_id.keys() - self.folding.folds.keys():
            freed.append(self._boxes.pop(node_id))
            self._cards.drop(node_id)
            self._ports.pop(node_id, None)
        holder = self.folding.holder
        places = {node.id: journey.position(node.id) for node in journey.nodes if node.id not in holder}
        places |= {each: journey.position(fold.lead) for each, fold in self.folding.folds.items()}
        for key, at in places.items():
            box = card_box(at)
            old = self._boxes.get(key)
            if old != box:
                freed += [old] if old is not None else []
                taken.append(box)
                self._set_box(key, box)
        return freed, taken

    def _disturbed(self, freed: Iterable[Box], taken: Iterable[Box]) -> set[EdgeKey]:
        """Connections that a card now stands in the way of, or whose detour may have become needless."""
        found: set[EdgeKey] = set()
        for box in freed:
            found |= {key for key in self._ways.meeting(box) if not self._routes[key].is_direct}
        for box in taken:
            wide = box.grown(NEAR)
            found |= {key for key in self._ways.meeting(wide) if self._routes[key].crosses(wide)}
        return found

    def _set_box(self, node_id: NodeId, box: Box) -> None:
        self._boxes[node_id] = box
        self._cards.put(node_id, box)

    def _show_ports(self, journey: Journey) -> set[NodeId]:
        changed: set[NodeId] = set()
        for node in journey.nodes:
            known = self._ports.get(node.id)
            if known is not None and known.node is node and known.fixed:
                continue
            ports = self._catalog.ports(node, journey)
            if known is None or known.ports != ports:
                changed.add(node.id)
            fixed = self._catalog.understood(node) is not None
            self._ports[node.id] = _Ports(node, ports, offsets(names_of(ports)), fixed)
        return changed

    def _show_edges(self, journey: Journey, stale: set[EdgeKey], changed_ports: set[NodeId]) -> None:
        edges = {key_of(edge): edge for edge in journey.edges if not self.folding.hides(edge)}
        for key in self._edges.keys() - edges.keys():
            self._ways.drop(key)
            del self._routes[key]
        for key, edge in edges.items():
            fresh = self._edges.get(key) != edge or edge.source in changed_ports
            if fresh or key in stale or not self._fits(edge):
                self._route(edge)
        self._edges = edges

    def _fits(self, edge: Edge) -> bool:
        points = self._routes[key_of(edge)].points
        start, end = self.exit(edge.source, edge.port), entry_spot(self.box(edge.target))
        return points[0] == start and points[-1] == end

    def _route(self, edge: Edge) -> None:
        start, end = self.exit(edge.source, edge.port), entry_spot(self.box(edge.target))
        route = find_route(start, end, self._obstacles)
        key = key_of(edge)
        self._routes[key] = route
        # The straight box belongs to it: a card that moves away there may make a detour needless.
        direct = Box(min(start.x, end.x), min(start.y, end.y), max(start.x, end.x), max(start.y, end.y))
        self._ways.put(key, route.box.united(direct))

    def _obstacles(self, box: Box) -> list[Box]:
        return [self._boxes[node_id] for node_id in self._cards.meeting(box)]

    def _ways_of(self, nodes: Mapping[NodeId, Point]) -> set[EdgeKey]:
        found: set[EdgeKey] = set()
        for node_id in nodes:
            found |= {(node_id, port) for port in self.journey.outgoing.get(node_id, {})}
            found |= {key_of(edge) for edge in self.journey.incoming.get(node_id, ())}
        return found & self._edges.keys()
