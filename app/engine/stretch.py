"""Stretches: what a contact runs through in one go, from where it stands to its next rest.

A stretch begins at a position, holds the tests that may be asked on the way, and is cut where a step
would read what the same stretch has written. The answers to all tests form one number, the code; a code
leads to a path. Nothing here touches the store.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.core.compiler import ports_of
from app.core.journey import NodeId
from app.core.program import (
    HOLDOUT,
    WITHIN,
    Apply,
    Await,
    Enroll,
    Exit,
    ExitReason,
    GiveVoucher,
    Goal,
    Hold,
    Instruction,
    Jump,
    Leave,
    Program,
    Send,
    Source,
)
from app.core.rules.reads import Reads
from app.core.rules.tree import Rule
from app.engine.reading import needed_by
from app.engine.writes import writes

PositionKind = Literal["start", "rest"]
TestKind = Literal["guard", "leave", "step"]
_ACTING = Apply | Send | Enroll | Leave
"""What does something when it is come to; a voucher is given when its step is left."""
MAX_TESTS = 12
MAX_RADIX = 2**40
MAX_STEPS = 20
"""A stretch becomes a few statements; what SQLite and its compiler take in one has a limit."""
GUARD_PASS, GUARD_GOAL, GUARD_EXIT, GUARD_LIMIT = range(4)
_GUARD_REASONS: Mapping[int, ExitReason] = {
    GUARD_GOAL: "goal",
    GUARD_EXIT: "exit_criteria",
    GUARD_LIMIT: "failed",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a contact stands: about to run a step (`start`), or parked at it (`rest`)."""

    step: NodeId
    kind: PositionKind


@dataclass(frozen=True, slots=True)
class Test:
    """A question with `arity` answers: the guard (goal, exit, limit), how a rest is left, or a step's own."""

    kind: TestKind
    step: NodeId
    arity: int
    radix: int


@dataclass(frozen=True, slots=True)
class Act:
    """A step that does something on a path, after so many laps of the path."""

    step: NodeId
    laps: int


@dataclass(frozen=True, slots=True)
class Path:
    """One way through a stretch: steps with the ports taken, and what follows.

    `steps` are those of the document, each once a passing, however many instructions it has. `end` is the
    place of the next rest, or None if the enrollment ends with `reason`.
    """

    steps: tuple[tuple[NodeId, str], ...]
    acts: tuple[Act, ...]
    laps: int
    end: Place | None
    reason: ExitReason | None


@dataclass(frozen=True)
class Stretch:
    """A start and everything that may be asked before the next rest."""

    start: Place
    tests: tuple[Test, ...]
    cuts: frozenset[NodeId]

    def choices(self, code: int) -> Mapping[tuple[TestKind, NodeId], int]:
        """The answer to each test in a code."""
        return {(test.kind, test.step): code // test.radix % test.arity for test in self.tests}


def is_rest(program: Program, step: NodeId) -> bool:
    """Whether contacts park at a step: holds, awaits, and sends that wait for their outcome."""
    instruction = program.steps[step].instruction
    if isinstance(instruction, Send):
        return (step, instruction.skipped) in program.targets or (step, instruction.failed) in program.targets
    return isinstance(instruction, Hold | Await | GiveVoucher)


def places(program: Program) -> tuple[Place, ...]:
    """Every place where a contact may stand between two waves."""
    starts = [Place(step, "start") for step in program.steps]
    return (*starts, *(Place(step, "rest") for step in program.steps if is_rest(program, step)))


def back_edges(program: Program) -> frozenset[tuple[NodeId, str]]:
    """Edges that close a cycle, found depth first from the triggers; each passing of one is a new visit."""
    found: set[tuple[NodeId, str]] = set()
    done: set[NodeId] = set()
    open_steps: set[NodeId] = set()
    for root in (*program.sources, *program.steps):
        if root in done:
            continue
        open_steps.add(root)
        stack = [(root, _out(program, root))]
        while stack:
            step, edges = stack[-1]
            edge = next(edges, None)
            if edge is None:
                stack.pop()
                open_steps.discard(step)
                done.add(step)
            elif edge[1] in open_steps:
                found.add((step, edge[0]))
            elif edge[1] not in done:
                open_steps.add(edge[1])
                stack.append((edge[1], _out(program, edge[1])))
    return frozenset(found)


def build(
    program: Program,
    start: Place,
    watched: Reads,
    segments: Mapping[str, Rule],
    laps_at: frozenset[tuple[NodeId, str]],
    stops: Container[NodeId] = (),
) -> Stretch:
    """The stretch that begins at a place.

    `watched` is what has to be looked at when it changes: by criteria, triggers, and waits. The stretch ends
    before the steps in `stops`.
    """
    tests: list[Test] = []
    cuts: set[NodeId] = set()
    radix = _add(tests, "guard", start.step, 4, 1)
    written: dict[NodeId, Reads] = {}
    first = set(_first(program, start))
    if start.kind == "rest":
        radix = _add(tests, "leave", start.step, len(ports_of(program.steps[start.step].instruction)), radix)
        if isinstance(program.steps[start.step].instruction, GiveVoucher):
            written |= dict.fromkeys(first, _writes(program, start.step))
    lapped = _over(program, start.step, laps_at) if start.kind == "rest" else set[NodeId]()
    passed = 0
    for step in _order(program, start):
        before = written.get(step)
        if before is None and step not in first:
            continue  # only reachable through a cut or a rest
        before = before or Reads()
        full = len(tests) >= MAX_TESTS or radix > MAX_RADIX or passed >= MAX_STEPS
        begun = start != Place(step, "start")
        counts_laps = step in lapped and isinstance(program.steps[step].instruction, Jump)
        stopped = full or counts_laps or step in stops
        if begun and (stopped or _clash(program, step, before, watched, segments)):
            cuts.add(step)
            continue
        passed += 1
        if is_rest(program, step):
            continue
        ports = ports_of(program.steps[step].instruction)
        if len(ports) > 1 and _asks(program.steps[step].instruction):
            radix = _add(tests, "step", step, len(ports), radix)
        after = before | _writes(program, step)
        lapped |= _over(program, step, laps_at)
        for port in ports:
            target = program.targets.get((step, port))
            if target is not None:
                written[target] = written.get(target, Reads()) | after
                lapped |= {target} if step in lapped else set()
    return Stretch(start, tuple(tests), frozenset(cuts))


def walk(program: Program, stretch: Stretch, code: int, laps_at: frozenset[tuple[NodeId, str]]) -> Path:
    """The path that a code leads to."""
    choices = stretch.choices(code)
    reason = _GUARD_REASONS.get(choices["guard", stretch.start.step])
    if reason is not None:
        return Path((), (), 0, None, reason)
    steps: list[tuple[NodeId, str]] = []
    acts: list[Act] = []
    laps = 0

    def path(end: Place | None, reason: ExitReason | None = None) -> Path:
        return Path(_told(program, steps), tuple(acts), laps, end, reason)

    current: NodeId | None = stretch.start.step
    leaving = stretch.start.kind == "rest"
    while current is not None:
        if not leaving and (current in stretch.cuts or current in {step for step, _ in steps}):
            return path(Place(current, "start"))
        instruction = program.steps[current].instruction
        if isinstance(instruction, GiveVoucher if leaving else _ACTING):
            acts.append(Act(current, laps))
        if not leaving and is_rest(program, current):
            return path(Place(current, "rest"))
        if isinstance(instruction, Goal | Exit):
            steps.append((current, ""))
            return path(None, "goal" if isinstance(instruction, Goal) else instruction.reason)
        port = _port(program, current, choices, leaving=leaving)
        if _failed(program, current, port):
            return path(None, "failed")
        steps.append((current, port))
        if isinstance(instruction, Leave) and instruction.journey == program.journey:
            return path(None, "removed")
        laps += (current, port) in laps_at
        current, leaving = program.targets.get((current, port)), False
    return path(None, "completed")


def _told(program: Program, steps: Sequence[tuple[NodeId, str]]) -> tuple[tuple[NodeId, str], ...]:
    """The steps of the document that were passed, each with the port by which it was left in the end."""
    return tuple(
        (program.steps[step].node, port)
        for step, port in steps
        if not _stays_inside(program, step, port) and program.steps[step].node != HOLDOUT
    )


def _stays_inside(program: Program, step: NodeId, port: str) -> bool:
    """Whether a port leads to another instruction of the same step; a connection leads to its first one."""
    node, target = program.steps[step].node, program.targets.get((step, port))
    if target is None or program.steps[target].node != node:
        return False
    return target != node or port.startswith(WITHIN)


def _failed(program: Program, step: NodeId, port: str) -> bool:
    """Whether a message failed and no way leads on from that."""
    instruction = program.steps[step].instruction
    return (
        isinstance(instruction, Send) and port == instruction.failed and (step, port) not in program.targets
    )


def _port(
    program: Program, step: NodeId, choices: Mapping[tuple[TestKind, NodeId], int], *, leaving: bool
) -> str:
    ports = ports_of(program.steps[step].instruction)
    choice = choices.get(("leave" if leaving else "step", step), 0)
    port = ports[choice]
    if (step, port) not in program.targets:
        return _instead(program, program.steps[step].instruction, port)
    return port


def _instead(program: Program, instruction: Instruction | Source, port: str) -> str:
    """The port by which a step is left where another one leads nowhere: some may be left unconnected."""
    match instruction:
        case Send(skipped=skipped, failed=failed):
            unconcerned = program.settings.on_failure == "go_on"
            return instruction.port if port == skipped or (port == failed and unconcerned) else port
        case GiveVoucher(empty=empty) if port == empty:
            return instruction.port
        case Hold(past=past, missing=missing) if port in (past, missing):
            return instruction.port
        case _:
            return port


def _add(tests: list[Test], kind: TestKind, step: NodeId, arity: int, radix: int) -> int:
    tests.append(Test(kind, step, arity, radix))
    return radix * arity


def _asks(instruction: Instruction | Source) -> bool:
    """Whether an instruction with several ports asks something when it is passed."""
    return not isinstance(instruction, Send | Jump) or (
        isinstance(instruction, Jump) and instruction.at_most is not None
    )


def _over(program: Program, step: NodeId, laps_at: frozenset[tuple[NodeId, str]]) -> set[NodeId]:
    """The steps to which ways of a step lead that close a cycle."""
    return {target for port, target in _out(program, step) if (step, port) in laps_at}


def _out(program: Program, step: NodeId) -> Iterator[tuple[str, NodeId]]:
    pairs = ((port, program.targets.get((step, port))) for port in ports_of(program.steps[step].instruction))
    return iter([(port, target) for port, target in pairs if target is not None])


def _first(program: Program, start: Place) -> tuple[NodeId, ...]:
    if start.kind == "start":
        return (start.step,)
    return tuple(target for _, target in _out(program, start.step))


def _order(program: Program, start: Place) -> list[NodeId]:
    """The steps of a stretch in topological order; edges back into the stretch are left out."""
    order: list[NodeId] = []
    done: set[NodeId] = set()
    for root in reversed(_first(program, start)):
        if root in done:
            continue
        done.add(root)
        stack = [(root, _inner(program, root))]
        while stack:
            step, edges = stack[-1]
            edge = next(edges, None)
            if edge is None:
                stack.pop()
                order.append(step)
            elif edge[1] not in done:
                done.add(edge[1])
                stack.append((edge[1], _inner(program, edge[1])))
    return order[::-1]


def _inner(program: Program, step: NodeId) -> Iterator[tuple[str, NodeId]]:
    return iter(()) if is_rest(program, step) else _out(program, step)


def _clash(
    program: Program, step: NodeId, written: Reads, watched: Reads, segments: Mapping[str, Rule]
) -> bool:
    """Whether a step must wait for what the stretch has written to be in the store."""
    needed = needed_by(program.steps[step].instruction, segments)
    return written.touches(watched) or written.touches(needed)


def _writes(program: Program, step: NodeId) -> Reads:
    instruction = program.steps[step].instruction
    if isinstance(instruction, Send):
        return Reads(steps=frozenset({program.steps[step].node}))
    return writes(instruction)
