"""Chains and branches: what follows a step, what lies between steps, and a chain that changes its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from app.core import frames
from app.core.journey import Edge, Journey, NodeId

Chain = tuple[NodeId, ...]
"""Steps that follow each other, from first to last."""
Changes = Mapping[tuple[NodeId, str], Edge | None]
"""The connections that some ways out shall have, or none: cheap to look at before anything is edited."""


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


def out_of_its_place(journey: Journey, chain: Chain, port: str) -> Changes:
    """What taking a chain out changes: who led to it then leads to where `port` of its last step led.

    The chain itself stays, and so do its other connections.
    """
    last = journey.outgoing.get(chain[-1], {}).get(port)
    onward = last.target if last is not None and last.target not in chain else None
    changes: dict[tuple[NodeId, str], Edge | None] = {}
    if onward is not None:
        changes[chain[-1], port] = None
    for edge in journey.incoming.get(chain[0], ()):
        if edge.source not in chain:
            target = onward if onward != edge.source else None
            changes[edge.source, edge.port] = _edge(edge.source, edge.port, target) if target else None
    return changes


def onto(journey: Journey, chain: Chain, port: str, edge: Edge) -> Changes:
    """What carrying a chain from its place onto a connection changes; `port` of its last step leads on."""
    ways = {(edge.source, edge.port): chain[0], (chain[-1], port): edge.target}
    put = {key: _edge(*key, target) for key, target in ways.items()}
    return {**out_of_its_place(journey, chain, port), **put}


def take_out(journey: Journey, chain: Chain, port: str) -> Journey:
    """Join the neighbors of a chain."""
    return _with(journey, out_of_its_place(journey, chain, port))


def carry_onto(journey: Journey, chain: Chain, port: str, edge: Edge) -> Journey:
    """Take a chain out of its place and put it on a connection, into a frame if both its ends are in one."""
    return frames.put_between(_with(journey, onto(journey, chain, port, edge)), chain, edge)


def may_stand_on(journey: Journey, chain: Chain, port: str, edge: Edge) -> bool:
    """Whether a chain can be taken out and put on a connection without leading round in a circle."""
    if edge.source in chain or edge.target in chain:
        return False
    changes = out_of_its_place(journey, chain, port)

    def targets(node_id: NodeId) -> Iterable[NodeId]:
        for name, old in journey.outgoing.get(node_id, {}).items():
            left = changes.get((node_id, name), old)
            if left is not None:
                yield left.target

    return edge.source not in _reached(chain, targets)


def _with(journey: Journey, changes: Changes) -> Journey:
    """The journey with other connections at some ways out; None takes one away."""
    if not changes:
        return journey
    old = {key: journey.outgoing.get(key[0], {}).get(key[1]) for key in changes}
    instead = {id(edge): changes[key] for key, edge in old.items() if edge is not None}
    edges = [instead.get(id(edge), edge) for edge in journey.edges]
    edges += [edge for key, edge in changes.items() if old[key] is None]
    differing = [edge for edge in (*old.values(), *changes.values()) if edge is not None]
    return journey.with_edges(tuple(edge for edge in edges if edge is not None), differing)


def _edge(source: NodeId, port: str, target: NodeId) -> Edge:
    return Edge(source=source, port=port, target=target)


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
