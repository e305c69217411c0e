"""Random rules over random contacts: the SQL says what the plain reading of a rule says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.rules.tree import Not, Rule
from app.store.database import Database
from app.store.explain import explain
from tests.store.workspaces import answer, context, undone, with_fields, write_facts
from tests.support.rule_samples import any_facts, any_rule, leaves_by_kind
from tests.support.rules import Facts, holds


@pytest.fixture(scope="module")
def database() -> Database:
    return with_fields()


@pytest.mark.parametrize("kind", leaves_by_kind)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(facts=any_facts, data=st.data())
def test_the_sql_of_a_leaf_agrees_with_its_meaning(
    database: Database, kind: str, facts: Facts, data: st.DataObject
) -> None:
    facts = _complete(facts)
    rules = data.draw(st.lists(leaves_by_kind[kind], min_size=5, max_size=15))
    with undone(database) as conn:
        ctx = context(facts, write_facts(conn, facts))
        for rule in rules:
            assert answer(conn, rule, ctx) == holds(rule, facts), rule


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(rule=any_rule, facts=any_facts)
def test_the_sql_of_a_rule_agrees_with_its_meaning(database: Database, rule: Rule, facts: Facts) -> None:
    facts = _complete(facts)
    with undone(database) as conn:
        ctx = context(facts, write_facts(conn, facts))
        expected = holds(rule, facts)
        assert answer(conn, rule, ctx) == expected
        assert answer(conn, Not(rule=rule), ctx) == (not expected)
        told = explain(conn, rule, ctx, contact_id=1)
        assert told is not None
        assert told.holds == expected


def _complete(facts: Facts) -> Facts:
    """What every stored contact has: an address, a score, and the instant at which it came in."""
    values = {"created_at": 0, "score": 0, "email": "anna@example.org", **facts.values}
    return Facts(**{**facts.__dict__, "values": values})
