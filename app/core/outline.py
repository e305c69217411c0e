"""The journey as indented text: rows in the order of the flow, every step exactly once as itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from app.core.journey import Journey, Node, NodeId
from app.core.node import NodeCatalog
from app.core.program import NEXT

Way = tuple[NodeId, str]
"""A way out: the step it leaves, and the name of the port."""
RowKind = Literal["step", "way", "open", "join", "loop", "loose"]
PortsOf = Callable[[NodeId], Sequence[str]]
JumpOf = Callable[[NodeId], NodeId | None]


class Row(NamedTuple):
    """One line of the outline.

    A `step` is told here, a `join` goes on at one told elsewhere, a `loop` goes back to one that leads here;
    `open` is a way out that leads nowhere, `way` the heading of a branch, `loose` the heading of what no
    trigger reaches. `node` is the step that the row is about (for `way` and `open` the one that is left),
    `way` is what leads here (None where ways meet again, and at the beginning), `branch` whether that is
    one of several ways and has a name of its own.
    """

    kind: RowKind
    depth: int
    node: NodeId | None = None
    way: Way | None = None
    branch: bool = False


class Ways(NamedTuple):
    """The ways out of a step as they are read: named branches, then the one that simply leads on."""

    branches: tuple[str, ...]
    spine: str | None


def ways_of(names: Sequence[str], used: Sequence[str]) -> Ways:
    """How the ways out of a step are read; of ways beside `next` only those in use are worth a line."""
    stray = tuple(name for name in used if name not in names)
    if NEXT in names:
        return Ways(tuple(name for name in names if name != NEXT and name in used) + stray, NEXT)
    if len(names) == 1:
        return Ways(stray, names[0])
    return Ways((*names, *stray), None)


def outline(journey: Journey, starts: Sequence[NodeId], ports_of: PortsOf, jump_of: JumpOf) -> list[Row]:
    """The rows of a journey: from its starts (the triggers) on, then what none of them reaches.

    Where ways meet again, the step stands after all of them, as far out as the step at which they parted.
    """
    survey = _Survey(journey, ports_of, jump_of)
    teller = _Teller(survey)
    teller.tell(starts)
    rest = [node.id for node in journey.nodes if node.id not in survey.phase]
    if rest:
        teller.rows.append(Row("loose", 0))
        teller.tell([*(each for each in rest if each not in journey.incoming), *rest])
    return teller.rows


def jumps_of(catalog: NodeCatalog) -> Callable[[Node], NodeId | None]:
    """A function that tells where a step leads without a connection, because its settings say so."""
    named = {
        node_type.id: each.name
        for node_type in catalog
        for each in node_type.fields
        if each.form.widget == "step"
    }

    def jump_of(node: Node) -> NodeId | None:
        target = node.config.get(named[node.type]) if node.type in named else None
        return target if isinstance(target, str) and target else None

    return jump_of


class _Link(NamedTuple):
    """A way on from a step: along a port, or (without a name) by a jump."""

    source: NodeId
    name: str | None
    target: NodeId | None
    branch: bool


class _Survey:
    """Looks ahead: which ways lead back, and how many lead forward to each step."""

    def __init__(self, journey: Journey, ports_of: PortsOf, jump_of: JumpOf) -> None:
        self._journey, self._ports_of, self._jump_of = journey, ports_of, jump_of
        self._links: dict[NodeId, list[_Link]] = {}
        self.phase: dict[NodeId, int] = {}
        self.back: set[tuple[NodeId, str | None]] = set()
        self.arriving: dict[NodeId, int] = {}

    def links(self, node: NodeId) -> list[_Link]:
        """The ways on from a step, as they are read."""
        found = self._links.get(node)
        if found is None:
            found = self._links[node] = list(self._read(node))
        return found

    def look(self, starts: Sequence[NodeId], phase: int) -> list[NodeId]:
        """Follow all ways from some starts; returns those that no other of them leads to."""
        roots: list[NodeId] = []
        for start in starts:
            if start not in self.phase:
                roots.append(start)
                self.phase[start] = phase
                self._follow(start, phase)
        return roots

    def _follow(self, start: NodeId, phase: int) -> None:
        path, stack = {start}, [(start, iter(self.links(start)))]
        while stack:
            node, links = stack[-1]
            link = next(links, None)
            if link is None:
                stack.pop()
                path.discard(node)
            elif link.target in path:
                self.back.add((node, link.name))
            elif link.target is not None and self.phase.get(link.target, phase) == phase:
                self.arriving[link.target] = self.arriving.get(link.target, 0) + 1
                if link.target not in self.phase:
                    self.phase[link.target] = phase
                    path.add(link.target)
                    stack.append((link.target, iter(self.links(link.target))))

    def _read(self, node: NodeId) -> Iterator[_Link]:
        journey = self._journey
        used = journey.outgoing.get(node, {})
        ways = ways_of(self._ports_of(node), tuple(used))
        for name in ways.branches:
            yield _Link(node, name, journey.target(node, name), branch=True)
        jump = self._jump_of(node)
        if ways.spine is not None and (ways.spine in used or jump is None):
            yield _Link(node, ways.spine, journey.target(node, ways.spine), branch=False)
        if jump in journey.by_id:
            yield _Link(node, None, jump, branch=False)


OWN = -1
"""Stands for the row of the step itself."""


class _Visit(NamedTuple):
    """A place still to be told: a way on, a step where ways meet, or (`after`) the end of a step's ways.

    `chain` is the row at which the steps one below the other began, `depth` how far they are indented.
    """

    depth: int
    chain: int
    link: _Link | None = None
    step: NodeId | None = None
    after: int | None = None


class _Teller:
    """Tells steps with a stack of its own, because journeys may be thousands of steps deep."""

    def __init__(self, survey: _Survey) -> None:
        self._survey = survey
        self._phase = 0
        self._told: set[NodeId] = set()
        self._arrived: dict[NodeId, int] = {}
        self._first: dict[NodeId, int] = {}
        self._ready: list[NodeId] = []
        self.rows: list[Row] = []

    def tell(self, starts: Sequence[NodeId]) -> None:
        """Tell the steps of some starts and everything behind them that has not been told."""
        self._phase += 1
        begin = len(self.rows)
        roots = self._survey.look(starts, self._phase)
        stack = [_Visit(0, begin, after=begin)]
        stack += [_Visit(0, OWN, step=root) for root in reversed(roots)]
        while stack:
            stack.extend(reversed(list(self._told_now(stack.pop()))))

    def _told_now(self, visit: _Visit) -> Iterator[_Visit]:
        if visit.after is not None:
            yield from self._meetings(visit)
        elif visit.step is not None:
            chain = len(self.rows) if visit.chain == OWN else visit.chain
            yield from self._step(visit.step, visit._replace(chain=chain), None)
        elif visit.link is not None:
            yield from self._link(visit.link, visit)

    def _link(self, link: _Link, visit: _Visit) -> Iterator[_Visit]:
        target = link.target
        way = (link.source, link.name) if link.name is not None else None
        if target is None:
            self.rows.append(Row("open", visit.depth, link.source, way, link.branch))
        elif (link.source, link.name) in self._survey.back:
            self.rows.append(Row("loop", visit.depth, target, way, link.branch))
        elif target in self._told or not self._may_tell(target, visit, link):
            self.rows.append(Row("join", visit.depth, target, way, link.branch))
        elif link.branch:
            self.rows.append(Row("way", visit.depth, link.source, way, branch=True))
            yield from self._step(target, _Visit(visit.depth + 1, len(self.rows)), way)
        else:
            yield from self._step(target, visit, way)

    def _may_tell(self, target: NodeId, visit: _Visit, link: _Link) -> bool:
        """Whether a step can be told at this way: all others to it have been told, in the same chain."""
        expected = self._survey.arriving[target]
        self._first.setdefault(target, len(self.rows))
        self._arrived[target] = self._arrived.get(target, 0) + 1
        if self._arrived[target] < expected:
            return False
        if expected == 1 or (not link.branch and self._first[target] >= visit.chain):
            return True
        self._ready.append(target)
        return False

    def _meetings(self, visit: _Visit) -> Iterator[_Visit]:
        """Tell the steps at which ways meet again that parted here."""
        here = [each for each in self._ready if self._first[each] >= (visit.after or 0)]
        if here:
            step = min(here, key=self._first.__getitem__)
            self._ready.remove(step)
            yield _Visit(visit.depth, visit.chain, step=step)
            yield visit

    def _step(self, node: NodeId, visit: _Visit, way: Way | None) -> Iterator[_Visit]:
        row = len(self.rows)
        self.rows.append(Row("step", visit.depth, node, way))
        self._told.add(node)
        links = self._survey.links(node)
        for link in links:
            depth = visit.depth + 1 if link.branch else visit.depth
            yield _Visit(depth, visit.chain, link=link)
        if any(link.branch for link in links):
            yield _Visit(visit.depth, visit.chain, after=row)
