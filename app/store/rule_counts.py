"""Counting whom rules hold for, a stretch of contacts at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from app.core.fields import FieldBook
from app.core.rules.tree import Rule
from app.store.contact_columns import contact_table
from app.store.contact_lists import ContactQuery
from app.store.rule_sql import RuleContext, at_instant, compile_rule


@dataclass(frozen=True)
class Stretch:
    """How many contacts were looked at, and for how many of them each rule holds."""

    contacts: int
    holds: tuple[int, ...]

    def __add__(self, other: Stretch) -> Stretch:
        holds = tuple(one + two for one, two in zip(self.holds, other.holds, strict=True))
        return Stretch(self.contacts + other.contacts, holds)


def extent(conn: Connection) -> tuple[int, int, int]:
    """The lowest and the highest id of a contact, and how many contacts there are; zeros for none."""
    table = contact_table(FieldBook())
    # One by one: asked for both ends at once, SQLite walks through the whole table.
    asked = (func.min(table.c.id), func.max(table.c.id), func.count())
    lowest, highest, total = (conn.execute(select(each).select_from(table)).scalar() for each in asked)
    return lowest or 0, highest or 0, total or 0


def count_stretch(
    conn: Connection, fields: FieldBook, rules: Sequence[Rule], query: ContactQuery, first: int, last: int
) -> Stretch:
    """Ask rules of the contacts whose ids lie from `first` to `last`, at the instant of the query."""
    table = contact_table(fields)
    ctx = RuleContext(table, at_instant(query.at), fields, query.time_zone, segments=query.segments)
    sums = [func.coalesce(func.sum(case((compile_rule(rule, ctx), 1), else_=0)), 0) for rule in rules]
    chosen = select(func.count(), *sums).where(table.c.id.between(first, last))
    contacts, *holds = conn.execute(chosen).one()
    return Stretch(contacts, tuple(holds))
