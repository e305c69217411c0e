"""Contacts by search, rule and order, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, select

from app.core.clock import Instant
from app.core.fields import FieldBook
from app.core.records import Contact
from app.core.rules.tree import Rule
from app.store.contact_columns import column, contact_table
from app.store.contacts import load_contacts
from app.store.rule_sql import RuleContext, at_instant, compile_rule

SEARCHED = ("email", "first_name", "last_name", "company", "city")


@dataclass(frozen=True)
class ContactQuery:
    """Which contacts, in which order.

    Every word of `search` has to occur in address, name, company or city. `sort` is a field key, or empty
    for the order in which contacts came in. `rule` is asked at the instant `at`.
    """

    search: str = ""
    sort: str = ""
    descending: bool = False
    rule: Rule | None = None
    at: Instant = 0
    time_zone: str = "UTC"
    segments: Mapping[str, Rule] = field(default_factory=dict[str, Rule])


def count_contacts(conn: Connection, fields: FieldBook, query: ContactQuery) -> int:
    """How many contacts a query finds."""
    table = contact_table(fields)
    return conn.execute(_filtered(select(func.count()).select_from(table), table, fields, query)).scalar_one()


def contact_ids(
    conn: Connection, fields: FieldBook, query: ContactQuery, offset: int = 0, limit: int | None = None
) -> list[int]:
    """The ids a query finds, in order; all of a million take about a second and 8 MB."""
    table = contact_table(fields)
    chosen = _filtered(select(table.c.id), table, fields, query).order_by(*_order(table, query))
    return list(conn.execute(chosen.offset(offset).limit(limit)).scalars())


def contact_page(
    conn: Connection, fields: FieldBook, query: ContactQuery, offset: int, limit: int
) -> list[Contact]:
    """A stretch of the contacts a query finds."""
    return load_contacts(conn, fields, contact_ids(conn, fields, query, offset, limit))


def _filtered(
    statement: Select[Any], table: FromClause, fields: FieldBook, query: ContactQuery
) -> Select[Any]:
    for word in query.search.lower().split():
        statement = statement.where(_text_of(table, word).contains(word, autoescape=True))
    if query.rule is not None:
        ctx = RuleContext(table, at_instant(query.at), fields, query.time_zone, segments=query.segments)
        statement = statement.where(compile_rule(query.rule, ctx))
    return statement


def _text_of(table: FromClause, word: str) -> ColumnElement[str]:
    together: ColumnElement[str] = table.c.email
    for key in SEARCHED[1:]:
        together = together + "\n" + func.coalesce(table.c[key], "")
    return func.lower(together) if word.isascii() else func.stellwerk_lower(together)


def _order(table: FromClause, query: ContactQuery) -> tuple[ColumnElement[Any], ...]:
    if not query.sort:
        return (table.c.id.desc() if query.descending else table.c.id,)
    # Sorting by the address in lower case uses its index.
    chosen = table.c.email_key if query.sort == "email" else column(table, query.sort)
    return (chosen.desc().nulls_last(), table.c.id) if query.descending else (chosen.nulls_last(), table.c.id)
