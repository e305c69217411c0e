"""From the document to the program: every step that is understood becomes its instructions."""

from __future__ import annotations

from app.core.fields import FieldBook
from app.core.journey import Journey, NodeId
from app.core.node import NodeCatalog, Surroundings
from app.core.program import NEXT, Program, Step


def surroundings(
    journey: Journey, fields: FieldBook | None = None, segments: dict[str, str] | None = None
) -> Surroundings:
    """The surroundings of a journey's steps; without a workspace, only the journey's own fields are known."""
    return Surroundings(journey, fields or FieldBook(journey.fields), segments or {})


def compile_journey(journey: Journey, catalog: NodeCatalog, around: Surroundings | None = None) -> Program:
    """The program of a journey.

    A step with several instructions becomes several, named `node`, `node#1`, `node#2`, joined by their
    `next` ports. Steps that are not understood are left out: their edges then lead nowhere, and the
    validator has said so before.
    """
    around = around or surroundings(journey)
    steps: dict[NodeId, Step] = {}
    targets: dict[tuple[NodeId, str], NodeId] = {}
    last: dict[NodeId, NodeId] = {}
    for node in journey.nodes:
        known = catalog.understood(node)
        if known is None:
            continue
        node_type, config = known
        for index, instruction in enumerate(node_type.compile(config, around)):
            name = f"{node.id}#{index}" if index else node.id
            steps[name] = Step(node.id, instruction)
            if index:
                targets[last[node.id], NEXT] = name
            last[node.id] = name
    for edge in journey.edges:
        if edge.source in last and edge.target in last:
            targets[last[edge.source], edge.port] = edge.target
    return Program(journey.id, journey.settings, steps, targets)
