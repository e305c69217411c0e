"""Branch and split: ways out, words and instructions."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.core.journey import Node
from app.core.program import Arm, Branch, Case, Split
from app.core.rules.tree import Attribute, Engagement
from app.core.text import Text
from nodes.conditions.branch import BranchCase, BranchConfig, BranchStep
from nodes.conditions.split import SplitArm, SplitConfig, SplitStep
from tests.nodes.around import around

OPENED = Engagement(step="samples")
CRIME = Attribute(field="favorite_genre", value="Krimi")
THRILLER = Attribute(field="favorite_genre", value="Thriller")
ONE = BranchConfig(cases=(BranchCase(id="yes", rule=OPENED),))
TWO = BranchConfig(
    cases=(
        BranchCase(id="crime", name="Krimi", rule=CRIME),
        BranchCase(id="thriller", rule=THRILLER),
    )
)


def test_a_single_case_is_a_question_with_yes_and_no() -> None:
    assert [(port.name, port.label) for port in BranchStep().ports(ONE)] == [
        ("yes", Text("Ja", "Yes")),
        ("else", Text("Nein", "No")),
    ]
    line = BranchStep().line(ONE, around())
    assert line.de == "hat „Leseproben“ geöffnet?"
    assert line.en == "has opened “Leseproben”?"


def test_several_cases_carry_their_names_and_everyone_else() -> None:
    assert [port.label.de for port in BranchStep().ports(TWO)] == ["Krimi", "Ausgang 2", "alle anderen"]
    assert [port.label.en for port in BranchStep().ports(TWO)] == ["Krimi", "Way out 2", "everyone else"]
    assert BranchStep().line(TWO, around()).de == "Krimi · Lieblingsgenre ist „Thriller“"


def test_cases_compile_in_their_order() -> None:
    assert BranchStep().compile(TWO, around()) == (
        Branch((Case(CRIME, "crime"), Case(THRILLER, "thriller")), "else"),
    )


def test_a_case_without_a_rule_is_never_taken_and_is_a_problem() -> None:
    config = BranchConfig(cases=(BranchCase(id="a", rule=CRIME), BranchCase(id="b")))
    assert BranchStep().compile(config, around()) == (Branch((Case(CRIME, "a"),), "else"),)
    problems = list(BranchStep().check(Node(id="n1", type="branch"), config, around()))
    assert [(problem.code, problem.severity) for problem in problems] == [("branch.no_rule", "error")]
    assert problems[0].message.de.startswith("Ausgang 2")


@pytest.mark.parametrize("ids", [("a", "a"), ("a", "else")])
def test_two_ways_of_one_name_are_refused(ids: tuple[str, str]) -> None:
    with pytest.raises(ValidationError):
        BranchConfig(cases=tuple(BranchCase(id=each) for each in ids))


def test_a_split_says_its_shares() -> None:
    config = SplitConfig(
        arms=(
            SplitArm(id="a", name="A", weight=1),
            SplitArm(id="b", weight=2),
            SplitArm(id="c", name="C", weight=1),
        )
    )
    assert [port.label.de for port in SplitStep().ports(config)] == ["A 25 %", "b 50 %", "C 25 %"]
    assert SplitStep().line(config, around()).en == "A 25 % · b 50 % · C 25 %"


def test_a_split_compiles_to_its_weights() -> None:
    assert SplitStep().compile(SplitConfig(), around()) == (Split((Arm(50, "a"), Arm(50, "b"))),)


def test_an_arm_nobody_takes_is_a_warning() -> None:
    config = SplitConfig(arms=(SplitArm(id="a", name="A"), SplitArm(id="b", name="B", weight=0)))
    problems = list(SplitStep().check(Node(id="n1", type="split"), config, around()))
    assert [(problem.code, problem.severity) for problem in problems] == [("split.no_weight", "warning")]
    assert "„B“" in problems[0].message.de


def test_all_zero_weights_count_as_equal() -> None:
    config = SplitConfig(arms=(SplitArm(id="a", name="A", weight=0), SplitArm(id="b", name="B", weight=0)))
    assert SplitStep().line(config, around()).de == "A 50 % · B 50 %"
    assert not list(SplitStep().check(Node(id="n1", type="split"), config, around()))


def test_arms_of_one_name_are_refused() -> None:
    with pytest.raises(ValidationError):
        SplitConfig(arms=(SplitArm(id="a"), SplitArm(id="a")))
