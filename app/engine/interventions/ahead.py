"""What may lie ahead of a place, read off the program alone."""

from __future__ import annotations

from app.core.compiler import ports_of
from app.core.journey import NodeId
from app.core.program import Program, Send, channel_of
from app.engine.stretch import Place, is_rest

TO_CONTACT = ("mail", "service")


def is_message(program: Program, step: NodeId) -> bool:
    """Whether a step sends to the contact; notes to the team and calls of addresses do not (rule 15)."""
    instruction = program.steps[step].instruction
    return isinstance(instruction, Send) and channel_of(instruction.content) in TO_CONTACT


def messages(program: Program) -> frozenset[NodeId]:
    """The steps that send to the contact."""
    return frozenset(step for step in program.steps if is_message(program, step))


def may_send(program: Program, place: Place) -> bool:
    """Whether at least one way from a place to the next rest passes a message to the contact."""
    found = _following(program, place.step) if place.kind == "rest" else [place.step]
    seen: set[NodeId] = set()
    while found:
        step = found.pop()
        if step in seen:
            continue
        seen.add(step)
        if is_message(program, step):
            return True
        if not is_rest(program, step):
            found += _following(program, step)
    return False


def _following(program: Program, step: NodeId) -> list[NodeId]:
    ports = ports_of(program.steps[step].instruction)
    return [program.targets[step, port] for port in ports if (step, port) in program.targets]
