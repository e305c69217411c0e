"""Where everything is: boxes of cards, ports, ways of connections; a projection of the journey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from app.core.journey import Edge, FrameId, Journey, NodeId, Point
from app.core.node import NodeCatalog, Port
from canvas.scene.card_book import CardBook
from canvas.scene.differences import changed_edges, changed_nodes, moved_nodes, removed_nodes, same_order
from canvas.scene.dirt import Dirt, card_room
from canvas.scene.folding import NOTHING, Folding, change_between, folding_of
from canvas.scene.frames import Frames
from canvas.scene.geometry import Box, Spot, card_box, exit_spot
from canvas.scene.port_book import PortBook, Ways
from canvas.scene.route_book import EdgeKey, RouteBook, key_of
from canvas.scene.routing import Route, direct
from canvas.scene.sign_book import Dot, SignBook

__all__ = ["Dot", "EdgeKey", "Scene", "key_of"]


class Scene:
    """Boxes, ports and routes of a journey, found by place. `show` updates only what changed.

    A step that a collapsed frame hides has the box of the frame's card; connections inside are not shown.
    """

    def __init__(self, catalog: NodeCatalog, journey: Journey) -> None:
        self._catalog = catalog
        self.frames = Frames(self.box)
        self.folding: Folding = NOTHING
        self._dirt = Dirt()
        self._clear()
        self.show(journey)

    def _clear(self) -> None:
        self._journey: Journey | None = None
        self._order: dict[NodeId, int] = {}
        self._ports = PortBook(self._catalog)
        self._cards = CardBook(self._dirt)
        self._routes = RouteBook(
            lambda edge: self.exit(edge.source, edge.port), self.box, self._cards.boxes_in, self._dirt
        )
        self._signs = SignBook()
        self.frames.forget()
        self._dirt.add_all()

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
            self._fold(folding, journey)
        old, self._journey = self._journey, journey
        if old is None:
            old = journey.replace(nodes=(), edges=(), layout={})
        if not same_order(old, journey):
            self._order = dict(zip(journey.by_id, count(), strict=False))
        self.frames.show(journey, self._follow(old, journey))

    def place(self, places: Mapping[NodeId, Point]) -> None:
        """Pretend that some cards stand elsewhere (while they are dragged); only their ways follow."""
        deltas: dict[NodeId, Spot] = {}
        for node_id, point in places.items():
            if node_id in self._order and node_id not in self.folding.holder:
                deltas[node_id] = self._cards.pretend(node_id, card_box(point))
        for frame_id, fold in self.folding.folds.items():
            if fold.lead in places:
                self._cards.pretend(frame_id, card_box(places[fold.lead]))
        self.frames.follow(places)
        self._routes.pretending = True
        for key in self._ways_of(node_id for node_id in places if deltas.get(node_id) != (0, 0)):
            edge = self._routes.edge(key)
            delta = deltas.get(edge.source)
            if delta is not None and delta == deltas.get(edge.target):
                self._routes.shift(key, *delta)
            else:
                self._routes.loosen((key,))

    def box(self, node_id: NodeId) -> Box:
        """The box of a card, or of the card that stands for a hidden step."""
        holder = self.folding.holder  # asked for ten thousand times in a row, and mostly nothing is hidden
        return self._cards.box(holder.get(node_id, node_id) if holder else node_id)

    def bounds(self) -> Box | None:
        """The box around all cards and frames, or None if there are none."""
        cards, frames = self._cards.bounds(), self.frames.bounds()
        return cards.united(frames) if cards is not None and frames is not None else cards or frames

    def ports(self, node_id: NodeId) -> tuple[Port, ...]:
        """The ways out of a step."""
        return self._ways(node_id).ports

    def exit(self, node_id: NodeId, port: str) -> Spot:
        """Where a way out leaves its card; one that the step no longer has leaves in the middle."""
        offset = self.folding.offset(node_id, port)
        if offset is None:
            offset = self._ways(node_id).offsets.get(port, 0.0)
        return exit_spot(self.box(node_id), offset)

    def accepts(self, node_id: NodeId) -> bool:
        """Whether connections may lead to a step: contacts never walk into a trigger."""
        return not self._catalog.is_trigger(self.journey.by_id[node_id])

    def visible_ports(self, node_id: NodeId, *, all_of_them: bool) -> list[Port]:
        """The ways out to show: side ways that lead nowhere only come up when the person is there."""
        ways = self._ways(node_id)
        used = self.journey.outgoing.get(node_id, {})
        return [
            port for port in ways.ports if all_of_them or port.name in used or port.name not in ways.sides
        ]

    def dots(self, node_id: NodeId) -> Sequence[Dot]:
        """The dots at a card while nobody is there."""
        key = self.box(node_id), self._ways(node_id), self.journey.outgoing.get(node_id)
        return self._signs.dots(node_id, key, self.exit)

    def labelled(self, key: EdgeKey) -> bool:
        """Whether a connection shows the name of its port: only where that is not plain."""
        ways, several = self._ways(key[0]), self.folding.several(key[0])
        return several if several is not None else ways.several or key[1] in ways.sides

    def main_labelled(self, node_id: NodeId, port: str) -> bool:
        """Whether a way out is one of several main ones, so that its name tells them apart."""
        ways = self._ways(node_id)
        return ways.several and port not in ways.sides

    def plus(self, key: EdgeKey) -> Spot:
        """The middle of the plus on a connection."""
        return self._signs.on(key, self.route(key), labelled=self.labelled(key)).plus

    def label_at(self, key: EdgeKey) -> Spot:
        """The middle of the label of a connection."""
        return self._signs.on(key, self.route(key), labelled=self.labelled(key)).label

    def route(self, key: EdgeKey) -> Route:
        """The way of a connection; one that is hidden in a card stays within it."""
        if key in self._routes:
            return self._routes.route(key)
        return direct(self.box(key[0]).center, self.box(key[0]).center)

    def edge(self, key: EdgeKey) -> Edge:
        """The connection at a port."""
        return self.journey.outgoing[key[0]][key[1]]

    @property
    def revision(self) -> int:
        """Other whenever anything has changed."""
        return self._dirt.revision

    def steps_in(self, *boxes: Box) -> list[NodeId]:
        """The steps that meet a box or several, those added last on top (at the end)."""
        found: Iterable[NodeId] = set[NodeId]().union(*[self._cards.meeting(box) for box in boxes])
        if self.folding.folds:
            found = (each for each in found if each not in self.folding.folds)
        return sorted(found, key=self._order.__getitem__)

    def count_in(self, box: Box) -> int:
        """How many cards meet a box."""
        bounds = self._cards.bounds()
        return len(self._cards) if bounds and bounds.united(box) == box else len(self._cards.meeting(box))

    def folds_in(self, box: Box) -> list[FrameId]:
        """The collapsed frames whose cards meet a box."""
        return [each for each in self.folding.folds if self._cards.box(each).meets(box)]

    def edges_in(self, *boxes: Box) -> list[EdgeKey]:
        """The connections that may be seen in a box or several."""
        return sorted(set[EdgeKey]().union(*[self._routes.near(box) for box in boxes]))

    @property
    def routes(self) -> RouteBook:
        """The ways of connections, for whoever paints very many."""
        return self._routes

    def take_dirt(self) -> list[Box] | None:
        """What looks other than when this was asked last; None for everything."""
        if changed := self.frames.take_changes():
            self._dirt.add(*map(card_room, changed))
        return self._dirt.take()

    # Following the journey

    def _follow(self, old: Journey, journey: Journey) -> list[NodeId | FrameId]:
        """Bring everything up to date, looking only at what differs; returns whose cards have moved."""
        gone, nodes = removed_nodes(old, journey), changed_nodes(old, journey)
        lost, fresh = changed_edges(old, journey)
        self._routes.drop(lost)
        asked = dict.fromkeys((*(node.id for node in nodes), *moved_nodes(old, journey)))
        freed, taken, moved = self._cards.follow(gone, asked, journey, self.folding)
        for node in nodes:
            self._dirt.add(card_room(self.box(node.id)))
        renewed = self._ports.follow(gone, nodes, [*lost, *fresh], journey)
        for edge in fresh:
            if not self.folding.hides(edge):
                self._routes.add(edge)
        self._routes.settle()
        if not old.nodes:
            return moved  # everything is new: nothing has to be laid anew
        self._routes.disturb(freed, taken)
        self._routes.loosen(self._ways_of({*moved, *renewed}))
        for end in {end for edge in (*lost, *fresh) for end in (edge.source, edge.target)}:
            if end in journey.by_id:
                self._dirt.add(card_room(self.box(end)))
        return moved

    def _fold(self, folding: Folding, journey: Journey) -> None:
        """Hide and show cards, while everything else still stands where it stood."""
        shown, before = self._journey, self.folding
        if shown is None or shown.nodes is not journey.nodes or shown.edges is not journey.edges:
            self._clear()
            self.folding = folding
            return
        change = change_between(before, folding, shown)
        self._routes.drop(change.edges)
        freed, taken = self._cards.swap(change.gone, change.places)
        self.folding = folding
        for edge in change.edges:
            if not folding.hides(edge):
                self._routes.add(edge)
        self._routes.disturb(freed, taken)

    def _ways(self, node_id: NodeId) -> Ways:
        known = self._ports.known(node_id)
        return known if known is not None else self._ports.of(self.journey.by_id[node_id], self.journey)

    def _ways_of(self, steps: Iterable[NodeId]) -> set[EdgeKey]:
        found: set[EdgeKey] = set()
        for node_id in steps:
            fold = self.folding.folds.get(node_id)
            for each in fold.frame.steps if fold is not None else (node_id,):
                found |= {(each, port) for port in self.journey.outgoing.get(each, {})}
                found |= {key_of(edge) for edge in self.journey.incoming.get(each, ())}
        return {key for key in found if key in self._routes}
