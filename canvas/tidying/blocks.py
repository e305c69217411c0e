"""What is laid out: steps, and frames that stand in for the steps inside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.journey import Edge, Frame, Journey, NodeId, Point
from app.core.node import NodeCatalog
from canvas.scene.frame_box import room_of
from canvas.scene.geometry import CARD_WIDTH
from canvas.scene.ways import names_of, offsets
from canvas.tidying.rows import Graph, Size, Thing

Inner = Callable[[Journey, NodeCatalog, Sequence[NodeId]], Mapping[NodeId, Point]]
"""Lays out the steps of a frame among themselves."""


class Block(NamedTuple):
    """A frame that is laid out as one thing: its size, and where its steps stand inside."""

    size: Size
    inside: Mapping[NodeId, Point]


@dataclass(frozen=True)
class Plan:
    """What is to be laid out, where it stands now (top left corners), and the frames among it."""

    graph: Graph
    things: Mapping[NodeId, Thing]
    home: Mapping[NodeId, Point]
    blocks: Mapping[NodeId, Block]

    def unfolded(self, places: Mapping[NodeId, Point]) -> dict[NodeId, Point]:
        """The places of all steps, from those of all things."""
        found: dict[NodeId, Point] = {}
        for each, at in places.items():
            block = self.blocks.get(each)
            if block is None:
                found[each] = at
            else:
                found |= {step: Point(at.x + p.x, at.y + p.y) for step, p in block.inside.items()}
        return found


def plan_of_steps(journey: Journey, catalog: NodeCatalog, chosen: Sequence[NodeId]) -> Plan:
    """Some steps and the connections between them."""
    return _plan(journey, catalog, chosen, {})


def plan_of_frames(journey: Journey, catalog: NodeCatalog, chosen: Sequence[NodeId], inner: Inner) -> Plan:
    """Some steps, where each frame whose steps are all among them is one thing."""
    known = frozenset(chosen)
    whole = [frame for frame in journey.frames if frame.steps and known.issuperset(frame.steps)]
    blocks = {frame.id: _block(journey, catalog, frame, inner) for frame in whole}
    return _plan(journey, catalog, chosen, blocks)


def _block(journey: Journey, catalog: NodeCatalog, frame: Frame, inner: Inner) -> Block:
    places: Mapping[NodeId, Point] = {step: journey.position(step) for step in frame.steps}
    if not frame.collapsed:
        places = inner(journey, catalog, [node.id for node in journey.nodes if node.id in frame.steps])
    box = room_of(frame, places)
    inside = {step: Point(round(at.x - box.left), round(at.y - box.top)) for step, at in places.items()}
    return Block(Size(box.width, box.height), inside)


def _plan(
    journey: Journey, catalog: NodeCatalog, chosen: Sequence[NodeId], blocks: Mapping[NodeId, Block]
) -> Plan:
    owner = {step: frame for frame, block in blocks.items() for step in block.inside}
    things: dict[NodeId, Thing] = {}
    home: dict[NodeId, Point] = {}
    for step in chosen:
        each = owner.get(step, step)
        if each in things:
            continue
        if each in blocks:
            things[each] = _thing_of(blocks[each], journey, catalog)
            home[each] = _corner(blocks[each], journey)
        else:
            things[each] = Thing(offsets(names_of(catalog.ports(journey.by_id[step], journey))))
            home[each] = journey.position(step)
    return Plan(_graph(journey.edges, frozenset(chosen), owner), things, home, blocks)


def _graph(edges: Iterable[Edge], chosen: frozenset[NodeId], owner: Mapping[NodeId, NodeId]) -> Graph:
    outgoing: dict[NodeId, dict[str, Edge]] = {}
    incoming: dict[NodeId, list[Edge]] = {}
    for edge in edges:
        if edge.source not in chosen or edge.target not in chosen:
            continue
        source, target = owner.get(edge.source, edge.source), owner.get(edge.target, edge.target)
        if source == target and edge.source in owner:
            continue
        port = _port_of(edge.source, edge.port) if edge.source in owner else edge.port
        seen = edge if edge.source not in owner and edge.target not in owner else None
        link = seen or Edge.model_construct(source=source, port=port, target=target)
        outgoing.setdefault(source, {})[port] = link
        incoming.setdefault(target, []).append(link)
    return Graph(outgoing, incoming)


def _thing_of(block: Block, journey: Journey, catalog: NodeCatalog) -> Thing:
    """A frame: its ways out are those of its steps, from left to right."""
    exits: dict[str, float] = {}
    for step, at in block.inside.items():
        for name, offset in offsets(names_of(catalog.ports(journey.by_id[step], journey))).items():
            exits[_port_of(step, name)] = (at.x + CARD_WIDTH * (0.5 + offset)) / block.size.width - 0.5
    return Thing(dict(sorted(exits.items(), key=lambda item: item[1])), block.size)


def _port_of(step: NodeId, port: str) -> str:
    return f"{step}\n{port}"


def _corner(block: Block, journey: Journey) -> Point:
    """Where the top left corner of a frame stands now, seen from its highest, leftmost step."""
    first = min(block.inside, key=lambda step: (journey.position(step).y, journey.position(step).x))
    at = journey.position(first)
    return Point(at.x - block.inside[first].x, at.y - block.inside[first].y)
