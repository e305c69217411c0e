"""Checks of the cases of a branch against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.core.problems import Problem
from app.core.program import Branch, Case
from app.core.rules.tree import leaves
from app.core.text import Text
from app.core.validation.inspection import Inspection, Understood
from app.core.validation.leaves import is_incomplete
from app.core.validation.logic import can_hold

_SAME = Text(
    "Bei „{step}“ haben die Ausgänge „{first}“ und „{second}“ dieselbe Bedingung: "
    "Den zweiten geht niemand. Ändern oder löschen Sie ihn.",
    "In “{step}”, the ports “{first}” and “{second}” have the same condition: "
    "nobody takes the second one. Change or delete it.",
)
_COVERED = Text(
    "Bei „{step}“ geht niemand den Ausgang „{second}“: Wer seine Bedingung erfüllt, "
    "nimmt schon einen früheren. Ändern Sie die Bedingung oder die Reihenfolge.",
    "In “{step}”, nobody takes the port “{second}”: whoever meets its condition takes an earlier one. "
    "Change the condition or the order.",
)


def check_branches(look: Inspection) -> Iterator[Problem]:
    """Every case must be left something by the cases before it."""
    for step in look.steps.values():
        for instruction in step.instructions:
            if isinstance(instruction, Branch):
                yield from _cases(look, step, instruction.cases)


def _cases(look: Inspection, step: Understood, cases: Sequence[Case]) -> Iterator[Problem]:
    labels = {port.name: port.label for port in step.type.ports(step.config)}
    before: list[Case] = []
    for case in cases:
        if any(is_incomplete(leaf) for leaf in leaves(case.rule)):
            continue
        twin = next((each for each in before if each.rule == case.rule), None)
        covered = twin is not None or _is_covered(look, case, before)
        if covered:
            values = {"step": look.title(step.node.id), "second": labels[case.port]}
            code, words = "branch.never_reached", _COVERED.fill(**values, first="")
            if twin is not None:
                code, words = "branch.same_rule", _SAME.fill(**values, first=labels[twin.port])
            yield Problem(code, "warning", words, node=step.node.id, field=_field(step))
        before.append(case)


def _is_covered(look: Inspection, case: Case, before: Sequence[Case]) -> bool:
    fields = look.around.fields
    if not before or not can_hold(case.rule, fields):
        return False  # a rule that never holds is reported by itself
    return not can_hold(case.rule, fields, unless=[each.rule for each in before])


def _field(step: Understood) -> str | None:
    return next((name for name, _ in step.rules()), None)
