"""Which edges of a program close a cycle, worked out slowly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.core.dates import UntilDate
from app.core.program import NEXT, Await, Branch, Exit, GiveVoucher, Goal, Hold, Jump, Program, Send, Split


def closing_edges(program: Program) -> frozenset[tuple[str, str]]:
    """The edges that close a cycle, found depth first from the triggers in order."""
    found: set[tuple[str, str]] = set()
    done: set[str] = set()

    def visit(step: str, above: frozenset[str]) -> None:
        done.add(step)
        for port in ports(program.steps[step].instruction):
            target = program.targets.get((step, port))
            if target in above or target == step:
                found.add((step, port))
            elif target is not None and target not in done:
                visit(target, above | {step})

    for root in (*program.sources, *program.steps):
        if root not in done:
            visit(root, frozenset())
    return frozenset(found)


def ports(instruction: Any) -> Sequence[str]:
    """The ports of an instruction in order."""
    match instruction:
        case Branch(cases=cases, otherwise=otherwise):
            return [*(case.port for case in cases), otherwise]
        case Split(arms=arms):
            return [arm.port for arm in arms]
        case Await(matched=matched, timed_out=timed_out):
            return [matched, timed_out]
        case Send(port=port, skipped=skipped, failed=failed):
            return [port, skipped, failed]
        case Hold(until=UntilDate(), port=port, past=past, missing=missing):
            return [port, past, missing]
        case Hold(port=port):
            return [port]
        case GiveVoucher(port=port, empty=empty):
            return [port, empty]
        case Jump(port=port, over=over):
            return [port, over]
        case Goal() | Exit():
            return []
        case _:
            return [NEXT]
