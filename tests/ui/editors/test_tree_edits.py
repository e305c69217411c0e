"""Edits of rule trees by path."""

from __future__ import annotations

from app.core.rules.tree import AllOf, AnyOf, HasTag, Not
from app.ui.editors.rule.tree_edits import added, inverted, part_at, removed, replaced

A, B, C = HasTag(tag="a"), HasTag(tag="b"), HasTag(tag="c")
TREE = AllOf(rules=(A, Not(rule=AnyOf(rules=(B, C)))))


def test_a_part_is_found_below_groups_and_negations() -> None:
    assert part_at(TREE, (1, 0, 1)) == C


def test_replacing_leaves_everything_else() -> None:
    assert replaced(TREE, (1, 0, 1), A) == AllOf(rules=(A, Not(rule=AnyOf(rules=(B, A)))))


def test_removing_the_last_part_removes_what_held_it() -> None:
    once = removed(TREE, (1, 0, 0))
    assert once == AllOf(rules=(A, Not(rule=AnyOf(rules=(C,)))))
    assert once is not None
    assert removed(once, (1, 0, 0)) == AllOf(rules=(A,))


def test_removing_everything_leaves_nothing() -> None:
    assert removed(A, ()) is None


def test_adding_to_a_single_condition_makes_a_group() -> None:
    assert added(None, (), A) == A
    assert added(A, (), B) == AllOf(rules=(A, B))
    assert added(TREE, (1, 0), A) == AllOf(rules=(A, Not(rule=AnyOf(rules=(B, C, A)))))


def test_inverting_twice_changes_nothing() -> None:
    assert inverted(inverted(TREE)) == TREE
