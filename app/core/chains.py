"""Chains and branches: what follows a step, what lies between steps, and a chain that changes its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from app.core import edits
from app.core.journey import Edge, Journey, NodeId, Point

Chain = tuple[NodeId, ...]
"""Steps that follow each other, from first to last."""


def following(journey: Journey, start: NodeId) -> frozenset[NodeId]:
    """A step and all that follows it; a way that leads back above the step is not gone."""
    others = [node.id for node in journey.nodes if node.id not in journey.incoming and node.id != start]
    above = _reached(others, _targets(journey), {start}) & _reached([start], _sources(journey))
    return _reached([start], _targets(journey), above)


def between(journey: Journey, ids: Collection[NodeId]) -> frozenset[NodeId]:
    """The chosen steps and all on the ways from one of them to another."""
    after = _reached(ids, _targets(journey))
    before = _reached(ids, _sources(journey))
    return after & before | frozenset(ids)


def chain_of(journey: Journey, ids: Collection[NodeId]) -> Chain | None:
    """The chosen steps in the order in which contacts pass them, or None if they are no chain."""
    chosen = frozenset(ids)
    inner = [edge for edge in journey.edges if edge.source in chosen and edge.target in chosen]
    onward = {edge.source: edge.target for edge in inner}
    heads = chosen - set(onward.values())
    if len(inner) != len(chosen) - 1 or len(onward) != len(inner) or len(heads) != 1:
        return None
    chain = [next(iter(heads))]
    while (following_step := onward.get(chain[-1])) is not None:
        chain.append(following_step)
    return tuple(chain) if len(chain) == len(chosen) else None


def take_out(journey: Journey, chain: Chain, port: str) -> Journey:
    """Join the neighbors of a chain: who led to it now leads to where `port` of its last step led.

    The chain itself stays, and so do its other connections.
    """
    last = journey.outgoing.get(chain[-1], {}).get(port)
    onward = last.target if last is not None and last.target not in chain else None
    edges: list[Edge] = []
    for edge in journey.edges:
        if edge == last and onward is not None:
            continue
        if edge.target != chain[0] or edge.source in chain:
            edges.append(edge)
        elif onward is not None and onward != edge.source:
            edges.append(Edge(source=edge.source, port=edge.port, target=onward))
    return journey if edges == list(journey.edges) else journey.replace(edges=tuple(edges))


def put_between(journey: Journey, chain: Chain, port: str, edge: Edge) -> Journey:
    """Let a connection lead to a chain, and `port` of its last step to where the connection led."""
    joined = edits.connect(journey, edge.source, edge.port, chain[0])
    return edits.connect(joined, chain[-1], port, edge.target)


def may_stand_on(journey: Journey, chain: Chain, port: str, edge: Edge) -> bool:
    """Whether a chain can be taken out and put on a connection without leading round in a circle."""
    if edge.source in chain or edge.target in chain:
        return False
    return edge.source not in _reached(chain, _targets(take_out(journey, chain, port)))


def carry_to(
    journey: Journey, chain: Chain, port: str, edge: Edge, places: Mapping[NodeId, Point]
) -> Journey:
    """Take a chain out of where it stood, put it on a connection, and move what has to make room."""
    return edits.move_nodes(put_between(take_out(journey, chain, port), chain, port, edge), places)


def _targets(journey: Journey) -> Callable[[NodeId], Iterable[NodeId]]:
    return lambda node_id: (edge.target for edge in journey.outgoing.get(node_id, {}).values())


def _sources(journey: Journey) -> Callable[[NodeId], Iterable[NodeId]]:
    return lambda node_id: (edge.source for edge in journey.incoming.get(node_id, ()))


def _reached(
    starts: Iterable[NodeId],
    neighbors: Callable[[NodeId], Iterable[NodeId]],
    blocked: Collection[NodeId] = (),
) -> frozenset[NodeId]:
    """All that can be walked to, the starts among it, without entering what is blocked."""
    waiting = list(starts)
    seen = set(waiting)
    while waiting:
        for each in neighbors(waiting.pop()):
            if each not in seen and each not in blocked:
                seen.add(each)
                waiting.append(each)
    return frozenset(seen)
