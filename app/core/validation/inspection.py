"""What all checks look at: the journey, its understood steps, and what the workspace tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.core.compiler import compile_journey
from app.core.journey import Journey, Node, NodeId
from app.core.node import AnyNodeType, NodeCatalog, NodeConfig, Surroundings
from app.core.program import Exit, Instruction, Jump, Program, Source
from app.core.rules.tree import Rule
from app.core.text import Text

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Known:
    """What is known beside the journey.

    `workspace`: whether fields and segments of the surroundings are all there are (a file alone cannot
    tell). `imprint`: whether the sender settings have one, None if nobody knows. `hosts`: the servers that a
    person has allowed calls to, None if nobody knows.
    """

    workspace: bool = False
    imprint: bool | None = None
    hosts: frozenset[str] | None = None


@dataclass(frozen=True)
class Understood:
    """A step whose type is known and whose config is well formed."""

    node: Node
    type: AnyNodeType
    config: NodeConfig
    instructions: tuple[Instruction | Source, ...]

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Every rule in the config, with the name of its field."""
        for item in self.type.fields:
            value = getattr(self.config, item.name)
            if item.form.widget == "rule" and value is not None:
                yield item.name, value
            elif item.form.widget == "cases":
                yield from ((item.name, case.rule) for case in value or () if case.rule is not None)


@dataclass(frozen=True)
class Inspection:
    """One look at a journey."""

    journey: Journey
    catalog: NodeCatalog
    around: Surroundings
    known: Known

    @cached_property
    def steps(self) -> dict[NodeId, Understood]:
        """The understood steps in the order of the journey."""
        found: dict[NodeId, Understood] = {}
        for node in self.journey.nodes:
            known = self.catalog.understood(node)
            if known is not None:
                node_type, config = known
                found[node.id] = Understood(node, node_type, config, node_type.compile(config, self.around))
        return found

    @cached_property
    def program(self) -> Program:
        """The program as it would be published now."""
        return compile_journey(self.journey, self.catalog, self.around)

    @cached_property
    def graph(self) -> nx.DiGraph[NodeId]:
        """Steps and connections as drawn, and jumps."""
        import networkx as nx  # slow to load, and the window shows itself before it checks anything

        graph: nx.DiGraph[NodeId] = nx.DiGraph()
        graph.add_nodes_from(node.id for node in self.journey.nodes)
        graph.add_edges_from((edge.source, edge.target) for edge in self.journey.edges)
        graph.add_edges_from((name, to) for name, to in self.jumps if to in self.journey.by_id)
        return graph

    @cached_property
    def jumps(self) -> tuple[tuple[NodeId, NodeId], ...]:
        """The steps that jump, each with the step it names."""
        parts = ((name, part) for name, step in self.steps.items() for part in step.instructions)
        return tuple((name, part.to) for name, part in parts if isinstance(part, Jump))

    @cached_property
    def exit_type(self) -> AnyNodeType | None:
        """The type of step that ends a journey as it comes out of the palette."""
        return next((each for each in self.catalog if _is_exit(each, self.around)), None)

    @cached_property
    def reached(self) -> frozenset[NodeId]:
        """The steps to which a trigger leads, triggers included."""
        starts = {node.id for node in self.journey.nodes if self.catalog.is_trigger(node)}
        found, graphs = set(starts), _graphs()
        for start in starts:
            found |= set(graphs.descendants(self.graph, start))
        return frozenset(found)

    def before(self, node_id: NodeId) -> frozenset[NodeId]:
        """The steps that lie on some way to a step."""
        return frozenset(_graphs().ancestors(self.graph, node_id))

    def title(self, node_id: NodeId) -> Text:
        """What a person calls a step."""
        return self.catalog.title(self.journey.by_id[node_id])


def _is_exit(node_type: AnyNodeType, around: Surroundings) -> bool:
    if node_type.group != "flow":
        return False
    return any(isinstance(part, Exit) for part in node_type.compile(node_type.parse({}), around))


def _graphs() -> Any:
    """The library for graphs; the types of its functions are only partly known."""
    import networkx as nx

    return nx
