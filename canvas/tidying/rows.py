"""The first half of tidying up: which row everything is in, and in which order it stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from app.core.journey import Edge, NodeId
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH

ROUNDS = 6


@dataclass(frozen=True)
class Link:
    """A connection between two neighboring rows; `offset` is where it leaves, -0.5 to 0.5 of its source."""

    source: NodeId
    target: NodeId
    offset: float


class Size(NamedTuple):
    """How much room something takes."""

    width: float
    height: float


CARD = Size(CARD_WIDTH, CARD_HEIGHT)


@dataclass(frozen=True)
class Thing:
    """What is laid out: a step, or a frame that stands in for its steps; `exits` are where ways leave.

    The names of the exits are in their order from left to right.
    """

    exits: Mapping[str, float]
    size: Size = CARD


@dataclass(frozen=True)
class Graph:
    """Connections by their ends, as in a journey."""

    outgoing: Mapping[NodeId, Mapping[str, Edge]]
    incoming: Mapping[NodeId, Sequence[Edge]]


@dataclass
class Rows:
    """Steps, and connections that pass by them, in rows from top to bottom."""

    rows: list[list[NodeId]]
    sizes: Mapping[NodeId, Size] = field(default_factory=dict[NodeId, Size])
    passing: set[NodeId] = field(default_factory=set[NodeId])
    into: dict[NodeId, list[Link]] = field(default_factory=dict[NodeId, list[Link]])
    out: dict[NodeId, list[Link]] = field(default_factory=dict[NodeId, list[Link]])

    def link(self, source: NodeId, target: NodeId, offset: float) -> None:
        """Add a connection."""
        link = Link(source, target, offset)
        self.out.setdefault(source, []).append(link)
        self.into.setdefault(target, []).append(link)


def build_rows(graph: Graph, members: Sequence[NodeId], things: Mapping[NodeId, Thing]) -> Rows:
    """Rows of one connected part, `members` in the order of the journey."""
    forward, finished = _forward(graph, members, things)
    depth = _depths(forward, finished)
    rows = Rows([[] for _ in range(max(depth.values()) + 1)], {each: things[each].size for each in members})
    for each in finished:
        rows.rows[depth[each]].append(each)
    for edge in forward:
        _thread(rows, edge, depth, things[edge.source].exits.get(edge.port, 0.0))
    _order(rows)
    return rows


def _forward(
    graph: Graph, members: Sequence[NodeId], things: Mapping[NodeId, Thing]
) -> tuple[list[Edge], list[NodeId]]:
    """Connections without those that lead back, and all steps so that each stands before its followers.

    Ports are walked from right to left, so that the finishing order, reversed, is from left to right.
    """
    roots = [each for each in members if not graph.incoming.get(each)]
    finished: list[NodeId] = []
    forward: list[Edge] = []
    state: dict[NodeId, bool] = {}
    for root in (*roots[::-1], *members):
        if root not in state:
            _walk(graph, root, things, state, forward, finished)
    return forward, finished[::-1]


def _walk(
    graph: Graph,
    root: NodeId,
    things: Mapping[NodeId, Thing],
    state: dict[NodeId, bool],
    forward: list[Edge],
    finished: list[NodeId],
) -> None:
    """Depth first without recursion, for journeys of any length; `state` is True while a step is open."""
    state[root] = True
    stack = [(root, iter(_edges_out(graph, root, things)[::-1]))]
    while stack:
        current, edges = stack[-1]
        edge = next(edges, None)
        if edge is None:
            stack.pop()
            state[current] = False
            finished.append(current)
            continue
        if state.get(edge.target):
            continue  # leads back
        forward.append(edge)
        if edge.target not in state:
            state[edge.target] = True
            stack.append((edge.target, iter(_edges_out(graph, edge.target, things)[::-1])))


def _edges_out(graph: Graph, node: NodeId, things: Mapping[NodeId, Thing]) -> list[Edge]:
    order = {name: index for index, name in enumerate(things[node].exits)}
    found = graph.outgoing.get(node, {}).values()
    return sorted(found, key=lambda edge: order.get(edge.port, len(order)))


def _depths(forward: Iterable[Edge], order: Sequence[NodeId]) -> dict[NodeId, int]:
    """Rows by longest path; a step that nothing leads to stands right above what it leads to."""
    out: dict[NodeId, list[NodeId]] = {}
    fed: set[NodeId] = set()
    for edge in forward:
        out.setdefault(edge.source, []).append(edge.target)
        fed.add(edge.target)
    depth = dict.fromkeys(order, 0)
    for each in order:
        for target in out.get(each, ()):
            depth[target] = max(depth[target], depth[each] + 1)
    for each in order:
        if each not in fed and each in out:
            depth[each] = min(depth[target] for target in out[each]) - 1
    return depth


def _thread(rows: Rows, edge: Edge, depth: Mapping[NodeId, int], offset: float) -> None:
    """Lead a connection through all rows between its ends."""
    chain = [edge.source]
    for row in range(depth[edge.source] + 1, depth[edge.target]):
        name = f"{edge.source}\n{edge.port}\n{row}"
        rows.passing.add(name)
        rows.rows[row].append(name)
        chain.append(name)
    chain.append(edge.target)
    for index, (source, target) in enumerate(pairwise(chain)):
        rows.link(source, target, 0.0 if index else offset)


def _order(rows: Rows) -> None:
    """Sort each row by the middle of its neighbors; the last word has what leads in, with port order."""
    _sort_down(rows)
    best, least = [list(row) for row in rows.rows], _crossings(rows)
    for _ in range(ROUNDS):
        if not least:
            break
        _sort_up(rows)
        _sort_down(rows)
        crossings = _crossings(rows)
        if crossings < least:
            best, least = [list(row) for row in rows.rows], crossings
    rows.rows[:] = best


def _sort_down(rows: Rows) -> None:
    for above, row in pairwise(rows.rows):
        place = {each: float(index) for index, each in enumerate(above)}
        here = {each: float(index) for index, each in enumerate(row)}
        keys = {
            each: _mean(
                [place[link.source] + link.offset * 0.98 for link in rows.into.get(each, ())], here[each]
            )
            for each in row
        }
        row.sort(key=keys.__getitem__)


def _sort_up(rows: Rows) -> None:
    for row, below in reversed(list(pairwise(rows.rows))):
        place = {each: float(index) for index, each in enumerate(below)}
        here = {each: float(index) for index, each in enumerate(row)}
        keys = {
            each: _mean([place[link.target] for link in rows.out.get(each, ())], here[each]) for each in row
        }
        row.sort(key=keys.__getitem__)


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _crossings(rows: Rows) -> int:
    """How many pairs of connections cross."""
    total = 0
    for above, below in pairwise(rows.rows):
        place = {each: index for index, each in enumerate(below)}
        ends: list[int] = []
        for each in above:
            links = sorted(rows.out.get(each, ()), key=lambda link: link.offset)
            ends += [place[link.target] for link in links]
        total += _inversions(ends)
    return total


def _inversions(values: Sequence[int]) -> int:
    if len(values) < 2:
        return 0
    half = len(values) // 2
    left, right = values[:half], values[half:]
    total = _inversions(left) + _inversions(right)
    left, right = sorted(left), sorted(right)
    index = 0
    for value in right:
        while index < len(left) and left[index] <= value:
            index += 1
        total += len(left) - index
    return total
