"""What the validator calls impossible must never happen to a contact."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.rules.tree import Rule
from app.core.validation.logic import can_hold
from tests.support.fields import FIELDS
from tests.support.rule_samples import any_facts, any_rule
from tests.support.rules import Facts, holds


@settings(max_examples=300)
@given(any_rule, any_facts)
def test_a_rule_that_holds_is_not_called_impossible(rule: Rule, facts: Facts) -> None:
    if holds(rule, facts):
        assert can_hold(rule, FIELDS)


@settings(max_examples=300)
@given(st.lists(any_rule, min_size=2, max_size=4), any_facts)
def test_a_case_that_is_taken_is_not_called_unreachable(rules: list[Rule], facts: Facts) -> None:
    taken = next((place for place, rule in enumerate(rules) if holds(rule, facts)), None)
    if taken is not None:
        assert can_hold(rules[taken], FIELDS, unless=rules[:taken])
