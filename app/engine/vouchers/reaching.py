"""How soon whoever leaves a voucher step may come to one again: a bound from below, read from the graph."""

from __future__ import annotations

from heapq import heappop, heappush

from app.core.clock import DAY, Instant
from app.core.compiler import ports_of
from app.core.journey import NodeId
from app.core.program import (
    Enroll,
    GiveVoucher,
    Hold,
    Instruction,
    OnChange,
    OnEvent,
    OnSegment,
    Send,
    Source,
)
from app.core.rules.reads import Reads
from app.core.schedule import Duration, Until, absolute_length
from app.engine.version import Version
from app.engine.writes import writes

NEVER: Instant = 2**62
_DAYS = {"days": 1, "weeks": 7, "months": 28}


def soonest(version: Version, step: NodeId, watched: Reads, *, reactions: bool) -> Instant:
    """The least time from a voucher step to anything that may bring its contact to a voucher step again.

    That is a voucher step, the start of another journey, a change that something looks at, and, with
    `reactions`, a message, which may be answered by an event. `NEVER` if nothing of this kind follows.
    """
    program = version.program
    if writes(program.steps[step].instruction).touches(watched):
        return 0
    queue = [(0, target) for target in _following(version, step)]
    seen: set[NodeId] = set()
    while queue:
        after, current = heappop(queue)
        instruction = program.steps[current].instruction
        if _leads_on(instruction, watched, reactions=reactions):
            return after
        if current not in seen:
            seen.add(current)
            for target in _following(version, current):
                heappush(queue, (after + _least(instruction), target))
    return NEVER


def opens_to_events(version: Version, watched: Reads) -> bool:
    """Whether an event may let somebody into a version in which it is not far to a voucher step."""
    instructions = [step.instruction for step in version.program.steps.values()]
    opens = any(isinstance(each, OnEvent | OnSegment | OnChange) for each in instructions)
    return version.live and opens and any(_leads_on(each, watched, reactions=False) for each in instructions)


def _following(version: Version, step: NodeId) -> list[NodeId]:
    program = version.program
    ways = ((step, port) for port in ports_of(program.steps[step].instruction))
    return [program.targets[way] for way in ways if way in program.targets]


def _leads_on(instruction: Instruction | Source, watched: Reads, *, reactions: bool) -> bool:
    if isinstance(instruction, GiveVoucher | Enroll):
        return True
    return (reactions and isinstance(instruction, Send)) or writes(instruction).touches(watched)


def _least(instruction: Instruction | Source) -> Instant:
    """How long a step holds everybody at least; calendar days may be a day shorter somewhere, once."""
    match instruction:
        case Hold(until=Until(after=duration)):
            return _shortest(duration)
        case _:
            return 0


def _shortest(duration: Duration) -> Instant:
    exact = absolute_length(duration)
    if exact is not None:
        return exact
    return max(0, (duration.amount * _DAYS[duration.unit] - 1) * DAY)
