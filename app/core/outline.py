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

    A `step` is told here, a `join` goes on at one told before, a `loop` goes back to one that leads here;
    `open` is a way out that leads nowhere, `way` the heading of a branch, `loose` the heading of what no
    trigger reaches. `node` is the step that the row is about (for `way` and `open` the one that is left),
    `way` is what leads here, `branch` whether that is one of several ways and has a name of its own.
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
    """The rows of a journey: from its starts (the triggers) on, then what none of them reaches."""
    teller = _Teller(journey, ports_of, jump_of)
    for start in starts:
        if start not in teller.told:
            teller.tell(start)
    rest = [node.id for node in journey.nodes if node.id not in teller.told]
    if rest:
        teller.rows.append(Row("loose", 0))
        alone = [each for each in rest if each not in journey.incoming]
        for start in (*alone, *rest):
            if start not in teller.told:
                teller.tell(start)
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


class _Visit(NamedTuple):
    """A place still to be told; one with `leave` says that everything behind a step has been told."""

    depth: int
    target: NodeId | None
    way: Way | None = None
    branch: bool = False
    leave: bool = False


class _Teller:
    """Tells steps with a stack of its own, because journeys may be thousands of steps deep."""

    def __init__(self, journey: Journey, ports_of: PortsOf, jump_of: JumpOf) -> None:
        self._journey, self._ports_of, self._jump_of = journey, ports_of, jump_of
        self._path: set[NodeId] = set()
        self.told: set[NodeId] = set()
        self.rows: list[Row] = []

    def tell(self, start: NodeId) -> None:
        """Tell a step and everything behind it that has not been told."""
        stack = [_Visit(0, start)]
        while stack:
            visit = stack.pop()
            if visit.leave:
                assert visit.target is not None
                self._path.discard(visit.target)
            else:
                stack.extend(reversed(list(self._visited(visit))))

    def _visited(self, visit: _Visit) -> Iterator[_Visit]:
        target = visit.target
        if target is None:
            assert visit.way is not None
            self.rows.append(Row("open", visit.depth, visit.way[0], visit.way, visit.branch))
        elif target in self.told:
            kind = "loop" if target in self._path else "join"
            self.rows.append(Row(kind, visit.depth, target, visit.way, visit.branch))
        else:
            depth = visit.depth
            if visit.branch:
                assert visit.way is not None
                self.rows.append(Row("way", depth, visit.way[0], visit.way, branch=True))
                depth += 1
            self.rows.append(Row("step", depth, target, visit.way))
            self.told.add(target)
            self._path.add(target)
            yield from self._behind(target, depth)

    def _behind(self, node: NodeId, depth: int) -> Iterator[_Visit]:
        used = self._journey.outgoing.get(node, {})
        ways = ways_of(self._ports_of(node), tuple(used))
        for name in ways.branches:
            yield _Visit(depth + 1, self._journey.target(node, name), (node, name), branch=True)
        jump = self._jump_of(node)
        if ways.spine is not None and (ways.spine in used or jump is None):
            yield _Visit(depth, self._journey.target(node, ways.spine), (node, ways.spine))
        if jump in self._journey.by_id:
            yield _Visit(depth, jump)
        yield _Visit(depth, node, leave=True)
