"""From the document to the program: every step that is understood becomes its instructions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.fields import FieldBook
from app.core.journey import Edge, Journey, NodeId
from app.core.node import NodeCatalog, Surroundings
from app.core.program import (
    HOLDOUT,
    NEXT,
    WITHIN,
    Await,
    Branch,
    Exit,
    GiveVoucher,
    Goal,
    Hold,
    Instruction,
    Jump,
    Program,
    Send,
    Source,
    Split,
    Step,
)
from app.core.schedule import Duration, Until


def surroundings(
    journey: Journey, fields: FieldBook | None = None, segments: Mapping[str, str] | None = None
) -> Surroundings:
    """The surroundings of a journey's steps; without a workspace, only the journey's own fields are known."""
    return Surroundings(journey, fields or FieldBook(journey.fields), segments or {})


def compile_journey(journey: Journey, catalog: NodeCatalog, around: Surroundings | None = None) -> Program:
    """The program of a journey.

    A step with several instructions becomes several, named `node`, `node#1`, `node#2`. A port named `#2`
    leads to the third of them; if an instruction names none of them so, its `next` port leads to the
    following one. All other ports leave the step. Steps that are not understood are left out: their edges
    then lead nowhere, and the validator has said so before.
    """
    around = around or surroundings(journey)
    steps: dict[NodeId, Step] = {}
    targets: dict[tuple[NodeId, str], NodeId] = {}
    for node in journey.nodes:
        known = catalog.understood(node)
        if known is not None:
            node_type, config = known
            _add(
                node.id, node_type.compile(config, around), journey.outgoing.get(node.id, {}), steps, targets
            )
    targets = {way: target for way, target in targets.items() if target in steps}
    steps |= _kept_out(journey, targets)
    return Program(journey.id, journey.settings, steps, targets)


def ports_of(instruction: Instruction | Source) -> tuple[str, ...]:
    """The ports of an instruction, in the order of the answers to its test."""
    match instruction:
        case Branch(cases=cases, otherwise=otherwise):
            return (*(case.port for case in cases), otherwise)
        case Split(arms=arms):
            return tuple(arm.port for arm in arms)
        case Await(matched=matched, timed_out=timed_out):
            return (matched, timed_out)
        case Send(port=port, skipped=skipped, failed=failed):
            return (port, skipped, failed)
        case Hold(until=Until(), port=port):
            return (port,)
        case Hold(port=port, past=past, missing=missing):
            return (port, past, missing)
        case GiveVoucher(port=port, empty=empty):
            return (port, empty)
        case Jump(port=port, over=over):
            return (port, over)
        case Goal() | Exit():
            return ()
        case _:
            return (NEXT,)


def _add(
    node: NodeId,
    instructions: Sequence[Instruction | Source],
    ways_out: Mapping[str, Edge],
    steps: dict[NodeId, Step],
    targets: dict[tuple[NodeId, str], NodeId],
) -> None:
    for index, instruction in enumerate(instructions):
        name = _name(node, index)
        steps[name] = Step(node, instruction)
        ports = ports_of(instruction)
        inside = any(port.startswith(WITHIN) for port in ports)
        chained = not inside and index + 1 < len(instructions)
        for port in ports:
            if port.startswith(WITHIN):
                targets[name, port] = _name(node, int(port.removeprefix(WITHIN)))
            elif chained and port == NEXT:
                targets[name, port] = _name(node, index + 1)
            elif isinstance(instruction, Jump) and port == instruction.port:
                targets[name, port] = instruction.to
            elif port in ways_out:
                targets[name, port] = ways_out[port].target


def _name(node: NodeId, index: int) -> NodeId:
    return f"{node}{WITHIN}{index}" if index else node


def _kept_out(journey: Journey, targets: dict[tuple[NodeId, str], NodeId]) -> dict[NodeId, Step]:
    """Where those rest whom the journey keeps out: until they reach the goal, or for so many days."""
    if not journey.settings.holdout:
        return {}
    days = Until(after=Duration(amount=journey.settings.holdout_days, unit="days"))
    over = _name(HOLDOUT, 1)
    targets[HOLDOUT, NEXT] = over
    return {HOLDOUT: Step(HOLDOUT, Hold(days)), over: Step(HOLDOUT, Exit("holdout"))}
