"""Goal and exit: the ends of a journey."""

from __future__ import annotations

import pytest

from app.core.program import Exit, Goal
from app.core.text import Text
from nodes.flow.exit import ExitConfig, ExitStep, Reason
from nodes.flow.goal import GoalConfig, GoalStep
from tests.nodes.around import around


def test_a_goal_says_its_name() -> None:
    assert GoalStep().line(GoalConfig(name="Buch gekauft"), around()).de == "Buch gekauft"
    assert GoalStep().line(GoalConfig(), around()) == Text("Ziel erreicht", "Goal reached")
    assert GoalStep().compile(GoalConfig(name="Buch gekauft"), around()) == (Goal("Buch gekauft"),)


def test_an_exit_says_its_note_or_else_its_reason() -> None:
    assert ExitStep().line(ExitConfig(note="Kein Interesse"), around()).de == "Kein Interesse"
    assert ExitStep().line(ExitConfig(), around()) == Text("Journey durchlaufen", "Journey completed")


@pytest.mark.parametrize("reason", ["completed", "exit_criteria", "removed"])
def test_an_exit_ends_with_its_reason(reason: Reason) -> None:
    assert ExitStep().compile(ExitConfig(reason=reason), around()) == (Exit(reason),)
    assert ExitStep().line(ExitConfig(reason=reason), around()).en
