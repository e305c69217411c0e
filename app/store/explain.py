"""Why a rule holds or not: each part asked through the same compiler that decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, null, select

from app.core.rules.tree import AllOf, AnyOf, Not, Rule
from app.store.bulk import slices
from app.store.rule_sql import RuleContext, compile_rule, value_seen

COLUMNS_AT_ONCE = 500


@dataclass(frozen=True)
class Explanation:
    """One node of a rule, whether it holds, and the value a leaf looked at (see `value_seen`)."""

    rule: Rule
    holds: bool
    seen: Any = None
    parts: tuple[Explanation, ...] = ()


def explain(conn: Connection, rule: Rule, ctx: RuleContext, contact_id: int) -> Explanation | None:
    """The answer of every part of a rule for one contact, or None if there is no such contact."""
    asked = [column for part in _walk(rule) for column in _questions(part, ctx)]
    answers: list[Any] = []
    for part in slices(asked, COLUMNS_AT_ONCE):
        numbered = (item.label(f"a{index}") for index, item in enumerate(part))
        chosen = select(*numbered).select_from(ctx.contact).where(ctx.contact.c.id == contact_id)
        row = conn.execute(chosen).first()
        if row is None:
            return None
        answers.extend(row)
    return _told(rule, iter(answers))


def _walk(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in _parts(rule):
        yield from _walk(part)


def _parts(rule: Rule) -> tuple[Rule, ...]:
    if isinstance(rule, AllOf | AnyOf):
        return rule.rules
    return (rule.rule,) if isinstance(rule, Not) else ()


def _questions(rule: Rule, ctx: RuleContext) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    holds = case((compile_rule(rule, ctx), 1), else_=0)
    return holds, null() if isinstance(rule, AllOf | AnyOf | Not) else value_seen(rule, ctx)


def _told(rule: Rule, answers: Iterator[Any]) -> Explanation:
    holds, seen = bool(next(answers)), next(answers)
    return Explanation(rule, holds, seen, tuple(_told(part, answers) for part in _parts(rule)))
